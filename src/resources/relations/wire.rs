//! Relations as the API speaks of them.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use crate::http::{Resource, rules};
use crate::journal::{About, Recorded};
use crate::resources::claims::wire::ClaimSummary;
use crate::resources::organizations::wire::OrganizationSummary;
use crate::vocabulary::{RelationKind, Subject};

/// How one claim stands to another. It reads as a sentence, from the claim that was asked for to
/// the other: `from_claim_id` `contradicts` `to_claim_id`, and from the other end the same
/// relation (with the same id) is `contradicted_by`.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct Relation {
    pub id: Uuid,
    /// The claim that was asked for.
    pub from_claim_id: Uuid,
    pub kind: DirectedKind,
    /// The other claim.
    pub to_claim_id: Uuid,
    /// The other claim, in brief.
    pub claim: ClaimSummary,
    /// Why.
    #[schema(required, examples("It calls the reports fake."))]
    pub note: Option<String>,
    pub created_by: OrganizationSummary,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    #[schema(minimum = 1)]
    pub version: i64,
}

impl Resource for Relation {
    const PATH: &'static str = "/v1/relations";

    fn id(&self) -> Uuid {
        self.id
    }

    fn version(&self) -> Option<i64> {
        Some(self.version)
    }
}

impl Recorded for Relation {
    const SUBJECT: Subject = Subject::Relation;

    fn about(&self) -> About {
        About {
            id: self.id,
            version: self.version,
            claim: Some(self.from_claim_id),
            other_claim: Some(self.to_claim_id),
            ..About::default()
        }
    }
}

/// How one claim stands to another, seen from either.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(example = "contradicted_by")]
pub enum DirectedKind {
    Repeats,
    RepeatedBy,
    Contradicts,
    ContradictedBy,
    Supports,
    SupportedBy,
    Narrows,
    NarrowedBy,
    Broadens,
    BroadenedBy,
    Updates,
    UpdatedBy,
}

impl DirectedKind {
    /// The kind, and whether it is seen from the claim that the relation is to.
    pub const fn undirected(self) -> (RelationKind, bool) {
        match self {
            Self::Repeats => (RelationKind::Repeats, false),
            Self::RepeatedBy => (RelationKind::Repeats, true),
            Self::Contradicts => (RelationKind::Contradicts, false),
            Self::ContradictedBy => (RelationKind::Contradicts, true),
            Self::Supports => (RelationKind::Supports, false),
            Self::SupportedBy => (RelationKind::Supports, true),
            Self::Narrows => (RelationKind::Narrows, false),
            Self::NarrowedBy => (RelationKind::Narrows, true),
            Self::Broadens => (RelationKind::Broadens, false),
            Self::BroadenedBy => (RelationKind::Broadens, true),
            Self::Updates => (RelationKind::Updates, false),
            Self::UpdatedBy => (RelationKind::Updates, true),
        }
    }

    /// A kind, as it is seen from the claim that the relation is from, or is to.
    pub const fn directed(kind: RelationKind, is_reverse: bool) -> Self {
        match (kind, is_reverse) {
            (RelationKind::Repeats, false) => Self::Repeats,
            (RelationKind::Repeats, true) => Self::RepeatedBy,
            (RelationKind::Contradicts, false) => Self::Contradicts,
            (RelationKind::Contradicts, true) => Self::ContradictedBy,
            (RelationKind::Supports, false) => Self::Supports,
            (RelationKind::Supports, true) => Self::SupportedBy,
            (RelationKind::Narrows, false) => Self::Narrows,
            (RelationKind::Narrows, true) => Self::NarrowedBy,
            (RelationKind::Broadens, false) => Self::Broadens,
            (RelationKind::Broadens, true) => Self::BroadenedBy,
            (RelationKind::Updates, false) => Self::Updates,
            (RelationKind::Updates, true) => Self::UpdatedBy,
        }
    }
}

/// A relation to add, from the claim of the path.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "to_claim_id": "0192d3a1-7b5e-7c3d-9f21-4a5b6c7d8e9f", "kind": "contradicts",
    "note": "It calls the reports fake."
}))]
pub struct NewRelation {
    /// The claim to which it stands so.
    pub to_claim_id: Uuid,
    pub kind: RelationKind,
    /// Why.
    #[schema(min_length = 1, max_length = 5000)]
    #[validate(length(min = 1, max = 5000), custom(function = "rules::not_blank"))]
    pub note: Option<String>,
}

/// Which relations of a claim to list.
#[derive(Debug, Default, Deserialize, IntoParams, Validate)]
#[into_params(parameter_in = Query)]
pub struct RelationFilter {
    /// Of this kind, seen from the claim; repeat it for any of several.
    #[param(nullable = false, value_type = Option<Vec<DirectedKind>>, max_items = 12)]
    #[serde(default)]
    #[validate(length(max = 12))]
    pub kind: Vec<DirectedKind>,
}
