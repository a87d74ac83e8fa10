//! What verdicts say together.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::resources::rating_scales::wire::RatingSummary;
use crate::resources::verdicts::wire::VerdictSummary;
use crate::vocabulary::Normalized;

/// What the verdicts that stand (published and corrected) say together.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
pub struct Assessment {
    /// How many verdicts there are of each normalized rating; those of which there is none are
    /// left out.
    #[schema(value_type = BTreeMap<String, u32>, example = json!({"true": 2, "unproven": 1}))]
    pub ratings: BTreeMap<Normalized, u32>,
    /// That of the verdict with the latest review.
    #[schema(required)]
    pub newest_rating: Option<RatingSummary>,
    /// Whether organizations disagree: the newest verdicts of two of them are normalized to
    /// different values (`mostly_false` and `misleading`, which have one number, count as one).
    pub contested: bool,
    /// The earliest review.
    #[schema(required, examples("2024-10-20T09:00:00Z"))]
    pub first_reviewed_at: Option<DateTime<Utc>>,
    /// The latest review.
    #[schema(required, examples("2024-10-28T12:00:00Z"))]
    pub last_reviewed_at: Option<DateTime<Utc>>,
}

impl Assessment {
    /// Of verdicts, latest review first.
    pub fn of(verdicts: &[VerdictSummary]) -> Self {
        let normalized = |verdict: &VerdictSummary| Some(verdict.rating.as_ref()?.normalized);
        let mut ratings = BTreeMap::new();
        for rating in verdicts.iter().filter_map(normalized) {
            *ratings.entry(rating).or_default() += 1;
        }
        let mut newest: BTreeMap<Uuid, Normalized> = BTreeMap::new();
        for verdict in verdicts {
            if let Some(rating) = normalized(verdict) {
                newest.entry(verdict.organization.id).or_insert(rating);
            }
        }
        let mut newest = newest.into_values();
        let first = newest.next();
        Self {
            ratings,
            newest_rating: verdicts.first().and_then(|verdict| verdict.rating.clone()),
            contested: first.is_some_and(|first| newest.any(|other| !first.agrees_with(other))),
            first_reviewed_at: verdicts.last().and_then(|verdict| verdict.reviewed_at),
            last_reviewed_at: verdicts.first().and_then(|verdict| verdict.reviewed_at),
        }
    }
}
