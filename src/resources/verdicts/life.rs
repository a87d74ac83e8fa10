//! The life of a verdict: what may be done to it in which status, its evidence, and its
//! publication.

use actix_web::web::Data;
use actix_web::{post, put};
use uuid::Uuid;

use super::handlers::read;
use super::store::{self, EvidenceInsert, VerdictRow};
use super::wire::{EvidenceList, Verdict};
use crate::app::State;
use crate::db::Unit;
use crate::error::{Code, Fault, Problem, Result};
use crate::failures;
use crate::http::caller::{VerdictsPublish, VerdictsWrite};
use crate::http::failures::{BODY, MATCHED, ONE, SCOPED};
use crate::http::{Authorized, Changed, IfMatch, Json, OptionalIfMatch, Path};
use crate::resources::{claims, rating_scales};
use crate::vocabulary::VerdictStatus;

/// A draft of the caller's organization, held against other changes. Another organization's
/// draft is not there; its public verdict is, and is not the caller's.
pub(super) async fn draft(
    unit: &Unit<'_>,
    id: Uuid,
    if_match: impl Fn(i64) -> Result<()>,
) -> Result<VerdictRow> {
    let row = store::lock(unit.conn, id).await?;
    let is_draft = row.status == VerdictStatus::Draft;
    if unit.organization != Some(row.organization_id) {
        return Err(match is_draft {
            true => Problem::not_found(),
            false => Problem::new(Code::NotOwner, "The verdict is another organization's."),
        });
    }
    if_match(row.version)?;
    if !is_draft {
        return Err(Problem::new(
            Code::IllegalTransition,
            format!(
                "The verdict is {}, and only a draft can be changed, deleted or published. \
                 Legal moves now: {}.",
                row.status.as_str(),
                match row.status {
                    VerdictStatus::Retracted => "none",
                    _ => "correct, retract",
                }
            ),
        ));
    }
    Ok(row)
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

failures!(PutEvidence: SCOPED, ONE, BODY, MATCHED, &[Code::NotOwner, Code::IllegalTransition]);
/// Replaces the evidence of a draft verdict
///
/// The whole list, in order. The same source may be cited more than once.
#[utoipa::path(
    tag = "verdicts",
    security(("api_key" = ["verdicts:write"])),
    params(("id" = Uuid, Path, description = "The verdict's id.")),
    request_body(content = EvidenceList, description = "All of the evidence.", example = json!([
        {"source_id": "0192d3a1-7b5e-7c3d-9f21-4a5b6c7d8ea1", "stance": "supports", "note": "The first official confirmation."}
    ])),
    responses((status = 200, description = "The draft, with its evidence.", body = Verdict), PutEvidence)
)]
#[put("/verdicts/{id}/evidence")]
pub async fn put_evidence(
    state: Data<State>,
    caller: Authorized<VerdictsWrite>,
    Path(id): Path<Uuid>,
    if_match: IfMatch,
    Json(list): Json<EvidenceList>,
) -> Result<Changed<Verdict>> {
    let changed = state.write(&caller, async |unit| {
        draft(unit, id, |version| if_match.check(version)).await?;
        cite(unit, id, &list).await
    });
    changed.await.map(Changed)
}

/// Replaces the evidence of a draft that is held, in a unit of work.
pub async fn cite(unit: &Unit<'_>, verdict: Uuid, list: &EvidenceList) -> Result<Verdict> {
    let EvidenceList(list) = list;
    let cited: Vec<Uuid> = list.iter().map(|evidence| evidence.source_id).collect();
    let known = store::known_sources(unit.conn, &cited).await?;
    let dangling = cited
        .iter()
        .enumerate()
        .filter(|(_, id)| !known.contains(id));
    let faults: Vec<Fault> = dangling
        .map(|(index, _)| {
            let pointer = format!("/{index}/source_id");
            Fault::new(pointer, "not_found", "there is no such source")
        })
        .collect();
    if !faults.is_empty() {
        return Err(Problem::invalid(faults));
    }
    let is_same = store::evidence_of(unit.conn, &[verdict])
        .await?
        .iter()
        .map(|(row, source)| (source.id, row.stance, &row.quote, &row.note))
        .eq(list
            .iter()
            .map(|new| (new.source_id, new.stance, &new.quote, &new.note)));
    if is_same {
        return read(unit.conn, verdict).await;
    }
    let rows = (0..).zip(list).map(|(position, evidence)| EvidenceInsert {
        id: unit.id(),
        verdict_id: verdict,
        source_id: evidence.source_id,
        stance: evidence.stance,
        quote: evidence.quote.clone(),
        note: evidence.note.clone(),
        position,
    });
    store::replace_evidence(unit.conn, verdict, rows.collect(), unit.now).await?;
    read(unit.conn, verdict).await
}

failures!(PublishVerdict: SCOPED, ONE, &[Code::NotOwner, Code::PreconditionFailed, Code::IllegalTransition]);
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
    Path(id): Path<Uuid>,
    if_match: OptionalIfMatch,
) -> Result<Changed<Verdict>> {
    let published = state.write(&caller, async |unit| {
        let row = draft(unit, id, |version| if_match.check(version)).await?;
        publish(unit, &row).await
    });
    published.await.map(Changed)
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
    claims::store::lock(unit.conn, row.claim_id).await?;
    store::publish(unit.conn, row.id, unit.now).await?;
    claims::store::touch(unit.conn, row.claim_id, unit.now).await?;
    read(unit.conn, row.id).await
}
