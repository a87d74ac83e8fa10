//! A verdict that is there, made what an import says: by the same moves as through the API, so
//! that what is public changes by a correction alone.

use uuid::Uuid;

use super::conversions::cited;
use super::correction::correct;
use super::evidence;
use super::handlers::updated;
use super::life::{check_rating, illegal, publish, retract};
use super::store::{self, VerdictRow};
use super::wire::{Correction, NewEvidence, NewVerdict};
use crate::db::Unit;
use crate::error::{Problem, Result};
use crate::vocabulary::VerdictStatus;

/// The note of a correction for which an import gives none.
const IMPORTED: &str = "Changed by an import.";

/// What a verdict is to be.
pub struct Desired {
    pub new: NewVerdict,
    pub evidence: Vec<NewEvidence>,
    pub status: VerdictStatus,
    pub correction_note: Option<String>,
    pub retraction_reason: Option<String>,
}

/// Makes a verdict of the unit's organization so, and tells whether that changed it.
pub async fn conform(unit: &Unit<'_>, id: Uuid, desired: Desired) -> Result<bool> {
    use VerdictStatus::{Corrected, Draft, Published, Retracted};
    let row = unit.hold(store::lock(unit.conn, id)).await?;
    let is_same =
        NewVerdict::from(&row) == desired.new && cited(unit.conn, id).await? == desired.evidence;
    match (row.status, desired.status) {
        (Draft, Draft) => {
            if !is_same {
                redraft(unit, &row, &desired).await?;
            }
            Ok(!is_same)
        }
        (Draft, status) => {
            if !is_same {
                redraft(unit, &row, &desired).await?;
            }
            publish(unit, &store::lock(unit.conn, id).await?).await?;
            if status == Corrected {
                correct(unit, &row, desired.correction()?).await?;
            }
            if status == Retracted {
                retract(unit, &row, desired.reason()?).await?;
            }
            Ok(true)
        }
        (Published | Corrected, Published | Corrected) => {
            let is_told =
                desired.status == Corrected && desired.correction_note != row.correction_note;
            if is_same && !is_told {
                return Ok(false);
            }
            correct(unit, &row, desired.correction_of(&row)?).await?;
            Ok(true)
        }
        (Published | Corrected, Retracted) => {
            // What is withdrawn is what was last said.
            if !is_same {
                correct(unit, &row, desired.correction_of(&row)?).await?;
            }
            retract(unit, &row, desired.reason()?).await?;
            Ok(true)
        }
        (Retracted, Retracted) if is_same => Ok(false),
        _ => Err(illegal(row.status)),
    }
}

async fn redraft(unit: &Unit<'_>, row: &VerdictRow, desired: &Desired) -> Result<()> {
    check_rating(unit, desired.new.rating_id, row.organization_id).await?;
    store::update(unit.conn, row.id, desired.new.clone().into(), unit.now()).await?;
    evidence::replace(unit, row.id, "/evidence", &desired.evidence).await?;
    updated(unit, row.id).await?;
    Ok(())
}

impl Desired {
    fn reason(&self) -> Result<&str> {
        let reason = self.retraction_reason.as_deref();
        reason.ok_or_else(|| Problem::internal("a retraction without a reason"))
    }

    /// The correction of what is public. The note of an earlier correction is not told again of
    /// this one.
    fn correction_of(&self, row: &VerdictRow) -> Result<Correction> {
        let mut correction = self.correction()?;
        if Some(&correction.correction_note) == row.correction_note.as_ref() {
            IMPORTED.clone_into(&mut correction.correction_note);
        }
        Ok(correction)
    }

    fn correction(&self) -> Result<Correction> {
        let incomplete = || Problem::internal("a correction of what is not complete");
        Ok(Correction {
            rating_id: self.new.rating_id.ok_or_else(incomplete)?,
            title: self.new.title.clone().ok_or_else(incomplete)?,
            summary: self.new.summary.clone(),
            explanation: self.new.explanation.clone(),
            url: self.new.url.clone(),
            language: self.new.language.clone(),
            reviewed_at: self.new.reviewed_at.ok_or_else(incomplete)?,
            evidence: self.evidence.clone(),
            correction_note: self
                .correction_note
                .clone()
                .unwrap_or_else(|| IMPORTED.to_owned()),
        })
    }
}
