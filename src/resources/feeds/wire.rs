//! What a feed is asked, and what it gives.

use serde::Serialize;
use utoipa::openapi::path::{Parameter, ParameterIn};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::http::Paging;
use crate::resources::claim_reviews::markup::ClaimReview;
use crate::resources::rating_scales::wire::RatingSummary;
use crate::resources::verdicts::wire::VerdictFilter;

/// What a feed is asked: as lists of verdicts are, but that none has drafts.
pub struct FeedFilter;

impl IntoParams for FeedFilter {
    fn into_params(place: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let status = "In this status; repeat it for any of several. Drafts are in no feed.";
        let sort = "Left out, the latest changed first, also where there is `q`.";
        let filter = described(VerdictFilter::into_params(place), "status", status);
        described(filter, "sort", sort)
    }
}

/// What a data feed is asked, which has an order of its own.
pub struct DataFeedFilter;

impl IntoParams for DataFeedFilter {
    fn into_params(place: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let told = "Changed at or after this time in anything that the ClaimReview tells; those that were retracted since are told by `dateDeleted`.";
        let filter = without(FeedFilter::into_params(place), "sort");
        described(filter, "updated_since", told)
    }
}

/// How the pages of a feed are asked for: as those of lists, but that nothing is counted.
pub struct FeedPaging;

impl IntoParams for FeedPaging {
    fn into_params(place: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let told = "Where an older page begins; the feed has its address.";
        let paging = without(Paging::into_params(place), "count");
        described(paging, "cursor", told)
    }
}

fn without(mut parameters: Vec<Parameter>, name: &str) -> Vec<Parameter> {
    parameters.retain(|parameter| parameter.name != name);
    parameters
}

fn described(mut parameters: Vec<Parameter>, name: &str, told: &str) -> Vec<Parameter> {
    for parameter in parameters.iter_mut().filter(|it| it.name == name) {
        parameter.description = Some(told.to_owned());
    }
    parameters
}

/// Verdicts as schema.org's `DataFeed`, as DataCommons publishes ClaimReviews.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DataFeed {
    /// Always `https://schema.org`.
    #[serde(rename = "@context")]
    context: String,
    /// Always `DataFeed`.
    #[serde(rename = "@type")]
    kind: String,
    /// The licence of the data, where the server's settings tell it.
    #[schema(nullable = false, required = false)]
    sd_license: Option<String>,
    /// In the order of their reviews.
    data_feed_element: Vec<DataFeedItem>,
}

/// A verdict in a data feed.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DataFeedItem {
    /// Always `DataFeedItem`.
    #[serde(rename = "@type")]
    #[schema(value_type = String)]
    pub kind: &'static str,
    /// Of one that was retracted: the verdict, as a URN of its id.
    #[serde(rename = "@id", skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub id: Option<String>,
    /// The review.
    pub url: String,
    /// When the claim was reviewed.
    pub date_created: String,
    /// When the verdict was last corrected.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub date_modified: Option<String>,
    /// When it was retracted.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub date_deleted: Option<String>,
    /// One ClaimReview; null where it was retracted.
    #[schema(required)]
    pub item: Option<[ClaimReview; 1]>,
}

/// Verdicts as a JSON Feed (1.1).
#[derive(Debug, Serialize, ToSchema)]
pub struct JsonFeed {
    /// Always `https://jsonfeed.org/version/1.1`.
    #[schema(value_type = String)]
    pub version: &'static str,
    #[schema(value_type = String)]
    pub title: &'static str,
    /// The documentation of this service.
    pub home_page_url: String,
    pub feed_url: String,
    /// The next older page; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub next_url: Option<String>,
    /// The latest changed first.
    pub items: Vec<JsonFeedItem>,
}

/// A verdict in a JSON Feed.
#[derive(Debug, Serialize, ToSchema)]
pub struct JsonFeedItem {
    /// The verdict, as a URN of its id.
    pub id: String,
    /// The review.
    pub url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub title: Option<String>,
    /// The claim, its rating, the explanation or summary and the note of the last correction.
    pub content_text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub summary: Option<String>,
    /// When the claim was reviewed.
    pub date_published: String,
    /// When the verdict was last corrected.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub date_modified: Option<String>,
    /// The organization.
    pub authors: Vec<JsonFeedAuthor>,
    /// The label of the rating.
    pub tags: Vec<String>,
    pub language: String,
    /// What JSON Feed has no words for.
    #[serde(rename = "_factcheck")]
    pub extension: JsonFeedExtension,
}

/// Who made a verdict.
#[derive(Debug, Serialize, ToSchema)]
pub struct JsonFeedAuthor {
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub url: Option<String>,
}

/// What a verdict says beside.
#[derive(Debug, Serialize, ToSchema)]
pub struct JsonFeedExtension {
    pub verdict_id: Uuid,
    pub claim_id: Uuid,
    /// The claim, in the language of the review where it was translated into it.
    pub claim: String,
    #[schema(required)]
    pub rating: Option<RatingSummary>,
    /// What the last correction changed, and why.
    #[schema(required)]
    pub correction_note: Option<String>,
}
