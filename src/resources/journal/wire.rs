//! Entries of the journal as the API speaks of them.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use crate::resources::organizations::wire::OrganizationSummary;
use crate::vocabulary::{Action, Subject};

/// One change of one resource.
#[derive(Debug, Serialize, ToSchema)]
pub struct JournalEntry {
    pub id: Uuid,
    /// When it was changed.
    pub at: DateTime<Utc>,
    pub action: Action,
    /// Who did it; null for the operator of the instance.
    #[schema(required)]
    pub organization: Option<OrganizationSummary>,
    /// With which key; shown to the key's own organization alone, and null on the command line.
    #[schema(required)]
    pub api_key: Option<KeySummary>,
    pub subject_type: Subject,
    pub subject_id: Uuid,
    /// The version of the resource after the change.
    #[schema(minimum = 1)]
    pub version: i64,
    /// The whole representation after the change, as a read of it gave it; null once it was
    /// deleted.
    #[schema(required, value_type = Option<Object>)]
    pub snapshot: Option<Box<RawValue>>,
    /// Why: the note of a correction, the reason of a retraction, what a claimant was merged into.
    #[schema(
        required,
        examples("NATO confirmed the deployment on 28 October 2024.")
    )]
    pub note: Option<String>,
}

/// An API key, in brief.
#[derive(Debug, Serialize, ToSchema)]
pub struct KeySummary {
    pub id: Uuid,
    #[schema(examples("Newsroom CMS"))]
    pub name: String,
    /// The public part of the key.
    #[schema(examples("aYb3c0fKz_Q1"))]
    pub prefix: String,
}

/// In which order a history comes.
#[derive(Debug, Default, Deserialize, IntoParams, Validate)]
#[into_params(parameter_in = Query)]
pub struct HistoryFilter {
    /// Latest change first when left out.
    #[param(nullable = false, inline)]
    pub sort: Option<HistorySort>,
}

/// The order of a history.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, ToSchema)]
pub enum HistorySort {
    /// Latest change first.
    #[default]
    #[serde(rename = "-at")]
    LatestFirst,
    /// Earliest change first.
    #[serde(rename = "at")]
    EarliestFirst,
}

/// Which entries of an organization's journal to list.
#[derive(Debug, Default, Deserialize, IntoParams, Validate)]
#[into_params(parameter_in = Query)]
pub struct JournalFilter {
    /// Recorded after this entry of the organization: the id of the last one that was read.
    #[param(nullable = false)]
    pub after: Option<Uuid>,
    /// Of this action; repeat it for any of several.
    #[param(nullable = false, value_type = Option<Vec<Action>>, max_items = 30)]
    #[serde(default)]
    #[validate(length(max = 30))]
    pub action: Vec<Action>,
}
