//! The journal's rows: how they are added, and what a resource was at a time.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, Int8, Jsonb, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use serde_json::value::RawValue;
use uuid::Uuid;

use crate::db::{Conn, Document};
use crate::error::Result;
use crate::schema::{journal, sql_types};
use crate::vocabulary::{Action, Subject};

#[derive(Insertable)]
#[diesel(table_name = journal)]
pub(super) struct EntryInsert {
    pub id: Uuid,
    pub at: DateTime<Utc>,
    pub organization_id: Option<Uuid>,
    pub api_key_id: Option<Uuid>,
    pub action: Action,
    pub subject_type: Subject,
    pub subject_id: Uuid,
    pub version: i64,
    pub claim_id: Option<Uuid>,
    pub private_to: Option<Uuid>,
    pub snapshot: Option<Document<Box<RawValue>>>,
    pub note: Option<String>,
}

/// A resource as it was at a time.
#[derive(Queryable, Selectable)]
#[diesel(table_name = journal)]
pub struct Snapshot {
    /// What kind of resource it is.
    pub subject_type: Subject,
    /// Which one.
    pub subject_id: Uuid,
    /// The organization that alone may see it so.
    pub private_to: Option<Uuid>,
    /// Its representation; none once it was deleted.
    pub snapshot: Option<Document<Box<RawValue>>>,
}

pub(super) async fn insert(mut conn: Conn<'_>, row: EntryInsert) -> Result<()> {
    diesel::insert_into(journal::table)
        .values(row)
        .execute(&mut conn)
        .await?;
    Ok(())
}

/// Inserts rows of one unit of work, as columns: PostgreSQL plans a statement of thousands of
/// values far longer than it takes to insert them.
pub(super) async fn insert_all(mut conn: Conn<'_>, rows: Vec<EntryInsert>) -> Result<()> {
    let Some(first) = rows.as_slice().first() else {
        return Ok(());
    };
    let query = diesel::sql_query(
        "INSERT INTO journal (at, organization_id, api_key_id, id, action, subject_type, \
         subject_id, version, claim_id, private_to, snapshot, note) \
         SELECT $1, $2, $3, * FROM unnest($4, $5, $6, $7, $8, $9, $10, $11, $12)",
    )
    .bind::<Timestamptz, _>(first.at)
    .bind::<Nullable<SqlUuid>, _>(first.organization_id)
    .bind::<Nullable<SqlUuid>, _>(first.api_key_id);
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let actions: Vec<Action> = rows.iter().map(|row| row.action).collect();
    let kinds: Vec<Subject> = rows.iter().map(|row| row.subject_type).collect();
    let subjects: Vec<Uuid> = rows.iter().map(|row| row.subject_id).collect();
    let versions: Vec<i64> = rows.iter().map(|row| row.version).collect();
    let claims: Vec<Option<Uuid>> = rows.iter().map(|row| row.claim_id).collect();
    let privacy: Vec<Option<Uuid>> = rows.iter().map(|row| row.private_to).collect();
    let (snapshots, notes): (Vec<_>, Vec<_>) =
        rows.into_iter().map(|row| (row.snapshot, row.note)).unzip();
    query
        .bind::<Array<SqlUuid>, _>(ids)
        .bind::<Array<sql_types::JournalAction>, _>(actions)
        .bind::<Array<sql_types::JournalSubject>, _>(kinds)
        .bind::<Array<SqlUuid>, _>(subjects)
        .bind::<Array<Int8>, _>(versions)
        .bind::<Array<Nullable<SqlUuid>>, _>(claims)
        .bind::<Array<Nullable<SqlUuid>>, _>(privacy)
        .bind::<Array<Nullable<Jsonb>>, _>(snapshots)
        .bind::<Array<Nullable<Text>>, _>(notes)
        .execute(&mut conn)
        .await?;
    Ok(())
}

/// What resources were at a time: those of them that there were.
pub(super) async fn at(
    mut conn: Conn<'_>,
    subjects: &[Uuid],
    time: DateTime<Utc>,
) -> Result<Vec<Snapshot>> {
    Ok(journal::table
        .filter(journal::subject_id.eq_any(subjects))
        .filter(journal::at.le(time))
        .distinct_on(journal::subject_id)
        .order_by((journal::subject_id, journal::version.desc()))
        .select(Snapshot::as_select())
        .load(&mut conn)
        .await?)
}

/// What there was of a kind about a claim at a time.
pub(super) async fn about_claim_at(
    mut conn: Conn<'_>,
    claim: Uuid,
    kind: Subject,
    time: DateTime<Utc>,
) -> Result<Vec<Snapshot>> {
    Ok(journal::table
        .filter(journal::claim_id.eq(claim))
        .filter(journal::subject_type.eq(kind))
        .filter(journal::at.le(time))
        .distinct_on(journal::subject_id)
        .order_by((journal::subject_id, journal::version.desc()))
        .select(Snapshot::as_select())
        .load(&mut conn)
        .await?)
}
