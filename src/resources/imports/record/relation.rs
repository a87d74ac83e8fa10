//! How the claim of a line stands to others.

use serde_json::json;
use uuid::Uuid;

use super::READ_ONLY;
use super::part::Part;
use crate::error::Result;
use crate::resources::relations::wire::{DirectedKind, NewRelation};

/// How the claim stands to another.
pub struct RelationRecord {
    pub id: Option<Uuid>,
    pub other: Other,
    /// As the claim that the relation is from would be sent it, but for the other.
    pub new: NewRelation,
    /// It is the other claim that the relation is from.
    pub is_reverse: bool,
    pub at: String,
}

/// Another claim, that is there already.
pub enum Other {
    Id(Uuid),
    ExternalId(String),
}

impl Other {
    /// What it is called.
    pub fn name(&self) -> String {
        match self {
            Self::Id(id) => id.to_string(),
            Self::ExternalId(own) => own.clone(),
        }
    }
}

pub(super) fn relation(part: &Part<'_>) -> Result<RelationRecord> {
    let ends = &[
        "id",
        "from_claim_id",
        "to_claim_id",
        "to_external_id",
        "claim",
    ];
    part.knows(&[&["kind", "note"], ends, READ_ONLY])?;
    let kind: DirectedKind = part.required("kind")?;
    let (kind, is_reverse) = kind.undirected();
    // The other may be named by the organization's own id.
    let other = [("to_claim_id", json!(Uuid::nil())), ("kind", json!(kind))];
    Ok(RelationRecord {
        id: part.value("id")?,
        new: part.take(&["note"], &other)?,
        other: match part.value("to_external_id")? {
            Some(external_id) => Other::ExternalId(external_id),
            None => Other::Id(part.required("to_claim_id")?),
        },
        is_reverse,
        at: part.at().to_owned(),
    })
}
