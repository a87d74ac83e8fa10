//! The operations on ClaimReviews.

use actix_web::get;
use actix_web::web::Data;
use uuid::Uuid;

use super::give;
use super::markup::ClaimReview;
use super::wire::ClaimReviewView;
use crate::app::State;
use crate::error::Result;
use crate::failures;
use crate::http::failures::ONE;
use crate::http::{Path, Query, Rendered};

failures!(GetClaimReview: ONE);
/// Reads a verdict as a ClaimReview
///
/// schema.org's `ClaimReview` of a verdict that stands, for the page of the review: JSON-LD, or
/// with `format=html` a block that no text in it can break out of. A draft and a retracted verdict
/// have none: 404. `GET /v1/verdicts/{id}` gives the same to who prefers
/// `application/ld+json`. Its numbers are left out where the rating has none.
#[utoipa::path(
    tag = "claim reviews",
    params(("id" = Uuid, Path, description = "The verdict's id."), ClaimReviewView),
    responses((status = 200, description = "The ClaimReview.", content((ClaimReview = "application/ld+json"), (String = "text/html"))), GetClaimReview)
)]
#[get("/verdicts/{id}/claim-review")]
pub async fn get_claim_review(
    state: Data<State>,
    Path(id): Path<Uuid>,
    Query(view): Query<ClaimReviewView>,
) -> Result<Rendered> {
    give::of_verdict(&state, id, view.format.unwrap_or_default()).await
}
