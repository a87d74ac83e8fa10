//! The way to the database: `read` and `lookup` for reading, `begin` for writing. Every wait
//! is bounded; every connection carries timeouts of its own.

mod columns;
mod connection;
mod document;
pub mod embedded;
pub mod expression;
mod failure;
pub mod keyset;
mod lookup;
pub mod migrations;
mod snapshot;
mod transaction;

use std::time::Duration;

use diesel_async::AsyncPgConnection;
use diesel_async::pooled_connection::deadpool::{Object, Pool};
use diesel_async::pooled_connection::{
    AsyncDieselConnectionManager, ManagerConfig, RecyclingMethod,
};
use futures_util::FutureExt;

pub use document::Document;
pub use failure::{Constraint, on_constraint};
pub use snapshot::{Snapshot, Width};
pub use transaction::{Author, Tx, Unit};

use crate::error::{Code, Problem, Result};
use connection::Plans;
use lookup::Lookup;

/// What store functions take: a shared reference, over which statements may be pipelined.
pub type Conn<'a> = &'a AsyncPgConnection;

/// How to reach a database and how long to wait for it.
#[derive(Debug, Clone)]
pub struct DbConfig {
    /// Connection string or `postgres://` URL.
    pub url: String,
    /// Connections of the pool that transactions and lists draw on.
    pub pool_size: usize,
    /// Shared connections over which single-row reads are pipelined.
    pub lookup_connections: usize,
    /// The longest wait for a connection; past it the answer is 503.
    pub wait: Duration,
    /// PostgreSQL's `statement_timeout`.
    pub statement_timeout: Duration,
    /// PostgreSQL's `lock_timeout`.
    pub lock_timeout: Duration,
}

/// Access to one PostgreSQL database; cheap to clone.
#[derive(Clone)]
pub struct Db {
    pool: Pool<AsyncPgConnection>,
    lookup: Lookup,
}

impl Db {
    /// Sets up the pool; connections are made when they are first needed.
    pub fn new(config: &DbConfig) -> Result<Self> {
        let mut setup = ManagerConfig::default();
        setup.recycling_method = RecyclingMethod::Fast;
        let shared = config.clone();
        setup.custom_setup =
            Box::new(move |_| connection::establish(shared.clone(), Plans::Weighed).boxed());
        let manager = AsyncDieselConnectionManager::new_with_config(&config.url, setup);
        let pool = Pool::builder(manager)
            .max_size(config.pool_size)
            .wait_timeout(Some(config.wait))
            .create_timeout(Some(config.wait))
            .recycle_timeout(Some(config.wait))
            .runtime(deadpool::Runtime::Tokio1)
            .build()
            .map_err(Problem::internal)?;
        Ok(Self {
            pool,
            lookup: Lookup::new(config),
        })
    }

    /// A connection for several statements or a slow one.
    async fn checkout(&self) -> Result<Object<AsyncPgConnection>> {
        self.pool.get().await.map_err(failure::of_pool)
    }

    /// Reads with statements that may be slow. When the connection turns out to have been
    /// closed by the server, the work is done again on a new one.
    pub async fn read<R>(&self, work: impl AsyncFn(Conn<'_>) -> Result<R>) -> Result<R> {
        let first = {
            let connection = self.checkout().await?;
            work(&connection).await
        };
        match first {
            Err(problem) if problem.code == Code::DatabaseUnavailable => {
                let connection = self.checkout().await?;
                work(&connection).await
            }
            done => done,
        }
    }

    /// Reads with statements that end at once (a key, one resource by its id), pipelined with
    /// those of other requests.
    pub async fn lookup<R>(&self, work: impl AsyncFn(Conn<'_>) -> Result<R>) -> Result<R> {
        self.lookup.run(work).await
    }

    /// Opens a snapshot: the database as it is now.
    pub async fn snapshot(&self, width: Width) -> Result<Snapshot> {
        let snapshot = Snapshot::open(self.begin().await?).await?;
        match width {
            Width::Single => Ok(snapshot),
            Width::Double => snapshot.widen(self.begin().await?).await,
        }
    }

    /// Opens a transaction.
    pub async fn begin(&self) -> Result<Tx> {
        match Tx::begin(self.checkout().await?).await {
            Err(problem) if problem.code == Code::DatabaseUnavailable => {
                Tx::begin(self.checkout().await?).await
            }
            done => done,
        }
    }
}
