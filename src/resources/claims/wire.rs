//! Claims as the API speaks of them.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Number;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::{Validate, ValidationError};

use crate::http::{MergePatch, Resource, rules};
use crate::language::LanguageTag;
use crate::resources::organizations::wire::OrganizationSummary;
use crate::resources::statements::wire::{ClaimantPosition, Statement};
use crate::resources::verdicts::wire::VerdictSummary;
use crate::vocabulary::{ClaimKind, DatePrecision, Normalized, TranslationMethod};

/// One check-worthy proposition (schema.org `Claim`), worded once, in one language.
#[derive(Debug, Serialize, ToSchema)]
pub struct Claim {
    pub id: Uuid,
    #[schema(examples("Pasukan itu berlatih di lima pangkalan militer di Rusia."))]
    pub text: String,
    pub language: LanguageTag,
    pub kind: ClaimKind,
    /// When it was first made; its first day where only the month or year is known.
    #[schema(required, examples("2024-10-01"))]
    pub claim_date: Option<NaiveDate>,
    #[schema(required)]
    pub date_precision: Option<DatePrecision>,
    #[schema(required, examples("Kursk"))]
    pub location: Option<String>,
    #[schema(examples("ukraine-war"))]
    pub tags: Vec<String>,
    /// The figures that it states.
    pub quantities: Vec<Quantity>,
    /// Its text in other languages, by language.
    pub translations: Vec<Translation>,
    /// The latest position of each known claimant, latest first.
    pub claimants: Vec<ClaimantPosition>,
    /// The verdicts that stand (published and corrected), latest review first.
    pub verdicts: Vec<VerdictSummary>,
    /// Everything that was said of it, latest first; with `include=statements` alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub statements: Option<Vec<Statement>>,
    pub created_by: OrganizationSummary,
    pub created_at: DateTime<Utc>,
    /// When it, or anything that it embeds, last changed.
    pub updated_at: DateTime<Utc>,
    /// Raised by every change, also of its translations, statements and verdicts; the first
    /// part of the ETag.
    #[schema(minimum = 1)]
    pub version: i64,
}

impl Resource for Claim {
    const PATH: &'static str = "/v1/claims";

    fn id(&self) -> Uuid {
        self.id
    }

    fn version(&self) -> i64 {
        self.version
    }
}

/// A figure that a claim states.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[validate(schema(function = "is_range"))]
pub struct Quantity {
    /// What is counted or measured.
    #[schema(min_length = 1, max_length = 100, examples("bases"))]
    #[validate(length(min = 1, max = 100), custom(function = "rules::line"))]
    pub subject: String,
    pub comparator: Comparator,
    /// The figure; for `between`, the lower one.
    #[schema(value_type = f64, examples(5))]
    pub value: Number,
    /// The upper figure, for `between` alone, and above `value`.
    #[schema(required = false, value_type = Option<f64>)]
    pub value_max: Option<Number>,
    #[schema(required = false, min_length = 1, max_length = 50, examples("persons"))]
    #[validate(length(min = 1, max = 50), custom(function = "rules::line"))]
    pub unit: Option<String>,
    /// The day for which it is stated.
    #[schema(required = false)]
    #[validate(custom(function = "rules::calendar_date"))]
    pub as_of: Option<NaiveDate>,
}

/// How a figure is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Comparator {
    /// Exactly.
    Eq,
    /// About.
    Approx,
    /// Less than.
    Lt,
    /// At most.
    Lte,
    /// More than.
    Gt,
    /// At least.
    Gte,
    /// From `value` to `value_max`.
    Between,
}

fn is_range(quantity: &Quantity) -> Result<(), ValidationError> {
    let is_between = quantity.comparator == Comparator::Between;
    match (&quantity.value_max, is_between) {
        (None, true) => Err(rules::about(
            "value_max",
            "required",
            "between needs an upper figure",
        )),
        (Some(_), false) => Err(rules::about(
            "value_max",
            "not_allowed",
            "only between has an upper figure",
        )),
        (Some(max), true) if max.as_f64() <= quantity.value.as_f64() => {
            Err(rules::about("value_max", "range", "it must be above value"))
        }
        _ => Ok(()),
    }
}

