//! Verdicts as the API speaks of them.

mod change;
mod query;

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::openapi::schema::{ArrayBuilder, Schema};
use utoipa::openapi::{Ref, RefOr};
use utoipa::{PartialSchema, ToSchema};
use uuid::Uuid;
use validator::{Validate, ValidationError, ValidationErrors, ValidationErrorsKind};

use crate::http::{MergePatch, Resource, rules};
use crate::journal::{About, Recorded};
use crate::language::LanguageTag;
use crate::lengths;
use crate::resources::rating_scales::wire::RatingSummary;
use crate::resources::sources::wire::SourceSummary;
use crate::vocabulary::{Stance, Subject, VerdictStatus};

pub use change::{Correction, CorrectionPatch, Retraction};
pub use query::{VerdictFilter, VerdictSort, VerdictView};

/// The organization whose verdict it is.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Publisher {
    pub id: Uuid,
    #[schema(examples("Meja Periksa"))]
    pub name: String,
    #[schema(examples("meja-periksa"))]
    pub slug: String,
    /// The host of its site.
    #[schema(examples("meja-periksa.example"))]
    pub site: String,
}

/// A verdict, as a claim shows it.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct VerdictSummary {
    pub id: Uuid,
    pub organization: Publisher,
    #[schema(required)]
    pub rating: Option<RatingSummary>,
    #[schema(required, examples("Benar: tentara Korea Utara berada di Kursk"))]
    pub title: Option<String>,
    /// The review on the organization's site.
    #[schema(required, examples("https://meja-periksa.example/kursk"))]
    pub url: Option<String>,
    pub language: LanguageTag,
    #[schema(required, examples("2024-10-28T12:00:00Z"))]
    pub reviewed_at: Option<DateTime<Utc>>,
    pub status: VerdictStatus,
}

/// One organization's rated review of one claim (schema.org `ClaimReview`). What a draft has not
/// yet is null.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Verdict {
    pub id: Uuid,
    pub claim_id: Uuid,
    pub organization: Publisher,
    #[schema(required)]
    pub rating: Option<RatingSummary>,
    #[schema(required, examples("Benar: tentara Korea Utara berada di Kursk"))]
    pub title: Option<String>,
    /// The verdict in brief.
    #[schema(required)]
    pub summary: Option<String>,
    /// The reasoning.
    #[schema(required)]
    pub explanation: Option<String>,
    /// The review on the organization's site.
    #[schema(required, examples("https://meja-periksa.example/kursk"))]
    pub url: Option<String>,
    pub language: LanguageTag,
    /// When the claim was reviewed.
    #[schema(required, examples("2024-10-28T12:00:00Z"))]
    pub reviewed_at: Option<DateTime<Utc>>,
    pub status: VerdictStatus,
    /// What the last correction changed, and why.
    #[schema(required)]
    pub correction_note: Option<String>,
    /// Why it was retracted.
    #[schema(required)]
    pub retraction_reason: Option<String>,
    /// What it rests on, in order.
    pub evidence: Vec<Evidence>,
    /// When it was first published.
    #[schema(required, examples("2024-10-28T12:30:00Z"))]
    pub published_at: Option<DateTime<Utc>>,
    /// When it was last corrected.
    #[serde(default)]
    #[schema(required)]
    pub corrected_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    /// Raised by every change, also of its evidence; the first part of the ETag.
    #[schema(minimum = 1)]
    pub version: i64,
}

impl Resource for Verdict {
    const PATH: &'static str = "/v1/verdicts";

    fn id(&self) -> Uuid {
        self.id
    }

    fn version(&self) -> Option<i64> {
        Some(self.version)
    }
}

impl Recorded for Verdict {
    const SUBJECT: Subject = Subject::Verdict;

    fn about(&self) -> About {
        About {
            id: self.id,
            version: self.version,
            claim: Some(self.claim_id),
            private_to: (self.status == VerdictStatus::Draft).then_some(self.organization.id),
            ..About::default()
        }
    }
}

