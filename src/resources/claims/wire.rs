//! Claims as the API speaks of them.

mod assessment;
mod matching;
mod query;
mod search;
mod wording;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Number;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::{Validate, ValidationError};

use crate::http::{MergePatch, Resource, rules};
use crate::journal::{About, Recorded};
use crate::language::LanguageTag;
use crate::lengths;
use crate::resources::organizations::wire::OrganizationSummary;
use crate::resources::relations::wire::Relation;
use crate::resources::statements::wire::{ClaimantPosition, Statement};
use crate::resources::verdicts::wire::VerdictSummary;
use crate::vocabulary::{ClaimKind, Comparator, DatePrecision, Subject, TranslationMethod};

pub use assessment::Assessment;
pub use matching::{
    ClaimMatch, Creation, MatchAnswer, MatchRequest, Matches, MatchesOfAll, OnDuplicate,
};
pub use query::{ClaimFilter, ClaimSort, ClaimView, FacetName, Included};
pub use search::{ClaimPage, FacetCount, Facets, Highlight, HighlightedField, SimilarClaim};
pub use wording::{ClaimSummary, ClaimWording};

/// One check-worthy proposition (schema.org `Claim`), worded once, in one language.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct Claim {
    pub id: Uuid,
    /// The proposition, in the language that was asked for where there is a translation into it.
    #[schema(examples("The troops are trained at five military bases in Russia."))]
    pub text: String,
    /// The language of `text`.
    #[serde(default = "LanguageTag::undetermined")]
    #[schema(required, examples("en"))]
    pub text_language: LanguageTag,
    /// Who translated `text`; null where it is the original.
    #[schema(required, examples("human"))]
    pub text_method: Option<TranslationMethod>,
    /// The proposition as it was worded.
    #[serde(default)]
    #[schema(
        required,
        examples("Pasukan itu berlatih di lima pangkalan militer di Rusia.")
    )]
    pub original_text: String,
    /// The language in which it was worded.
    pub language: LanguageTag,
    pub kind: ClaimKind,
    /// When it was first made; how much of it is known, `date_precision` says.
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
    #[serde(default)]
    #[schema(required)]
    pub assessment: Assessment,
    /// Everything that was said of it, latest first; with `include=statements` alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub statements: Option<Vec<Statement>>,
    /// How it stands to other claims, latest first; with `include=relations` alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub relations: Option<Vec<Relation>>,
    /// Where its texts have what `q` asks for; with `highlight=true` alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub highlights: Option<Vec<Highlight>>,
    /// Claims that say nearly the same, most alike first; in the answer to the POST that adds it
    /// alone, where there are any.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub similar: Option<Vec<SimilarClaim>>,
    pub created_by: OrganizationSummary,
    pub created_at: DateTime<Utc>,
    /// When it, or anything that it embeds, last changed.
    pub updated_at: DateTime<Utc>,
    /// Raised by every change, also of its translations, statements, relations and verdicts; the
    /// first part of the ETag.
    #[schema(minimum = 1)]
    pub version: i64,
}

impl Resource for Claim {
    const PATH: &'static str = "/v1/claims";

    fn id(&self) -> Uuid {
        self.id
    }

    fn version(&self) -> Option<i64> {
        Some(self.version)
    }
}

impl Recorded for Claim {
    const SUBJECT: Subject = Subject::Claim;

    fn about(&self) -> About {
        About {
            id: self.id,
            version: self.version,
            ..About::default()
        }
    }
}

/// A figure that a claim states.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[validate(schema(function = "is_range"))]
pub struct Quantity {
    /// What is counted or measured.
    #[schema(min_length = 1, max_length = 100, examples("bases"))]
    #[validate(length(min = 1, max = 100), custom(function = "rules::line"))]
    pub subject: String,
    pub comparator: Comparator,
    /// The figure; for `between`, the lower one.
    #[schema(value_type = f64, minimum = -1e15, maximum = 1e15, examples(5))]
    #[validate(custom(function = "rules::figure"))]
    pub value: Number,
    /// The upper figure, for `between` alone, and above `value`.
    #[schema(required = false, value_type = Option<f64>, maximum = 1e15)]
    #[validate(custom(function = "rules::figure"))]
    pub value_max: Option<Number>,
    #[schema(required = false, min_length = 1, max_length = 50, examples("persons"))]
    #[validate(length(min = 1, max = 50), custom(function = "rules::line"))]
    pub unit: Option<String>,
    /// The day for which it is stated.
    #[schema(required = false)]
    #[validate(custom(function = "rules::calendar_date"))]
    pub as_of: Option<NaiveDate>,
}

/// Figures are the same however they are written: 1e15 comes back as 1000000000000000.
impl PartialEq for Quantity {
    fn eq(&self, other: &Self) -> bool {
        let figures = |it: &Self| {
            let max = it.value_max.as_ref().map(Number::as_f64);
            (it.value.as_f64(), max)
        };
        figures(self) == figures(other)
            && self.subject == other.subject
            && self.comparator == other.comparator
            && self.unit == other.unit
            && self.as_of == other.as_of
    }
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
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
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
    #[validate(length(min = 1, max = lengths::CLAIM), custom(function = "rules::not_blank"))]
    pub text: String,
    pub language: LanguageTag,
    pub kind: ClaimKind,
    /// When it was first made; how much of it is known, `date_precision` says.
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
    #[validate(length(min = 1, max = lengths::CLAIM), custom(function = "rules::not_blank"))]
    pub text: String,
    pub method: TranslationMethod,
}
