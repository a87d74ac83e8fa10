//! Shared connections: the single-row reads of many requests go over a few connections, one
//! after the other without waiting for the answers between (pipelining), which is faster than
//! a connection for each. Only statements that end at once belong here, since each waits for
//! those before it.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use diesel_async::AsyncPgConnection;
use tokio::sync::{Mutex, Semaphore};

use super::connection::{self, Plans};
use super::{Conn, DbConfig, failure};
use crate::error::{Code, Problem, Result};

/// Requests that may be under way over one connection; past it they wait, and past the wait
/// they are told that the database is busy.
const IN_FLIGHT: usize = 64;

#[derive(Clone)]
pub(super) struct Lookup {
    shared: Arc<Shared>,
}

struct Shared {
    config: DbConfig,
    wait: Duration,
    next: AtomicUsize,
    slots: Vec<Slot>,
}

struct Slot {
    permits: Semaphore,
    connection: Mutex<Option<Arc<AsyncPgConnection>>>,
}

impl Lookup {
    pub(super) fn new(config: &DbConfig) -> Self {
        let slots = (0..config.lookup_connections.max(1))
            .map(|_| Slot {
                permits: Semaphore::new(IN_FLIGHT),
                connection: Mutex::new(None),
            })
            .collect();
        Self {
            shared: Arc::new(Shared {
                config: config.clone(),
                wait: config.wait,
                next: AtomicUsize::new(0),
                slots,
            }),
        }
    }

    /// Runs the work on one of the connections; when that one was lost, once more on a new one.
    pub(super) async fn run<R>(&self, work: impl AsyncFn(Conn<'_>) -> Result<R>) -> Result<R> {
        let slots = &self.shared.slots;
        let turn = self.shared.next.fetch_add(1, Ordering::Relaxed) % slots.len();
        let slot = slots
            .get(turn)
            .ok_or_else(|| Problem::internal("no lookup connection"))?;
        let _permit = tokio::time::timeout(self.shared.wait, slot.permits.acquire())
            .await
            .map_err(|_| failure::busy())?
            .map_err(Problem::internal)?;

        let connection = self.connection(slot).await?;
        match self.bounded(slot, &connection, work(&connection)).await {
            Err(problem) if problem.code == Code::DatabaseUnavailable => {
                forget(slot, &connection).await;
                let connection = self.connection(slot).await?;
                self.bounded(slot, &connection, work(&connection)).await
            }
            done => done,
        }
    }

    /// Gives up on a connection that does not answer though the server's own time is over, as
    /// when its machine is gone: everyone after would wait as well.
    async fn bounded<R>(
        &self,
        slot: &Slot,
        connection: &Arc<AsyncPgConnection>,
        work: impl Future<Output = Result<R>>,
    ) -> Result<R> {
        let limit = self.shared.config.statement_timeout + self.shared.wait;
        match tokio::time::timeout(limit, work).await {
            Ok(done) => done,
            Err(_) => {
                forget(slot, connection).await;
                Err(failure::busy())
            }
        }
    }

    /// The slot's connection, made when there is none.
    async fn connection(&self, slot: &Slot) -> Result<Arc<AsyncPgConnection>> {
        let establish = async {
            let mut held = slot.connection.lock().await;
            if let Some(connection) = held.as_ref() {
                return Ok(Arc::clone(connection));
            }
            let made = connection::establish(self.shared.config.clone(), Plans::Kept)
                .await
                .map_err(failure::unreachable)?;
            let made = Arc::new(made);
            *held = Some(Arc::clone(&made));
            Ok(made)
        };
        tokio::time::timeout(self.shared.wait, establish)
            .await
            .map_err(|_| failure::busy())?
    }
}

/// Lets go of a lost connection, unless another request has already put a new one in its place.
async fn forget(slot: &Slot, lost: &Arc<AsyncPgConnection>) {
    let mut held = slot.connection.lock().await;
    if held
        .as_ref()
        .is_some_and(|current| Arc::ptr_eq(current, lost))
    {
        *held = None;
    }
}
