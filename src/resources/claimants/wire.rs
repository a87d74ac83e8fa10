//! Claimants as the API speaks of them.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::{Validate, ValidationError};

use crate::http::page::{needs_q, sort_of};
use crate::http::{MergePatch, Resource, rules};
use crate::journal::{About, Recorded};
use crate::lengths;
use crate::resources::organizations::wire::OrganizationSummary;
use crate::vocabulary::{ClaimantKind, Normalized, Position, Subject};

/// A person or body that makes, repeats or denies claims (schema.org `Claim.author`).
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct Claimant {
    pub id: Uuid,
    pub kind: ClaimantKind,
    #[schema(examples("Mark Rutte"))]
    pub name: String,
    #[schema(required, examples("NATO Secretary General"))]
    pub job_title: Option<String>,
    /// ISO 3166-1 alpha-2.
    #[schema(required, examples("NL"))]
    pub country: Option<String>,
    #[schema(required)]
    pub url: Option<String>,
    /// Addresses that identify it elsewhere (schema.org `sameAs`).
    pub same_as: Vec<String>,
    /// What else it is called (schema.org `alternateName`), the names of records that were merged
    /// into this one among them.
    #[serde(default)]
    #[schema(required, examples("Rutte"))]
    pub alternate_names: Vec<String>,
    pub created_by: OrganizationSummary,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    /// Raised by every change; the first part of the ETag.
    #[schema(minimum = 1)]
    pub version: i64,
    /// What it said, counted; part of the second part of the ETag alone.
    #[serde(default)]
    #[schema(required)]
    pub counts: ClaimantCounts,
}

/// What a claimant said, counted.
#[derive(Debug, Default, Serialize, Deserialize, ToSchema)]
pub struct ClaimantCounts {
    /// How many statements it made of each position; those of which there is none are left out.
    #[schema(value_type = BTreeMap<String, i64>, example = json!({"asserts": 4, "denies": 1}))]
    pub positions: BTreeMap<Position, i64>,
    /// How many of the claims that it asserted were last rated so; those of which there is none
    /// are left out.
    #[schema(value_type = BTreeMap<String, i64>, example = json!({"false": 2, "true": 1}))]
    pub ratings: BTreeMap<Normalized, i64>,
    /// How many of the claims that it asserted have no verdict that stands.
    #[schema(minimum = 0, examples(1))]
    pub unrated: i64,
}

impl Resource for Claimant {
    const PATH: &'static str = "/v1/claimants";

    fn id(&self) -> Uuid {
        self.id
    }

    fn version(&self) -> Option<i64> {
        Some(self.version)
    }
}

impl Recorded for Claimant {
    const SUBJECT: Subject = Subject::Claimant;

    fn about(&self) -> About {
        About {
            id: self.id,
            version: self.version,
            ..About::default()
        }
    }
}

/// A claimant, in brief.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct ClaimantSummary {
    pub id: Uuid,
    #[schema(examples("Mark Rutte"))]
    pub name: String,
    pub kind: ClaimantKind,
}

/// A claimant to add.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "kind": "person", "name": "Mark Rutte", "job_title": "NATO Secretary General"
}))]
pub struct NewClaimant {
    pub kind: ClaimantKind,
    #[schema(min_length = 1, max_length = 300)]
    #[validate(length(min = 1, max = lengths::NAME), custom(function = "rules::line"))]
    pub name: String,
    /// Office or function.
    #[schema(min_length = 1, max_length = 300)]
    #[validate(length(min = 1, max = lengths::NAME), custom(function = "rules::line"))]
    pub job_title: Option<String>,
    /// ISO 3166-1 alpha-2, in capitals.
    #[schema(min_length = 2, max_length = 2, pattern = "^[A-Z]{2}$", examples("NL"))]
    #[validate(custom(function = "rules::country"))]
    pub country: Option<String>,
    /// A page about it.
    #[schema(
        max_length = 2048,
        format = "uri",
        examples("https://example.org/people/rutte")
    )]
    #[validate(length(max = lengths::URL), custom(function = "rules::http_url"))]
    pub url: Option<String>,
    /// Addresses that identify it elsewhere (schema.org `sameAs`).
    #[schema(schema_with = rules::http_urls_schema)]
    #[validate(length(max = 50), custom(function = "rules::http_urls"))]
    pub same_as: Option<Vec<String>>,
    /// What else it is called (schema.org `alternateName`), distinct.
    #[schema(schema_with = rules::names_schema)]
    #[validate(length(max = 50), custom(function = "rules::names"))]
    pub alternate_names: Option<Vec<String>>,
}

