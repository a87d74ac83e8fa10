//! The operations on ClaimReviews.

use actix_web::web::{self, Data};
use actix_web::{get, post};
use uuid::Uuid;

use super::give;
use super::markup::ClaimReview;
use super::wire::{ClaimReviewView, Markup, Validation};
use crate::app::State;
use crate::claim_review::{Document, REVIEWS_MAX};
use crate::error::{Code, Problem, Result};
use crate::failures;
use crate::http::failures::ONE;
use crate::http::{Path, Query, Rendered, Told, Unread};

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

/// How a body fails that may say anything: it is told of, not refused.
const ANY_TEXT: &[Code] = &[
    Code::BadRequest,
    Code::BodyTooLarge,
    Code::UnsupportedMediaType,
    Code::ValidationFailed,
];

failures!(ValidateClaimReviews: ANY_TEXT);
/// Validates ClaimReview markup
///
/// Takes one ClaimReview, an array of them, a document with an `@graph`, a DataFeed, or an article
/// or page with its review, and lists every fault with a JSON pointer into what was sent, a code
/// and a severity. What is no JSON is answered too: `faults` says what breaks it. What is referred to
/// by `@id` is read where it stands. A ClaimReview without a fault of severity `required` is `valid`:
/// it can be imported, given a scale that has its label. Nothing is stored.
#[utoipa::path(
    tag = "claim reviews",
    request_body(
        description = "The markup; of a page, what stands between its script tags.",
        content((Markup = "application/json"), (Markup = "application/ld+json"))
    ),
    responses((status = 200, description = "What is wrong with it.", body = Validation), ValidateClaimReviews)
)]
#[post("/claim-reviews/validate")]
pub async fn validate_claim_reviews(
    state: Data<State>,
    Unread(body): Unread,
) -> Result<Told<Validation>> {
    let now = state.clock.now();
    // A large body takes its time, which others must not wait for.
    let document = web::block(move || Document::of_text(&body, now)).await;
    let document = document.map_err(Problem::internal)?;
    if let Some(pointer) = document.too_many {
        let detail = format!("at most {REVIEWS_MAX} ClaimReviews are taken at once");
        return Err(Problem::fault(pointer, "length", detail));
    }
    Ok(Told(Validation::of(document)))
}
