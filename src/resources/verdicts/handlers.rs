//! The operations on verdicts as drafts, and their reading.

use std::collections::HashMap;

use actix_web::web::Data;
use actix_web::{delete, get, patch, post};
use uuid::Uuid;

use super::conversions::whole;
use super::life::{check_rating, draft};
use super::past;
use super::store::{self, Rated, Selection, VerdictInsert, VerdictLife, VerdictRow};
use super::wire::{Evidence, NewVerdict, Verdict, VerdictFilter, VerdictPatch, VerdictView};
use crate::app::State;
use crate::db::keyset::{Place, Sort};
use crate::db::{Conn, Unit};
use crate::error::{Code, Problem, Result};
use crate::failures;
use crate::http::caller::VerdictsWrite;
use crate::http::failures::{BODY, LIST, MATCHED, ONE, POSTED, SCOPED, SEARCHED};
use crate::http::{
    Answer, Attempt, Authorized, Changed, Created, Deleted, Found, IfMatch, Json, ListQuery,
    Listed, Negotiated, OptionalIfMatch, Page, Paging, Path, PrefersLinkedData, Query, Viewer,
};
use crate::journal::{self, About, Past};
use crate::resources::claim_reviews::give as claim_reviews;
use crate::resources::claim_reviews::markup::ClaimReview;
use crate::resources::claim_reviews::wire::MarkupFormat;
use crate::resources::rating_scales;
use crate::resources::searching::Beginning;
use crate::search::Kind;
use crate::vocabulary::{Action, Subject, VerdictStatus};

failures!(ListVerdicts: LIST, SEARCHED);
/// Lists verdicts
///
/// Those that stand and, with a key, the drafts of its organization; by filter and in order, in
/// pages; with `q` those that match, the best match first.
#[utoipa::path(
    tag = "verdicts",
    params(VerdictFilter, Paging),
    responses((status = 200, description = "A page of verdicts.", body = Page<Verdict>), ListVerdicts)
)]
#[get("/verdicts")]
pub async fn list_verdicts(
    state: Data<State>,
    viewer: Viewer,
    query: ListQuery<VerdictFilter>,
) -> Result<Listed<Verdict>> {
    let viewer = viewer.organization();
    let page = listed(&state, &query, &query.filter, viewer).await?;
    Ok(Listed(page))
}

/// The page of verdicts that a filter asks for, as an organization, or the public, may see them.
pub async fn listed<F>(
    state: &State,
    query: &ListQuery<F>,
    filter: &VerdictFilter,
    viewer: Option<Uuid>,
) -> Result<Page<Verdict>> {
    let (order, sort) = (filter.order(), filter.order().sort());
    let conditions = Selection::of(filter, viewer, None).conditions(filter);
    let asked = (Kind::Verdict, filter.q.as_ref(), conditions);
    let beginning = Beginning::of(state, query, (order.by(), sort), asked).await?;
    let page = state.db.read(async |conn| {
        let ratings = rating_scales::store::normalized_to(conn, &filter.rating).await?;
        let selection = Selection {
            ids: beginning.ids(),
            ..Selection::of(filter, viewer, ratings)
        };
        let rows = store::page(conn, &selection, sort, beginning.after(), query.rows()).await?;
        let place = |(row, ..): &Rated<VerdictRow>| (order.key(row), row.id);
        let count = async || store::count(conn, &selection).await;
        let page = beginning.page(query, rows, place, count).await?;
        Ok(Page {
            data: with_evidence(conn, page.data).await?,
            next_cursor: page.next_cursor,
            total: page.total,
        })
    });
    page.await
}