/// The record that a claimant is to become part of.
#[derive(Debug, Clone, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "into_claimant_id": "0192d3a1-7b5e-7c3d-9f21-4a5b6c7d8e9f", "note": "A misspelling."
}))]
pub struct Merge {
    /// The record that stays.
    pub into_claimant_id: Uuid,
    /// Why they are the same; kept in the history of the record that stays.
    #[schema(min_length = 1, max_length = 5000)]
    #[validate(length(min = 1, max = 5000), custom(function = "rules::not_blank"))]
    pub note: Option<String>,
}

/// A change of a claimant.
pub type ClaimantPatch = MergePatch<NewClaimant>;

/// Which claimants to list.
#[derive(Debug, Default, Deserialize, IntoParams, Validate)]
#[into_params(parameter_in = Query)]
#[validate(schema(function = "searches_something"))]
pub struct ClaimantFilter {
    /// Called so, by its name or another one, or nearly so: accents and case do not count, a letter
    /// or two may be wrong, and the beginning or one word of several will do; "in quotes" side by
    /// side as they stand there; -so not at all. The best match comes first, unless `sort` says
    /// otherwise.
    #[param(nullable = false, min_length = 1, max_length = 300)]
    #[validate(length(min = 1, max = 300), custom(function = "rules::line"))]
    pub q: Option<String>,
    /// Of this kind.
    #[param(nullable = false)]
    pub kind: Option<ClaimantKind>,
    /// Of this country (ISO 3166-1 alpha-2).
    #[param(
        nullable = false,
        min_length = 2,
        max_length = 2,
        pattern = "^[A-Z]{2}$"
    )]
    #[validate(custom(function = "rules::country"))]
    pub country: Option<String>,
    /// Added by this organization.
    #[param(nullable = false)]
    pub organization_id: Option<Uuid>,
    /// Changed at or after this time.
    #[param(nullable = false)]
    #[validate(custom(function = "rules::calendar_time"))]
    pub updated_since: Option<DateTime<Utc>>,
    /// Left out, the best match first where there is `q`, and the newest where there is not.
    #[param(nullable = false, inline)]
    pub sort: Option<ClaimantSort>,
}

impl ClaimantFilter {
    /// The order, where none is asked for as well.
    pub fn order(&self) -> ClaimantSort {
        sort_of(self.sort, self.q.as_ref(), ClaimantSort::Relevance)
    }
}

fn searches_something(filter: &ClaimantFilter) -> Result<(), ValidationError> {
    needs_q(filter.sort, filter.q.as_ref(), ClaimantSort::Relevance)
}

/// The order of claimants; ids break ties.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, ToSchema)]
pub enum ClaimantSort {
    /// Newest first.
    #[default]
    #[serde(rename = "-created_at")]
    NewestFirst,
    /// Oldest first.
    #[serde(rename = "created_at")]
    OldestFirst,
    /// By name, from A to Z.
    #[serde(rename = "name")]
    Name,
    /// By name, from Z to A.
    #[serde(rename = "-name")]
    NameBackwards,
    /// Best match first, the oldest first among equals; with `q` alone.
    #[serde(rename = "relevance")]
    Relevance,
}
