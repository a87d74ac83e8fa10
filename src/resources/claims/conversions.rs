//! Between what is sent and what is stored.

use serde_json::Number;
use uuid::Uuid;

use super::store::{ClaimChanges, ClaimRow, QuantityRow, Selection, Standing, VerdictSelection};
use super::wire::{Assessment, ClaimFilter, ClaimSort, NewClaim, Quantity};
use crate::db::Document;
use crate::db::expression::QuantityWithin;
use crate::db::keyset::{Direction, Key, Sort};
use crate::language::LanguageTag;
use crate::vocabulary::DatePrecision;

impl From<&ClaimRow> for NewClaim {
    fn from(row: &ClaimRow) -> Self {
        Self {
            text: row.text.clone(),
            language: LanguageTag::stored(row.language.clone()),
            kind: row.kind,
            claim_date: row.claim_date,
            date_precision: row.date_precision,
            location: row.location.clone(),
            tags: Some(row.tags.clone()),
            quantities: Some(row.quantities.0.iter().cloned().map(Into::into).collect()),
            external_id: row.external_id.clone(),
        }
    }
}

impl From<QuantityRow> for Quantity {
    fn from(row: QuantityRow) -> Self {
        Self {
            subject: row.subject,
            comparator: row.comparator,
            value: row.value,
            value_max: row.value_max,
            unit: row.unit,
            as_of: row.as_of,
        }
    }
}

impl From<Quantity> for QuantityRow {
    fn from(quantity: Quantity) -> Self {
        Self {
            subject: quantity.subject,
            comparator: quantity.comparator,
            value: plain(quantity.value),
            value_max: quantity.value_max.map(plain),
            unit: quantity.unit,
            as_of: quantity.as_of,
        }
    }
}

/// A figure in the one way in which it is written: whole numbers without a fraction, others as
/// short as they can be told.
fn plain(figure: Number) -> Number {
    let Some(value) = figure.as_f64() else {
        return figure;
    };
    match value.fract() == 0.0 {
        // Figures are within 1e15, where doubles have every whole number.
        true => Number::from(value as i64),
        false => Number::from_f64(value).unwrap_or(figure),
    }
}

impl From<Assessment> for Standing {
    fn from(assessment: Assessment) -> Self {
        Self {
            reviewed_at: assessment.last_reviewed_at,
            newest_rating: assessment.newest_rating.map(|rating| rating.normalized),
            contested: assessment.contested,
        }
    }
}

impl From<NewClaim> for ClaimChanges {
    fn from(new: NewClaim) -> Self {
        let precision = new.date_precision.unwrap_or(DatePrecision::Day);
        let quantities = new.quantities.unwrap_or_default();
        Self {
            text: new.text,
            language: new.language.into_string(),
            kind: new.kind,
            claim_date: new.claim_date,
            date_precision: new.claim_date.map(|_| precision),
            location: new.location,
            tags: new.tags.unwrap_or_default(),
            quantities: Document(quantities.into_iter().map(Into::into).collect()),
            external_id: new.external_id,
        }
    }
}

impl Selection {
    /// Of a filter whose ratings have been looked up.
    pub(super) fn of(filter: &ClaimFilter, ratings: Option<Vec<Uuid>>) -> Self {
        Self {
            ids: None,
            language: filter.language.as_ref().map(ToString::to_string),
            kind: filter.kind,
            tag: filter.tag.clone(),
            claimant_id: filter.claimant_id,
            source_id: filter.source_id,
            has_verdict: filter.has_verdict,
            contested: filter.contested,
            quantity: filter.quantity_subject.as_ref().map(|subject| {
                let (min, max) = (filter.quantity_min, filter.quantity_max);
                QuantityWithin::new("claims.quantities", subject, min, max)
            }),
            claimed_from: filter.claimed_from,
            claimed_to: filter.claimed_to,
            updated_since: filter.updated_since,
            verdict: VerdictSelection {
                organization_id: filter.organization_id,
                ratings,
                reviewed_from: filter.reviewed_from,
                reviewed_to: filter.reviewed_to,
            },
        }
    }
}

impl ClaimSort {
    pub(super) fn sort(self) -> Sort {
        use Direction::{Ascending, Descending};
        let id = "claims.id";
        match self {
            // Matches are put in order afterwards.
            Self::NewestFirst | Self::Relevance => {
                Sort::by_time("claims.created_at", id, Descending)
            }
            Self::OldestFirst => Sort::by_time("claims.created_at", id, Ascending),
            Self::EarliestClaimedFirst => {
                Sort::by_optional_date("claims.claim_date", id, Ascending)
            }
            Self::LatestClaimedFirst => Sort::by_optional_date("claims.claim_date", id, Descending),
            Self::EarliestReviewedFirst => {
                Sort::by_optional_time("claims.reviewed_at", id, Ascending)
            }
            Self::LatestReviewedFirst => {
                Sort::by_optional_time("claims.reviewed_at", id, Descending)
            }
        }
    }

    pub(super) fn key(self, row: &ClaimRow) -> Key {
        match self {
            Self::NewestFirst | Self::OldestFirst | Self::Relevance => Key::Time(row.created_at),
            Self::EarliestClaimedFirst | Self::LatestClaimedFirst => {
                Key::OptionalDate(row.claim_date)
            }
            Self::EarliestReviewedFirst | Self::LatestReviewedFirst => {
                Key::OptionalTime(row.reviewed_at)
            }
        }
    }
}
