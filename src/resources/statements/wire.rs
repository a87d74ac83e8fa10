//! Statements as the API speaks of them.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::{Validate, ValidationError};

use crate::http::{MergePatch, Resource, rules};
use crate::journal::{About, Recorded};
use crate::language::LanguageTag;
use crate::resources::claimants::wire::ClaimantSummary;
use crate::resources::claims::wire::ClaimSummary;
use crate::resources::organizations::wire::OrganizationSummary;
use crate::resources::sources::wire::SourceSummary;
use crate::vocabulary::{ClaimantKind, DatePrecision, Position, Subject};

/// What one claimant said of one claim on one day.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct Statement {
    pub id: Uuid,
    pub claim_id: Uuid,
    /// Who said it; null where that is unknown.
    #[schema(required)]
    pub claimant: Option<ClaimantSummary>,
    /// Who reported that it was said.
    #[schema(required)]
    pub via_claimant: Option<ClaimantSummary>,
    pub position: Position,
    /// When it was said; how much of it is known, `date_precision` says.
    #[schema(required, examples("2024-10-28"))]
    pub said_on: Option<NaiveDate>,
    #[schema(required)]
    pub date_precision: Option<DatePrecision>,
    /// The words.
    #[schema(required)]
    pub quote: Option<String>,
    /// The language of the quote.
    #[schema(required)]
    pub language: Option<LanguageTag>,
    /// Where it was said.
    #[schema(required)]
    pub source: Option<SourceSummary>,
    pub created_by: OrganizationSummary,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    #[schema(minimum = 1)]
    pub version: i64,
}

impl Resource for Statement {
    const PATH: &'static str = "/v1/statements";

    fn id(&self) -> Uuid {
        self.id
    }

    fn version(&self) -> Option<i64> {
        Some(self.version)
    }
}

impl Recorded for Statement {
    const SUBJECT: Subject = Subject::Statement;

    fn about(&self) -> About {
        About {
            id: self.id,
            version: self.version,
            claim: Some(self.claim_id),
            ..About::default()
        }
    }
}

/// A claimant and the position that it took last.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct ClaimantPosition {
    pub id: Uuid,
    #[schema(examples("Mark Rutte"))]
    pub name: String,
    pub kind: ClaimantKind,
    pub position: Position,
    /// When it was taken; how much of it is known, `date_precision` says.
    #[schema(required, examples("2024-10-28"))]
    pub said_on: Option<NaiveDate>,
    #[schema(required)]
    pub date_precision: Option<DatePrecision>,
}

/// What a claimant said, with the claim that it is of.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClaimantStatement {
    #[serde(flatten)]
    pub statement: Statement,
    pub claim: ClaimSummary,
}

/// A statement to add.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[validate(schema(function = "is_dated"))]
#[schema(example = json!({
    "claimant_id": "0192d3a1-7b5e-7c3d-9f21-4a5b6c7d8e9f", "position": "confirms",
    "said_on": "2024-10-28", "quote": "A significant escalation.", "language": "en"
}))]
pub struct NewStatement {
    /// Who said it; left out where that is unknown.
    pub claimant_id: Option<Uuid>,
    /// Who reported that it was said.
    pub via_claimant_id: Option<Uuid>,
    pub position: Position,
    /// When it was said; how much of it is known, `date_precision` says.
    #[validate(custom(function = "rules::calendar_date"))]
    pub said_on: Option<NaiveDate>,
    /// How much of `said_on` is known; `day` when left out.
    pub date_precision: Option<DatePrecision>,
    /// The words.
    #[schema(min_length = 1, max_length = 5000)]
    #[validate(length(min = 1, max = 5000), custom(function = "rules::not_blank"))]
    pub quote: Option<String>,
    /// The language of the quote.
    pub language: Option<LanguageTag>,
    /// Where it was said.
    pub source_id: Option<Uuid>,
}

/// A change of a statement.
pub type StatementPatch = MergePatch<NewStatement>;

fn is_dated(statement: &NewStatement) -> Result<(), ValidationError> {
    if statement.date_precision.is_some() && statement.said_on.is_none() {
        return Err(rules::about(
            "date_precision",
            "not_allowed",
            "it needs a said_on",
        ));
    }
    Ok(())
}

/// Which statements of a claim to list.
#[derive(Debug, Default, Deserialize, IntoParams, Validate)]
#[into_params(parameter_in = Query)]
pub struct StatementFilter {
    /// Of this claimant.
    #[param(nullable = false)]
    pub claimant_id: Option<Uuid>,
    /// With this position.
    #[param(nullable = false)]
    pub position: Option<Position>,
    /// Latest said first when left out.
    #[param(nullable = false, inline)]
    pub sort: Option<StatementSort>,
}

/// Which statements of a claimant to list.
#[derive(Debug, Default, Deserialize, IntoParams, Validate)]
#[into_params(parameter_in = Query)]
pub struct ClaimantStatementFilter {
    /// With this position.
    #[param(nullable = false)]
    pub position: Option<Position>,
    /// Said on this day or later; a month or year counts as its first day.
    #[param(nullable = false)]
    #[validate(custom(function = "rules::calendar_date"))]
    pub said_from: Option<NaiveDate>,
    /// Said on this day or earlier.
    #[param(nullable = false)]
    #[validate(custom(function = "rules::calendar_date"))]
    pub said_to: Option<NaiveDate>,
    /// Latest said first when left out.
    #[param(nullable = false, inline)]
    pub sort: Option<StatementSort>,
}

/// The order of statements, of which a month or year counts as its first day; ids break ties, and
/// those without a date come last.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, ToSchema)]
pub enum StatementSort {
    /// Latest said first.
    #[default]
    #[serde(rename = "-said_on")]
    LatestFirst,
    /// Earliest said first.
    #[serde(rename = "said_on")]
    EarliestFirst,
}
