//! Sources as the API speaks of them.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::{Validate, ValidationError};

use crate::http::page::{needs_q, sort_of};
use crate::http::{MergePatch, Resource, rules};
use crate::journal::{About, Recorded};
use crate::language::LanguageTag;
use crate::lengths;
use crate::resources::organizations::wire::OrganizationSummary;
use crate::vocabulary::{Reliability, SourceKind, Subject};

/// A document, page, broadcast, post, data set or official record that can be cited.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct Source {
    pub id: Uuid,
    /// Where it is; no two sources have the same.
    #[schema(required, examples("https://example.org/press/2024/10/28"))]
    pub url: Option<String>,
    /// How it is cited where it has no address.
    #[schema(required)]
    pub citation: Option<String>,
    pub kind: SourceKind,
    #[schema(examples("Press statement by the Secretary General"))]
    pub title: String,
    #[schema(required, examples("NATO"))]
    pub publisher: Option<String>,
    #[schema(required)]
    pub author: Option<String>,
    #[schema(required)]
    pub published_at: Option<DateTime<Utc>>,
    #[schema(required)]
    pub language: Option<LanguageTag>,
    #[schema(required)]
    pub archived_url: Option<String>,
    pub reliability: Reliability,
    pub created_by: OrganizationSummary,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    /// Raised by every change; the first part of the ETag.
    #[schema(minimum = 1)]
    pub version: i64,
}

impl Resource for Source {
    const PATH: &'static str = "/v1/sources";

    fn id(&self) -> Uuid {
        self.id
    }

    fn version(&self) -> Option<i64> {
        Some(self.version)
    }
}

impl Recorded for Source {
    const SUBJECT: Subject = Subject::Source;

    fn about(&self) -> About {
        About {
            id: self.id,
            version: self.version,
            ..About::default()
        }
    }
}

/// A source, as it is cited.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct SourceSummary {
    pub id: Uuid,
    #[schema(required, examples("https://example.org/press/2024/10/28"))]
    pub url: Option<String>,
    #[schema(required)]
    pub citation: Option<String>,
    pub kind: SourceKind,
    #[schema(examples("Press statement by the Secretary General"))]
    pub title: String,
    #[schema(required, examples("NATO"))]
    pub publisher: Option<String>,
    #[schema(required)]
    pub author: Option<String>,
    #[schema(required)]
    pub published_at: Option<DateTime<Utc>>,
    #[schema(required)]
    pub language: Option<LanguageTag>,
    #[schema(required)]
    pub archived_url: Option<String>,
    pub reliability: Reliability,
}

/// A source to add; it has a `url` or a `citation` at least.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[validate(schema(function = "can_be_found"))]
#[schema(example = json!({
    "url": "https://example.org/press/2024/10/28", "kind": "press_release",
    "title": "Press statement by the Secretary General", "publisher": "NATO",
    "published_at": "2024-10-28T12:00:00Z", "language": "en", "reliability": "primary"
}))]
pub struct NewSource {
    /// Where it is; no other source may have the same.
    #[schema(
        max_length = 2048,
        format = "uri",
        examples("https://example.org/press/2024/10/28")
    )]
    #[validate(length(max = lengths::URL), custom(function = "rules::http_url"))]
    pub url: Option<String>,
    /// How it is cited where it has no address.
    #[schema(min_length = 1, max_length = 2000)]
    #[validate(length(min = 1, max = 2000), custom(function = "rules::not_blank"))]
    pub citation: Option<String>,
    pub kind: SourceKind,
    #[schema(min_length = 1, max_length = 500)]
    #[validate(length(min = 1, max = lengths::SOURCE_TITLE), custom(function = "rules::line"))]
    pub title: String,
    #[schema(min_length = 1, max_length = 300)]
    #[validate(length(min = 1, max = lengths::NAME), custom(function = "rules::line"))]
    pub publisher: Option<String>,
    #[schema(min_length = 1, max_length = 300)]
    #[validate(length(min = 1, max = lengths::NAME), custom(function = "rules::line"))]
    pub author: Option<String>,
    #[validate(custom(function = "rules::calendar_time"))]
    pub published_at: Option<DateTime<Utc>>,
    pub language: Option<LanguageTag>,
    /// An archived copy.
    #[schema(
        max_length = 2048,
        format = "uri",
        examples("https://archive.example/2024/press")
    )]
    #[validate(length(max = lengths::URL), custom(function = "rules::http_url"))]
    pub archived_url: Option<String>,
    /// `unclassified` when left out.
    pub reliability: Option<Reliability>,
}

fn can_be_found(source: &NewSource) -> Result<(), ValidationError> {
    if source.url.is_some() || source.citation.is_some() {
        return Ok(());
    }
    Err(rules::about(
        "url",
        "required",
        "a url or a citation is required",
    ))
}

/// A change of a source.
pub type SourcePatch = MergePatch<NewSource>;

/// Which sources to list.
#[derive(Debug, Default, Deserialize, IntoParams, Validate)]
#[into_params(parameter_in = Query)]
#[validate(schema(function = "searches_something"))]
pub struct SourceFilter {
    /// With these words in its title, citation, publisher, author or address; words and quotes as in `GET /v1/claims`.
    #[param(nullable = false, min_length = 1, max_length = 2000)]
    #[validate(length(min = 1, max = 2000))]
    pub q: Option<String>,
    /// The one with exactly this URL.
    #[param(nullable = false, max_length = 2048)]
    #[validate(length(max = lengths::URL))]
    pub url: Option<String>,
    /// Of this kind.
    #[param(nullable = false)]
    pub kind: Option<SourceKind>,
    /// That can be relied on so far.
    #[param(nullable = false)]
    pub reliability: Option<Reliability>,
    /// In this language; `pt` also finds `pt-BR`.
    #[param(nullable = false)]
    pub language: Option<LanguageTag>,
    /// Added by this organization.
    #[param(nullable = false)]
    pub organization_id: Option<Uuid>,
    /// Changed at or after this time.
    #[param(nullable = false)]
    #[validate(custom(function = "rules::calendar_time"))]
    pub updated_since: Option<DateTime<Utc>>,
    /// Left out, the best match first where there is `q`, and the newest where there is not.
    #[param(nullable = false, inline)]
    pub sort: Option<SourceSort>,
}

impl SourceFilter {
    /// The order, where none is asked for as well.
    pub fn order(&self) -> SourceSort {
        sort_of(self.sort, self.q.as_ref(), SourceSort::Relevance)
    }
}

fn searches_something(filter: &SourceFilter) -> Result<(), ValidationError> {
    needs_q(filter.sort, filter.q.as_ref(), SourceSort::Relevance)
}

/// The order of sources; ids break ties, and those without a date come last.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, ToSchema)]
pub enum SourceSort {
    /// Newest first.
    #[default]
    #[serde(rename = "-created_at")]
    NewestFirst,
    /// Oldest first.
    #[serde(rename = "created_at")]
    OldestFirst,
    /// Latest published first.
    #[serde(rename = "-published_at")]
    LatestPublishedFirst,
    /// Earliest published first.
    #[serde(rename = "published_at")]
    EarliestPublishedFirst,
    /// Best match first; with `q` alone.
    #[serde(rename = "relevance")]
    Relevance,
}
