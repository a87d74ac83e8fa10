//! The unit of work of a writing request: one transaction, its time and its author.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use chrono::{DateTime, Utc};
use diesel_async::pooled_connection::deadpool::Object;
use diesel_async::{AnsiTransactionManager, AsyncPgConnection, TransactionManager};
use uuid::Uuid;

use super::Conn;
use crate::clock::{Clock, Ids};
use crate::error::{Code, Problem, Result};
use crate::vocabulary::Subject;

/// An open transaction. Dropped without `commit` or `rollback`, as when its request is
/// cancelled, it takes its connection with it: the server then rolls it back and lets go of its
/// locks, where the pool would keep it open.
pub struct Tx {
    // None only once it has ended.
    connection: Option<Object<AsyncPgConnection>>,
}

impl Drop for Tx {
    fn drop(&mut self) {
        if let Some(connection) = self.connection.take() {
            drop(Object::take(connection));
        }
    }
}

impl Tx {
    pub(super) async fn begin(mut connection: Object<AsyncPgConnection>) -> Result<Self> {
        AnsiTransactionManager::begin_transaction(&mut *connection).await?;
        Ok(Self {
            connection: Some(connection),
        })
    }

    /// Makes everything done in it durable and visible.
    pub async fn commit(mut self) -> Result<()> {
        AnsiTransactionManager::commit_transaction(self.open()?).await?;
        self.end();
        Ok(())
    }

    /// Undoes everything done in it.
    pub async fn rollback(mut self) {
        let Ok(connection) = self.open() else { return };
        match AnsiTransactionManager::rollback_transaction(connection).await {
            Ok(()) => self.end(),
            Err(error) => {
                tracing::debug!(%error, "a transaction could not be rolled back; its connection is dropped");
            }
        }
    }

    /// The connection that statements go over.
    pub fn conn(&self) -> Result<Conn<'_>> {
        self.connection
            .as_deref()
            .ok_or_else(|| Problem::internal("the transaction has ended"))
    }

    fn open(&mut self) -> Result<&mut AsyncPgConnection> {
        self.connection
            .as_deref_mut()
            .ok_or_else(|| Problem::internal("the transaction has ended"))
    }

    /// Gives the connection back to the pool.
    fn end(&mut self) {
        self.connection = None;
    }
}

/// In whose name something is changed.
#[derive(Debug, Clone, Copy, Default)]
pub struct Author {
    /// The organization; none for the operator of the instance.
    pub organization: Option<Uuid>,
    /// The API key; none on the command line.
    pub key: Option<Uuid>,
    /// May change what belongs to others.
    pub is_instance_admin: bool,
}

impl Author {
    /// An organization for which the operator acts on the command line.
    pub fn organization(organization: Uuid) -> Self {
        Self {
            organization: Some(organization),
            ..Self::default()
        }
    }
}

/// What an operation works with inside a transaction: the connection, one time for all that it
/// writes, fresh ids, and the author in whose name it writes.
pub struct Unit<'a> {
    /// The transaction's connection.
    pub conn: Conn<'a>,
    /// Who writes.
    pub author: Author,
    clock: &'a Clock,
    ids: &'a Ids,
    now: Cell<DateTime<Utc>>,
    changed: Rc<RefCell<Vec<(Subject, Uuid)>>>,
}

impl<'a> Unit<'a> {
    /// A unit of work in an open transaction.
    pub fn new(conn: Conn<'a>, clock: &'a Clock, ids: &'a Ids, author: Author) -> Self {
        Self {
            conn,
            author,
            clock,
            ids,
            now: Cell::new(clock.now()),
            changed: Rc::default(),
        }
    }

    /// Notes that a record was added, changed or deleted.
    pub fn has_changed(&self, kind: Subject, id: Uuid) {
        self.changed.borrow_mut().push((kind, id));
    }

    /// The records that were changed.
    pub fn changed(self) -> Vec<(Subject, Uuid)> {
        self.changed.take()
    }

    /// The same unit of work, in the name of an organization that it has just made.
    pub fn in_name_of(&self, organization: Uuid) -> Self {
        Self {
            author: Author::organization(organization),
            now: self.now.clone(),
            changed: Rc::clone(&self.changed),
            ..*self
        }
    }

    /// The time of the change.
    pub fn now(&self) -> DateTime<Utc> {
        self.now.get()
    }

    /// Waits for a lock and takes the time anew once it is held: of two changes of one record
    /// the later one then also has the later time.
    pub async fn hold<R>(&self, lock: impl Future<Output = Result<R>>) -> Result<R> {
        let held = lock.await?;
        self.now.set(self.clock.now());
        Ok(held)
    }

    /// The organization that becomes the owner of what is added.
    pub fn owner(&self) -> Result<Uuid> {
        self.author.organization.ok_or_else(|| {
            Problem::new(
                Code::OrganizationRequired,
                "What is added belongs to an organization; this key is of none.",
            )
        })
    }

    /// Refuses to change what belongs to another organization.
    pub fn check_owner(&self, owner: Uuid) -> Result<()> {
        if self.author.is_instance_admin || self.author.organization == Some(owner) {
            return Ok(());
        }
        Err(Problem::new(
            Code::NotOwner,
            "Only the organization that added it may change or delete it.",
        ))
    }

    /// A new id.
    pub fn id(&self) -> Uuid {
        self.ids.next(self.now())
    }
}
