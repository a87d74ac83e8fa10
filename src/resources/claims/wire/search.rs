//! What a search adds to claims and to lists of them.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Claim, FacetName};
use crate::http::Paged;
use crate::language::LanguageTag;

/// A page of claims.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClaimPage {
    /// The claims, in order.
    pub data: Vec<Claim>,
    /// Continues the list as `cursor`; null on its last page.
    #[schema(required, examples("u3Lk2mC8cNNbeyJUaW1lIjoi"))]
    pub next_cursor: Option<String>,
    /// The number of claims in all pages, when `count=exact` asks for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, minimum = 0, examples(9))]
    pub total: Option<i64>,
    /// How many claims of all pages have which values, when `facets` asks for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub facets: Option<Facets>,
}

impl Paged for ClaimPage {
    fn next_cursor(&self) -> Option<&str> {
        self.next_cursor.as_deref()
    }
}

/// The most common values of what was asked for, at most 100 each, most common first.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct Facets {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub rating: Option<Vec<FacetCount>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub language: Option<Vec<FacetCount>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub organization: Option<Vec<FacetCount>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub tag: Option<Vec<FacetCount>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub claimant: Option<Vec<FacetCount>>,
}

impl Facets {
    /// The counts of a facet.
    pub fn of(&mut self, name: FacetName) -> &mut Option<Vec<FacetCount>> {
        match name {
            FacetName::Rating => &mut self.rating,
            FacetName::Language => &mut self.language,
            FacetName::Organization => &mut self.organization,
            FacetName::Tag => &mut self.tag,
            FacetName::Claimant => &mut self.claimant,
        }
    }
}

/// A value, and the claims that have it.
#[derive(Debug, Serialize, ToSchema)]
pub struct FacetCount {
    /// What the filter of that name takes: a rating, a language, a tag, the id of an organization
    /// or claimant.
    #[schema(examples("false"))]
    pub value: String,
    /// The name of an organization or claimant.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, examples("Meja Periksa (demo)"))]
    pub name: Option<String>,
    /// The claims.
    #[schema(minimum = 1, examples(3))]
    pub count: u64,
}

/// A text of a claim that has what was asked for.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Highlight {
    pub field: HighlightedField,
    /// The language of the text.
    pub language: LanguageTag,
    /// A piece of the text as HTML: everything in it is escaped, and what was found stands in
    /// `<mark>`.
    #[schema(examples(
        "<mark>Tentara</mark> <mark>Korea</mark> <mark>Utara</mark> telah dikirim ke Rusia"
    ))]
    pub snippet: String,
}

/// Which text it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum HighlightedField {
    /// The proposition as it was worded.
    Text,
    /// A translation.
    Translation,
    /// The title of a verdict.
    VerdictTitle,
}

/// A claim that says nearly the same.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct SimilarClaim {
    pub id: Uuid,
    /// The proposition.
    pub text: String,
    pub language: LanguageTag,
    /// How alike they are: 1 is the same but for spelling.
    #[schema(minimum = 0, maximum = 1, examples(0.97))]
    pub similarity: f64,
}
