//! Which verdicts to list, and in which order.

use chrono::{DateTime, Utc};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::{Validate, ValidationError};

use crate::http::page::{needs_q, sort_of};
use crate::http::rules;
use crate::language::LanguageTag;
use crate::vocabulary::{Normalized, VerdictStatus};

/// How to give one verdict.
#[derive(Debug, Default, Deserialize, IntoParams, Validate)]
#[into_params(parameter_in = Query)]
pub struct VerdictView {
    /// As it was given at this time, names and sources included; not in the future.
    #[param(nullable = false)]
    #[validate(custom(function = "rules::calendar_time"))]
    pub as_of: Option<DateTime<Utc>>,
}

/// Which verdicts to list. Without `status`: those that stand (published and corrected) and,
/// with a key, the drafts of its organization.
#[derive(Debug, Default, Deserialize, IntoParams, Validate)]
#[into_params(parameter_in = Query)]
#[validate(schema(function = "searches_something"))]
pub struct VerdictFilter {
    /// With these words in its title, its summary or the titles of its evidence; words and quotes as in `GET /v1/claims`.
    #[param(nullable = false, min_length = 1, max_length = 2000)]
    #[validate(length(min = 1, max = 2000))]
    pub q: Option<String>,
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
    /// In this status; repeat it for any of several. Drafts are those of one's own organization.
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
    /// Changed at or after this time.
    #[param(nullable = false)]
    #[validate(custom(function = "rules::calendar_time"))]
    pub updated_since: Option<DateTime<Utc>>,
    /// Left out, the best match first where there is `q`, and the newest where there is not.
    #[param(nullable = false, inline)]
    pub sort: Option<VerdictSort>,
}

impl VerdictFilter {
    /// The order, where none is asked for as well.
    pub fn order(&self) -> VerdictSort {
        sort_of(self.sort, self.q.as_ref(), VerdictSort::Relevance)
    }
}

fn searches_something(filter: &VerdictFilter) -> Result<(), ValidationError> {
    needs_q(filter.sort, filter.q.as_ref(), VerdictSort::Relevance)
}

/// The order of verdicts; ids break ties, and those without a review date come last.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, ToSchema)]
pub enum VerdictSort {
    /// Newest first.
    #[default]
    #[serde(rename = "-created_at")]
    NewestFirst,
    /// Oldest first.
    #[serde(rename = "created_at")]
    OldestFirst,
    /// Latest review first.
    #[serde(rename = "-reviewed_at")]
    LatestReviewedFirst,
    /// Earliest review first.
    #[serde(rename = "reviewed_at")]
    EarliestReviewedFirst,
    /// Latest changed first.
    #[serde(rename = "-updated_at")]
    LatestUpdatedFirst,
    /// Earliest changed first.
    #[serde(rename = "updated_at")]
    EarliestUpdatedFirst,
    /// Best match first; with `q` alone.
    #[serde(rename = "relevance")]
    Relevance,
}
