//! Timelines as the API speaks of them.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::{Validate, ValidationError};

use crate::http::rules;
use crate::resources::rating_scales::wire::RatingSummary;
use crate::resources::relations::wire::Relation;
use crate::resources::statements::wire::Statement;
use crate::resources::verdicts::wire::VerdictSummary;

/// Something dated about a claim, whole enough to be shown. Which of the members there are, `type`
/// says.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "0192d3a1-7b5e-7c3d-9f21-4a5b6c7d8e9f", "at": "2024-10-28T00:00:00Z", "precision": "day",
    "type": "statement",
    "statement": {
        "id": "0192d3a1-7b5e-7c3d-9f21-4a5b6c7d8e9f",
        "claim_id": "0192d3a1-7b5e-7c3d-9f21-4a5b6c7d8e9e",
        "claimant": {
            "id": "0192d3a1-7b5e-7c3d-9f21-4a5b6c7d8e9d", "name": "Mark Rutte", "kind": "person"
        },
        "via_claimant": null, "position": "confirms", "said_on": "2024-10-28",
        "date_precision": "day", "quote": "A significant escalation.", "language": "en",
        "source": null,
        "created_by": {
            "id": "0192d3a1-7b5e-7c3d-9f21-4a5b6c7d8e9c", "name": "Meja Periksa",
            "slug": "meja-periksa"
        },
        "created_at": "2024-10-28T12:00:00Z", "updated_at": "2024-10-28T12:00:00Z", "version": 1
    }
}))]
pub struct TimelineEntry {
    /// Of the statement, the relation, the entry of the verdict's history, or the claim.
    pub id: Uuid,
    /// When it was; of a day, month or year the first moment, in UTC.
    #[schema(examples("2024-10-28T00:00:00Z"))]
    pub at: DateTime<Utc>,
    pub precision: Precision,
    #[serde(rename = "type")]
    pub kind: EventType,
    /// Where the claim appeared first, of a `first_appearance`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, examples("Kursk"))]
    pub location: Option<String>,
    /// What was said, of a `statement`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub statement: Option<Statement>,
    /// How the claim stands to another, of a `relation_added`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub relation: Option<Relation>,
    /// What became of a verdict, of a `verdict_…`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub revision: Option<Revision>,
}

impl TimelineEntry {
    /// Whether it has what its type promises.
    pub fn is_whole(&self) -> bool {
        match self.kind {
            EventType::FirstAppearance => true,
            EventType::Statement => self.statement.is_some(),
            EventType::RelationAdded => self.relation.is_some(),
            _ => self.revision.is_some(),
        }
    }
}

/// A change of a public verdict.
#[derive(Debug, Serialize, ToSchema)]
pub struct Revision {
    /// The verdict as it was left; of an import, as it came.
    pub verdict: VerdictSummary,
    /// The rating that it had before; null where it was not public before.
    #[schema(required)]
    pub rating_before: Option<RatingSummary>,
    /// The rating that it has since; null where it was retracted, or where an import brought a
    /// later version alone.
    #[schema(required)]
    pub rating_after: Option<RatingSummary>,
    /// Why: the note of a correction, the reason of a retraction.
    #[schema(
        required,
        examples("NATO confirmed the deployment on 28 October 2024.")
    )]
    pub note: Option<String>,
}

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(example = "statement")]
pub enum EventType {
    /// The claim was first made.
    FirstAppearance,
    /// Somebody took a position.
    Statement,
    /// The claim was related to another.
    RelationAdded,
    VerdictPublished,
    VerdictCorrected,
    VerdictRetracted,
}

impl EventType {
    /// Every type.
    pub const ALL: &'static [Self] = &[
        Self::FirstAppearance,
        Self::Statement,
        Self::RelationAdded,
        Self::VerdictPublished,
        Self::VerdictCorrected,
        Self::VerdictRetracted,
    ];

    /// The type as the API spells it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::FirstAppearance => "first_appearance",
            Self::Statement => "statement",
            Self::RelationAdded => "relation_added",
            Self::VerdictPublished => "verdict_published",
            Self::VerdictCorrected => "verdict_corrected",
            Self::VerdictRetracted => "verdict_retracted",
        }
    }
}

/// How much of a time is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(example = "day")]
pub enum Precision {
    Year,
    Month,
    Day,
    /// The very moment.
    Time,
}

/// Which entries of a timeline to list.
#[derive(Debug, Default, Deserialize, IntoParams, Validate)]
#[into_params(parameter_in = Query)]
#[validate(schema(function = "are_few"), schema(function = "is_span"))]
pub struct TimelineFilter {
    /// Of this type; repeat it for any of several.
    #[param(nullable = false, value_type = Option<Vec<EventType>>, max_items = 6)]
    #[serde(default, rename = "type")]
    pub kind: Vec<EventType>,
    /// On this day (UTC) or later; a month or year counts as its first day.
    #[param(nullable = false)]
    #[validate(custom(function = "rules::calendar_date"))]
    pub from: Option<NaiveDate>,
    /// On this day (UTC) or earlier.
    #[param(nullable = false)]
    #[validate(custom(function = "rules::calendar_date"))]
    pub to: Option<NaiveDate>,
    /// Earliest first when left out.
    #[param(nullable = false, inline)]
    pub sort: Option<TimelineSort>,
}

/// A rule of the field itself would name it as the code does, not as the query.
fn are_few(filter: &TimelineFilter) -> Result<(), ValidationError> {
    match filter.kind.len() > EventType::ALL.len() {
        true => Err(rules::about(
            "type",
            "length",
            "a length of at most 6 is expected",
        )),
        false => Ok(()),
    }
}

fn is_span(filter: &TimelineFilter) -> Result<(), ValidationError> {
    match (filter.from, filter.to) {
        (Some(from), Some(to)) if from > to => {
            Err(rules::about("to", "range", "it must not be before from"))
        }
        _ => Ok(()),
    }
}

/// The order of a timeline; a year comes before its first month, a month before its first day, and
/// a day before its hours.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, ToSchema)]
pub enum TimelineSort {
    /// Earliest first.
    #[default]
    #[serde(rename = "at")]
    EarliestFirst,
    /// Latest first.
    #[serde(rename = "-at")]
    LatestFirst,
}
