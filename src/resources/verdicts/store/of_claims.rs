//! The verdicts on claims.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::selection::selected;
use super::{Rated, Selection, VerdictBrief, VerdictRow};
use crate::db::Conn;
use crate::error::Result;
use crate::resources::organizations::store::OrganizationBrief;
use crate::resources::rating_scales::store::{RatingBrief, ScaleBrief};
use crate::schema::{organizations, rating_scales, ratings, verdicts};
use crate::vocabulary::VerdictStatus;

/// Every verdict on claims that an organization, or the public, may see, oldest first.
pub async fn of_claims(
    mut conn: Conn<'_>,
    claims: &[Uuid],
    viewer: Option<Uuid>,
) -> Result<Vec<Rated<VerdictRow>>> {
    let selection = Selection {
        viewer,
        statuses: VerdictStatus::ALL.to_vec(),
        ..Selection::default()
    };
    Ok(selected(&selection)
        .filter(verdicts::claim_id.eq_any(claims))
        .order_by((verdicts::claim_id, verdicts::id))
        .inner_join(organizations::table)
        .left_join(ratings::table.inner_join(rating_scales::table))
        .select((
            VerdictRow::as_select(),
            OrganizationBrief::as_select(),
            Option::<(RatingBrief, ScaleBrief)>::as_select(),
        ))
        .load(&mut conn)
        .await?)
}

/// The verdicts on claims that stand, latest review first.
pub async fn standing_of_claims(
    mut conn: Conn<'_>,
    claims: &[Uuid],
) -> Result<Vec<Rated<VerdictBrief>>> {
    Ok(verdicts::table
        .inner_join(organizations::table)
        .left_join(ratings::table.inner_join(rating_scales::table))
        .filter(verdicts::claim_id.eq_any(claims))
        .filter(verdicts::status.eq_any(VerdictStatus::STANDING))
        .order_by((verdicts::reviewed_at.desc(), verdicts::id.desc()))
        .select((
            VerdictBrief::as_select(),
            OrganizationBrief::as_select(),
            Option::<(RatingBrief, ScaleBrief)>::as_select(),
        ))
        .load(&mut conn)
        .await?)
}
