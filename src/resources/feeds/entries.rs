//! What feeds tell of verdicts, whatever their format.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::db::Conn;
use crate::error::Result;
use crate::resources::claim_reviews::assemble;
use crate::resources::claim_reviews::markup::ClaimReview;
use crate::resources::rating_scales::wire::RatingSummary;
use crate::resources::verdicts::wire::Verdict;
use crate::vocabulary::VerdictStatus;

/// What is told of a verdict.
pub enum Entry {
    /// Of one that stands.
    Standing(Box<Told>),
    /// Of one that was retracted.
    Retracted(Box<Verdict>),
}

/// A verdict that stands.
pub struct Told {
    pub verdict_id: Uuid,
    pub claim_id: Uuid,
    pub rating: Option<RatingSummary>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
    pub review: ClaimReview,
}

/// What is told of verdicts that stand or were retracted, in their order.
pub async fn all(conn: Conn<'_>, verdicts: &[Verdict], public_url: &str) -> Result<Vec<Entry>> {
    let standing = verdicts
        .iter()
        .filter(|verdict| VerdictStatus::STANDING.contains(&verdict.status));
    let reviews = assemble::all(conn, standing.cloned().collect(), public_url).await?;
    let mut reviews = reviews.into_iter().peekable();
    let entries = verdicts.iter().filter_map(|verdict| {
        if verdict.status == VerdictStatus::Retracted {
            return Some(Entry::Retracted(Box::new(verdict.clone())));
        }
        let own = assemble::urn(verdict.id);
        let told = Told {
            verdict_id: verdict.id,
            claim_id: verdict.claim_id,
            rating: verdict.rating.clone(),
            updated_at: verdict.updated_at,
            // They come in the order of their verdicts, of which some may have none.
            review: reviews.next_if(|review| review.id == own)?,
        };
        Some(Entry::Standing(Box::new(told)))
    });
    Ok(entries.collect())
}
