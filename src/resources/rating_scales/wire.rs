//! Rating scales as the API speaks of them.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::{Validate, ValidationError};

use super::catalogue::wire::CatalogueScale;
use crate::http::page::NamedSort;
use crate::http::{MergePatch, Resource, rules};
use crate::journal::{About, Recorded};
use crate::language::LanguageTag;
use crate::lengths;
use crate::resources::organizations::wire::OrganizationSummary;
use crate::vocabulary::{Normalized, Subject};

/// The scale by which an organization rates.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct RatingScale {
    pub id: Uuid,
    pub organization: OrganizationSummary,
    #[schema(examples("Tempo"))]
    pub name: String,
    /// The number of the worst rating (schema.org `worstRating`).
    #[schema(minimum = 1, examples(1))]
    pub worst: i32,
    /// The number of the best rating (schema.org `bestRating`).
    #[schema(examples(5))]
    pub best: i32,
    /// Its labels, in order.
    pub ratings: Vec<Rating>,
    /// Where it was adopted from, also when it has changed since; null where it was not.
    #[schema(required)]
    pub catalogue: Option<AdoptedFrom>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    /// Raised by every change; the first part of the ETag.
    #[schema(minimum = 1)]
    pub version: i64,
}

impl Resource for RatingScale {
    const PATH: &'static str = "/v1/rating-scales";

    fn id(&self) -> Uuid {
        self.id
    }

    fn version(&self) -> Option<i64> {
        Some(self.version)
    }
}

impl Recorded for RatingScale {
    const SUBJECT: Subject = Subject::RatingScale;

    fn about(&self) -> About {
        About {
            id: self.id,
            version: self.version,
            ..About::default()
        }
    }
}

/// The scale of the catalogue that a scale was adopted from.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct AdoptedFrom {
    #[schema(examples("tempo"))]
    pub slug: String,
    /// The version of the catalogue at that time.
    #[schema(minimum = 1)]
    pub version: i32,
}

/// A scale as lists have it: with `catalogue=true`, one of the catalogue.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
pub enum ListedScale {
    /// Of an organization.
    Own(RatingScale),
    /// Of the catalogue.
    Catalogue(CatalogueScale),
}

/// A label of a scale.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Rating {
    pub id: Uuid,
    #[schema(examples("Benar"))]
    pub label: String,
    pub language: LanguageTag,
    /// Its number on the scale; null where it has none.
    #[schema(required, examples(5))]
    pub value: Option<i32>,
    pub normalized: Normalized,
}

/// The rating of a verdict: the label as it was printed, and what it is mapped to.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct RatingSummary {
    #[schema(examples("Benar"))]
    pub label: String,
    pub normalized: Normalized,
    /// Its number between `worst` and `best`; null where it has none.
    #[schema(required, examples(5))]
    pub value: Option<i32>,
    #[schema(examples(5))]
    pub best: i32,
    #[schema(examples(1))]
    pub worst: i32,
}

/// A scale to add.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[validate(schema(function = "is_scale"))]
#[schema(example = json!({
    "name": "Tempo", "worst": 1, "best": 5, "ratings": [
        {"label": "Benar", "language": "id", "value": 5, "normalized": "true"},
        {"label": "Tidak Terbukti", "language": "id", "normalized": "unproven"},
        {"label": "Keliru", "language": "id", "value": 1, "normalized": "false"}
    ]
}))]
pub struct NewRatingScale {
    /// Unique within the organization.
    #[schema(min_length = 1, max_length = 200)]
    #[validate(length(min = 1, max = 200), custom(function = "rules::line"))]
    pub name: String,
    /// The number of the worst rating; below `best`.
    #[schema(minimum = 1, maximum = 999)]
    #[validate(range(min = 1, max = 999))]
    pub worst: i32,
    /// The number of the best rating.
    #[schema(minimum = 2, maximum = 1000)]
    #[validate(range(min = 2, max = 1000))]
    pub best: i32,
    /// Its labels, in order; a label stands once for each language.
    #[schema(min_items = 1, max_items = 100)]
    #[validate(length(min = 1, max = 100), nested)]
    pub ratings: Vec<NewRating>,
}

