//! Which verdicts a list holds, as a query.

use chrono::{DateTime, Utc};
use diesel::pg::Pg;
use diesel::prelude::*;
use uuid::Uuid;

use super::changed::ReviewChangedSince;
use crate::db::expression::LanguageWithin;
use crate::schema::{evidence, verdicts};
use crate::vocabulary::VerdictStatus;

/// Which rows a list holds.
#[derive(Default)]
pub struct Selection {
    /// Of these alone.
    pub ids: Option<Vec<Uuid>>,
    /// Whose drafts may be among them.
    pub viewer: Option<Uuid>,
    pub claim_id: Option<Uuid>,
    pub organization_id: Option<Uuid>,
    pub source_id: Option<Uuid>,
    pub ratings: Option<Vec<Uuid>>,
    pub statuses: Vec<VerdictStatus>,
    pub language: Option<String>,
    pub reviewed_from: Option<DateTime<Utc>>,
    pub reviewed_to: Option<DateTime<Utc>>,
    pub updated_since: Option<DateTime<Utc>>,
    /// Changed since, or something else of which their ClaimReviews tell.
    pub review_changed_since: Option<DateTime<Utc>>,
}

/// The rows that are selected, in no order yet.
pub(super) fn selected(selection: &Selection) -> verdicts::BoxedQuery<'_, Pg> {
    let mut query = verdicts::table.into_boxed();
    // Drafts are seen by their organization alone, whatever is asked for.
    let public: Vec<_> = statuses(selection)
        .filter(|s| *s != VerdictStatus::Draft)
        .collect();
    let shows_drafts = statuses(selection).any(|s| s == VerdictStatus::Draft);
    query = match selection.viewer.filter(|_| shows_drafts) {
        Some(viewer) => {
            let own_draft = verdicts::status
                .eq(VerdictStatus::Draft)
                .and(verdicts::organization_id.eq(viewer));
            query.filter(verdicts::status.eq_any(public).or(own_draft))
        }
        None => query.filter(verdicts::status.eq_any(public)),
    };
    if let Some(ids) = &selection.ids {
        query = query.filter(verdicts::id.eq_any(ids));
    }
    if let Some(claim) = selection.claim_id {
        query = query.filter(verdicts::claim_id.eq(claim));
    }
    if let Some(organization) = selection.organization_id {
        query = query.filter(verdicts::organization_id.eq(organization));
    }
    if let Some(source) = selection.source_id {
        let citing = evidence::table
            .filter(evidence::source_id.eq(source))
            .select(evidence::verdict_id);
        query = query.filter(verdicts::id.eq_any(citing));
    }
    if let Some(ratings) = &selection.ratings {
        query = query.filter(verdicts::rating_id.eq_any(ratings));
    }
    if let Some(language) = &selection.language {
        query = query.filter(LanguageWithin::new("verdicts.language", language));
    }
    if let Some(from) = selection.reviewed_from {
        query = query.filter(verdicts::reviewed_at.ge(from));
    }
    if let Some(to) = selection.reviewed_to {
        query = query.filter(verdicts::reviewed_at.le(to));
    }
    if let Some(since) = selection.updated_since {
        query = query.filter(verdicts::updated_at.ge(since));
    }
    if let Some(since) = selection.review_changed_since {
        query = query.filter(ReviewChangedSince(since));
    }
    query
}

/// The statuses that are asked for, or those that are listed where none is.
pub fn statuses(selection: &Selection) -> impl Iterator<Item = VerdictStatus> {
    const UNASKED: [VerdictStatus; 3] = [
        VerdictStatus::Draft,
        VerdictStatus::Published,
        VerdictStatus::Corrected,
    ];
    let asked = match selection.statuses.is_empty() {
        true => UNASKED.as_slice(),
        false => selection.statuses.as_slice(),
    };
    asked.iter().copied()
}