/// A source that a verdict cites, and what it does to the claim.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Evidence {
    pub source: SourceSummary,
    pub stance: Stance,
    /// The words cited.
    #[schema(required)]
    pub quote: Option<String>,
    /// What to see in it.
    #[schema(required)]
    pub note: Option<String>,
}

/// A draft to add; it may be incomplete.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "claim_id": "0192d3a1-7b5e-7c3d-9f21-4a5b6c7d8e9f",
    "rating_id": "0192d3a1-7b5e-7c3d-9f21-4a5b6c7d8ea0",
    "title": "Belum terbukti: tentara Korea Utara di Kursk", "language": "id",
    "reviewed_at": "2024-10-20T09:00:00Z"
}))]
pub struct NewVerdict {
    pub claim_id: Uuid,
    /// A rating of a scale of one's own organization.
    pub rating_id: Option<Uuid>,
    #[schema(min_length = 1, max_length = 300)]
    #[validate(length(min = 1, max = lengths::TITLE), custom(function = "rules::line"))]
    pub title: Option<String>,
    /// The verdict in brief.
    #[schema(min_length = 1, max_length = 2000)]
    #[validate(length(min = 1, max = lengths::SUMMARY), custom(function = "rules::not_blank"))]
    pub summary: Option<String>,
    /// The reasoning.
    #[schema(min_length = 1, max_length = 50000)]
    #[validate(length(min = 1, max = lengths::EXPLANATION), custom(function = "rules::not_blank"))]
    pub explanation: Option<String>,
    /// The review on the organization's site.
    #[schema(
        max_length = 2048,
        format = "uri",
        examples("https://meja-periksa.example/kursk")
    )]
    #[validate(length(max = lengths::URL), custom(function = "rules::http_url"))]
    pub url: Option<String>,
    pub language: LanguageTag,
    /// When the claim was reviewed.
    #[validate(custom(function = "rules::calendar_time"))]
    pub reviewed_at: Option<DateTime<Utc>>,
}

/// A change of a draft.
pub type VerdictPatch = MergePatch<NewVerdict>;

/// A source to cite.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "source_id": "0192d3a1-7b5e-7c3d-9f21-4a5b6c7d8ea1", "stance": "supports",
    "note": "The first official confirmation."
}))]
pub struct NewEvidence {
    pub source_id: Uuid,
    pub stance: Stance,
    /// The words cited.
    #[schema(min_length = 1, max_length = 5000)]
    #[validate(length(min = 1, max = 5000), custom(function = "rules::not_blank"))]
    pub quote: Option<String>,
    /// What to see in it.
    #[schema(min_length = 1, max_length = 5000)]
    #[validate(length(min = 1, max = 5000), custom(function = "rules::not_blank"))]
    pub note: Option<String>,
}

/// The most pieces of evidence that a verdict has.
const MAX_EVIDENCE: usize = 100;

/// All of a verdict's evidence, in order.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(transparent)]
pub struct EvidenceList(pub Vec<NewEvidence>);

impl PartialSchema for EvidenceList {
    fn schema() -> RefOr<Schema> {
        ArrayBuilder::new()
            .items(Ref::from_schema_name(NewEvidence::name()))
            .max_items(Some(MAX_EVIDENCE))
            .description(Some("All of a verdict's evidence, in order."))
            .into()
    }
}

impl ToSchema for EvidenceList {
    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        schemas.push((NewEvidence::name().into_owned(), NewEvidence::schema()));
        NewEvidence::schemas(schemas);
    }
}

impl Validate for EvidenceList {
    fn validate(&self) -> Result<(), ValidationErrors> {
        let mut errors = ValidationErrors::new();
        if self.0.len() > MAX_EVIDENCE {
            let error = ValidationError::new("length")
                .with_message("a verdict has at most 100 pieces of evidence".into());
            errors.add("__all__", error);
            return Err(errors);
        }
        let broken: BTreeMap<_, _> = self
            .0
            .iter()
            .enumerate()
            .filter_map(|(index, evidence)| Some((index, Box::new(evidence.validate().err()?))))
            .collect();
        if broken.is_empty() {
            return Ok(());
        }
        errors
            .errors_mut()
            .insert("__all__".into(), ValidationErrorsKind::List(broken));
        Err(errors)
    }
}
