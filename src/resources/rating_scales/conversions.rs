//! Between what is sent and what is stored.

use uuid::Uuid;

use super::store::{RatingBrief, RatingRow, ScaleBrief, ScaleRow};
use super::wire::{AdoptedFrom, NewRating, NewRatingScale, Rating, RatingSummary};
use crate::db::Unit;
use crate::language::LanguageTag;

/// Labels as rows; one that the scale has already keeps its id.
pub(super) fn rows(
    unit: &Unit<'_>,
    scale: Uuid,
    new: &[NewRating],
    old: &[RatingRow],
) -> Vec<RatingRow> {
    (0..)
        .zip(new)
        .map(|(position, rating)| {
            let kept = old
                .iter()
                .find(|row| row.label == rating.label && row.language == rating.language.as_str());
            RatingRow {
                id: kept.map_or_else(|| unit.id(), |row| row.id),
                scale_id: scale,
                label: rating.label.clone(),
                language: rating.language.to_string(),
                value: rating.value,
                normalized: rating.normalized,
                position,
            }
        })
        .collect()
}

pub(super) fn as_sent(row: &ScaleRow, ratings: &[RatingRow]) -> NewRatingScale {
    NewRatingScale {
        name: row.name.clone(),
        worst: row.worst,
        best: row.best,
        ratings: ratings
            .iter()
            .map(|rating| NewRating {
                label: rating.label.clone(),
                language: LanguageTag::stored(rating.language.clone()),
                value: rating.value,
                normalized: rating.normalized,
            })
            .collect(),
    }
}

impl From<RatingRow> for Rating {
    fn from(row: RatingRow) -> Self {
        Self {
            id: row.id,
            label: row.label,
            language: LanguageTag::stored(row.language),
            value: row.value,
            normalized: row.normalized,
        }
    }
}

impl From<(RatingBrief, ScaleBrief)> for RatingSummary {
    fn from((rating, scale): (RatingBrief, ScaleBrief)) -> Self {
        Self {
            label: rating.label,
            normalized: rating.normalized,
            value: rating.value,
            best: scale.best,
            worst: scale.worst,
        }
    }
}

/// Where the scale of a row was adopted from, if it was.
pub(super) fn adopted_from(row: &ScaleRow) -> Option<AdoptedFrom> {
    Some(AdoptedFrom {
        slug: row.catalogue_slug.clone()?,
        version: row.catalogue_version?,
    })
}
