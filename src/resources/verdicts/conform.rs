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
use crate::error::{Fault, Problem, Result};
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
    /// Where it stands, if it is markup, which does not say what status it has.
    pub markup_at: Option<String>,
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
            correct(unit, &row, desired.correction()?).await?;
            Ok(true)
        }
        (Published | Corrected, Retracted) => {
            // What is withdrawn is what was last said.
            if !is_same {
                correct(unit, &row, desired.correction()?).await?;
            }
            retract(unit, &row, desired.reason()?).await?;
            Ok(true)
        }
        (Retracted, Retracted) if is_same => Ok(false),
        (Published | Corrected, Draft) if let Some(at) = &desired.markup_at => {
            match is_same || desired.is_same_undated(unit, &row).await? {
                true => Ok(false),
                false => Err(desired.unpublished(at, row.status)),
            }
        }
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

    /// Whether it says what the verdict is, and leaves out only when that was reviewed.
    async fn is_same_undated(&self, unit: &Unit<'_>, row: &VerdictRow) -> Result<bool> {
        let mut new = self.new.clone();
        new.reviewed_at = new.reviewed_at.or(row.reviewed_at);
        let is_same = NewVerdict::from(row) == new;
        Ok(is_same && cited(unit.conn, row.id).await? == self.evidence)
    }

    /// Why markup that is to be a draft cannot change what is public.
    fn unpublished(&self, at: &str, status: VerdictStatus) -> Problem {
        let status_name = status.as_str();
        let fault = match self.new.reviewed_at {
            None => Fault::new(
                format!("{at}/datePublished"),
                "required",
                format!("the verdict is {status_name}, and to correct it this is needed"),
            ),
            Some(_) => Fault::new(
                at,
                "illegal_transition",
                format!(
                    "the verdict is {status_name}: what differs corrects it where it is imported to be published, and not as a draft"
                ),
            ),
        };
        Problem {
            errors: vec![fault],
            ..illegal(status)
        }
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
