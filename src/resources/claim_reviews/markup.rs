//! ClaimReview as this service gives it (schema.org, JSON-LD 1.1).

use serde::Serialize;
use utoipa::ToSchema;

/// Whose names these are.
pub const CONTEXT: &str = "https://schema.org";

/// A verdict that stands, as schema.org's `ClaimReview`.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({
    "@context": "https://schema.org", "@type": "ClaimReview",
    "@id": "urn:uuid:0192d3a1-7b5e-7c3d-9f21-4a5b6c7d8ea2",
    "url": "https://meja-periksa.example/kursk",
    "claimReviewed": "Ada tentara Korea Utara di Kursk.",
    "itemReviewed": {
        "@type": "Claim", "@id": "urn:uuid:0192d3a1-7b5e-7c3d-9f21-4a5b6c7d8e9f",
        "author": [{"@type": "Person", "@id": "urn:uuid:0192d3a1-7b5e-7c3d-9f21-4a5b6c7d8ea3", "name": "Mark Rutte", "jobTitle": "NATO Secretary General"}],
        "datePublished": "2024-10-18",
        "appearance": [{"@type": "Article", "@id": "urn:uuid:0192d3a1-7b5e-7c3d-9f21-4a5b6c7d8ea1", "url": "https://example.org/press/2024/10/28", "name": "Press statement"}]
    },
    "reviewRating": {
        "@type": "Rating", "alternateName": "Benar", "ratingValue": 5, "bestRating": 5, "worstRating": 1
    },
    "author": {"@type": "Organization", "name": "Meja Periksa", "url": "https://meja-periksa.example"},
    "datePublished": "2024-10-28T12:00:00Z", "inLanguage": "id",
    "name": "Benar: tentara Korea Utara berada di Kursk"
}))]
pub struct ClaimReview {
    /// Left out within a graph or a feed, which has it for all.
    #[serde(rename = "@context", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, nullable = false)]
    pub context: Option<&'static str>,
    /// Always `ClaimReview`.
    #[serde(rename = "@type")]
    #[schema(value_type = String)]
    pub kind: &'static str,
    /// The verdict, as a URN of its id.
    #[serde(rename = "@id")]
    pub id: String,
    /// The review on the organization's site or, where the verdict has none, the verdict here.
    pub url: String,
    /// The claim, in the language of the review where it was translated into it.
    pub claim_reviewed: String,
    pub item_reviewed: ItemReviewed,
    pub review_rating: RatingMarkup,
    /// The organization.
    pub author: Party,
    /// When the claim was reviewed.
    pub date_published: String,
    /// When the verdict was last corrected.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub date_modified: Option<String>,
    pub in_language: String,
    /// The title.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub name: Option<String>,
    /// The summary.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub description: Option<String>,
    /// The evidence, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub citation: Vec<CreativeWork>,
    /// What the last correction changed, and why.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub correction: Option<String>,
}

impl ClaimReview {
    /// The language of `claimReviewed`.
    pub fn claim_language(&self) -> &str {
        let item = &self.item_reviewed;
        let original = item.in_language.as_ref().filter(|_| item.text.is_none());
        original.unwrap_or(&self.in_language)
    }
}

/// The claim, as schema.org's `Claim`.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ItemReviewed {
    /// Always `Claim`.
    #[serde(rename = "@type")]
    #[schema(value_type = String)]
    pub kind: &'static str,
    /// The claim, as a URN of its id.
    #[serde(rename = "@id")]
    pub id: String,
    /// The claim as it was worded, where `claimReviewed` is a translation.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub text: Option<String>,
    /// The language of the claim, where it is not that of the review.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub in_language: Option<String>,
    /// Who asserted it, first first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub author: Vec<Party>,
    /// When it was first made: a day, a month or a year (ISO 8601).
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub date_published: Option<String>,
    /// Where it was asserted, first first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub appearance: Vec<CreativeWork>,
}

/// How it was rated. The numbers are there together, or not at all where the rating has none.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RatingMarkup {
    /// Always `Rating`.
    #[serde(rename = "@type")]
    #[schema(value_type = String)]
    pub kind: &'static str,
    /// The label as it was printed.
    pub alternate_name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub rating_value: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub best_rating: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub worst_rating: Option<i32>,
    /// The explanation.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub rating_explanation: Option<String>,
}

/// A person or a body.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = PartyMarkup)]
pub struct Party {
    /// `Person`, `Organization`, `GovernmentOrganization` or `NewsMediaOrganization`.
    #[serde(rename = "@type")]
    #[schema(value_type = String)]
    pub kind: &'static str,
    /// Of a claimant: as a URN of its id.
    #[serde(rename = "@id", skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub id: Option<String>,
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub job_title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub url: Option<String>,
    /// Addresses that identify it elsewhere.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub same_as: Vec<String>,
}

/// A source.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CreativeWork {
    /// `Article`, `SocialMediaPosting`, `VideoObject`, `ImageObject`, `Dataset`,
    /// `DigitalDocument`, `Conversation` or `Report`.
    #[serde(rename = "@type")]
    #[schema(value_type = String)]
    pub kind: &'static str,
    /// The source, as a URN of its id.
    #[serde(rename = "@id")]
    pub id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub url: Option<String>,
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub publisher: Option<Party>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub author: Option<Party>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub date_published: Option<String>,
}

/// Several ClaimReviews.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClaimReviewGraph {
    /// Always `https://schema.org`.
    #[serde(rename = "@context")]
    #[schema(value_type = String)]
    pub context: &'static str,
    /// One for each verdict that stands, the newest review first.
    #[serde(rename = "@graph")]
    pub graph: Vec<ClaimReview>,
}
