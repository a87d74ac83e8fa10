//! Keys in the database.

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
}

/// A key to store.
#[derive(Insertable)]
#[diesel(table_name = api_keys)]
pub struct KeyInsert {
    pub id: Uuid,
    pub organization_id: Option<Uuid>,
    pub name: String,
    pub prefix: String,
    pub secret_sha256: Vec<u8>,
    pub scopes: Vec<Scope>,
    pub expires_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
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

/// Stores a key.
pub async fn insert(mut conn: Conn<'_>, key: KeyInsert) -> Result<()> {
    diesel::insert_into(api_keys::table)
        .values(key)
        .execute(&mut conn)
        .await?;
    Ok(())
}
