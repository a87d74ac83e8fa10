//! What an import is asked and what it answers.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use crate::http::problem::ProblemDetails;

/// How to import.
#[derive(Debug, Default, Deserialize, IntoParams, Validate)]
#[into_params(parameter_in = Query)]
pub struct ImportQuery {
    /// Only tell what would happen, each batch of lines by itself, and keep nothing of it.
    #[param(nullable = false)]
    #[serde(default)]
    pub dry_run: bool,
}

/// What became of one line.
#[derive(Debug, Serialize, ToSchema)]
pub struct LineResult {
    /// Its number, from 1; blank lines count.
    #[schema(minimum = 1, examples(3))]
    pub line: u64,
    pub status: LineStatus,
    /// The claim; absent where the line failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub id: Option<Uuid>,
    /// Why it failed; its pointers lead into the line.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub problem: Option<ProblemDetails>,
}

/// What became of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LineStatus {
    /// The claim is new.
    Created,
    /// The claim, or what belongs to it, was changed.
    Updated,
    /// Everything was as the line says.
    Unchanged,
    /// Nothing was changed.
    Failed,
}
