//! What can be asked of claims: filters, orders and additions.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::{Validate, ValidationError};

use crate::http::page::needs_q;
use crate::http::{query, rules};
use crate::language::LanguageTag;
use crate::vocabulary::{ClaimKind, Normalized};

/// How to give one claim.
#[derive(Debug, Default, Deserialize, IntoParams, Validate)]
#[into_params(parameter_in = Query)]
pub struct ClaimView {
    /// As it was given at this time, verdicts and names included; not in the future.
    #[param(nullable = false)]
    #[validate(custom(function = "rules::calendar_time"))]
    pub as_of: Option<DateTime<Utc>>,
    /// What to add, by commas or repeated: `statements`, `relations`.
    #[param(nullable = false, value_type = Option<Vec<Included>>, inline)]
    #[serde(default, deserialize_with = "query::words")]
    pub include: Vec<Included>,
}

/// What can be added to a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Included {
    /// Everything that was said of it.
    Statements,
    /// How it stands to other claims.
    Relations,
}

/// Which claims to list. The conditions on verdicts (`organization_id`, `rating`,
/// `reviewed_from`, `reviewed_to`) are met together by one verdict that stands.
#[derive(Debug, Default, Deserialize, IntoParams, Validate)]
#[into_params(parameter_in = Query)]
#[validate(
    schema(function = "counts_something"),
    schema(function = "searches_something")
)]
pub struct ClaimFilter {
    /// With these words in its text, a translation, the titles and summaries of its verdicts, the
    /// names of its claimants, its tags or the titles of its evidence. Words are found in their
    /// other forms, the last one by its beginning, and with a letter wrong where they have five or
    /// more; "in quotes" side by side; -so not at all. Words that say nothing by themselves need
    /// not be there; of three others or more most are enough, and of more than eight words one: the
    /// best match comes first, unless `sort` says otherwise. More than 16 words (in scripts without
    /// spaces, about as many letters) are a text that somebody pasted: quotes and dashes in it are
    /// its own, and only `-words` that it ends with are left out.
    #[param(nullable = false, min_length = 1, max_length = 2000)]
    #[validate(length(min = 1, max = 2000))]
    pub q: Option<String>,
    /// Adds `highlights` to each claim: where its texts have what `q` asks for.
    #[param(nullable = false, default = false)]
    #[serde(default)]
    pub highlight: bool,
    /// Counts all claims of all pages by these, by commas or repeated: `rating`, `language`,
    /// `organization`, `tag`, `claimant`.
    #[param(nullable = false, value_type = Option<Vec<FacetName>>, inline)]
    #[serde(default, deserialize_with = "query::words")]
    pub facets: Vec<FacetName>,
    /// Worded in this language; `pt` also finds `pt-BR` (RFC 4647, basic filtering).
    #[param(nullable = false)]
    pub language: Option<LanguageTag>,
    /// Of this kind.
    #[param(nullable = false)]
    pub kind: Option<ClaimKind>,
    /// With this tag.
    #[param(nullable = false, min_length = 1, max_length = 100)]
    #[validate(length(min = 1, max = 100))]
    pub tag: Option<String>,
    /// On which this claimant said something.
    #[param(nullable = false)]
    pub claimant_id: Option<Uuid>,
    /// Reviewed by this organization.
    #[param(nullable = false)]
    pub organization_id: Option<Uuid>,
    /// For which this source is cited, by a verdict or a statement.
    #[param(nullable = false)]
    pub source_id: Option<Uuid>,
    /// Rated so; repeat it for any of several.
    #[param(nullable = false, value_type = Option<Vec<Normalized>>, max_items = 10)]
    #[serde(default)]
    #[validate(length(max = 10))]
    pub rating: Vec<Normalized>,
    /// With a verdict that stands, or without.
    #[param(nullable = false)]
    pub has_verdict: Option<bool>,
    /// Whether organizations disagree on it.
    #[param(nullable = false)]
    pub contested: Option<bool>,
    /// With a figure of this, such as `soldiers`; spelled as the claim has it.
    #[param(nullable = false, min_length = 1, max_length = 100)]
    #[validate(length(min = 1, max = 100), custom(function = "rules::line"))]
    pub quantity_subject: Option<String>,
    /// That figure is this or more; where the claim has two (`between`), the upper one is. Needs
    /// `quantity_subject`.
    #[param(nullable = false, minimum = -1e15, maximum = 1e15)]
    #[validate(custom(function = "rules::bound"))]
    pub quantity_min: Option<f64>,
    /// That figure is this or less; where the claim has two (`between`), the lower one is. Needs
    /// `quantity_subject`.
    #[param(nullable = false, minimum = -1e15, maximum = 1e15)]
    #[validate(custom(function = "rules::bound"))]
    pub quantity_max: Option<f64>,
    /// First made on this day or later.
    #[param(nullable = false)]
    #[validate(custom(function = "rules::calendar_date"))]
    pub claimed_from: Option<NaiveDate>,
    /// First made on this day or earlier.
    #[param(nullable = false)]
    #[validate(custom(function = "rules::calendar_date"))]
    pub claimed_to: Option<NaiveDate>,
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
    pub sort: Option<ClaimSort>,
    /// What to add to each claim, by commas or repeated: `statements`, `relations`.
    #[param(nullable = false, value_type = Option<Vec<Included>>, inline)]
    #[serde(default, deserialize_with = "query::words")]
    pub include: Vec<Included>,
}

/// What claims can be counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FacetName {
    /// The normalized ratings of the verdicts that stand.
    Rating,
    /// The language of the claim.
    Language,
    /// The organizations whose verdicts stand.
    Organization,
    /// The tags.
    Tag,
    /// Who said something of it.
    Claimant,
}

fn searches_something(filter: &ClaimFilter) -> Result<(), ValidationError> {
    if filter.highlight {
        return needs_q(Some(true), filter.q.as_ref(), true);
    }
    needs_q(filter.sort, filter.q.as_ref(), ClaimSort::Relevance)
}

fn counts_something(filter: &ClaimFilter) -> Result<(), ValidationError> {
    let (min, max) = (filter.quantity_min, filter.quantity_max);
    if filter.quantity_subject.is_none() && (min.is_some() || max.is_some()) {
        return Err(rules::about(
            "quantity_subject",
            "required",
            "a figure is compared with others of its subject",
        ));
    }
    match (min, max) {
        (Some(min), Some(max)) if min > max => Err(rules::about(
            "quantity_max",
            "range",
            "it must not be below quantity_min",
        )),
        _ => Ok(()),
    }
}

/// The order of claims; ids break ties, and those without the date come last.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, ToSchema)]
pub enum ClaimSort {
    /// Newest first.
    #[default]
    #[serde(rename = "-created_at")]
    NewestFirst,
    /// Oldest first.
    #[serde(rename = "created_at")]
    OldestFirst,
    /// By the date of the claim, earliest first.
    #[serde(rename = "claim_date")]
    EarliestClaimedFirst,
    /// By the date of the claim, latest first.
    #[serde(rename = "-claim_date")]
    LatestClaimedFirst,
    /// By the latest review, earliest first.
    #[serde(rename = "reviewed_at")]
    EarliestReviewedFirst,
    /// By the latest review, latest first.
    #[serde(rename = "-reviewed_at")]
    LatestReviewedFirst,
    /// Best match first; with `q` alone.
    #[serde(rename = "relevance")]
    Relevance,
}
