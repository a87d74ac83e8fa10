//! The ratings that lines name by their labels: those of the organization's own scales. Nothing
//! is guessed; a label that no scale has is refused, or, for who may manage scales and tells all
//! that there is to know of it, added.

use uuid::Uuid;
use validator::Validate;

use super::Rights;
use super::record::{RatingRecord, Record, VerdictRecord};
use crate::db::Unit;
use crate::error::{Problem, Result};
use crate::http::rules;
use crate::language::LanguageTag;
use crate::resources::rating_scales::handlers as scales;
use crate::resources::rating_scales::store::{self, RatingRow, ScaleBrief};
use crate::resources::rating_scales::wire::{NewRating, NewRatingScale};

/// The numbers of a scale for a rating that tells none.
const USUAL: (i32, i32) = (1, 5);

/// The ratings of an organization.
pub struct Ratings(Vec<(RatingRow, ScaleBrief)>);

impl Ratings {
    /// Looks them up.
    pub async fn find(unit: &Unit<'_>) -> Result<Self> {
        store::of_organization(unit.conn, unit.owner()?)
            .await
            .map(Self)
    }

    /// Looks them up, and holds them for the transaction.
    pub async fn hold(unit: &Unit<'_>) -> Result<Self> {
        store::hold_all(unit.conn, unit.owner()?).await.map(Self)
    }

    /// Whether lines name one that there is not.
    pub fn lacks_any(&self, records: &[&Record]) -> bool {
        let verdicts = records
            .iter()
            .flat_map(|record| record.verdicts.iter().flatten());
        verdicts
            .filter_map(|verdict| Some((verdict.rating.as_ref()?, &verdict.new.language)))
            .any(|(rating, language)| self.of(rating, language).is_none())
    }

    /// Adds what a line's ratings lack, where that may be.
    pub async fn complete(
        &mut self,
        unit: &Unit<'_>,
        rights: Rights,
        record: &Record,
    ) -> Result<()> {
        for verdict in record.verdicts.iter().flatten() {
            let Some(rating) = &verdict.rating else {
                continue;
            };
            let language = &verdict.new.language;
            if self.of(rating, language).is_some() {
                continue;
            }
            match missing(rating, language).filter(|_| rights.may_manage_scales) {
                Some(new) => {
                    add(unit, rating, new)
                        .await
                        .map_err(|problem| about(verdict, problem))?;
                    *self = Self::hold(unit).await?;
                }
                None => return Err(unmapped(verdict)),
            }
        }
        Ok(())
    }

    /// The rating that a verdict names.
    pub fn id(&self, verdict: &VerdictRecord) -> Result<Option<Uuid>> {
        let Some(rating) = &verdict.rating else {
            return Ok(None);
        };
        match self.of(rating, &verdict.new.language) {
            Some(id) => Ok(Some(id)),
            None => Err(unmapped(verdict)),
        }
    }

    /// In the verdict's language, where the label stands in several.
    fn of(&self, rating: &RatingRecord, language: &LanguageTag) -> Option<Uuid> {
        let same = |(row, scale): &&(RatingRow, ScaleBrief)| {
            row.label == rating.label
                && rating.normalized.is_none_or(|it| it == row.normalized)
                && rating.value.is_none_or(|it| Some(it) == row.value)
                && rating.worst.is_none_or(|it| it == scale.worst)
                && rating.best.is_none_or(|it| it == scale.best)
        };
        let in_language = |(row, _): &&(RatingRow, _)| row.language == language.as_str();
        let found = self.0.iter().filter(same).find(in_language);
        let (row, _) = found.or_else(|| self.0.iter().find(same))?;
        Some(row.id)
    }
}

fn unmapped(verdict: &VerdictRecord) -> Problem {
    let pointer = format!("{}/rating/label", verdict.at);
    Problem::dangling(pointer, "rating among your organization's scales")
}

fn about(verdict: &VerdictRecord, problem: Problem) -> Problem {
    let pointer = format!("{}/rating", verdict.at);
    match problem.errors.first() {
        Some(fault) => Problem::fault(pointer, "invalid_value", fault.detail.clone()),
        None => problem,
    }
}

/// The rating that would have to be there.
fn missing(rating: &RatingRecord, language: &LanguageTag) -> Option<NewRating> {
    Some(NewRating {
        label: rating.label.clone(),
        language: language.clone(),
        value: rating.value,
        normalized: rating.normalized?,
    })
}

/// Adds it to the scale of what was imported with such numbers.
async fn add(unit: &Unit<'_>, rating: &RatingRecord, new: NewRating) -> Result<()> {
    let worst = rating.worst.unwrap_or(USUAL.0);
    let best = rating.best.unwrap_or(USUAL.1);
    let name = format!("Imported {worst}–{best}");
    if let Some(scale) = store::find_by_name(unit.conn, unit.owner()?, &name).await? {
        scales::extend(unit, scale, vec![new]).await?;
        return Ok(());
    }
    let scale = NewRatingScale {
        name,
        worst,
        best,
        ratings: vec![new],
    };
    scale
        .validate()
        .map_err(|errors| Problem::invalid(rules::faults(&errors)))?;
    scales::create(unit, &scale).await?;
    Ok(())
}
