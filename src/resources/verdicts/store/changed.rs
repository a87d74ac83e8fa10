//! Verdicts whose ClaimReview has changed, as a condition.

use chrono::{DateTime, Utc};
use diesel::pg::Pg;
use diesel::query_builder::{AstPass, QueryFragment};
use diesel::result::QueryResult;
use diesel::sql_types::Timestamptz;

use crate::db::expression::expression;

/// What else a ClaimReview tells of, and how it leads to its verdicts. Each is found by the index
/// of its times.
const PARTS: [&str; 6] = [
    "claims part JOIN verdicts ON verdicts.claim_id = part.id",
    "claimants part JOIN statements ON statements.claimant_id = part.id
        JOIN verdicts ON verdicts.claim_id = statements.claim_id",
    "sources part JOIN statements ON statements.source_id = part.id
        JOIN verdicts ON verdicts.claim_id = statements.claim_id",
    "sources part JOIN evidence ON evidence.source_id = part.id
        JOIN verdicts ON verdicts.id = evidence.verdict_id",
    "rating_scales part JOIN ratings ON ratings.scale_id = part.id
        JOIN verdicts ON verdicts.rating_id = ratings.id",
    "organizations part JOIN verdicts ON verdicts.organization_id = part.id",
];

/// Verdicts that were changed at or after a time, or that stand and whose ClaimReview tells of
/// something that was: the claim with its translations and statements, claimants, sources, the
/// rating's scale, the organization.
#[derive(Debug, Clone, Copy)]
pub(super) struct ReviewChangedSince(pub DateTime<Utc>);

impl QueryFragment<Pg> for ReviewChangedSince {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        let Self(since) = self;
        out.push_sql("verdicts.id IN (SELECT id FROM verdicts WHERE updated_at >= ");
        out.push_bind_param::<Timestamptz, _>(since)?;
        for part in PARTS {
            out.push_sql(" UNION SELECT verdicts.id FROM ");
            out.push_sql(part);
            // What was retracted tells of nothing but itself.
            out.push_sql(" WHERE verdicts.status <> 'retracted' AND part.updated_at >= ");
            out.push_bind_param::<Timestamptz, _>(since)?;
        }
        out.push_sql(")");
        Ok(())
    }
}

expression!(ReviewChangedSince);