/// A claim's text in another language.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "language": "en", "text": "The troops are trained at five military bases in Russia.",
    "method": "human"
}))]
pub struct Translation {
    pub language: LanguageTag,
    pub text: String,
    pub method: TranslationMethod,
}

/// A claim to add.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[validate(schema(function = "is_dated"))]
#[schema(example = json!({
    "text": "Pasukan itu berlatih di lima pangkalan militer di Rusia.", "language": "id",
    "kind": "statistic", "claim_date": "2024-10-01", "date_precision": "month",
    "location": "Russia", "tags": ["ukraine-war"],
    "quantities": [{"subject": "bases", "comparator": "eq", "value": 5}]
}))]
pub struct NewClaim {
    /// The proposition, in one wording.
    #[schema(min_length = 1, max_length = 5000)]
    #[validate(length(min = 1, max = 5000), custom(function = "rules::not_blank"))]
    pub text: String,
    pub language: LanguageTag,
    pub kind: ClaimKind,
    /// When it was first made; the first day where only the month or year is known.
    #[validate(custom(function = "rules::calendar_date"))]
    pub claim_date: Option<NaiveDate>,
    /// How much of `claim_date` is known; `day` when left out.
    pub date_precision: Option<DatePrecision>,
    #[schema(min_length = 1, max_length = 300)]
    #[validate(length(min = 1, max = 300), custom(function = "rules::line"))]
    pub location: Option<String>,
    /// Topics, distinct.
    #[schema(schema_with = rules::tags_schema)]
    #[validate(length(max = 50), custom(function = "rules::tags"))]
    pub tags: Option<Vec<String>>,
    /// The figures that it states.
    #[schema(max_items = 50)]
    #[validate(length(max = 50), nested)]
    pub quantities: Option<Vec<Quantity>>,
    /// Its id in the system of the organization that adds it; unique there, and not shown.
    #[schema(min_length = 1, max_length = 255)]
    #[validate(length(min = 1, max = 255), custom(function = "rules::line"))]
    pub external_id: Option<String>,
}

fn is_dated(claim: &NewClaim) -> Result<(), ValidationError> {
    if claim.date_precision.is_some() && claim.claim_date.is_none() {
        return Err(rules::about(
            "date_precision",
            "not_allowed",
            "it needs a claim_date",
        ));
    }
    Ok(())
}

/// A change of a claim.
pub type ClaimPatch = MergePatch<NewClaim>;

/// A translation to put.
#[derive(Debug, Clone, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "text": "The troops are trained at five military bases in Russia.", "method": "human"
}))]
pub struct NewTranslation {
    #[schema(min_length = 1, max_length = 5000)]
    #[validate(length(min = 1, max = 5000), custom(function = "rules::not_blank"))]
    pub text: String,
    pub method: TranslationMethod,
}

/// What is added to a claim on demand.
#[derive(Debug, Default, Deserialize, IntoParams, Validate)]
#[into_params(parameter_in = Query)]
pub struct ClaimInclude {
    /// What to add, by commas: `statements`.
    #[param(nullable = false, value_type = Option<Vec<Included>>, inline, style = Form, explode = false)]
    #[serde(default, deserialize_with = "by_commas")]
    pub include: Vec<Included>,
}

/// What can be added to a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Included {
    /// Everything that was said of it.
    Statements,
}

fn by_commas<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Included>, D::Error> {
    let words = String::deserialize(deserializer)?;
    words
        .split(',')
        .map(|word| match word {
            "statements" => Ok(Included::Statements),
            _ => Err(serde::de::Error::custom("expected statements")),
        })
        .collect()
}

/// Which claims to list. The conditions on verdicts (`organization_id`, `rating`,
/// `reviewed_from`, `reviewed_to`) are met together by one verdict that stands.
#[derive(Debug, Default, Deserialize, IntoParams, Validate)]
#[into_params(parameter_in = Query)]
pub struct ClaimFilter {
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
    /// Newest first when left out.
    #[param(nullable = false, inline)]
    pub sort: Option<ClaimSort>,
    /// What to add to each claim, by commas: `statements`.
    #[param(nullable = false, value_type = Option<Vec<Included>>, inline, style = Form, explode = false)]
    #[serde(default, deserialize_with = "by_commas")]
    pub include: Vec<Included>,
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
}
