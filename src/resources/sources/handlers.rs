//! The operations on sources.

use actix_web::web::Data;
use actix_web::{delete, get, patch, post};
use uuid::Uuid;

use super::store::{self, Selection, SourceInsert, SourceRow};
use super::wire::{NewSource, Source, SourceFilter, SourcePatch};
use crate::app::State;
use crate::db::{Conn, Unit};
use crate::error::{Code, Fault, Problem, Result};
use crate::failures;
use crate::http::caller::ClaimsWrite;
use crate::http::failures::{BODY, LIST, MATCHED, ONE, POSTED, SCOPED, SEARCHED};
use crate::http::{
    Answer, Attempt, Authorized, Changed, Created, Deleted, Found, IfMatch, Json, ListQuery,
    Listed, OptionalIfMatch, Page, Paging, Path,
};
use crate::journal::{self, About};
use crate::resources::searching::Beginning;
use crate::search::Kind;
use crate::vocabulary::{Action, Subject};

failures!(ListSources: LIST, SEARCHED);
/// Lists sources
///
/// Every source of this instance, by filter, in pages.
#[utoipa::path(
    tag = "sources",
    params(SourceFilter, Paging),
    responses((status = 200, description = "A page of sources.", body = Page<Source>), ListSources)
)]
#[get("/sources")]
pub async fn list_sources(
    state: Data<State>,
    query: ListQuery<SourceFilter>,
) -> Result<Listed<Source>> {
    let filter = &query.filter;
    let (order, sort) = (filter.order(), filter.order().sort());
    let asked = (Kind::Source, filter.q.as_ref(), filter.conditions());
    let beginning = Beginning::of(&state, &query, (order.by(), sort), asked).await?;
    let selection = Selection {
        ids: beginning.ids(),
        ..Selection::from(filter)
    };
    let page = state.db.read(async |conn| {
        let rows = store::page(conn, &selection, sort, beginning.after(), query.rows()).await?;
        let place = |(row, _): &(SourceRow, _)| (order.key(row), row.id);
        let count = async || store::count(conn, &selection).await;
        beginning.page(&query, rows, place, count).await
    });
    page.await.map(|page| Listed(page.map(Source::from)))
}

failures!(GetSource: ONE);
/// Reads one source
///
/// By its id.
#[utoipa::path(
    tag = "sources",
    params(("id" = Uuid, Path, description = "The source's id.")),
    responses((status = 200, description = "The source.", body = Source), GetSource)
)]
#[get("/sources/{id}")]
pub async fn get_source(state: Data<State>, Path(id): Path<Uuid>) -> Result<Found<Source>> {
    let found = state.db.lookup(async |conn| read(conn, id).await);
    found.await.map(Found)
}

async fn read(conn: Conn<'_>, id: Uuid) -> Result<Source> {
    store::find(conn, id).await.map(Source::from)
}

/// Those of the ids that there are.
pub async fn of_ids(conn: Conn<'_>, ids: &[Uuid]) -> Result<Vec<Source>> {
    let rows = store::find_all(conn, ids).await?;
    Ok(rows.into_iter().map(Source::from).collect())
}

failures!(CreateSource: SCOPED, POSTED, BODY, &[Code::OrganizationRequired, Code::Duplicate]);
/// Adds a source
///
/// Sources are a commons: any organization may add one. A URL that another source has is a
/// 409 `duplicate` whose `existing_id` names it.
#[utoipa::path(
    tag = "sources",
    security(("api_key" = ["claims:write"])),
    request_body(content = NewSource, description = "The source."),
    responses((status = 201, description = "The source, added.", body = Source), CreateSource)
)]
#[post("/sources")]
pub async fn create_source(
    state: Data<State>,
    caller: Authorized<ClaimsWrite>,
    attempt: Attempt,
    Json(new): Json<NewSource>,
) -> Result<Answer> {
    let created = state.post(&caller, &attempt, async |unit| {
        create(unit, &new).await.map(Created)
    });
    name_existing(&state, created.await, new.url.as_deref()).await
}

