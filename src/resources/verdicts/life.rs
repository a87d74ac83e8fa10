//! The life of a verdict: draft, published, corrected (any number of times), retracted. What
//! may be done to it in which status, its publication and its retraction.

use actix_web::post;
use actix_web::web::Data;
use uuid::Uuid;

use super::handlers::read;
use super::store::{self, VerdictRow};
use super::wire::{Retraction, Verdict};
use crate::app::State;
use crate::db::Unit;
use crate::error::{Code, Fault, Problem, Result};
use crate::failures;
use crate::http::caller::VerdictsPublish;
use crate::http::failures::{BODY, ONE, POSTED, SCOPED};
use crate::http::{Answer, Attempt, Authorized, Changed, Json, OptionalIfMatch, Path};
use crate::journal;
use crate::resources::{claims, rating_scales};
use crate::vocabulary::{Action, VerdictStatus};

impl VerdictStatus {
    /// What may be done to a verdict of its own organization.
    fn legal_moves(self) -> &'static [&'static str] {
        match self {
            Self::Draft => &["update", "publish", "delete"],
            Self::Published | Self::Corrected => &["correct", "retract"],
            Self::Retracted => &[],
        }
    }
}

/// A draft of the caller's organization, held against other changes.
pub(super) async fn draft(
    unit: &Unit<'_>,
    id: Uuid,
    if_match: impl Fn(i64) -> Result<()>,
) -> Result<VerdictRow> {
    held(unit, id, if_match, &[VerdictStatus::Draft]).await
}

/// A verdict of the caller's organization that stands, held against other changes.
pub(super) async fn standing(
    unit: &Unit<'_>,
    id: Uuid,
    if_match: impl Fn(i64) -> Result<()>,
) -> Result<VerdictRow> {
    held(unit, id, if_match, &VerdictStatus::STANDING).await
}

/// Another organization's draft is not there; its public verdict is, and is not the caller's.
async fn held(
    unit: &Unit<'_>,
    id: Uuid,
    if_match: impl Fn(i64) -> Result<()>,
    statuses: &[VerdictStatus],
) -> Result<VerdictRow> {
    let lock = store::lock_for(unit.conn, id, unit.author.organization);
    let row = unit.hold(lock).await?;
    if unit.author.organization != Some(row.organization_id) {
        return Err(match row.status {
            VerdictStatus::Draft => Problem::not_found(),
            _ => Problem::new(Code::NotOwner, "The verdict is another organization's."),
        });
    }
    if_match(row.version)?;
    if statuses.contains(&row.status) {
        return Ok(row);
    }
    Err(illegal(row.status))
}

/// The refusal of a move that the status does not allow.
pub(super) fn illegal(status: VerdictStatus) -> Problem {
    let moves = status.legal_moves();
    let status = status.as_str();
    Problem {
        legal_moves: Some(moves),
        ..Problem::new(
            Code::IllegalTransition,
            match moves.is_empty() {
                true => format!("The verdict is {status}, which is final."),
                false => format!(
                    "The verdict is {status}. Legal moves: {}.",
                    moves.join(", ")
                ),
            },
        )
    }
}

/// Refuses a rating that is none of the organization's scales.
pub(super) async fn check_rating(
    unit: &Unit<'_>,
    rating: Option<Uuid>,
    organization: Uuid,
) -> Result<()> {
    let Some(rating) = rating else { return Ok(()) };
    rating_scales::store::hold_rating(unit.conn, rating, organization)
        .await?
        .map(|_| ())
        .ok_or_else(|| Problem::dangling("/rating_id", "rating among your organization's scales"))
}

