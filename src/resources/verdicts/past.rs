//! Verdicts as they were at a time.

use uuid::Uuid;

use super::wire::Verdict;
use crate::error::Result;
use crate::journal::Past;

/// What a read of the verdict gave an organization, or the public.
pub(super) async fn one(past: Past<'_>, id: Uuid, viewer: Option<Uuid>) -> Result<Verdict> {
    let mut verdict: Verdict = past.one(id, viewer).await?;
    let cited = verdict.evidence.iter().map(|evidence| evidence.source.id);
    let known = past.known(cited.chain([verdict.organization.id])).await?;
    known.restore(verdict.organization.id, &mut verdict.organization)?;
    for evidence in &mut verdict.evidence {
        known.restore(evidence.source.id, &mut evidence.source)?;
    }
    Ok(verdict)
}