/// A label of a scale to add.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[validate(schema(function = "has_fitting_number"))]
pub struct NewRating {
    /// The label as it is printed.
    #[schema(min_length = 1, max_length = 200)]
    #[validate(length(min = 1, max = lengths::LABEL), custom(function = "rules::line"))]
    pub label: String,
    pub language: LanguageTag,
    /// Its number, from `worst` to `best`; left out for `unproven`, `outdated`, `satire` and
    /// `not_ratable`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<i32>,
    pub normalized: Normalized,
}

fn has_fitting_number(rating: &NewRating) -> Result<(), ValidationError> {
    if rating.value.is_some() && !rating.normalized.has_number() {
        return Err(rules::about(
            "value",
            "not_allowed",
            "a rating normalized so has no number",
        ));
    }
    Ok(())
}

fn is_scale(scale: &NewRatingScale) -> Result<(), ValidationError> {
    if scale.worst >= scale.best {
        return Err(rules::about("worst", "range", "it must be below best"));
    }
    let is_outside = |value: i32| !(scale.worst..=scale.best).contains(&value);
    if scale.ratings.iter().filter_map(|r| r.value).any(is_outside) {
        return Err(rules::about(
            "ratings",
            "range",
            "a value lies outside of worst to best",
        ));
    }
    let mut seen = HashSet::new();
    if !scale
        .ratings
        .iter()
        .all(|r| seen.insert((&r.label, &r.language)))
    {
        return Err(rules::about(
            "ratings",
            "duplicate",
            "the same label stands there twice",
        ));
    }
    Ok(())
}

/// A change of a scale.
pub type RatingScalePatch = MergePatch<NewRatingScale>;

/// Which scales to list.
#[derive(Debug, Default, Deserialize, IntoParams, Validate)]
#[into_params(parameter_in = Query)]
#[validate(schema(function = "fits_its_list"))]
pub struct RatingScaleFilter {
    /// `true` lists the built-in catalogue instead: the labels that fact-checkers print.
    #[param(nullable = false)]
    pub catalogue: Option<bool>,
    /// Of this organization; not with `catalogue`.
    #[param(nullable = false)]
    pub organization_id: Option<Uuid>,
    /// With labels in this language: `pt` finds `pt-BR` as well.
    #[param(nullable = false)]
    pub language: Option<LanguageTag>,
    /// Of the fact-checker with this host; with `catalogue` alone.
    #[param(
        min_length = 3,
        max_length = 253,
        nullable = false,
        example = "cekfakta.tempo.co"
    )]
    #[validate(length(min = 3, max = 253), custom(function = "rules::host"))]
    pub site: Option<String>,
    /// Changed at or after this time; not with `catalogue`.
    #[param(nullable = false)]
    #[validate(custom(function = "rules::calendar_time"))]
    pub updated_since: Option<DateTime<Utc>>,
    /// Newest first when left out. The catalogue is sorted by name alone, and from A to Z when it is
    /// left out.
    #[param(nullable = false, inline)]
    pub sort: Option<NamedSort>,
}

impl RatingScaleFilter {
    /// Whether it asks for the catalogue.
    pub fn is_of_catalogue(&self) -> bool {
        self.catalogue == Some(true)
    }
}

fn fits_its_list(filter: &RatingScaleFilter) -> Result<(), ValidationError> {
    let refused = |name, message| Err(rules::about(name, "not_allowed", message));
    if !filter.is_of_catalogue() {
        return match filter.site {
            Some(_) => refused("site", "only the catalogue is listed by site"),
            None => Ok(()),
        };
    }
    if filter.organization_id.is_some() {
        return refused("organization_id", "the catalogue is no organization's");
    }
    if filter.updated_since.is_some() {
        return refused("updated_since", "the catalogue has a version, but no times");
    }
    match filter.sort {
        Some(sort) if !sort.is_by_name() => refused("sort", "the catalogue is sorted by name"),
        _ => Ok(()),
    }
}
