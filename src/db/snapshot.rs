//! Snapshots: many statements that all see the database as it was when the first of them began.

use diesel::sql_types::Text;
use diesel_async::{RunQueryDsl, SimpleAsyncConnection};

use super::{Conn, Tx};
use crate::error::Result;

/// Milliseconds that a snapshot may rest between two statements, while a client reads slowly.
const REST_MS: u32 = 60_000;

/// Over how many connections a snapshot is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Width {
    /// One.
    Single,
    /// Two, so that PostgreSQL can work for one reader on two processors.
    Double,
}

impl Width {
    /// The connections of the pool that it takes.
    pub const fn connections(self) -> u32 {
        match self {
            Self::Single => 1,
            Self::Double => 2,
        }
    }
}

/// Transactions that see the same, and write nothing.
pub struct Snapshot {
    first: Tx,
    second: Option<Tx>,
}

impl Snapshot {
    pub(super) async fn open(first: Tx) -> Result<Self> {
        set_up(first.conn()?, "").await?;
        Ok(Self {
            first,
            second: None,
        })
    }

    pub(super) async fn widen(self, second: Tx) -> Result<Self> {
        #[derive(diesel::QueryableByName)]
        struct Exported {
            #[diesel(sql_type = Text)]
            id: String,
        }
        let Exported { id } = diesel::sql_query("SELECT pg_export_snapshot() AS id")
            .get_result(&mut self.conn()?)
            .await?;
        // An id is of digits, letters and hyphens.
        set_up(second.conn()?, &format!("SET TRANSACTION SNAPSHOT '{id}';")).await?;
        Ok(Self {
            second: Some(second),
            ..self
        })
    }

    /// A connection.
    pub fn conn(&self) -> Result<Conn<'_>> {
        self.first.conn()
    }

    /// Two connections, which are one where it has no more.
    pub fn conns(&self) -> Result<(Conn<'_>, Conn<'_>)> {
        let second = self.second.as_ref().unwrap_or(&self.first);
        Ok((self.first.conn()?, second.conn()?))
    }

    /// Lets go of it.
    pub async fn end(self) {
        let second = async {
            if let Some(second) = self.second {
                second.rollback().await;
            }
        };
        futures_util::join!(self.first.rollback(), second);
    }
}

/// What is read is always a few of many rows, by index; a planner that knows too little of a table
/// that has just been filled would rather scan it whole, again for each page.
async fn set_up(mut conn: Conn<'_>, seen: &str) -> Result<()> {
    let settings = format!(
        "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY; {seen} \
         SET LOCAL idle_in_transaction_session_timeout = {REST_MS}; \
         SET LOCAL enable_seqscan = off; \
         SET LOCAL enable_hashjoin = off; \
         SET LOCAL enable_mergejoin = off; \
         SET LOCAL max_parallel_workers_per_gather = 0; \
         SET LOCAL random_page_cost = 1"
    );
    Ok(conn.batch_execute(&settings).await?)
}
