//! The ratings that lines name by their labels: those of the organization's own scales. Nothing
//! is guessed; a label that no scale has is refused, or, for who may manage scales and tells all
//! that there is to know of it, added.

use serde_json::json;
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
use crate::vocabulary::Normalized;

/// The numbers of a scale for a rating that tells none.
const USUAL: (i32, i32) = (1, 5);

/// The ratings of an organization.
pub struct Ratings {
    known: Vec<(RatingRow, ScaleBrief)>,
    /// Some were added for a line that then failed.
    pub added_in_vain: bool,
}

/// What is known of a label.
enum Found {
    None,
    One(Uuid),
    /// Ratings of which each would show something else.
    Several,
}

impl Ratings {
    /// Looks them up.
    pub async fn find(unit: &Unit<'_>) -> Result<Self> {
        store::of_organization(unit.conn, unit.owner()?)
            .await
            .map(Self::new)
    }

    fn new(known: Vec<(RatingRow, ScaleBrief)>) -> Self {
        Self {
            known,
            added_in_vain: false,
        }
    }

    /// Looks them up, and holds them for the transaction.
    pub async fn hold(unit: &Unit<'_>) -> Result<Self> {
        let known = store::hold_all(unit.conn, unit.owner()?).await?;
        Ok(Self::new(known))
    }

    /// Whether lines name one that there is not.
    pub fn lacks_any(&self, records: &[&Record]) -> bool {
        let verdicts = records
            .iter()
            .flat_map(|record| record.verdicts.iter().flatten());
        verdicts
            .filter_map(|verdict| Some((verdict.rating.as_ref()?, &verdict.new.language)))
            .any(|(rating, language)| matches!(self.of(rating, language), Found::None))
    }

    /// Adds what a line's ratings lack, where that may be.
    pub async fn complete(
        &mut self,
        unit: &Unit<'_>,
        rights: Rights,
        record: &Record,
    ) -> Result<()> {
        let mut has_added = false;
        for verdict in record.verdicts.iter().flatten() {
            match self.complete_one(unit, rights, verdict).await {
                Ok(is_added) => has_added |= is_added,
                Err(problem) => {
                    self.added_in_vain = has_added;
                    return Err(problem);
                }
            }
        }
        Ok(())
    }

    /// Tells whether it has added a rating.
    async fn complete_one(
        &mut self,
        unit: &Unit<'_>,
        rights: Rights,
        verdict: &VerdictRecord,
    ) -> Result<bool> {
        let Some(rating) = &verdict.rating else {
            return Ok(false);
        };
        let language = &verdict.new.language;
        match self.of(rating, language) {
            Found::One(_) => return Ok(false),
            Found::Several => return Err(ambiguous(verdict)),
            Found::None => {}
        }
        let new = missing(rating, language).filter(|_| rights.may_manage_scales);
        let new = new.ok_or_else(|| unmapped(verdict))?;
        add(unit, rating, new)
            .await
            .map_err(|problem| about(verdict, problem))?;
        *self = Self::hold(unit).await?;
        Ok(true)
    }

    /// The rating that a verdict names.
    pub fn id(&self, verdict: &VerdictRecord) -> Result<Option<Uuid>> {
        let Some(rating) = &verdict.rating else {
            return Ok(None);
        };
        match self.of(rating, &verdict.new.language) {
            Found::One(id) => Ok(Some(id)),
            Found::Several => Err(ambiguous(verdict)),
            Found::None => Err(unmapped(verdict)),
        }
    }

    /// What the rating that a verdict names is normalized to.
    pub fn normalized(&self, verdict: &VerdictRecord) -> Result<Option<Normalized>> {
        let id = self.id(verdict)?;
        let mut known = self.known.iter();
        let same = known.find(|(row, _)| Some(row.id) == id);
        Ok(same.map(|(row, _)| row.normalized))
    }

    /// The rating of a verdict that is there: the one that it has, where that is as named.
    pub fn id_now(&self, verdict: &VerdictRecord, current: Option<Uuid>) -> Result<Option<Uuid>> {
        let rating = verdict.rating.as_ref();
        let named = rating.map(|rating| self.named(rating)).unwrap_or_default();
        match named.iter().any(|(row, _)| Some(row.id) == current) {
            true => Ok(current),
            false => self.id(verdict),
        }
    }

    /// Those of which all that is said holds: with the label letter for letter as it was printed,
    /// or else as it was read.
    fn named(&self, rating: &RatingRecord) -> Vec<&(RatingRow, ScaleBrief)> {
        let labelled = |label: &str| -> Vec<_> {
            let known = self.known.iter().filter(|(row, _)| row.label == label);
            known
                .filter(|(row, scale)| rating.printed.is_some() || rating.fits(row, scale))
                .collect()
        };
        let printed = rating.printed.as_ref().map(|it| labelled(&it.label));
        printed
            .filter(|named| !named.is_empty())
            .unwrap_or_else(|| labelled(&rating.label))
    }

    /// In the verdict's language, where the label stands in several.
    fn of(&self, rating: &RatingRecord, language: &LanguageTag) -> Found {
        let mut named = self.named(rating);
        if rating.printed.is_some() && named.iter().any(|(row, scale)| rating.fits(row, scale)) {
            named.retain(|(row, scale)| rating.fits(row, scale));
        }
        let is_in_it = |(row, _): &&&(RatingRow, _)| row.language == language.as_str();
        let in_language: Vec<_> = named.iter().filter(is_in_it).copied().collect();
        let found = if in_language.is_empty() {
            named
        } else {
            in_language
        };
        let shown = |(row, scale): &(RatingRow, ScaleBrief)| {
            (row.normalized, row.value, scale.worst, scale.best)
        };
        match found.as_slice() {
            [] => Found::None,
            [first, others @ ..] if others.iter().all(|it| shown(it) == shown(first)) => {
                Found::One(first.0.id)
            }
            _ => Found::Several,
        }
    }
}

impl RatingRecord {
    /// Whether what is said of it beside its label holds of a rating.
    fn fits(&self, row: &RatingRow, scale: &ScaleBrief) -> bool {
        self.normalized.is_none_or(|it| it == row.normalized)
            && self.value.is_none_or(|it| Some(it) == row.value)
            && self.worst.is_none_or(|it| it == scale.worst)
            && self.best.is_none_or(|it| it == scale.best)
    }
}

fn ambiguous(verdict: &VerdictRecord) -> Problem {
    let printed = verdict.rating.as_ref().and_then(|it| it.printed.as_ref());
    Problem::fault(
        printed.map_or_else(
            || format!("{}/rating/label", verdict.at),
            |it| it.at.clone(),
        ),
        "ambiguous",
        "several ratings of your organization have this label; add normalized, value, worst or best",
    )
}

fn unmapped(verdict: &VerdictRecord) -> Problem {
    if let Some(rating) = &verdict.rating
        && let Some(printed) = &rating.printed
    {
        let detail = format!(
            "no rating of your organization's scales has the label {}",
            json!(rating.label)
        );
        return Problem::fault(&printed.at, "unmapped_label", detail);
    }
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
