//! Snapshots: many statements that all see the database as it was when the first of them began.

use diesel::sql_types::Text;
use diesel_async::{RunQueryDsl, SimpleAsyncConnection};

use super::{Conn, Tx};
use crate::error::Result;

/// Milliseconds that a snapshot may rest between two statements, while a client reads slowly.
const REST_MS: u32 = 60_000;

/// Two transactions that see the same, and write nothing.
pub struct Snapshot {
    first: Tx,
    second: Tx,
}

impl Snapshot {
    pub(super) async fn open(first: Tx, second: Tx) -> Result<Self> {
        #[derive(diesel::QueryableByName)]
        struct Exported {
            #[diesel(sql_type = Text)]
            id: String,
        }
        set_up(first.conn()?, "").await?;
        let Exported { id } = diesel::sql_query("SELECT pg_export_snapshot() AS id")
            .get_result(&mut first.conn()?)
            .await?;
        // An id is of digits, letters and hyphens.
        set_up(second.conn()?, &format!("SET TRANSACTION SNAPSHOT '{id}';")).await?;
        Ok(Self { first, second })
    }

    /// The connections.
    pub fn conns(&self) -> Result<(Conn<'_>, Conn<'_>)> {
        Ok((self.first.conn()?, self.second.conn()?))
    }

    /// Lets go of it.
    pub async fn end(self) {
        futures_util::join!(self.first.rollback(), self.second.rollback());
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
