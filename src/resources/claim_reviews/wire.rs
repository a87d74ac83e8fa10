//! What is asked about ClaimReviews, markup as it is sent, and what is said of it.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ArrayBuilder, ObjectBuilder, OneOfBuilder, Schema};
use utoipa::{IntoParams, PartialSchema, ToSchema};
use validator::Validate;

use crate::claim_review::{Document, FAULTS_MAX, Fault, REVIEWS_MAX, Reading, Severity};

/// How to give a ClaimReview.
#[derive(Debug, Default, Deserialize, IntoParams, Validate)]
#[into_params(parameter_in = Query)]
pub struct ClaimReviewView {
    /// `html` gives it as a `<script>` block that is put into the page of the review as it is.
    #[param(nullable = false, inline)]
    pub format: Option<MarkupFormat>,
}

/// The form of a ClaimReview.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum MarkupFormat {
    /// By itself.
    #[default]
    JsonLd,
    /// Within `<script type="application/ld+json">`.
    Html,
}

/// What is sent: whatever it is, it is answered, so that the schema says no more of it than what
/// is bounded.
pub struct Markup;

impl PartialSchema for Markup {
    fn schema() -> RefOr<Schema> {
        let several = ArrayBuilder::new()
            .items(ObjectBuilder::new())
            .max_items(Some(REVIEWS_MAX));
        let one = ObjectBuilder::new().description(Some(
            "A ClaimReview, or what has some: an `@graph`, a DataFeed, an article.",
        ));
        OneOfBuilder::new()
            .description(Some(
                "JSON-LD in the words of schema.org, with at most 1000 ClaimReviews; ClaimReviews are also found in `@graph`, `dataFeedElement`, `item`, `itemListElement`, `review`, `mainEntity`, `mainEntityOfPage`, `hasPart` and `subjectOf`, up to 16 levels deep. Texts are JSON of at most 127 levels.",
            ))
            .item(several)
            .item(one)
            .examples([example()])
            .into()
    }
}

impl ToSchema for Markup {
    fn name() -> Cow<'static, str> {
        "ClaimReviewMarkup".into()
    }
}

/// A ClaimReview with nothing wrong.
pub fn example() -> serde_json::Value {
    json!({
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": "https://meja-periksa.example/2024/tentara-korut",
        "claimReviewed": "12 ribu tentara Korea Utara berada di Rusia",
        "author": {"@type": "Organization", "name": "Meja Periksa", "url": "https://meja-periksa.example/"},
        "datePublished": "2024-10-30",
        "reviewRating": {"@type": "Rating", "alternateName": "Benar", "ratingValue": 5, "bestRating": 5, "worstRating": 1},
        "itemReviewed": {
            "@type": "Claim",
            "author": {"@type": "Person", "name": "Volodymyr Zelenskyy", "sameAs": "https://www.wikidata.org/wiki/Q3874799"},
            "datePublished": "2024-10-23",
            "appearance": {"@type": "CreativeWork", "url": "https://news.example/zelenskyy"},
        },
    })
}

/// What is wrong with markup.
#[derive(Debug, Serialize, ToSchema)]
pub struct Validation {
    /// Its ClaimReviews, in their order.
    #[schema(max_items = 1000)]
    pub data: Vec<CheckedClaimReview>,
    /// What is wrong with the whole rather than with one of them: it is no JSON, or there is no
    /// ClaimReview in it.
    pub faults: Vec<Fault>,
    /// How many there are of each.
    pub counts: ValidationCounts,
    /// Whether there are more faults than the 10000 that are listed at most.
    pub truncated: bool,
}

/// One ClaimReview, and what is wrong with it.
#[derive(Debug, Serialize, ToSchema)]
pub struct CheckedClaimReview {
    /// JSON pointer (RFC 6901) to it.
    #[schema(examples("/@graph/1"))]
    pub pointer: String,
    /// Its `url` as it was sent, the first 2048 characters.
    #[schema(
        max_length = 2048,
        examples("https://meja-periksa.example/2024/tentara-korut")
    )]
    pub url: Option<String>,
    /// Whether it can be imported, given a scale that has its label: no fault is of severity
    /// `required`.
    pub valid: bool,
    /// What is wrong with it; pointers are into the whole that was sent.
    pub faults: Vec<Fault>,
}

/// How many there are.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct ValidationCounts {
    /// ClaimReviews.
    #[schema(minimum = 0, maximum = 1000)]
    pub reviews: usize,
    /// Those that are valid.
    #[schema(minimum = 0, maximum = 1000)]
    pub valid: usize,
    /// Listed faults of severity `required`.
    #[schema(minimum = 0, maximum = 10000)]
    pub required: usize,
    /// Listed faults of severity `recommended`.
    #[schema(minimum = 0, maximum = 10000)]
    pub recommended: usize,
    /// Listed faults of severity `suspicious`.
    #[schema(minimum = 0, maximum = 10000)]
    pub suspicious: usize,
}

// The schemas above name them in figures.
const _: () = assert!(REVIEWS_MAX == 1_000 && FAULTS_MAX == 10_000);

impl Validation {
    /// What was read, told.
    pub fn of(document: Document) -> Self {
        let mut counts = ValidationCounts::default();
        let of_reviews = document.reviews.iter().flat_map(|one| &one.faults);
        for fault in document.faults.iter().chain(of_reviews) {
            let count = match fault.severity {
                Severity::Required => &mut counts.required,
                Severity::Recommended => &mut counts.recommended,
                Severity::Suspicious => &mut counts.suspicious,
            };
            *count += 1;
        }
        counts.reviews = document.reviews.len();
        let valid = document.reviews.iter().filter(|one| one.review.is_some());
        counts.valid = valid.count();
        let data = document.reviews.into_iter().map(CheckedClaimReview::of);
        Self {
            data: data.collect(),
            faults: document.faults,
            counts,
            truncated: document.is_truncated,
        }
    }
}

impl CheckedClaimReview {
    fn of(reading: Reading) -> Self {
        Self {
            valid: reading.review.is_some(),
            pointer: reading.pointer,
            url: reading.url,
            faults: reading.faults,
        }
    }
}