/// Names the source that has the URL already; the transaction that met it is over by now.
async fn name_existing<R>(state: &State, written: Result<R>, url: Option<&str>) -> Result<R> {
    let (problem, url) = match (written, url) {
        (Err(problem), Some(url)) if problem.code == Code::Duplicate => (problem, url),
        (written, _) => return written,
    };
    let existing = state
        .db
        .lookup(async |conn| store::find_by_url(conn, url).await)
        .await;
    Err(match existing {
        Ok(Some(id)) => Problem {
            existing_id: Some(id),
            errors: vec![Fault::new(
                "/url",
                "duplicate",
                format!("source {id} has it"),
            )],
            detail: format!("Source {id} has this URL.").into(),
            ..problem
        },
        _ => problem,
    })
}

/// Adds a source, in a unit of work.
pub async fn create(unit: &Unit<'_>, new: &NewSource) -> Result<Source> {
    let id = unit.id();
    let insert = SourceInsert {
        id,
        changes: new.clone().into(),
        created_by: unit.owner()?,
        created_at: unit.now(),
        updated_at: unit.now(),
        version: 1,
    };
    store::insert(unit.conn, insert).await?;
    let made = read(unit.conn, id).await?;
    journal::record(unit, Action::SourceCreated, made, None).await
}

failures!(UpdateSource: SCOPED, ONE, BODY, MATCHED, &[Code::NotOwner, Code::Duplicate]);
/// Changes a source
///
/// A merge patch (RFC 7396): absent members stay as they are, null removes one. Only the
/// organization that added it, or `instance:admin`, may.
#[utoipa::path(
    tag = "sources",
    security(("api_key" = ["claims:write"])),
    params(("id" = Uuid, Path, description = "The source's id.")),
    request_body(content = SourcePatch, content_type = "application/merge-patch+json", description = "What changes."),
    responses((status = 200, description = "The source, changed.", body = Source), UpdateSource)
)]
#[patch("/sources/{id}")]
pub async fn update_source(
    state: Data<State>,
    caller: Authorized<ClaimsWrite>,
    Path(id): Path<Uuid>,
    if_match: IfMatch,
    patch: SourcePatch,
) -> Result<Changed<Source>> {
    let changed = state.write(&caller, async |unit| {
        let row = unit.hold(store::lock(unit.conn, id)).await?;
        unit.check_owner(row.created_by)?;
        if_match.check(row.version)?;
        let Some(new) = patch.apply(&NewSource::from(&row))? else {
            return read(unit.conn, id).await;
        };
        store::update(unit.conn, id, new.into(), unit.now()).await?;
        let changed = read(unit.conn, id).await?;
        journal::record(unit, Action::SourceUpdated, changed, None).await
    });
    name_existing(&state, changed.await, patch.text("url"))
        .await
        .map(Changed)
}

failures!(DeleteSource: SCOPED, ONE, &[Code::NotOwner], &[Code::PreconditionFailed, Code::InUse]);
/// Deletes a source
///
/// Only the organization that added it, or `instance:admin`, may, and only while nothing cites it. `If-Match` is honoured, not demanded.
#[utoipa::path(
    tag = "sources",
    security(("api_key" = ["claims:write"])),
    params(("id" = Uuid, Path, description = "The source's id.")),
    responses((status = 204, description = "Deleted."), DeleteSource)
)]
#[delete("/sources/{id}")]
pub async fn delete_source(
    state: Data<State>,
    caller: Authorized<ClaimsWrite>,
    Path(id): Path<Uuid>,
    if_match: OptionalIfMatch,
) -> Result<Deleted> {
    let deleted = state.write(&caller, async |unit| {
        let row = unit.hold(store::lock(unit.conn, id)).await?;
        unit.check_owner(row.created_by)?;
        if_match.check(row.version)?;
        store::delete(unit.conn, id).await?;
        let last = About {
            id,
            version: row.version,
            ..About::default()
        };
        journal::record_deletion(unit, Action::SourceDeleted, Subject::Source, last).await
    });
    deleted.await.map(|()| Deleted)
}
