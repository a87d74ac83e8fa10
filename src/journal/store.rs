//! The journal's rows: how they are added, and what a resource was at a time.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Int8, Jsonb, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use serde_json::value::RawValue;
use uuid::Uuid;

use crate::db::{Conn, Document};
use crate::error::Result;
use crate::insert_columns;
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
    pub other_claim_id: Option<Uuid>,
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

pub(super) async fn insert_all(mut conn: Conn<'_>, rows: Vec<EntryInsert>) -> Result<()> {
    let inserted = insert_columns!(
        &mut conn, "journal", rows,
        id: SqlUuid = id;
        at: Timestamptz = at;
        organization_id: Nullable<SqlUuid> = organization_id;
        api_key_id: Nullable<SqlUuid> = api_key_id;
        action: sql_types::JournalAction = action;
        subject_type: sql_types::JournalSubject = subject_type;
        subject_id: SqlUuid = subject_id;
        version: Int8 = version;
        claim_id: Nullable<SqlUuid> = claim_id;
        other_claim_id: Nullable<SqlUuid> = other_claim_id;
        private_to: Nullable<SqlUuid> = private_to;
        snapshot: Nullable<Jsonb> = snapshot;
        note: Nullable<Text> = note;
    );
    inserted.await?;
    Ok(())
}

/// Which of the ids have an entry.
pub(super) async fn seen(mut conn: Conn<'_>, ids: &[Uuid]) -> Result<Vec<Uuid>> {
    Ok(journal::table
        .filter(journal::subject_id.eq_any(ids))
        .select(journal::subject_id)
        .distinct()
        .load(&mut conn)
        .await?)
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
        .filter(
            journal::claim_id
                .eq(claim)
                .or(journal::other_claim_id.eq(claim)),
        )
        .filter(journal::subject_type.eq(kind))
        .filter(journal::at.le(time))
        .distinct_on(journal::subject_id)
        .order_by((journal::subject_id, journal::version.desc()))
        .select(Snapshot::as_select())
        .load(&mut conn)
        .await?)
}
