//! Which claims a list holds, as a query.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::pg::Pg;
use diesel::prelude::*;
use uuid::Uuid;

use crate::db::expression::{LanguageWithin, QuantityWithin};
use crate::schema::{claims, evidence, statements, verdicts};
use crate::vocabulary::{ClaimKind, VerdictStatus};

/// Which rows a list holds.
#[derive(Default)]
pub struct Selection {
    /// Of these alone.
    pub ids: Option<Vec<Uuid>>,
    pub language: Option<String>,
    pub kind: Option<ClaimKind>,
    pub tag: Option<String>,
    pub claimant_id: Option<Uuid>,
    pub source_id: Option<Uuid>,
    pub has_verdict: Option<bool>,
    pub contested: Option<bool>,
    pub quantity: Option<QuantityWithin>,
    pub claimed_from: Option<NaiveDate>,
    pub claimed_to: Option<NaiveDate>,
    pub updated_since: Option<DateTime<Utc>>,
    pub verdict: VerdictSelection,
}

/// Conditions that one verdict that stands must meet together.
#[derive(Default)]
pub struct VerdictSelection {
    pub organization_id: Option<Uuid>,
    pub ratings: Option<Vec<Uuid>>,
    pub reviewed_from: Option<DateTime<Utc>>,
    pub reviewed_to: Option<DateTime<Utc>>,
}

impl VerdictSelection {
    fn is_empty(&self) -> bool {
        self.organization_id.is_none()
            && self.ratings.is_none()
            && self.reviewed_from.is_none()
            && self.reviewed_to.is_none()
    }
}

/// The rows that are selected, in no order yet.
pub(super) fn selected(selection: &Selection) -> claims::BoxedQuery<'_, Pg> {
    let mut query = claims::table.into_boxed();
    if let Some(ids) = &selection.ids {
        query = query.filter(claims::id.eq_any(ids));
    }
    if let Some(language) = &selection.language {
        query = query.filter(LanguageWithin::new("claims.language", language));
    }
    if let Some(kind) = selection.kind {
        query = query.filter(claims::kind.eq(kind));
    }
    if let Some(tag) = &selection.tag {
        query = query.filter(claims::tags.contains(vec![tag]));
    }
    if let Some(from) = selection.claimed_from {
        query = query.filter(claims::claim_date.ge(from));
    }
    if let Some(to) = selection.claimed_to {
        query = query.filter(claims::claim_date.le(to));
    }
    if let Some(since) = selection.updated_since {
        query = query.filter(claims::updated_at.ge(since));
    }
    // A verdict that stands has a reviewed_at, and the claim the newest of them.
    match selection.has_verdict {
        Some(true) => query = query.filter(claims::reviewed_at.is_not_null()),
        Some(false) => query = query.filter(claims::reviewed_at.is_null()),
        None => {}
    }
    match selection.contested {
        // As the index has it.
        Some(true) => query = query.filter(claims::contested),
        Some(false) => query = query.filter(diesel::dsl::not(claims::contested)),
        None => {}
    }
    if let Some(quantity) = &selection.quantity {
        query = query.filter(quantity.clone());
    }
    if let Some(claimant) = selection.claimant_id {
        let said = statements::table
            .filter(statements::claimant_id.eq(claimant))
            .select(statements::claim_id);
        query = query.filter(claims::id.eq_any(said));
    }
    if let Some(source) = selection.source_id {
        let said = statements::table
            .filter(statements::source_id.eq(source))
            .select(statements::claim_id);
        let judged = verdicts::table
            .inner_join(evidence::table)
            .filter(evidence::source_id.eq(source))
            .filter(verdicts::status.eq_any(VerdictStatus::STANDING))
            .select(verdicts::claim_id);
        query = query.filter(claims::id.eq_any(said).or(claims::id.eq_any(judged)));
    }
    if !selection.verdict.is_empty() {
        query = query.filter(claims::id.eq_any(judged(&selection.verdict)));
    }
    query
}

/// The claims with a verdict that meets the conditions.
fn judged(selection: &VerdictSelection) -> verdicts::BoxedQuery<'_, Pg, diesel::sql_types::Uuid> {
    let mut query = verdicts::table.select(verdicts::claim_id).into_boxed();
    query = query.filter(verdicts::status.eq_any(VerdictStatus::STANDING));
    if let Some(organization) = selection.organization_id {
        query = query.filter(verdicts::organization_id.eq(organization));
    }
    if let Some(ratings) = &selection.ratings {
        query = query.filter(verdicts::rating_id.eq_any(ratings));
    }
    if let Some(from) = selection.reviewed_from {
        query = query.filter(verdicts::reviewed_at.ge(from));
    }
    if let Some(to) = selection.reviewed_to {
        query = query.filter(verdicts::reviewed_at.le(to));
    }
    query
}
