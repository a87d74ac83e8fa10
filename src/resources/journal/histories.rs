//! The histories of resources.

use actix_web::get;
use actix_web::web::Data;
use uuid::Uuid;

use super::handlers::read;
use super::store::{EntryRow, Selection};
use super::wire::{HistoryFilter, HistorySort, JournalEntry};
use crate::app::State;
use crate::db::keyset::{Direction, Key, Sort};
use crate::error::{Problem, Result};
use crate::failures;
use crate::http::failures::{LIST, ONE};
use crate::http::{ListQuery, Listed, Page, Paging, Path, Viewer};
use crate::vocabulary::Subject;

/// A page of a resource's history. It outlives the resource; where a viewer may see nothing of
/// it, there is nothing.
async fn history(
    state: &State,
    viewer: &Viewer,
    (kind, id): (Subject, Uuid),
    query: &ListQuery<HistoryFilter>,
) -> Result<Listed<JournalEntry>> {
    let viewer = viewer.organization();
    let selection = Selection::Of { kind, id, viewer };
    let sort = query.filter.sort.unwrap_or_default().sort();
    let page = state.db.read(async |conn| {
        let key = |row: &EntryRow| Key::Number(row.version);
        let is_own = |row: &EntryRow| viewer.is_some() && row.organization_id == viewer;
        read(conn, query, &selection, (sort, key), is_own).await
    });
    let page = page.await?;
    match page.data.is_empty() {
        true => Err(Problem::not_found()),
        false => Ok(Listed(page)),
    }
}

impl HistorySort {
    fn sort(self) -> Sort {
        let direction = match self {
            Self::LatestFirst => Direction::Descending,
            Self::EarliestFirst => Direction::Ascending,
        };
        Sort::by_number("journal.version", "journal.id", direction)
    }
}

failures!(ListClaimHistory: LIST, ONE);
/// Lists how a claim changed
///
/// Every version of it, each whole: who changed it, when, and what it was after the change. A
/// change of what it embeds (a translation, a statement, a relation, a verdict) is one of its versions. Still
/// there after a deletion.
#[utoipa::path(
    tag = "journal",
    params(("id" = Uuid, Path, description = "The claim's id."), HistoryFilter, Paging),
    responses((status = 200, description = "A page of its versions.", body = Page<JournalEntry>), ListClaimHistory)
)]
#[get("/claims/{id}/history")]
pub async fn list_claim_history(
    state: Data<State>,
    viewer: Viewer,
    Path(id): Path<Uuid>,
    query: ListQuery<HistoryFilter>,
) -> Result<Listed<JournalEntry>> {
    history(&state, &viewer, (Subject::Claim, id), &query).await
}

failures!(ListClaimantHistory: LIST, ONE);
/// Lists how a claimant changed
///
/// Every version of it, each whole: who changed it, when, and what it was after the change. Still
/// there after a deletion.
#[utoipa::path(
    tag = "journal",
    params(("id" = Uuid, Path, description = "The claimant's id."), HistoryFilter, Paging),
    responses((status = 200, description = "A page of its versions.", body = Page<JournalEntry>), ListClaimantHistory)
)]
#[get("/claimants/{id}/history")]
pub async fn list_claimant_history(
    state: Data<State>,
    viewer: Viewer,
    Path(id): Path<Uuid>,
    query: ListQuery<HistoryFilter>,
) -> Result<Listed<JournalEntry>> {
    history(&state, &viewer, (Subject::Claimant, id), &query).await
}

failures!(ListSourceHistory: LIST, ONE);
/// Lists how a source changed
///
/// Every version of it, each whole: who changed it, when, and what it was after the change. Still
/// there after a deletion.
#[utoipa::path(
    tag = "journal",
    params(("id" = Uuid, Path, description = "The source's id."), HistoryFilter, Paging),
    responses((status = 200, description = "A page of its versions.", body = Page<JournalEntry>), ListSourceHistory)
)]
#[get("/sources/{id}/history")]
pub async fn list_source_history(
    state: Data<State>,
    viewer: Viewer,
    Path(id): Path<Uuid>,
    query: ListQuery<HistoryFilter>,
) -> Result<Listed<JournalEntry>> {
    history(&state, &viewer, (Subject::Source, id), &query).await
}

failures!(ListVerdictHistory: LIST, ONE);
/// Lists how a verdict changed
///
/// Every version of it, each whole: who published, corrected or retracted it, when and why. The
/// public sees what was public; its own organization sees its drafts as well.
#[utoipa::path(
    tag = "journal",
    params(("id" = Uuid, Path, description = "The verdict's id."), HistoryFilter, Paging),
    responses((status = 200, description = "A page of its versions.", body = Page<JournalEntry>), ListVerdictHistory)
)]
#[get("/verdicts/{id}/history")]
pub async fn list_verdict_history(
    state: Data<State>,
    viewer: Viewer,
    Path(id): Path<Uuid>,
    query: ListQuery<HistoryFilter>,
) -> Result<Listed<JournalEntry>> {
    history(&state, &viewer, (Subject::Verdict, id), &query).await
}
