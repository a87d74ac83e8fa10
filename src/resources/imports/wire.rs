//! What an import is asked and what it answers.

use std::borrow::Cow;

use clap::ValueEnum;
use serde::{Deserialize, Serialize};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ArrayBuilder, ObjectBuilder, OneOfBuilder, Schema};
use utoipa::{IntoParams, PartialSchema, ToSchema};
use uuid::Uuid;
use validator::{Validate, ValidationError};

use crate::claim_review::Fault;
use crate::http::problem::ProblemDetails;
use crate::http::rules;
use crate::language::LanguageTag;
use crate::resources::claim_reviews::wire::example;
use crate::vocabulary::VerdictStatus;

/// How to import.
#[derive(Debug, Default, Deserialize, IntoParams, Validate)]
#[into_params(parameter_in = Query)]
#[validate(schema(function = "is_of_reviews"))]
pub struct ImportQuery {
    /// Only tell what would happen, each batch of lines by itself, and keep nothing of it.
    #[param(nullable = false)]
    #[serde(default)]
    pub dry_run: bool,
    /// What is sent.
    #[param(nullable = false, inline)]
    #[serde(default)]
    pub format: Format,
    /// With `format=claim-review`: what the verdicts are to be. Left out, those of a key with
    /// `verdicts:publish` are published, others drafts; what publishing demands and is not told
    /// (`datePublished`) leaves a draft.
    #[param(nullable = false, inline)]
    pub status: Option<ImportStatus>,
    /// With `format=claim-review`: the language of those that tell none; else it is taken to be the
    /// one that they seem to be in.
    #[param(nullable = false)]
    pub language: Option<LanguageTag>,
}

fn is_of_reviews(query: &ImportQuery) -> Result<(), ValidationError> {
    let is_asked = [
        ("status", query.status.is_some()),
        ("language", query.language.is_some()),
    ];
    match is_asked.iter().find(|(_, is_asked)| *is_asked) {
        Some((name, _)) if query.format == Format::Records => Err(rules::about(
            name,
            "not_allowed",
            "it goes with format=claim-review",
        )),
        _ => Ok(()),
    }
}

/// ClaimReviews, as many as come.
pub struct ClaimReviews;

impl PartialSchema for ClaimReviews {
    fn schema() -> RefOr<Schema> {
        let one = ObjectBuilder::new();
        let several = ArrayBuilder::new().items(ObjectBuilder::new());
        OneOfBuilder::new()
            .description(Some(
                "JSON-LD in the words of schema.org: one ClaimReview, an array of them, an object with an `@graph` of them, or a `DataFeed`. Each element may have as many bytes as a request body, and there may be any number, but of those of a document that is longer than a request body none may refer by `@id` to what stands behind it.",
            ))
            .item(several)
            .item(one)
            .examples([example()])
            .into()
    }
}

impl ToSchema for ClaimReviews {
    fn name() -> Cow<'static, str> {
        "ClaimReviewDocument".into()
    }
}

/// What an import is sent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, ToSchema, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// Lines, as exports give them.
    #[default]
    Records,
    /// ClaimReviews: one, an array, an `@graph` or a `DataFeed`.
    ClaimReview,
}

/// What imported verdicts are to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema, ValueEnum)]
#[serde(rename_all = "snake_case")]
pub enum ImportStatus {
    /// Drafts.
    Draft,
    /// Published, or corrected where a correction is told.
    Published,
}

/// What became of one line.
#[derive(Debug, Serialize, ToSchema)]
pub struct LineResult {
    /// Its number, from 1; blank lines count. Of a ClaimReview, how many came before it, and one.
    #[schema(minimum = 1, examples(3))]
    pub line: u64,
    pub status: LineStatus,
    /// The claim; absent where the line failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub id: Option<Uuid>,
    /// Why it failed; its pointers lead into the line, or into the document in which the ClaimReview
    /// came.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub problem: Option<ProblemDetails>,
    /// Of a ClaimReview: its `url` as it was sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, examples("https://meja-periksa.example/kursk"))]
    pub url: Option<String>,
    /// Of a ClaimReview: what its verdict is asked to be.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub verdict_status: Option<VerdictStatus>,
    /// Of a ClaimReview: what else is wrong with it, as `POST /v1/claim-reviews/validate` tells it;
    /// pointers are into the document in which it came. What is wrong with the whole of that is
    /// told of the first that is read of it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub faults: Vec<Fault>,
}

/// What became of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LineStatus {
    /// The claim is new.
    Created,
    /// The claim, or what belongs to it, was changed.
    Updated,
    /// Everything was as the line says, or what it says was told before it in the same import.
    Unchanged,
    /// Nothing was changed.
    Failed,
}
