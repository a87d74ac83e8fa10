//! Single facts of claims in the database.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::ClaimBrief;
use crate::db::Conn;
use crate::error::Result;
use crate::schema::claims;

/// Claims in brief.
pub async fn briefs(mut conn: Conn<'_>, ids: &[Uuid]) -> Result<Vec<ClaimBrief>> {
    Ok(claims::table
        .filter(claims::id.eq_any(ids))
        .select(ClaimBrief::as_select())
        .load(&mut conn)
        .await?)
}

/// Which claims have one of an organization's own ids, or one of ours: id, owner, own id.
pub async fn identified(
    mut conn: Conn<'_>,
    organization: Uuid,
    external_ids: &[&str],
    ids: &[Uuid],
) -> Result<Vec<(Uuid, Uuid, Option<String>)>> {
    let columns = (claims::id, claims::created_by, claims::external_id);
    let own = claims::table
        .filter(claims::created_by.eq(organization))
        .filter(claims::external_id.eq_any(external_ids));
    let mut found: Vec<(Uuid, Uuid, Option<String>)> = own.select(columns).load(&mut conn).await?;
    if !ids.is_empty() {
        let by_id = claims::table.filter(claims::id.eq_any(ids));
        found.extend(
            by_id
                .select(columns)
                .load::<(Uuid, Uuid, Option<String>)>(&mut conn)
                .await?,
        );
    }
    Ok(found)
}

/// The claim to which an organization gave an id of its own.
pub async fn find_by_external_id(
    mut conn: Conn<'_>,
    organization: Uuid,
    external_id: &str,
) -> Result<Uuid> {
    Ok(claims::table
        .filter(claims::created_by.eq(organization))
        .filter(claims::external_id.eq(external_id))
        .select(claims::id)
        .first(&mut conn)
        .await?)
}

/// Whether there is such a claim.
pub async fn exists(mut conn: Conn<'_>, id: Uuid) -> Result<()> {
    claims::table
        .find(id)
        .select(claims::id)
        .first::<Uuid>(&mut conn)
        .await?;
    Ok(())
}

/// When claims were added and last changed: id, created_at, updated_at.
pub async fn times(
    mut conn: Conn<'_>,
    ids: &[Uuid],
) -> Result<Vec<(Uuid, DateTime<Utc>, DateTime<Utc>)>> {
    Ok(claims::table
        .filter(claims::id.eq_any(ids))
        .select((claims::id, claims::created_at, claims::updated_at))
        .load(&mut conn)
        .await?)
}

/// Where a claim was made or is about.
pub async fn location(mut conn: Conn<'_>, id: Uuid) -> Result<Option<String>> {
    Ok(claims::table
        .find(id)
        .select(claims::location)
        .first(&mut conn)
        .await?)
}
