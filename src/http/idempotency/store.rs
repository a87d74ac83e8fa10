//! Kept answers in the database.

use actix_web::http::StatusCode;
use actix_web::http::header::HeaderName;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Timestamptz};
use diesel::upsert::excluded;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use crate::db::{Conn, Document};
use crate::error::{Code, Problem, Result};
use crate::http::reply::Answer;
use crate::schema::idempotency_keys;

/// Answers that are forgotten with one statement.
const SWEPT: u32 = 1_000;

/// The place of an answer.
#[derive(Clone, Copy)]
pub(super) struct Slot<'a> {
    pub owner: Uuid,
    pub key: &'a str,
}

/// Who was first at a place.
pub(super) enum Claimed {
    /// This attempt: its effect is still to come.
    New,
    /// One before.
    Before(Stored),
}

/// A kept answer.
#[derive(Queryable, Selectable)]
#[diesel(table_name = idempotency_keys)]
pub(super) struct Stored {
    pub fingerprint: Vec<u8>,
    status: Option<i16>,
    headers: Option<Document<Vec<(String, String)>>>,
    body: Option<Vec<u8>>,
}

impl Stored {
    pub(super) fn answer(self) -> Result<Answer> {
        let broken = || Problem::internal("a kept answer is not whole");
        let status = self.status.and_then(|status| u16::try_from(status).ok());
        let headers = self.headers.ok_or_else(broken)?.0.into_iter();
        let headers = headers.map(|(name, value)| {
            let name = HeaderName::try_from(name).map_err(Problem::internal)?;
            Ok((name, value))
        });
        Ok(Answer {
            status: StatusCode::from_u16(status.ok_or_else(broken)?).map_err(Problem::internal)?,
            headers: headers.collect::<Result<_>>()?,
            body: self.body.ok_or_else(broken)?,
        })
    }
}

/// Takes the place, or finds who has it. While that one is under way this waits, as long as
/// changes wait for locks.
pub(super) async fn claim(
    mut conn: Conn<'_>,
    slot: Slot<'_>,
    fingerprint: &[u8],
    now: DateTime<Utc>,
    cutoff: DateTime<Utc>,
) -> Result<Claimed> {
    use idempotency_keys as k;
    let none = (
        k::status.eq(None::<i16>),
        k::headers.eq(None::<Document<Vec<(String, String)>>>),
        k::body.eq(None::<Vec<u8>>),
    );
    let put = diesel::insert_into(k::table)
        .values((
            k::owner_id.eq(slot.owner),
            k::key.eq(slot.key),
            k::fingerprint.eq(fingerprint),
            k::created_at.eq(now),
        ))
        .on_conflict((k::owner_id, k::key))
        .do_update()
        .set((
            k::fingerprint.eq(excluded(k::fingerprint)),
            k::created_at.eq(excluded(k::created_at)),
            none,
        ));
    // One that is no longer kept gives way.
    let taken = diesel::query_dsl::methods::FilterDsl::filter(put, k::created_at.lt(cutoff))
        .execute(&mut conn)
        .await
        .map_err(|error| in_progress(error.into()))?;
    if taken > 0 {
        return Ok(Claimed::New);
    }
    let stored = k::table
        .find((slot.owner, slot.key))
        .select(Stored::as_select())
        .first(&mut conn)
        .await
        .optional()?;
    match stored {
        Some(stored) => Ok(Claimed::Before(stored)),
        // Swept just now: the place is free.
        None => Err(Problem {
            transient: true,
            ..in_progress(Problem::internal("a kept answer was swept"))
        }),
    }
}

/// The wait was in vain.
fn in_progress(problem: Problem) -> Problem {
    if problem.code != Code::DatabaseBusy || problem.transient {
        return problem;
    }
    Problem {
        cause: problem.cause,
        ..Problem::new(
            Code::IdempotencyInProgress,
            "A request with this Idempotency-Key is still under way.",
        )
    }
}

/// Keeps the answer of what is about to be committed.
pub(super) async fn keep(
    mut conn: Conn<'_>,
    slot: Slot<'_>,
    answer: &Answer,
    body: Vec<u8>,
) -> Result<()> {
    use idempotency_keys as k;
    let headers = answer.headers.iter();
    let headers = headers.map(|(name, value)| (name.to_string(), value.clone()));
    let status = i16::try_from(answer.status.as_u16()).map_err(Problem::internal)?;
    diesel::update(k::table.find((slot.owner, slot.key)))
        .set((
            k::status.eq(status),
            k::headers.eq(Document(headers.collect::<Vec<_>>())),
            k::body.eq(body),
        ))
        .execute(&mut conn)
        .await?;
    Ok(())
}

/// Gives a place up.
pub(super) async fn forget(mut conn: Conn<'_>, slot: Slot<'_>) -> Result<()> {
    diesel::delete(idempotency_keys::table.find((slot.owner, slot.key)))
        .execute(&mut conn)
        .await?;
    Ok(())
}

/// Forgets the oldest answers from before the cutoff, as many as one statement is to hold locks
/// on, but for those that another sweep or a retry has just taken. Gives how many that were, and
/// whether more may be left.
pub(super) async fn sweep(mut conn: Conn<'_>, cutoff: DateTime<Utc>) -> Result<(usize, bool)> {
    // diesel has no WITH, without which the planner might run the locking part again and again.
    let swept = diesel::sql_query(
        "WITH old AS (
             SELECT owner_id, key FROM idempotency_keys WHERE created_at < $1
             ORDER BY created_at LIMIT $2 FOR UPDATE SKIP LOCKED
         )
         DELETE FROM idempotency_keys AS kept USING old
         WHERE kept.owner_id = old.owner_id AND kept.key = old.key",
    )
    .bind::<Timestamptz, _>(cutoff)
    .bind::<BigInt, _>(i64::from(SWEPT))
    .execute(&mut conn)
    .await?;
    Ok((
        swept,
        u32::try_from(swept).is_ok_and(|swept| swept == SWEPT),
    ))
}