failures!(PublishVerdict: SCOPED, POSTED, ONE, &[Code::NotOwner, Code::PreconditionFailed, Code::IllegalTransition]);
/// Publishes a draft verdict
///
/// It needs a rating, a title, `reviewed_at` and at least one piece of evidence; what is missing
/// is named by 422. From then on everyone sees it, and its claim shows it.
#[utoipa::path(
    tag = "verdicts",
    security(("api_key" = ["verdicts:publish"])),
    params(("id" = Uuid, Path, description = "The verdict's id.")),
    responses((status = 200, description = "The verdict, published.", body = Verdict), PublishVerdict)
)]
#[post("/verdicts/{id}/publish")]
pub async fn publish_verdict(
    state: Data<State>,
    caller: Authorized<VerdictsPublish>,
    attempt: Attempt,
    Path(id): Path<Uuid>,
    if_match: OptionalIfMatch,
) -> Result<Answer> {
    let published = state.post(&caller, &attempt, async |unit| {
        let row = draft(unit, id, |version| if_match.check(version)).await?;
        publish(unit, &row).await.map(Changed)
    });
    published.await
}

/// Publishes a draft that is held, in a unit of work.
pub async fn publish(unit: &Unit<'_>, row: &VerdictRow) -> Result<Verdict> {
    let evidence = store::evidence_of(unit.conn, &[row.id]).await?;
    let demanded = [
        ("/rating_id", row.rating_id.is_some(), "a rating"),
        ("/title", row.title.is_some(), "a title"),
        (
            "/reviewed_at",
            row.reviewed_at.is_some(),
            "the time of the review",
        ),
        (
            "/evidence",
            !evidence.is_empty(),
            "at least one piece of evidence",
        ),
    ];
    let missing: Vec<Fault> = demanded
        .into_iter()
        .filter(|(_, is_there, _)| !is_there)
        .map(|(pointer, _, what)| {
            Fault::new(pointer, "required", format!("publishing needs {what}"))
        })
        .collect();
    if !missing.is_empty() {
        return Err(Problem::invalid(missing));
    }
    // Held, so that the scale cannot change what the verdict is about to show.
    check_rating(unit, row.rating_id, row.organization_id).await?;
    // Held, so that two publications see each other's reviews.
    unit.hold(claims::store::lock(unit.conn, row.claim_id))
        .await?;
    store::publish(unit.conn, row.id, unit.now()).await?;
    changed(unit, row, Action::VerdictPublished, None).await
}

/// Records a change of what is public, and with it that of the claim, which is held.
pub(super) async fn changed(
    unit: &Unit<'_>,
    row: &VerdictRow,
    action: Action,
    note: Option<&str>,
) -> Result<Verdict> {
    let verdict = read(unit.conn, row.id).await?;
    let verdict = journal::record(unit, action, verdict, note).await?;
    claims::embedded_changed(unit, row.claim_id).await?;
    Ok(verdict)
}

failures!(RetractVerdict: SCOPED, POSTED, ONE, BODY, &[Code::NotOwner, Code::PreconditionFailed, Code::IllegalTransition]);
/// Retracts a public verdict
///
/// It stays readable, with its reason, as `retracted`, and is final; claims no longer show it, and
/// lists only when `status` asks for it.
#[utoipa::path(
    tag = "verdicts",
    security(("api_key" = ["verdicts:publish"])),
    params(("id" = Uuid, Path, description = "The verdict's id.")),
    request_body(content = Retraction, description = "Why."),
    responses((status = 200, description = "The verdict, retracted.", body = Verdict), RetractVerdict)
)]
#[post("/verdicts/{id}/retract")]
pub async fn retract_verdict(
    state: Data<State>,
    caller: Authorized<VerdictsPublish>,
    attempt: Attempt,
    Path(id): Path<Uuid>,
    if_match: OptionalIfMatch,
    Json(retraction): Json<Retraction>,
) -> Result<Answer> {
    let retracted = state.post(&caller, &attempt, async |unit| {
        let row = standing(unit, id, |version| if_match.check(version)).await?;
        retract(unit, &row, &retraction.reason).await.map(Changed)
    });
    retracted.await
}

/// Retracts a verdict that is held, in a unit of work.
pub async fn retract(unit: &Unit<'_>, row: &VerdictRow, reason: &str) -> Result<Verdict> {
    unit.hold(claims::store::lock(unit.conn, row.claim_id))
        .await?;
    store::retract(unit.conn, row.id, reason, unit.now()).await?;
    changed(unit, row, Action::VerdictRetracted, Some(reason)).await
}
