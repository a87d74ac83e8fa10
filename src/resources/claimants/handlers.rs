//! The operations on claimants.

use std::collections::HashMap;

use actix_web::web::Data;
use actix_web::{delete, get, patch, post};
use uuid::Uuid;

use super::store::{self, ClaimantInsert, ClaimantRow, Selection};
use super::wire::{
    Claimant, ClaimantCounts, ClaimantFilter, ClaimantPatch, ClaimantSort, NewClaimant,
};
use crate::app::State;
use crate::db::keyset::Key;
use crate::db::{Conn, Unit};
use crate::error::{Code, Problem, Result};
use crate::failures;
use crate::http::caller::ClaimsWrite;
use crate::http::failures::{BODY, LIST, MATCHED, ONE, POSTED, SCOPED};
use crate::http::{
    Answer, Attempt, Authorized, Changed, Created, Current, Deleted, Found, IfMatch, Json,
    ListQuery, Listed, Moved, OptionalIfMatch, Page, Paging, Path,
};
use crate::journal::{self, About};
use crate::resources::organizations::store::OrganizationBrief;
use crate::resources::statements;
use crate::resources::statements::store::RatedRow;
use crate::vocabulary::{Action, Subject};

failures!(ListClaimants: LIST);
/// Lists claimants
///
/// Every voice of this instance, by filter, in pages; with `q`, those that are called so.
#[utoipa::path(
    tag = "claimants",
    params(ClaimantFilter, Paging),
    responses((status = 200, description = "A page of claimants.", body = Page<Claimant>), ListClaimants)
)]
#[get("/claimants")]
pub async fn list_claimants(
    state: Data<State>,
    query: ListQuery<ClaimantFilter>,
) -> Result<Listed<Claimant>> {
    let (selection, order) = (Selection::from(&query.filter), query.filter.order());
    let page = state.db.read(async |conn| {
        let after = query.after(order.sort())?;
        let (rows, next_cursor) = match order {
            ClaimantSort::Relevance => {
                let mut rows = store::search(conn, &selection, after, query.rows()).await?;
                let next_cursor = query.cut(&mut rows, |(row, _, likeness)| {
                    (Key::Number(*likeness), row.id)
                })?;
                let rows = rows.into_iter().map(|(row, owner, _)| (row, owner));
                (rows.collect::<Vec<_>>(), next_cursor)
            }
            order => {
                let sort = order.sort();
                let mut rows = store::page(conn, &selection, sort, after, query.rows()).await?;
                let next_cursor = query.cut(&mut rows, |(row, _)| (order.key(row), row.id))?;
                (rows, next_cursor)
            }
        };
        let total = match query.count {
            true => Some(store::count(conn, &selection).await?),
            false => None,
        };
        Ok(Page {
            data: counted(conn, rows).await?,
            next_cursor,
            total,
        })
    });
    page.await.map(Listed)
}

failures!(GetClaimant: ONE);
/// Reads one claimant
///
/// With how often it took each position, and how the claims that it asserted were rated. One that
/// was merged into another is answered by 301.
#[utoipa::path(
    tag = "claimants",
    params(("id" = Uuid, Path, description = "The claimant's id.")),
    responses((status = 200, description = "The claimant.", body = Claimant), Moved, GetClaimant)
)]
#[get("/claimants/{id}")]
pub async fn get_claimant(
    state: Data<State>,
    Path(id): Path<Uuid>,
) -> Result<Current<Found<Claimant>>> {
    let found = state.db.read(async |conn| {
        let current = store::current(conn, id).await?;
        if current != id {
            return Ok(Current::Moved(current));
        }
        read(conn, id).await.map(Found).map(Current::Here)
    });
    found.await
}

pub(super) async fn read(conn: Conn<'_>, id: Uuid) -> Result<Claimant> {
    let row = store::find(conn, id).await?;
    let mut claimants = counted(conn, vec![row]).await?;
    claimants.pop().ok_or_else(Problem::not_found)
}

/// Claimants with what they said, counted.
async fn counted(
    conn: Conn<'_>,
    rows: Vec<(ClaimantRow, OrganizationBrief)>,
) -> Result<Vec<Claimant>> {
    let ids: Vec<Uuid> = rows.iter().map(|(row, _)| row.id).collect();
    let (positions, rated) = futures_util::try_join!(
        statements::store::positions_of(conn, &ids),
        statements::store::ratings_of(conn, &ids),
    )?;
    let mut counts: HashMap<Uuid, ClaimantCounts> = HashMap::new();
    for (claimant, position, count) in positions {
        let counts = claimant.map(|id| counts.entry(id).or_default());
        counts.map(|counts| counts.positions.insert(position, count));
    }
    for RatedRow {
        claimant,
        rating,
        count,
    } in rated
    {
        let counts = counts.entry(claimant).or_default();
        match rating {
            Some(rating) => drop(counts.ratings.insert(rating, count)),
            None => counts.unrated = count,
        }
    }
    let claimants = rows.into_iter().map(|row| {
        let mut claimant = Claimant::from(row);
        claimant.counts = counts.remove(&claimant.id).unwrap_or_default();
        claimant
    });
    Ok(claimants.collect())
}

