//! The unit of work of a writing request: one transaction, its time and its author.

use chrono::{DateTime, Utc};
use diesel_async::pooled_connection::deadpool::Object;
use diesel_async::{AnsiTransactionManager, AsyncPgConnection, TransactionManager};
use uuid::Uuid;

use super::Conn;
use crate::clock::{Clock, Ids};
use crate::error::{Code, Problem, Result};

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

/// What an operation works with inside a transaction: the connection, one time for all that it
/// writes, fresh ids, and the organization in whose name it writes.
pub struct Unit<'a> {
    /// The transaction's connection.
    pub conn: Conn<'a>,
    /// The time of the change.
    pub now: DateTime<Utc>,
    /// Who writes; none only for a key of the whole instance.
    pub organization: Option<Uuid>,
    /// May change what belongs to others.
    pub is_instance_admin: bool,
    ids: &'a Ids,
}

impl<'a> Unit<'a> {
    /// A unit of work in an open transaction.
    pub fn new(
        conn: Conn<'a>,
        clock: &Clock,
        ids: &'a Ids,
        organization: Option<Uuid>,
        is_instance_admin: bool,
    ) -> Self {
        Self {
            conn,
            now: clock.now(),
            organization,
            is_instance_admin,
            ids,
        }
    }

    /// The same unit of work, in the name of an organization that it has just made.
    pub fn in_name_of(&self, organization: Uuid) -> Self {
        Self {
            organization: Some(organization),
            ..*self
        }
    }

    /// The organization that becomes the owner of what is added.
    pub fn owner(&self) -> Result<Uuid> {
        self.organization.ok_or_else(|| {
            Problem::new(
                Code::OrganizationRequired,
                "What is added belongs to an organization; this key is of none.",
            )
        })
    }

    /// Refuses to change what belongs to another organization.
    pub fn check_owner(&self, owner: Uuid) -> Result<()> {
        if self.is_instance_admin || self.organization == Some(owner) {
            return Ok(());
        }
        Err(Problem::new(
            Code::NotOwner,
            "Only the organization that added it may change or delete it.",
        ))
    }

    /// A new id.
    pub fn id(&self) -> Uuid {
        self.ids.next(self.now)
    }
}
