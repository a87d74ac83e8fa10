//! The lines of an export: what reads give, with everything that another instance needs to have
//! the same. An import takes them.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use crate::http::rules;
use crate::language::LanguageTag;
use crate::resources::claimants::wire::Claimant;
use crate::resources::claims::wire::{Claim, Quantity, Translation};
use crate::resources::organizations::wire::OrganizationSummary;
use crate::resources::relations::wire::Relation;
use crate::resources::sources::wire::SourceSummary;
use crate::resources::statements::wire::{ClaimantPosition, Statement};
use crate::resources::verdicts::wire::Verdict;
use crate::vocabulary::{ClaimKind, ClaimantKind, DatePrecision, Position};

/// What to export.
#[derive(Debug, Default, Deserialize, IntoParams, Validate)]
#[into_params(parameter_in = Query)]
pub struct ExportFilter {
    /// Changed at or after this time. What changes while an export runs is in the next one when
    /// that asks since some moments before this one began.
    #[param(nullable = false)]
    #[validate(custom(function = "rules::calendar_time"))]
    pub updated_since: Option<DateTime<Utc>>,
}

/// A claim with everything that belongs to it.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClaimRecord {
    pub id: Uuid,
    /// Its id in the system of the organization that added it, for which alone it is there.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub external_id: Option<String>,
    #[schema(examples("Pasukan itu berlatih di lima pangkalan militer di Rusia."))]
    pub text: String,
    pub language: LanguageTag,
    pub kind: ClaimKind,
    #[schema(required, examples("2024-10-01"))]
    pub claim_date: Option<NaiveDate>,
    #[schema(required)]
    pub date_precision: Option<DatePrecision>,
    #[schema(required, examples("Kursk"))]
    pub location: Option<String>,
    #[schema(examples("ukraine-war"))]
    pub tags: Vec<String>,
    pub quantities: Vec<Quantity>,
    pub translations: Vec<Translation>,
    /// The latest position of each known claimant; an import takes `statements` instead where
    /// both are there.
    pub claimants: Vec<ClaimantPosition>,
    /// Everything that was said of it, latest first.
    pub statements: Vec<StatementRecord>,
    /// Every verdict that is or was public, whole, and the drafts of one's own organization.
    pub verdicts: Vec<Verdict>,
    /// How it stands to claims that come before it in the order of the export: each relation is on
    /// the line of one of its two claims, so that an import knows the other by then.
    pub relations: Vec<Relation>,
    pub created_by: OrganizationSummary,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    #[schema(minimum = 1)]
    pub version: i64,
}

impl ClaimRecord {
    /// Out of its parts.
    pub fn new(
        claim: Claim,
        external_id: Option<String>,
        statements: Vec<StatementRecord>,
        verdicts: Vec<Verdict>,
        relations: Vec<Relation>,
    ) -> Self {
        Self {
            id: claim.id,
            external_id,
            text: claim.text,
            language: claim.language,
            kind: claim.kind,
            claim_date: claim.claim_date,
            date_precision: claim.date_precision,
            location: claim.location,
            tags: claim.tags,
            quantities: claim.quantities,
            translations: claim.translations,
            claimants: claim.claimants,
            statements,
            verdicts,
            relations,
            created_by: claim.created_by,
            created_at: claim.created_at,
            updated_at: claim.updated_at,
            version: claim.version,
        }
    }
}

/// A statement, with all that there is to know of who made it.
#[derive(Debug, Serialize, ToSchema)]
pub struct StatementRecord {
    pub id: Uuid,
    #[schema(required)]
    pub claimant: Option<ClaimantRecord>,
    #[schema(required)]
    pub via_claimant: Option<ClaimantRecord>,
    pub position: Position,
    #[schema(required, examples("2024-10-28"))]
    pub said_on: Option<NaiveDate>,
    #[schema(required)]
    pub date_precision: Option<DatePrecision>,
    #[schema(required)]
    pub quote: Option<String>,
    #[schema(required)]
    pub language: Option<LanguageTag>,
    #[schema(required)]
    pub source: Option<SourceSummary>,
    pub created_by: OrganizationSummary,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    #[schema(minimum = 1)]
    pub version: i64,
}

impl StatementRecord {
    /// Of a statement and those who made and reported it.
    pub fn new(
        statement: Statement,
        claimant: Option<ClaimantRecord>,
        via_claimant: Option<ClaimantRecord>,
    ) -> Self {
        Self {
            id: statement.id,
            claimant,
            via_claimant,
            position: statement.position,
            said_on: statement.said_on,
            date_precision: statement.date_precision,
            quote: statement.quote,
            language: statement.language,
            source: statement.source,
            created_by: statement.created_by,
            created_at: statement.created_at,
            updated_at: statement.updated_at,
            version: statement.version,
        }
    }
}

/// A claimant, as far as an import makes it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ClaimantRecord {
    pub id: Uuid,
    pub kind: ClaimantKind,
    #[schema(examples("Mark Rutte"))]
    pub name: String,
    #[schema(required, examples("NATO Secretary General"))]
    pub job_title: Option<String>,
    #[schema(required, examples("NL"))]
    pub country: Option<String>,
    #[schema(required)]
    pub url: Option<String>,
    pub same_as: Vec<String>,
    /// What else it is called.
    pub alternate_names: Vec<String>,
}

impl From<Claimant> for ClaimantRecord {
    fn from(claimant: Claimant) -> Self {
        Self {
            id: claimant.id,
            kind: claimant.kind,
            name: claimant.name,
            job_title: claimant.job_title,
            country: claimant.country,
            url: claimant.url,
            same_as: claimant.same_as,
            alternate_names: claimant.alternate_names,
        }
    }
}
