//! The evidence of verdicts: the whole list at once, in order.

use actix_web::put;
use actix_web::web::Data;
use uuid::Uuid;

use super::conversions;
use super::handlers::{read, updated};
use super::life::draft;
use super::store::{self, EvidenceInsert};
use super::wire::{EvidenceList, NewEvidence, Verdict};
use crate::app::State;
use crate::db::Unit;
use crate::error::{Code, Fault, Problem, Result};
use crate::failures;
use crate::http::caller::VerdictsWrite;
use crate::http::failures::{BODY, MATCHED, ONE, SCOPED};
use crate::http::{Authorized, Changed, IfMatch, Json, Path};
use crate::resources::sources;

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
    if !replace(unit, verdict, "", &list.0).await? {
        return read(unit.conn, verdict).await;
    }
    store::touch(unit.conn, verdict, unit.now()).await?;
    updated(unit, verdict).await
}

/// Makes this the evidence of a verdict, and tells whether that changed anything. `at` leads to
/// the list in what was sent.
pub(super) async fn replace(
    unit: &Unit<'_>,
    verdict: Uuid,
    at: &str,
    list: &[NewEvidence],
) -> Result<bool> {
    let cited: Vec<Uuid> = list.iter().map(|evidence| evidence.source_id).collect();
    let known = sources::store::known(unit.conn, &cited).await?;
    let dangling = cited
        .iter()
        .enumerate()
        .filter(|(_, id)| !known.contains(id));
    let faults: Vec<Fault> = dangling
        .map(|(index, _)| {
            let pointer = format!("{at}/{index}/source_id");
            Fault::new(pointer, "not_found", "there is no such source")
        })
        .collect();
    if !faults.is_empty() {
        return Err(Problem::invalid(faults));
    }
    if conversions::cited(unit.conn, verdict).await? == list {
        return Ok(false);
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
    store::replace_evidence(unit.conn, verdict, rows.collect()).await?;
    Ok(true)
}
