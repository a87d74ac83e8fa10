//! Keys in the database, as far as the check of one needs them.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use crate::db::Conn;
use crate::error::Result;
use crate::schema::api_keys;
use crate::vocabulary::Scope;

/// What the check of a key needs to know.
#[derive(Queryable, Selectable)]
#[diesel(table_name = api_keys)]
pub struct KeyRow {
    pub id: Uuid,
    pub organization_id: Option<Uuid>,
    pub secret_sha256: Vec<u8>,
    pub scopes: Vec<Scope>,
    pub expires_at: Option<DateTime<Utc>>,
    pub revoked_at: Option<DateTime<Utc>>,
    pub last_used_at: Option<DateTime<Utc>>,
}

/// The key with that prefix.
pub async fn find(mut conn: Conn<'_>, prefix: &str) -> Result<Option<KeyRow>> {
    Ok(api_keys::table
        .filter(api_keys::prefix.eq(prefix))
        .select(KeyRow::as_select())
        .first(&mut conn)
        .await
        .optional()?)
}

/// Writes down when a key was used, unless a use since `cutoff` already is.
pub(super) async fn mark_used(
    mut conn: Conn<'_>,
    id: Uuid,
    at: DateTime<Utc>,
    cutoff: DateTime<Utc>,
) -> Result<()> {
    let is_due = api_keys::last_used_at
        .is_null()
        .or(api_keys::last_used_at.lt(cutoff));
    diesel::update(api_keys::table.find(id).filter(is_due))
        .set(api_keys::last_used_at.eq(at))
        .execute(&mut conn)
        .await?;
    Ok(())
}
