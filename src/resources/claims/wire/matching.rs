//! What is asked of a match, and what it answers.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::{Validate, ValidationError};

use super::Claim;
use crate::http::rules;
use crate::language::LanguageTag;

/// A text, or several, to find claims for.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[validate(schema(function = "has_text"))]
#[schema(example = json!({"text": "12 ribu tentara Korut dikirim ke Rusia", "limit": 5}))]
pub struct MatchRequest {
    /// The text; either it or `texts`.
    #[schema(min_length = 1, max_length = 10_000)]
    #[validate(length(min = 1, max = 10_000), custom(function = "rules::not_blank"))]
    pub text: Option<String>,
    /// Several at once.
    #[schema(schema_with = rules::texts_schema)]
    #[validate(length(min = 1, max = 50), custom(function = "rules::texts"))]
    pub texts: Option<Vec<String>>,
    /// The language of them all; told by their words when left out.
    pub language: Option<LanguageTag>,
    /// Claims for each text; 10 when left out.
    #[schema(minimum = 1, maximum = 50)]
    #[validate(range(min = 1, max = 50))]
    pub limit: Option<u8>,
    /// Only claims with this confidence or more.
    #[schema(minimum = 0, maximum = 1)]
    #[validate(range(min = 0.0, max = 1.0))]
    pub min_confidence: Option<f64>,
    /// Only claims with a verdict that stands.
    pub published_only: Option<bool>,
}

impl MatchRequest {
    /// Claims for a text when nothing else is asked for.
    pub const LIMIT: u8 = 10;
}

fn has_text(request: &MatchRequest) -> Result<(), ValidationError> {
    match (&request.text, &request.texts) {
        (None, None) => Err(rules::about(
            "text",
            "required",
            "a text is needed, or texts",
        )),
        (Some(_), Some(_)) => Err(rules::about(
            "texts",
            "not_allowed",
            "either text or texts is sent, not both",
        )),
        _ => Ok(()),
    }
}

/// What was found.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
pub enum MatchAnswer {
    /// For `text`.
    One(Matches),
    /// For `texts`.
    All(MatchesOfAll),
}

/// What was found for a text.
#[derive(Debug, Serialize, ToSchema)]
pub struct Matches {
    /// The claims, best match first.
    pub data: Vec<ClaimMatch>,
}

/// What was found for several texts.
#[derive(Debug, Serialize, ToSchema)]
pub struct MatchesOfAll {
    /// For each text, in their order.
    pub results: Vec<Matches>,
}

/// A claim that may be what a text says.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClaimMatch {
    pub claim: Claim,
    /// How well it matches; comparable within one answer alone.
    #[schema(examples(61.2))]
    pub score: f64,
    /// The probability that it is what the text says.
    #[schema(minimum = 0, maximum = 1, examples(0.91))]
    pub confidence: f64,
    /// The words of the text that the claim shares, as they are written there.
    #[schema(examples("12 ribu"))]
    pub matched: Vec<String>,
}

/// What to do with a claim that says nearly the same as another one.
#[derive(Debug, Default, Deserialize, IntoParams, Validate)]
#[into_params(parameter_in = Query)]
pub struct Creation {
    /// `reject` refuses a claim that says nearly the same as one that there is.
    #[param(nullable = false, inline)]
    pub on_duplicate: Option<OnDuplicate>,
}

/// What to do about duplicates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OnDuplicate {
    /// Add the claim and tell of the others (`similar`).
    Report,
    /// Refuse it.
    Reject,
}
