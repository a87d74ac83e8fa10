//! Corrections of what is public: changed in one step, with a note that says what and why.

use actix_web::post;
use actix_web::web::Data;
use serde_json::json;
use uuid::Uuid;

use super::conversions::cited;
use super::evidence;
use super::life::{changed, check_rating, standing};
use super::store::{self, VerdictRow};
use super::wire::{Correction, CorrectionPatch, NewVerdict, Verdict};
use crate::app::State;
use crate::db::Unit;
use crate::error::{Code, Result};
use crate::failures;
use crate::http::caller::VerdictsPublish;
use crate::http::failures::{BODY, ONE, POSTED, SCOPED};
use crate::http::{Answer, Attempt, Authorized, Changed, OptionalIfMatch, Path};
use crate::resources::claims;
use crate::vocabulary::Action;

failures!(CorrectVerdict: SCOPED, POSTED, ONE, BODY, &[Code::NotOwner, Code::PreconditionFailed, Code::IllegalTransition]);
/// Corrects a public verdict
///
/// Send what changes, and a `correction_note` that tells readers what and why; what is left out
/// stays as it is, null removes a summary, an explanation or a URL, and `evidence` replaces the
/// whole list. What publishing demands stays demanded. `published_at` is kept, and the history
/// keeps what was said before.
#[utoipa::path(
    tag = "verdicts",
    security(("api_key" = ["verdicts:publish"])),
    params(("id" = Uuid, Path, description = "The verdict's id.")),
    request_body(content = CorrectionPatch, description = "What changes, and why."),
    responses((status = 200, description = "The verdict, corrected.", body = Verdict), CorrectVerdict)
)]
#[post("/verdicts/{id}/correct")]
pub async fn correct_verdict(
    state: Data<State>,
    caller: Authorized<VerdictsPublish>,
    attempt: Attempt,
    Path(id): Path<Uuid>,
    if_match: OptionalIfMatch,
    patch: CorrectionPatch,
) -> Result<Answer> {
    let corrected = state.post(&caller, &attempt, async |unit| {
        let row = standing(unit, id, |version| if_match.check(version)).await?;
        correct_by(unit, &row, &patch).await.map(Changed)
    });
    corrected.await
}

/// Corrects a verdict that is held by what changes of it, in a unit of work.
pub async fn correct_by(
    unit: &Unit<'_>,
    row: &VerdictRow,
    patch: &CorrectionPatch,
) -> Result<Verdict> {
    let correction = patch.onto(&current(unit, row).await?)?;
    correct(unit, row, correction).await
}

/// What a correction starts from.
async fn current(unit: &Unit<'_>, row: &VerdictRow) -> Result<serde_json::Value> {
    let evidence = cited(unit.conn, row.id).await?;
    let mut current = json!(NewVerdict::from(row));
    if let Some(fields) = current.as_object_mut() {
        fields.remove("claim_id");
        fields.insert("evidence".to_owned(), json!(evidence));
    }
    Ok(current)
}

/// Corrects a verdict that is held, in a unit of work.
pub async fn correct(unit: &Unit<'_>, row: &VerdictRow, correction: Correction) -> Result<Verdict> {
    let rating = Some(correction.rating_id);
    check_rating(unit, rating, row.organization_id).await?;
    unit.hold(claims::store::lock(unit.conn, row.claim_id))
        .await?;
    evidence::replace(unit, row.id, "/evidence", &correction.evidence).await?;
    let note = correction.correction_note.clone();
    let changes = NewVerdict::corrected(row.claim_id, correction).into();
    store::correct(unit.conn, row.id, changes, &note, unit.now()).await?;
    changed(unit, row, Action::VerdictCorrected, Some(&note)).await
}

impl NewVerdict {
    fn corrected(claim_id: Uuid, correction: Correction) -> Self {
        Self {
            claim_id,
            rating_id: Some(correction.rating_id),
            title: Some(correction.title),
            summary: correction.summary,
            explanation: correction.explanation,
            url: correction.url,
            language: correction.language,
            reviewed_at: Some(correction.reviewed_at),
        }
    }
}
