//! Ratings as verdicts, searches and imports look for them.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::{RatingRow, ScaleBrief};
use crate::db::Conn;
use crate::error::Result;
use crate::schema::{rating_scales, ratings};
use crate::vocabulary::Normalized;

/// An organization's rating of that label.
pub async fn find_by_label(mut conn: Conn<'_>, organization: Uuid, label: &str) -> Result<Uuid> {
    Ok(ratings::table
        .inner_join(rating_scales::table)
        .filter(rating_scales::organization_id.eq(organization))
        .filter(ratings::label.eq(label))
        .order_by(ratings::id)
        .select(ratings::id)
        .first(&mut conn)
        .await?)
}

/// Every rating of an organization, each with its scale.
pub async fn of_organization(
    mut conn: Conn<'_>,
    organization: Uuid,
) -> Result<Vec<(RatingRow, ScaleBrief)>> {
    Ok(ratings::table
        .inner_join(rating_scales::table)
        .filter(rating_scales::organization_id.eq(organization))
        .order_by((rating_scales::id, ratings::position))
        .select((RatingRow::as_select(), ScaleBrief::as_select()))
        .load(&mut conn)
        .await?)
}

/// Every rating of an organization, each with its scale, held against changes until the
/// transaction ends.
pub async fn hold_all(
    mut conn: Conn<'_>,
    organization: Uuid,
) -> Result<Vec<(RatingRow, ScaleBrief)>> {
    Ok(ratings::table
        .inner_join(rating_scales::table)
        .filter(rating_scales::organization_id.eq(organization))
        .order_by((rating_scales::id, ratings::position))
        .select((RatingRow::as_select(), ScaleBrief::as_select()))
        .for_share()
        .load(&mut conn)
        .await?)
}

/// An organization's scale of that name.
pub async fn find_by_name(
    mut conn: Conn<'_>,
    organization: Uuid,
    name: &str,
) -> Result<Option<Uuid>> {
    Ok(rating_scales::table
        .filter(rating_scales::organization_id.eq(organization))
        .filter(rating_scales::name.eq(name))
        .select(rating_scales::id)
        .first(&mut conn)
        .await
        .optional()?)
}

/// For a filter: every rating that is normalized to one of these; none where it asks for none.
/// They are few, and a query over verdicts is planned far better when it is told which.
pub async fn normalized_to(
    mut conn: Conn<'_>,
    normalized: &[Normalized],
) -> Result<Option<Vec<Uuid>>> {
    if normalized.is_empty() {
        return Ok(None);
    }
    let found = ratings::table
        .filter(ratings::normalized.eq_any(normalized))
        .select(ratings::id)
        .load(&mut conn)
        .await?;
    Ok(Some(found))
}

/// Holds a rating's scale against changes until the transaction ends; none where the rating is
/// not of the organization.
pub async fn hold_rating(
    mut conn: Conn<'_>,
    rating: Uuid,
    organization: Uuid,
) -> Result<Option<Uuid>> {
    Ok(rating_scales::table
        .filter(rating_scales::organization_id.eq(organization))
        .filter(
            rating_scales::id.eq_any(
                ratings::table
                    .filter(ratings::id.eq(rating))
                    .select(ratings::scale_id),
            ),
        )
        .for_share()
        .select(rating_scales::id)
        .first(&mut conn)
        .await
        .optional()?)
}