/// Those of the ids that there are, not counted: new ones have said nothing, and records tell it
/// otherwise.
pub async fn of_ids(conn: Conn<'_>, ids: &[Uuid]) -> Result<Vec<Claimant>> {
    let rows = store::find_all(conn, ids).await?;
    Ok(rows.into_iter().map(Claimant::from).collect())
}

failures!(CreateClaimant: SCOPED, POSTED, BODY, &[Code::OrganizationRequired]);
/// Adds a claimant
///
/// Claimants are a commons: any organization may add one.
#[utoipa::path(
    tag = "claimants",
    security(("api_key" = ["claims:write"])),
    request_body(content = NewClaimant, description = "The claimant."),
    responses((status = 201, description = "The claimant, added.", body = Claimant), CreateClaimant)
)]
#[post("/claimants")]
pub async fn create_claimant(
    state: Data<State>,
    caller: Authorized<ClaimsWrite>,
    attempt: Attempt,
    Json(new): Json<NewClaimant>,
) -> Result<Answer> {
    state
        .post(&caller, &attempt, async |unit| {
            create(unit, &new).await.map(Created)
        })
        .await
}

/// Adds a claimant, in a unit of work.
pub async fn create(unit: &Unit<'_>, new: &NewClaimant) -> Result<Claimant> {
    let id = unit.id();
    let insert = ClaimantInsert {
        id,
        changes: new.clone().into(),
        created_by: unit.owner()?,
        created_at: unit.now(),
        updated_at: unit.now(),
        version: 1,
    };
    store::insert(unit.conn, insert).await?;
    let made = read(unit.conn, id).await?;
    journal::record(unit, Action::ClaimantCreated, made, None).await
}

failures!(UpdateClaimant: SCOPED, ONE, BODY, MATCHED, &[Code::NotOwner]);
/// Changes a claimant
///
/// A merge patch (RFC 7396): absent members stay as they are, null removes one. Only the
/// organization that added it, or `instance:admin`, may.
#[utoipa::path(
    tag = "claimants",
    security(("api_key" = ["claims:write"])),
    params(("id" = Uuid, Path, description = "The claimant's id.")),
    request_body(content = ClaimantPatch, content_type = "application/merge-patch+json", description = "What changes."),
    responses((status = 200, description = "The claimant, changed.", body = Claimant), UpdateClaimant)
)]
#[patch("/claimants/{id}")]
pub async fn update_claimant(
    state: Data<State>,
    caller: Authorized<ClaimsWrite>,
    Path(id): Path<Uuid>,
    if_match: IfMatch,
    patch: ClaimantPatch,
) -> Result<Changed<Claimant>> {
    let changed = state.write(&caller, async |unit| {
        let row = unit.hold(store::lock(unit.conn, id)).await?;
        unit.check_owner(row.created_by)?;
        if_match.check(row.version)?;
        match patch.apply(&NewClaimant::from(&row))? {
            Some(new) => change(unit, id, new, None).await,
            None => read(unit.conn, id).await,
        }
    });
    changed.await.map(Changed)
}

/// Changes a claimant that is held.
pub(super) async fn change(
    unit: &Unit<'_>,
    id: Uuid,
    new: NewClaimant,
    note: Option<&str>,
) -> Result<Claimant> {
    store::update(unit.conn, id, new.into(), unit.now()).await?;
    let changed = read(unit.conn, id).await?;
    journal::record(unit, Action::ClaimantUpdated, changed, note).await
}

failures!(DeleteClaimant: SCOPED, ONE, &[Code::NotOwner], &[Code::PreconditionFailed, Code::InUse]);
/// Deletes a claimant
///
/// Only the organization that added it, or `instance:admin`, may, and only while there is no statement of it. `If-Match` is honoured, not demanded.
#[utoipa::path(
    tag = "claimants",
    security(("api_key" = ["claims:write"])),
    params(("id" = Uuid, Path, description = "The claimant's id.")),
    responses((status = 204, description = "Deleted."), DeleteClaimant)
)]
#[delete("/claimants/{id}")]
pub async fn delete_claimant(
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
        journal::record_deletion(unit, Action::ClaimantDeleted, Subject::Claimant, last).await
    });
    deleted.await.map(|()| Deleted)
}
