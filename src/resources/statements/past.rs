//! Statements as they were at a time.

use std::cmp::Reverse;

use uuid::Uuid;

use super::wire::Statement;
use crate::error::Result;
use crate::journal::Past;
use crate::vocabulary::DatePrecision;

/// Everything that had been said of a claim, latest first.
pub async fn of_claim(past: Past<'_>, claim: Uuid) -> Result<Vec<Statement>> {
    let mut statements: Vec<Statement> = past.about_claim(claim).await?;
    statements.sort_by_key(|it| {
        let (begins_on, _) = DatePrecision::order(it.said_on, it.date_precision);
        Reverse((begins_on, it.id))
    });
    let embedded = statements.iter().flat_map(|statement| {
        let voices = [&statement.claimant, &statement.via_claimant];
        let voices = voices.into_iter().flatten().map(|claimant| claimant.id);
        let source = statement.source.iter().map(|source| source.id);
        voices.chain(source).chain([statement.created_by.id])
    });
    let known = past.known(embedded).await?;
    for statement in &mut statements {
        known.restore(statement.created_by.id, &mut statement.created_by)?;
        let voices = [&mut statement.claimant, &mut statement.via_claimant];
        for claimant in voices.into_iter().flatten() {
            known.restore(claimant.id, claimant)?;
        }
        if let Some(source) = &mut statement.source {
            known.restore(source.id, source)?;
        }
    }
    Ok(statements)
}
