//! What a feed is asked, and what it gives.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::openapi::path::{Parameter, ParameterIn};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use crate::http::rules;
use crate::language::LanguageTag;
use crate::resources::claim_reviews::markup::ClaimReview;
use crate::resources::rating_scales::wire::RatingSummary;
use crate::resources::verdicts::wire::VerdictFilter;
use crate::vocabulary::{Normalized, VerdictStatus};

/// Which verdicts a data feed holds; all that stand when nothing is asked for.
#[derive(Debug, Default, Deserialize, IntoParams, Validate)]
#[into_params(parameter_in = Query)]
pub struct DataFeedFilter {
    /// On this claim.
    #[param(nullable = false)]
    pub claim_id: Option<Uuid>,
    /// Of this organization.
    #[param(nullable = false)]
    pub organization_id: Option<Uuid>,
    /// That cite this source.
    #[param(nullable = false)]
    pub source_id: Option<Uuid>,
    /// Rated so; repeat it for any of several.
    #[param(nullable = false, value_type = Option<Vec<Normalized>>, max_items = 10)]
    #[serde(default)]
    #[validate(length(max = 10))]
    pub rating: Vec<Normalized>,
    /// In this status; repeat it for any of several. Drafts are in no feed.
    #[param(nullable = false, value_type = Option<Vec<VerdictStatus>>, max_items = 4)]
    #[serde(default)]
    #[validate(length(max = 4))]
    pub status: Vec<VerdictStatus>,
    /// In this language; `pt` also finds `pt-BR`.
    #[param(nullable = false)]
    pub language: Option<LanguageTag>,
    /// Reviewed at this time or later.
    #[param(nullable = false)]
    #[validate(custom(function = "rules::calendar_time"))]
    pub reviewed_from: Option<DateTime<Utc>>,
    /// Reviewed at this time or earlier.
    #[param(nullable = false)]
    #[validate(custom(function = "rules::calendar_time"))]
    pub reviewed_to: Option<DateTime<Utc>>,
    /// Changed at or after this time in anything that the ClaimReview tells; those that were
    /// retracted since are told by `dateDeleted`.
    #[param(nullable = false)]
    #[validate(custom(function = "rules::calendar_time"))]
    pub updated_since: Option<DateTime<Utc>>,
}

impl From<DataFeedFilter> for VerdictFilter {
    fn from(filter: DataFeedFilter) -> Self {
        Self {
            claim_id: filter.claim_id,
            organization_id: filter.organization_id,
            source_id: filter.source_id,
            rating: filter.rating,
            status: filter.status,
            language: filter.language,
            reviewed_from: filter.reviewed_from,
            reviewed_to: filter.reviewed_to,
            updated_since: filter.updated_since,
            ..Self::default()
        }
    }
}

/// A [`VerdictFilter`] as feeds that are read page by page take it, for the document.
pub struct FeedFilter;

impl IntoParams for FeedFilter {
    fn into_params(place: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let mut parameters = VerdictFilter::into_params(place);
        for parameter in &mut parameters {
            let told = match parameter.name.as_str() {
                "status" => "In this status; repeat it for any of several. Drafts are in no feed.",
                "sort" => "Left out, the latest changed first, also where there is `q`.",
                _ => continue,
            };
            parameter.description = Some(told.to_owned());
        }
        parameters
    }
}

/// How much of a feed to give, and from where.
#[derive(Debug, Default, IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "for the document; lists read them")]
pub struct FeedPaging {
    /// Entries of a page.
    #[param(minimum = 1, maximum = 100, default = 20, nullable = false)]
    limit: Option<u8>,
    /// Where an older page begins; the feed has its address.
    #[param(max_length = 8000, nullable = false)]
    cursor: Option<String>,
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

impl DataFeedItem {
    /// The verdict that it tells of, as a URN of its id.
    pub fn verdict(&self) -> &str {
        match (&self.id, &self.item) {
            (Some(id), _) => id,
            (None, Some([review])) => &review.id,
            (None, None) => "",
        }
    }
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
