//! API keys in the database. That a key is found by its secret is the business of
//! `http::caller`; here an organization finds its own.

use chrono::{DateTime, Utc};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use crate::db::Conn;
use crate::db::keyset::{Place, Sort};
use crate::error::Result;
use crate::resources::organizations::store::OrganizationBrief;
use crate::schema::{api_keys, organizations};
use crate::vocabulary::Scope;

#[derive(Queryable, Selectable)]
#[diesel(table_name = api_keys)]
pub struct ApiKeyRow {
    pub id: Uuid,
    pub name: String,
    pub prefix: String,
    pub scopes: Vec<Scope>,
    pub expires_at: Option<DateTime<Utc>>,
    pub revoked_at: Option<DateTime<Utc>>,
    pub last_used_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
}

#[derive(Insertable)]
#[diesel(table_name = api_keys)]
pub struct ApiKeyInsert {
    pub id: Uuid,
    pub organization_id: Option<Uuid>,
    pub name: String,
    pub prefix: String,
    pub secret_sha256: Vec<u8>,
    pub scopes: Vec<Scope>,
    pub expires_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
}

/// Which rows a list holds.
pub struct Selection {
    /// Whose keys; none for those of the whole instance.
    pub owner: Option<Uuid>,
    pub active: Option<bool>,
    /// When `active` is asked.
    pub now: DateTime<Utc>,
}

fn selected(selection: &Selection) -> api_keys::BoxedQuery<'static, Pg> {
    let keys = api_keys::table.into_boxed();
    let keys = match selection.owner {
        Some(organization) => keys.filter(api_keys::organization_id.eq(organization)),
        None => keys.filter(api_keys::organization_id.is_null()),
    };
    match selection.active {
        Some(true) => keys.filter(api_keys::revoked_at.is_null()).filter(
            api_keys::expires_at
                .is_null()
                .or(api_keys::expires_at.gt(selection.now)),
        ),
        Some(false) => keys.filter(
            api_keys::revoked_at
                .is_not_null()
                .or(api_keys::expires_at.le(selection.now)),
        ),
        None => keys,
    }
}

pub async fn page(
    mut conn: Conn<'_>,
    selection: &Selection,
    sort: Sort,
    after: Option<&Place>,
    rows: i64,
) -> Result<Vec<ApiKeyRow>> {
    let mut query = selected(selection);
    if let Some(place) = after {
        query = query.filter(sort.after(place));
    }
    Ok(query
        .order_by(sort.order())
        .limit(rows)
        .select(ApiKeyRow::as_select())
        .load(&mut conn)
        .await?)
}

pub async fn count(mut conn: Conn<'_>, selection: &Selection) -> Result<i64> {
    Ok(selected(selection).count().get_result(&mut conn).await?)
}

/// The owner's key of that id; one of another owner is as if it were not there.
pub async fn find(mut conn: Conn<'_>, owner: Option<Uuid>, id: Uuid) -> Result<ApiKeyRow> {
    Ok(api_keys::table
        .find(id)
        .filter(api_keys::organization_id.is_not_distinct_from(owner))
        .select(ApiKeyRow::as_select())
        .first(&mut conn)
        .await?)
}

/// As [`find`], held against other changes until the transaction ends.
pub async fn lock(mut conn: Conn<'_>, owner: Option<Uuid>, id: Uuid) -> Result<ApiKeyRow> {
    Ok(api_keys::table
        .find(id)
        .filter(api_keys::organization_id.is_not_distinct_from(owner))
        .for_update()
        .select(ApiKeyRow::as_select())
        .first(&mut conn)
        .await?)
}

/// A key with its organization, for its holder.
pub async fn find_with_organization(
    mut conn: Conn<'_>,
    id: Uuid,
) -> Result<Option<(ApiKeyRow, Option<OrganizationBrief>)>> {
    Ok(api_keys::table
        .find(id)
        .left_join(organizations::table)
        .select((
            ApiKeyRow::as_select(),
            Option::<OrganizationBrief>::as_select(),
        ))
        .first(&mut conn)
        .await
        .optional()?)
}

pub async fn insert(mut conn: Conn<'_>, row: ApiKeyInsert) -> Result<ApiKeyRow> {
    Ok(diesel::insert_into(api_keys::table)
        .values(row)
        .returning(ApiKeyRow::as_returning())
        .get_result(&mut conn)
        .await?)
}

/// Ends a key from that time on.
pub async fn revoke(mut conn: Conn<'_>, id: Uuid, now: DateTime<Utc>) -> Result<ApiKeyRow> {
    Ok(diesel::update(api_keys::table.find(id))
        .set(api_keys::revoked_at.eq(now))
        .returning(ApiKeyRow::as_returning())
        .get_result(&mut conn)
        .await?)
}
