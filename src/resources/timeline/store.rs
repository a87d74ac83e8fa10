//! What is dated about claims, in the database.

use chrono::{DateTime, Utc};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sql_types::{Array, Jsonb, Nullable, Text, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use serde_json::value::RawValue;
use uuid::Uuid;

use crate::db::keyset::{Place, Sort};
use crate::db::{Conn, Document};
use crate::error::Result;
use crate::schema::claim_events;

/// An event, without what it is about.
#[derive(Queryable, Selectable)]
#[diesel(table_name = claim_events)]
pub struct EventRow {
    pub id: Uuid,
    pub at: DateTime<Utc>,
    pub kind: String,
    pub rank: i32,
}

/// What a verdict was made, out of the journal.
#[derive(QueryableByName)]
pub struct RevisionRow {
    #[diesel(sql_type = SqlUuid)]
    pub id: Uuid,
    /// As it was left, whole.
    #[diesel(sql_type = Jsonb)]
    pub verdict: Document<Box<RawValue>>,
    /// Its rating before, in an object of that name.
    #[diesel(sql_type = Nullable<Jsonb>)]
    pub before: Option<Document<Box<RawValue>>>,
    #[diesel(sql_type = Nullable<Text>)]
    pub note: Option<String>,
}

/// Which rows a list holds.
pub struct Selection {
    pub claim: Uuid,
    pub types: Vec<&'static str>,
    pub from: Option<DateTime<Utc>>,
    /// No longer of it.
    pub until: Option<DateTime<Utc>>,
}

fn selected(selection: &Selection) -> claim_events::BoxedQuery<'_, Pg> {
    let mut query = claim_events::table
        .into_boxed()
        .filter(claim_events::claim_id.eq(selection.claim));
    if !selection.types.is_empty() {
        query = query.filter(claim_events::kind.eq_any(&selection.types));
    }
    if let Some(from) = selection.from {
        query = query.filter(claim_events::at.ge(from));
    }
    if let Some(until) = selection.until {
        query = query.filter(claim_events::at.lt(until));
    }
    query
}

pub async fn page(
    mut conn: Conn<'_>,
    selection: &Selection,
    sort: Sort,
    after: Option<&Place>,
    rows: i64,
) -> Result<Vec<EventRow>> {
    let mut query = selected(selection);
    if let Some(place) = after {
        query = query.filter(sort.after(place));
    }
    Ok(query
        .order_by(sort.order())
        .limit(rows)
        .select(EventRow::as_select())
        .load(&mut conn)
        .await?)
}

pub async fn count(mut conn: Conn<'_>, selection: &Selection) -> Result<i64> {
    Ok(selected(selection).count().get_result(&mut conn).await?)
}

/// What entries of the journal made of public verdicts, each with how it was rated before.
pub async fn revisions(mut conn: Conn<'_>, entries: &[Uuid]) -> Result<Vec<RevisionRow>> {
    const SQL: &str = "SELECT id, snapshot AS verdict, note, (
            SELECT jsonb_build_object('rating', earlier.snapshot -> 'rating')
            FROM journal earlier
            WHERE earlier.subject_id = journal.subject_id AND earlier.version < journal.version
                AND earlier.private_to IS NULL
            ORDER BY earlier.version DESC LIMIT 1
        ) AS before
        FROM journal WHERE id = ANY($1) AND snapshot IS NOT NULL";
    Ok(diesel::sql_query(SQL)
        .bind::<Array<SqlUuid>, _>(entries)
        .load(&mut conn)
        .await?)
}