failures!(GetVerdict: ONE);
/// Reads one verdict
///
/// With its evidence; with `as_of`, what this answered at that time. A draft is there for its
/// own organization alone; a retracted one stays readable. To who prefers `application/ld+json`
/// (and asks for no `as_of`) it is given as `GET /v1/verdicts/{id}/claim-review` gives it.
#[utoipa::path(
    tag = "verdicts",
    params(("id" = Uuid, Path, description = "The verdict's id."), VerdictView),
    responses((status = 200, description = "The verdict; or, where that is preferred, its ClaimReview.", content((Verdict = "application/json"), (ClaimReview = "application/ld+json"))), GetVerdict)
)]
#[get("/verdicts/{id}")]
pub async fn get_verdict(
    state: Data<State>,
    viewer: Viewer,
    linked: PrefersLinkedData,
    Path(id): Path<Uuid>,
    Query(query): Query<VerdictView>,
) -> Result<Negotiated<Found<Verdict>>> {
    if let Some(time) = query.as_of {
        let time = state.clock.past(time)?;
        let viewer = viewer.organization();
        let read = async |conn: Conn<'_>| past::one(Past::new(conn, time), id, viewer).await;
        return state.db.read(read).await.map(Found).map(Negotiated::Own);
    }
    if linked.0 {
        let review = claim_reviews::of_verdict(&state, id, MarkupFormat::JsonLd);
        return review.await.map(Negotiated::Linked);
    }
    let verdict = state.db.lookup(async |conn| read(conn, id).await).await?;
    let is_hidden = verdict.status == VerdictStatus::Draft
        && viewer.organization() != Some(verdict.organization.id);
    if is_hidden {
        return Err(Problem::not_found());
    }
    Ok(Negotiated::Own(Found(verdict)))
}

/// One verdict, whoever asks.
pub async fn read(conn: Conn<'_>, id: Uuid) -> Result<Verdict> {
    let ids = [id];
    let row = store::find(conn, id).await?;
    let evidence = store::evidence_of(conn, &ids).await?;
    Ok(whole(
        row,
        evidence.into_iter().map(Evidence::from).collect(),
    ))
}

/// The verdicts of a selection that follow a place, with their evidence.
pub async fn selected(
    conn: Conn<'_>,
    selection: &Selection,
    sort: Sort,
    after: Option<&Place>,
    rows: i64,
) -> Result<Vec<Verdict>> {
    let rows = store::page(conn, selection, sort, after, rows).await?;
    with_evidence(conn, rows).await
}

/// Every verdict on claims that an organization, or the public, may see, oldest first.
pub async fn of_claims(
    conn: Conn<'_>,
    claims: &[Uuid],
    viewer: Option<Uuid>,
) -> Result<Vec<Verdict>> {
    let rows = store::of_claims(conn, claims, viewer).await?;
    with_evidence(conn, rows).await
}

async fn with_evidence(conn: Conn<'_>, rows: Vec<Rated<VerdictRow>>) -> Result<Vec<Verdict>> {
    let ids: Vec<Uuid> = rows.iter().map(|(row, ..)| row.id).collect();
    let mut by_verdict: HashMap<Uuid, Vec<Evidence>> = HashMap::new();
    for cited in store::evidence_of(conn, &ids).await? {
        let list = by_verdict.entry(cited.0.verdict_id).or_default();
        list.push(cited.into());
    }
    let verdicts = rows.into_iter().map(|row| {
        let evidence = by_verdict.remove(&row.0.id).unwrap_or_default();
        whole(row, evidence)
    });
    Ok(verdicts.collect())
}

failures!(CreateVerdict: SCOPED, POSTED, BODY, &[Code::OrganizationRequired]);
/// Adds a draft verdict
///
/// It may be incomplete; publishing may not. Until then its own organization alone sees it.
#[utoipa::path(
    tag = "verdicts",
    security(("api_key" = ["verdicts:write"])),
    request_body(content = NewVerdict, description = "The draft."),
    responses((status = 201, description = "The draft, added.", body = Verdict), CreateVerdict)
)]
#[post("/verdicts")]
pub async fn create_verdict(
    state: Data<State>,
    caller: Authorized<VerdictsWrite>,
    attempt: Attempt,
    Json(new): Json<NewVerdict>,
) -> Result<Answer> {
    state
        .post(&caller, &attempt, async |unit| {
            create(unit, &new).await.map(Created)
        })
        .await
}

