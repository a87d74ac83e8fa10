//! Relations as they were at a time.

use std::cmp::Reverse;

use uuid::Uuid;

use super::wire::{DirectedKind, Relation};
use crate::error::Result;
use crate::http::Languages;
use crate::journal::Past;
use crate::resources::claims::wire::ClaimWording;

/// How a claim stood to others, latest first.
pub async fn of_claim(past: Past<'_>, claim: Uuid, languages: &Languages) -> Result<Vec<Relation>> {
    let mut relations: Vec<Relation> = past.about_claim(claim).await?;
    relations.sort_by_key(|relation| Reverse((relation.created_at, relation.id)));
    for relation in &mut relations {
        if relation.from_claim_id != claim {
            reverse(relation);
        }
    }
    let embedded = relations
        .iter()
        .flat_map(|it| [it.to_claim_id, it.created_by.id]);
    let known = past.known(embedded).await?;
    for relation in &mut relations {
        known.restore(relation.created_by.id, &mut relation.created_by)?;
        if let Some(wording) = known.get::<ClaimWording>(relation.to_claim_id)? {
            relation.claim = wording.summary(languages);
        }
    }
    Ok(relations)
}

/// As the claim at the other end sees it, but for the summary of the claim that is then the other.
fn reverse(relation: &mut Relation) {
    let (kind, is_reverse) = relation.kind.undirected();
    relation.kind = DirectedKind::directed(kind, !is_reverse);
    std::mem::swap(&mut relation.from_claim_id, &mut relation.to_claim_id);
}
