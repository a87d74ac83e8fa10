//! JSON Feed 1.1.

use super::entries::Told;
use super::wire::{JsonFeed, JsonFeedAuthor, JsonFeedExtension, JsonFeedItem};
use crate::resources::claim_reviews::markup::ClaimReview;

/// The media type.
pub const MEDIA_TYPE: &str = "application/feed+json";

/// Everything that a review says, as one text: the claim and its rating, why, and what was
/// corrected.
pub fn text(review: &ClaimReview) -> String {
    let rating = &review.review_rating;
    let head = format!("{} — {}", review.claim_reviewed, rating.alternate_name);
    let why = rating.rating_explanation.as_ref();
    let why = why.or(review.description.as_ref());
    let parts = [Some(&head), why, review.correction.as_ref()];
    let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
    parts.join("\n\n")
}

/// The feed of a page.
pub fn feed(told: Vec<Told>, public_url: &str, feed_url: String, next: Option<String>) -> JsonFeed {
    JsonFeed {
        version: "https://jsonfeed.org/version/1.1",
        title: "Verdicts",
        home_page_url: format!("{public_url}/docs/"),
        feed_url,
        next_url: next,
        items: told.into_iter().map(item).collect(),
    }
}

fn item(told: Told) -> JsonFeedItem {
    let review = told.review;
    JsonFeedItem {
        content_text: text(&review),
        id: review.id,
        url: review.url,
        title: review.name,
        summary: review.description,
        date_published: review.date_published,
        date_modified: review.date_modified,
        authors: vec![JsonFeedAuthor {
            name: review.author.name,
            url: review.author.url,
        }],
        tags: vec![review.review_rating.alternate_name],
        language: review.in_language,
        extension: JsonFeedExtension {
            verdict_id: told.verdict_id,
            claim_id: told.claim_id,
            claim: review.claim_reviewed,
            rating: told.rating,
            correction_note: review.correction,
        },
    }
}
