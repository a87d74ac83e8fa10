//! Claims as they were at a time.

use uuid::Uuid;

use super::assemble::Wanted;
use super::wire::{Assessment, Claim, Included};
use crate::error::Result;
use crate::journal::Past;
use crate::resources::claimants::wire::ClaimantSummary;
use crate::resources::statements::wire::ClaimantPosition;
use crate::resources::{relations, statements};
use crate::vocabulary::DatePrecision;

/// What a read of the claim gave, its text the original.
pub(super) async fn one(past: Past<'_>, id: Uuid, wanted: &Wanted<'_>) -> Result<Claim> {
    let mut claim: Claim = past.one(id, None).await?;
    // Older snapshots are without these.
    claim.text_language.clone_from(&claim.language);
    claim.original_text.clone_from(&claim.text);
    claim.assessment = Assessment::of(&claim.verdicts);
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
    claim.claimants.sort_by(|a, b| {
        let day = |it: &ClaimantPosition| DatePrecision::order(it.said_on, it.date_precision);
        (day(b), &a.name, a.id).cmp(&(day(a), &b.name, b.id))
    });
    if wanted.include.contains(&Included::Statements) {
        claim.statements = Some(statements::past::of_claim(past, id).await?);
    }
    if wanted.include.contains(&Included::Relations) {
        let related = relations::past::of_claim(past, id, &wanted.languages).await?;
        claim.relations = Some(related);
    }
    Ok(claim)
}
