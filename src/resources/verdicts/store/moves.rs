//! What moves verdicts from one version, or one status, to the next.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::{VerdictChanges, refused};
use crate::db::Conn;
use crate::error::Result;
use crate::schema::verdicts;
use crate::vocabulary::VerdictStatus;

/// Raises the version of a verdict after a change of its evidence.
pub async fn touch(mut conn: Conn<'_>, id: Uuid, now: DateTime<Utc>) -> Result<()> {
    diesel::update(verdicts::table.find(id))
        .set((
            verdicts::updated_at.eq(now),
            verdicts::version.eq(verdicts::version + 1),
        ))
        .execute(&mut conn)
        .await?;
    Ok(())
}

/// Raises the version of drafts with one of the ratings, and tells which these are.
pub async fn touch_drafts(
    mut conn: Conn<'_>,
    ratings: &[Uuid],
    now: DateTime<Utc>,
) -> Result<Vec<Uuid>> {
    let touched = diesel::update(verdicts::table)
        .filter(verdicts::rating_id.eq_any(ratings))
        .filter(verdicts::status.eq(VerdictStatus::Draft))
        .set((
            verdicts::updated_at.eq(now),
            verdicts::version.eq(verdicts::version + 1),
        ))
        .returning(verdicts::id)
        .get_results(&mut conn)
        .await?;
    Ok(touched)
}

/// Makes a draft public.
pub async fn publish(mut conn: Conn<'_>, id: Uuid, now: DateTime<Utc>) -> Result<()> {
    diesel::update(verdicts::table.find(id))
        .set((
            verdicts::status.eq(VerdictStatus::Published),
            verdicts::published_at.eq(now),
            verdicts::updated_at.eq(now),
            verdicts::version.eq(verdicts::version + 1),
        ))
        .execute(&mut conn)
        .await?;
    Ok(())
}

/// Changes what is public.
pub async fn correct(
    mut conn: Conn<'_>,
    id: Uuid,
    changes: VerdictChanges,
    note: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    diesel::update(verdicts::table.find(id))
        .set((
            changes,
            verdicts::status.eq(VerdictStatus::Corrected),
            verdicts::correction_note.eq(note),
            verdicts::corrected_at.eq(now),
            verdicts::updated_at.eq(now),
            verdicts::version.eq(verdicts::version + 1),
        ))
        .execute(&mut conn)
        .await
        .map_err(refused)?;
    Ok(())
}

/// Withdraws what is public.
pub async fn retract(mut conn: Conn<'_>, id: Uuid, reason: &str, now: DateTime<Utc>) -> Result<()> {
    diesel::update(verdicts::table.find(id))
        .set((
            verdicts::status.eq(VerdictStatus::Retracted),
            verdicts::retraction_reason.eq(reason),
            verdicts::updated_at.eq(now),
            verdicts::version.eq(verdicts::version + 1),
        ))
        .execute(&mut conn)
        .await?;
    Ok(())
}
