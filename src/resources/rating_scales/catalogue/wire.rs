//! The catalogue of rating scales as the API speaks of it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa::openapi::schema::{Object, ObjectBuilder, Type};
use validator::{Validate, ValidationError};

use crate::http::rules;
use crate::language::LanguageTag;
use crate::vocabulary::Normalized;

/// A rating scale of the world, as the built-in catalogue has it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CatalogueScale {
    /// Its name in the catalogue, which stays.
    #[schema(examples("tempo"))]
    pub slug: &'static str,
    /// The fact-checker.
    #[schema(examples("Tempo Cek Fakta"))]
    pub name: &'static str,
    /// The hosts of its sites; none for labels that many print.
    #[schema(examples("tempo.co"))]
    pub sites: Vec<&'static str>,
    /// The languages of the labels.
    pub languages: Vec<LanguageTag>,
    /// The number of the worst rating.
    #[schema(minimum = 1, examples(1))]
    pub worst: i32,
    /// The number of the best rating.
    #[schema(examples(5))]
    pub best: i32,
    /// That of the whole catalogue, raised by every change of it.
    #[schema(minimum = 1)]
    pub version: i32,
    /// Its labels, best first.
    pub ratings: Vec<CatalogueRating>,
}

/// A label of a scale of the catalogue.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "label": "Sebagian Benar", "language": "id", "value": 3, "normalized": "mixed",
    "origin": "factcheck", "disagreements": [{
        "origin": "meedan-fetch", "site": "tempo_cekfakta", "says": "score 0.75",
        "normalized": ["mostly_true"]
    }]
}))]
pub struct CatalogueRating {
    /// The label as it is printed.
    pub label: &'static str,
    pub language: LanguageTag,
    /// Its number on the scale; null where it has none.
    #[schema(required)]
    pub value: Option<i32>,
    pub normalized: Normalized,
    pub origin: MappingOrigin,
    /// What public mappings say of it that leaves out `normalized`.
    pub disagreements: Vec<Disagreement>,
}

/// Whose mapping it is: `factcheck`, our own, where no public one has the label or has it right;
/// `x-fact` (github.com/utahnlp/x-fact); `meedan-fetch` (github.com/meedan/fetch).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, ToSchema)]
pub enum MappingOrigin {
    #[serde(rename = "factcheck")]
    Factcheck,
    #[serde(rename = "x-fact")]
    XFact,
    #[serde(rename = "meedan-fetch")]
    MeedanFetch,
}

/// A public mapping that has it otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Disagreement {
    pub origin: MappingOrigin,
    /// The site of which it says so, by the name that it has for it.
    pub site: &'static str,
    /// Its word for the label, or its score.
    pub says: &'static str,
    /// All that this can mean.
    pub normalized: Vec<Normalized>,
}

/// A scale of the catalogue to adopt.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"catalogue": "tempo"}))]
pub struct Adoption {
    /// Its slug.
    #[schema(schema_with = slugs)]
    #[validate(custom(function = "is_listed"))]
    pub catalogue: String,
    /// Unique within the organization; that of the catalogue when it is left out.
    #[schema(min_length = 1, max_length = 200)]
    #[validate(length(min = 1, max = 200), custom(function = "rules::line"))]
    pub name: Option<String>,
}

fn slugs() -> Object {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .description(Some("Its slug."))
        .enum_values(Some(super::scales().iter().map(|scale| scale.slug)))
        .build()
}

fn is_listed(slug: &str) -> Result<(), ValidationError> {
    if super::find(slug).is_some() {
        return Ok(());
    }
    let known = super::scales().iter().map(|scale| scale.slug);
    let message = match rules::nearest(slug, known) {
        Some(nearest) => format!("the catalogue has no such scale; the nearest is {nearest}"),
        None => "the catalogue has no such scale".to_owned(),
    };
    Err(ValidationError::new("unknown_value").with_message(message.into()))
}
