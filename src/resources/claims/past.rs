//! Claims as they were at a time.

use uuid::Uuid;

use super::wire::{Claim, Included};
use crate::error::Result;
use crate::journal::Past;
use crate::resources::claimants::wire::ClaimantSummary;
use crate::resources::statements;

/// What a read of the claim gave.
pub(super) async fn one(past: Past<'_>, id: Uuid, include: &[Included]) -> Result<Claim> {
    let mut claim: Claim = past.one(id, None).await?;
    let reviewers = claim.verdicts.iter().map(|verdict| verdict.organization.id);
    let voices = claim.claimants.iter().map(|claimant| claimant.id);
    let embedded = reviewers.chain(voices).chain([claim.created_by.id]);
    let known = past.known(embedded).await?;
    known.restore(claim.created_by.id, &mut claim.created_by)?;
    for verdict in &mut claim.verdicts {
        known.restore(verdict.organization.id, &mut verdict.organization)?;
    }
    for claimant in &mut claim.claimants {
        let mut summary = ClaimantSummary {
            id: claimant.id,
            name: std::mem::take(&mut claimant.name),
            kind: claimant.kind,
        };
        known.restore(claimant.id, &mut summary)?;
        (claimant.name, claimant.kind) = (summary.name, summary.kind);
    }
    // In the order of a read: with its name a claimant may have changed its place.
    claim
        .claimants
        .sort_by(|a, b| (b.said_on, &a.name, a.id).cmp(&(a.said_on, &b.name, b.id)));
    if include.contains(&Included::Statements) {
        claim.statements = Some(statements::past::of_claim(past, id).await?);
    }
    Ok(claim)
}
