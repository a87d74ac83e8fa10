//! Claimants that are part of others, in the database.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use crate::db::Conn;
use crate::error::Result;
use crate::schema::{claimant_merges, claimants};

/// The record that a claimant is part of now: itself, where it was not merged into another one.
pub async fn current(mut conn: Conn<'_>, id: Uuid) -> Result<Uuid> {
    let merged: Option<Uuid> = claimant_merges::table
        .find(id)
        .select(claimant_merges::into_claimant_id)
        .first(&mut conn)
        .await
        .optional()?;
    if let Some(current) = merged {
        return Ok(current);
    }
    Ok(claimants::table
        .find(id)
        .select(claimants::id)
        .first(&mut conn)
        .await?)
}

/// Makes of the id of a record that was merged into another one that of the other.
pub async fn follow(conn: Conn<'_>, id: &mut Uuid) -> Result<()> {
    if let Some((_, current)) = merged(conn, &[*id]).await?.pop() {
        *id = current;
    }
    Ok(())
}

/// Those of the ids that were merged into others, each with the record that it is part of now.
pub async fn merged(mut conn: Conn<'_>, ids: &[Uuid]) -> Result<Vec<(Uuid, Uuid)>> {
    Ok(claimant_merges::table
        .filter(claimant_merges::id.eq_any(ids))
        .select((claimant_merges::id, claimant_merges::into_claimant_id))
        .load(&mut conn)
        .await?)
}

/// Remembers that a claimant, with all that had been merged into it, is part of another one.
pub async fn merge(mut conn: Conn<'_>, (old, new): (Uuid, Uuid), now: DateTime<Utc>) -> Result<()> {
    diesel::update(claimant_merges::table)
        .filter(claimant_merges::into_claimant_id.eq(old))
        .set(claimant_merges::into_claimant_id.eq(new))
        .execute(&mut conn)
        .await?;
    diesel::insert_into(claimant_merges::table)
        .values((
            claimant_merges::id.eq(old),
            claimant_merges::into_claimant_id.eq(new),
            claimant_merges::created_at.eq(now),
        ))
        .execute(&mut conn)
        .await?;
    Ok(())
}
