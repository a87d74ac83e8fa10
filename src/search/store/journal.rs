//! The journal as the index follows it, and what a change touches beside its own record.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Nullable, Text, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use crate::db::Conn;
use crate::error::Result;
use crate::schema::{evidence, sql_types, statements, verdicts};
use crate::search::position::Position;
use crate::vocabulary::Subject;

/// An entry of the journal, as far as the index cares.
#[derive(Debug, QueryableByName)]
pub(in crate::search) struct Entry {
    #[diesel(sql_type = SqlUuid)]
    pub id: Uuid,
    #[diesel(sql_type = Text)]
    txid: String,
    #[diesel(sql_type = BigInt)]
    seq: i64,
    #[diesel(sql_type = sql_types::JournalSubject)]
    pub subject_type: Subject,
    #[diesel(sql_type = SqlUuid)]
    pub subject_id: Uuid,
    #[diesel(sql_type = BigInt)]
    pub version: i64,
}

impl Entry {
    /// Where the journal goes on behind it.
    pub(in crate::search) fn position(&self) -> Position {
        Position {
            txid: self.txid.parse().unwrap_or_default(),
            seq: self.seq,
            entry: Some(self.id),
        }
    }
}

/// Up to where the journal is read.
#[derive(Debug, Clone, Copy)]
pub(in crate::search) enum Until {
    /// To the oldest transaction that runs: nothing can become visible any more before what is
    /// read.
    Settled,
    /// To what has been committed by now.
    Now,
}

/// The next entries behind a position.
pub(in crate::search) async fn entries(
    mut conn: Conn<'_>,
    position: &Position,
    until: Until,
    count: i64,
) -> Result<Vec<Entry>> {
    let end = match until {
        Until::Settled => "AND txid < pg_snapshot_xmin(pg_current_snapshot())",
        Until::Now => "",
    };
    let sql = format!(
        "SELECT id, txid::text AS txid, seq, subject_type, subject_id, version
        FROM journal
        WHERE (txid, seq) > ($1::xid8, $2) {end}
        ORDER BY txid, seq LIMIT $3"
    );
    Ok(diesel::sql_query(sql)
        .bind::<Text, _>(position.txid.to_string())
        .bind::<BigInt, _>(position.seq)
        .bind::<BigInt, _>(count)
        .load(&mut conn)
        .await?)
}

/// Where an index begins that is built of what the tables hold from now on: behind every
/// transaction that has ended by now.
pub(in crate::search) async fn begins(mut conn: Conn<'_>) -> Result<Position> {
    #[derive(QueryableByName)]
    struct Oldest {
        #[diesel(sql_type = Text)]
        txid: String,
        #[diesel(sql_type = Nullable<SqlUuid>)]
        entry: Option<Uuid>,
    }
    const SQL: &str = "WITH oldest AS (SELECT pg_snapshot_xmin(pg_current_snapshot()) AS txid)
        SELECT txid::text AS txid,
            (SELECT id FROM journal WHERE journal.txid < oldest.txid
                ORDER BY journal.txid DESC, seq DESC LIMIT 1) AS entry
        FROM oldest";
    let oldest: Oldest = diesel::sql_query(SQL).get_result(&mut conn).await?;
    Ok(Position {
        txid: oldest.txid.parse().unwrap_or_default(),
        // Numbers begin at 1.
        seq: 0,
        entry: oldest.entry,
    })
}

/// Whether a position was reached in this very database, and not in one from which it was copied
/// or restored and has gone on differently since.
pub(in crate::search) async fn is_of(mut conn: Conn<'_>, position: &Position) -> Result<bool> {
    #[derive(QueryableByName)]
    struct Known {
        #[diesel(sql_type = Bool)]
        known: bool,
    }
    const SQL: &str = "SELECT $1::xid8 <= pg_snapshot_xmax(pg_current_snapshot()) AND CASE
            WHEN $2 IS NULL THEN NOT EXISTS (SELECT FROM journal WHERE txid < $1::xid8)
            ELSE EXISTS (SELECT FROM journal WHERE id = $2)
        END AS known";
    let known: Known = diesel::sql_query(SQL)
        .bind::<Text, _>(position.txid.to_string())
        .bind::<Nullable<SqlUuid>, _>(position.entry)
        .get_result(&mut conn)
        .await?;
    Ok(known.known)
}

/// How many entries there are behind a position, up to a bound, and since when the oldest waits.
/// Those of transactions that are still to come are none: they were restored with a database that
/// was further than this one, and were there before anything was indexed. The position stays before
/// them, as what is written from now on does, and a start reads them again.
pub(in crate::search) async fn behind(
    mut conn: Conn<'_>,
    position: &Position,
) -> Result<(u64, f64)> {
    #[derive(QueryableByName)]
    struct Behind {
        #[diesel(sql_type = BigInt)]
        entries: i64,
        #[diesel(sql_type = diesel::sql_types::Double)]
        seconds: f64,
    }
    const SQL: &str = "SELECT count(*) AS entries,
            coalesce(extract(epoch FROM clock_timestamp() - min(at)), 0)::float8 AS seconds
        FROM (SELECT at FROM journal WHERE (txid, seq) > ($1::xid8, $2)
                AND txid < pg_snapshot_xmax(pg_current_snapshot())
            ORDER BY txid, seq LIMIT 10000) AS behind";
    let behind: Behind = diesel::sql_query(SQL)
        .bind::<Text, _>(position.txid.to_string())
        .bind::<BigInt, _>(position.seq)
        .get_result(&mut conn)
        .await?;
    Ok((
        u64::try_from(behind.entries).unwrap_or_default(),
        behind.seconds.max(0.0),
    ))
}

/// The claims of which claimants said something.
pub(in crate::search) async fn said_by(
    mut conn: Conn<'_>,
    claimants: &[Uuid],
) -> Result<Vec<Uuid>> {
    Ok(statements::table
        .filter(statements::claimant_id.eq_any(claimants))
        .select(statements::claim_id)
        .distinct()
        .load(&mut conn)
        .await?)
}

/// The verdicts that cite sources, and their claims.
pub(in crate::search) async fn citing(
    mut conn: Conn<'_>,
    sources: &[Uuid],
) -> Result<Vec<(Uuid, Uuid)>> {
    Ok(evidence::table
        .inner_join(verdicts::table)
        .filter(evidence::source_id.eq_any(sources))
        .select((verdicts::id, verdicts::claim_id))
        .distinct()
        .load(&mut conn)
        .await?)
}