/// Adds a draft, in a unit of work.
pub async fn create(unit: &Unit<'_>, new: &NewVerdict) -> Result<Verdict> {
    let organization = unit.owner()?;
    check_rating(unit, new.rating_id, organization).await?;
    let id = unit.id();
    let insert = VerdictInsert {
        id,
        organization_id: organization,
        changes: new.clone().into(),
        life: VerdictLife::DRAFT,
        created_at: unit.now(),
        updated_at: unit.now(),
        version: 1,
    };
    store::insert(unit.conn, insert).await?;
    let made = read(unit.conn, id).await?;
    journal::record(unit, Action::VerdictCreated, made, None).await
}

failures!(UpdateVerdict: SCOPED, ONE, BODY, MATCHED, &[Code::NotOwner, Code::IllegalTransition]);
/// Changes a draft verdict
///
/// A merge patch (RFC 7396): absent members stay as they are, null removes one. Only a draft can
/// be changed so.
#[utoipa::path(
    tag = "verdicts",
    security(("api_key" = ["verdicts:write"])),
    params(("id" = Uuid, Path, description = "The verdict's id.")),
    request_body(content = VerdictPatch, content_type = "application/merge-patch+json", description = "What changes."),
    responses((status = 200, description = "The draft, changed.", body = Verdict), UpdateVerdict)
)]
#[patch("/verdicts/{id}")]
pub async fn update_verdict(
    state: Data<State>,
    caller: Authorized<VerdictsWrite>,
    Path(id): Path<Uuid>,
    if_match: IfMatch,
    patch: VerdictPatch,
) -> Result<Changed<Verdict>> {
    let changed = state.write(&caller, async |unit| {
        let row = draft(unit, id, |version| if_match.check(version)).await?;
        let Some(new) = patch.apply(&NewVerdict::from(&row))? else {
            return read(unit.conn, id).await;
        };
        check_rating(unit, new.rating_id, row.organization_id).await?;
        store::update(unit.conn, id, new.into(), unit.now()).await?;
        updated(unit, id).await
    });
    changed.await.map(Changed)
}

/// Records a change of a draft.
pub(super) async fn updated(unit: &Unit<'_>, id: Uuid) -> Result<Verdict> {
    let changed = read(unit.conn, id).await?;
    journal::record(unit, Action::VerdictUpdated, changed, None).await
}

/// Raises the versions of drafts whose rating changed: who publishes one has then seen how.
pub async fn rating_changed(unit: &Unit<'_>, ratings: &[Uuid]) -> Result<()> {
    for draft in store::touch_drafts(unit.conn, ratings, unit.now()).await? {
        updated(unit, draft).await?;
    }
    Ok(())
}

failures!(DeleteVerdict: SCOPED, ONE, &[Code::NotOwner, Code::PreconditionFailed, Code::IllegalTransition]);
/// Deletes a draft verdict
///
/// Only a draft can be deleted. `If-Match` is honoured, not demanded.
#[utoipa::path(
    tag = "verdicts",
    security(("api_key" = ["verdicts:write"])),
    params(("id" = Uuid, Path, description = "The verdict's id.")),
    responses((status = 204, description = "Deleted."), DeleteVerdict)
)]
#[delete("/verdicts/{id}")]
pub async fn delete_verdict(
    state: Data<State>,
    caller: Authorized<VerdictsWrite>,
    Path(id): Path<Uuid>,
    if_match: OptionalIfMatch,
) -> Result<Deleted> {
    let deleted = state.write(&caller, async |unit| {
        let row = draft(unit, id, |version| if_match.check(version)).await?;
        store::delete(unit.conn, id).await?;
        let last = About {
            id,
            version: row.version,
            claim: Some(row.claim_id),
            private_to: Some(row.organization_id),
            ..About::default()
        };
        journal::record_deletion(unit, Action::VerdictDeleted, Subject::Verdict, last).await
    });
    deleted.await.map(|()| Deleted)
}
