//! The operations on relations.

use actix_web::web::Data;
use actix_web::{delete, get, post};
use uuid::Uuid;

use super::store::{self, RelationRow, Selection};
use super::wire::{DirectedKind, NewRelation, Relation, RelationFilter};
use crate::app::State;
use crate::db::keyset::{Direction, Key, Sort};
use crate::db::{Conn, Unit};
use crate::error::{Code, Fault, Problem, Result};
use crate::failures;
use crate::http::caller::ClaimsWrite;
use crate::http::failures::{BODY, LIST, ONE, POSTED, SCOPED};
use crate::http::{
    Answer, Attempt, Authorized, Created, Deleted, Found, Json, LanguageChoice, Languages,
    ListQuery, Listed, OptionalIfMatch, Page, Paging, Path, Worded,
};
use crate::journal::{self, About, Recorded};
use crate::resources::claims;
use crate::resources::organizations::store::OrganizationBrief;
use crate::vocabulary::{Action, RelationKind};

/// Latest first.
const SORT: Sort = Sort::by_time(
    "claim_relations.created_at",
    "claim_relations.id",
    Direction::Descending,
);

failures!(ListRelations: LIST, ONE);
/// Lists how a claim stands to others
///
/// Its relations from either end, latest first, in pages: what it `contradicts`, and what it is
/// `contradicted_by`. `lang` or `Accept-Language` picks the language of the other claims.
#[utoipa::path(
    tag = "relations",
    params(("id" = Uuid, Path, description = "The claim's id."), RelationFilter, LanguageChoice, Paging),
    responses((status = 200, description = "A page of relations.", body = Page<Relation>), ListRelations)
)]
#[get("/claims/{id}/relations")]
pub async fn list_relations(
    state: Data<State>,
    Path(claim): Path<Uuid>,
    languages: Languages,
    query: ListQuery<RelationFilter>,
) -> Result<Worded<Listed<Relation>>> {
    let claims = [claim];
    let selection = selection(&claims, &query.filter.kind);
    let after = query.after(SORT)?;
    let page = state.db.read(async |conn| {
        let rows = store::page(conn, &selection, SORT, after, Some(query.rows()));
        let ((), mut rows) = futures_util::try_join!(claims::store::exists(conn, claim), rows)?;
        let next_cursor = query.cut(&mut rows, |(row, _)| (Key::Time(row.created_at), row.id))?;
        let total = match query.count {
            true => Some(store::count(conn, &selection).await?),
            false => None,
        };
        let data = seen_from(conn, &claims, rows, &languages).await?;
        Ok(Page {
            data,
            next_cursor,
            total,
        })
    });
    page.await.map(worded)
}

fn worded(page: Page<Relation>) -> Worded<Listed<Relation>> {
    let languages = page.data.iter().map(|it| it.claim.text_language.clone());
    Worded {
        languages: languages.collect(),
        answer: Listed(page),
    }
}

/// Of a claim, and of kinds as they are seen from it.
fn selection<'a>(claims: &'a [Uuid], kinds: &[DirectedKind]) -> Selection<'a> {
    if kinds.is_empty() {
        return Selection::of(claims);
    }
    let undirected = |of_reverse: bool| {
        let kinds = kinds.iter().map(|kind| kind.undirected());
        let kinds = kinds.filter(|(_, is_reverse)| *is_reverse == of_reverse);
        Some(kinds.map(|(kind, _)| kind).collect())
    };
    Selection {
        claims,
        from: undirected(false),
        to: undirected(true),
    }
}

/// Every relation of claims, latest first; one between two of them is seen from both.
pub async fn of_claims(
    conn: Conn<'_>,
    claims: &[Uuid],
    languages: &Languages,
) -> Result<Vec<Relation>> {
    let selection = Selection::of(claims);
    let rows = store::page(conn, &selection, SORT, None, None).await?;
    seen_from(conn, claims, rows, languages).await
}

/// Those of the ids that there are, as one of their claims sees them.
pub async fn of_ids(
    conn: Conn<'_>,
    claim: Uuid,
    ids: &[Uuid],
    languages: &Languages,
) -> Result<Vec<Relation>> {
    let rows = store::find_all(conn, ids).await?;
    seen_from(conn, &[claim], rows, languages).await
}

/// Rows as claims see them, each with the claim at its other end.
async fn seen_from(
    conn: Conn<'_>,
    claims: &[Uuid],
    rows: Vec<(RelationRow, OrganizationBrief)>,
    languages: &Languages,
) -> Result<Vec<Relation>> {
    let views: Vec<_> = rows
        .iter()
        .flat_map(|(row, owner)| [(row, owner, false), (row, owner, true)])
        .filter(|(row, _, is_reverse)| claims.contains(&ends(row, *is_reverse).0))
        .collect();
    let others: Vec<Uuid> = views.iter().map(|(row, _, it)| ends(row, *it).1).collect();
    let others = claims::handlers::summaries(conn, &others, languages).await?;
    let relations = views.into_iter().filter_map(|(row, owner, is_reverse)| {
        let (from, to) = ends(row, is_reverse);
        Some(Relation {
            id: row.id,
            from_claim_id: from,
            kind: DirectedKind::directed(row.kind, is_reverse),
            to_claim_id: to,
            claim: others.get(&to)?.clone(),
            note: row.note.clone(),
            created_by: owner.clone().into(),
            created_at: row.created_at,
            updated_at: row.updated_at,
            version: row.version,
        })
    });
    Ok(relations.collect())
}

/// The claim that sees a relation so, and the other.
const fn ends(row: &RelationRow, is_reverse: bool) -> (Uuid, Uuid) {
    match is_reverse {
        false => (row.from_claim_id, row.to_claim_id),
        true => (row.to_claim_id, row.from_claim_id),
    }
}

failures!(GetRelation: ONE);
/// Reads one relation
///
/// As the claim that it is from sees it. `lang` or `Accept-Language` picks the language of the
/// other claim.
#[utoipa::path(
    tag = "relations",
    params(("id" = Uuid, Path, description = "The relation's id."), LanguageChoice),
    responses((status = 200, description = "The relation.", body = Relation), GetRelation)
)]
#[get("/relations/{id}")]
pub async fn get_relation(
    state: Data<State>,
    Path(id): Path<Uuid>,
    languages: Languages,
) -> Result<Worded<Found<Relation>>> {
    let read = async |conn: Conn<'_>| read(conn, id, &languages).await;
    let relation = state.db.lookup(read).await?;
    Ok(Worded {
        languages: vec![relation.claim.text_language.clone()],
        answer: Found(relation),
    })
}

async fn read(conn: Conn<'_>, id: Uuid, languages: &Languages) -> Result<Relation> {
    let rows = store::find_all(conn, &[id]).await?;
    let from = rows.first().map(|(row, _)| row.from_claim_id);
    let from = from.ok_or_else(Problem::not_found)?;
    let mut relations = seen_from(conn, &[from], rows, languages).await?;
    relations.pop().ok_or_else(Problem::not_found)
}

failures!(CreateRelation: SCOPED, POSTED, ONE, BODY, &[Code::OrganizationRequired, Code::Duplicate, Code::RelationCycle]);
/// Relates a claim to another
///
/// Relations are a commons: any organization may add one between any two claims, once of a kind in
/// a direction. Claims cannot `narrow` or `broaden` each other in a circle, however long.
#[utoipa::path(
    tag = "relations",
    security(("api_key" = ["claims:write"])),
    params(("id" = Uuid, Path, description = "The claim's id.")),
    request_body(content = NewRelation, description = "The relation."),
    responses((status = 201, description = "The relation, added.", body = Relation), CreateRelation)
)]
#[post("/claims/{id}/relations")]
pub async fn create_relation(
    state: Data<State>,
    caller: Authorized<ClaimsWrite>,
    attempt: Attempt,
    Path(claim): Path<Uuid>,
    Json(new): Json<NewRelation>,
) -> Result<Answer> {
    let created = state.post(&caller, &attempt, async |unit| {
        create(unit, claim, &new).await.map(Created)
    });
    created.await
}

/// Adds a relation, in a unit of work.
pub async fn create(unit: &Unit<'_>, claim: Uuid, new: &NewRelation) -> Result<Relation> {
    hold(unit, claim, new.to_claim_id).await?;
    if let Some(existing) = store::find_same(unit.conn, claim, new.to_claim_id, new.kind).await? {
        let detail = "The claims have this relation already.";
        return Err(Problem {
            existing_id: Some(existing),
            ..Problem::new(Code::Duplicate, detail)
        });
    }
    add(unit, unit.id(), claim, new).await
}

/// Adds a relation unless it is there, in a unit of work, with an id where one is given; tells
/// whether it was not there.
pub async fn ensure(
    unit: &Unit<'_>,
    id: Option<Uuid>,
    claim: Uuid,
    new: &NewRelation,
) -> Result<bool> {
    hold(unit, claim, new.to_claim_id).await?;
    if store::find_same(unit.conn, claim, new.to_claim_id, new.kind)
        .await?
        .is_some()
    {
        return Ok(false);
    }
    let id = id.unwrap_or_else(|| unit.id());
    add(unit, id, claim, new).await.map(|_| true)
}

/// Adds a relation of two claims that are held.
async fn add(unit: &Unit<'_>, id: Uuid, claim: Uuid, new: &NewRelation) -> Result<Relation> {
    let row = RelationRow {
        id,
        from_claim_id: claim,
        to_claim_id: new.to_claim_id,
        kind: new.kind,
        note: new.note.clone(),
        created_by: unit.owner()?,
        created_at: unit.now(),
        updated_at: unit.now(),
        version: 1,
    };
    check_breadth(unit, &row).await?;
    store::insert(unit.conn, row).await?;
    let made = read(unit.conn, id, &Languages::default()).await?;
    let made = journal::record(unit, Action::RelationCreated, made, None).await?;
    for end in [claim, new.to_claim_id] {
        claims::handlers::embedded_changed(unit, end).await?;
    }
    Ok(made)
}

/// Holds both claims: what is shown of either changes.
async fn hold(unit: &Unit<'_>, from: Uuid, to: Uuid) -> Result<()> {
    if from == to {
        let detail = "a claim stands in no relation to itself";
        return Err(Problem::fault("/to_claim_id", "self_relation", detail));
    }
    let ends = [from, to];
    let held = unit.hold(claims::store::lock_all(unit.conn, &ends)).await?;
    if !held.contains(&from) {
        return Err(Problem::not_found());
    }
    match held.contains(&to) {
        true => Ok(()),
        false => Err(Problem::dangling("/to_claim_id", "claim")),
    }
}

/// Refuses what would close a circle.
async fn check_breadth(unit: &Unit<'_>, row: &RelationRow) -> Result<()> {
    let (narrow, broad) = match row.kind {
        RelationKind::Narrows => ends(row, false),
        RelationKind::Broadens => ends(row, true),
        _ => return Ok(()),
    };
    store::hold_breadths(unit.conn).await?;
    if !store::narrows(unit.conn, broad, narrow).await? {
        return Ok(());
    }
    let detail = "by other relations it stands the other way round";
    Err(Problem {
        errors: vec![Fault::new("/to_claim_id", "cycle", detail)],
        ..Problem::new(
            Code::RelationCycle,
            "The claims would narrow or broaden each other in a circle.",
        )
    })
}

failures!(DeleteRelation: SCOPED, ONE, &[Code::NotOwner, Code::PreconditionFailed]);
/// Deletes a relation
///
/// Only the organization that added it, or `instance:admin`, may. `If-Match` is honoured, not
/// demanded.
#[utoipa::path(
    tag = "relations",
    security(("api_key" = ["claims:write"])),
    params(("id" = Uuid, Path, description = "The relation's id.")),
    responses((status = 204, description = "Deleted."), DeleteRelation)
)]
#[delete("/relations/{id}")]
pub async fn delete_relation(
    state: Data<State>,
    caller: Authorized<ClaimsWrite>,
    Path(id): Path<Uuid>,
    if_match: OptionalIfMatch,
) -> Result<Deleted> {
    let deleted = state.write(&caller, async |unit| {
        let row = store::find(unit.conn, id).await?;
        unit.check_owner(row.created_by)?;
        if_match.check(row.version)?;
        let ends = [row.from_claim_id, row.to_claim_id];
        unit.hold(claims::store::lock_all(unit.conn, &ends)).await?;
        if !delete(unit, &row).await? {
            return Err(Problem::not_found());
        }
        for end in ends {
            claims::handlers::embedded_changed(unit, end).await?;
        }
        Ok(())
    });
    deleted.await.map(|()| Deleted)
}

/// Deletes the relations of a claim that is about to go, and tells the claims at their other ends.
pub async fn delete_of(unit: &Unit<'_>, claim: Uuid) -> Result<()> {
    let rows = store::of_claim(unit.conn, claim).await?;
    let other = |row: &RelationRow| match row.from_claim_id == claim {
        true => row.to_claim_id,
        false => row.from_claim_id,
    };
    let mut others: Vec<Uuid> = rows.iter().map(other).collect();
    others.sort_unstable();
    others.dedup();
    unit.hold(claims::store::lock_all(unit.conn, &others))
        .await?;
    for row in &rows {
        delete(unit, row).await?;
    }
    for other in others {
        claims::handlers::embedded_changed(unit, other).await?;
    }
    Ok(())
}

/// Deletes a relation whose claims are held, unless it is gone already.
async fn delete(unit: &Unit<'_>, row: &RelationRow) -> Result<bool> {
    if !store::delete(unit.conn, row.id).await? {
        return Ok(false);
    }
    let last = About {
        id: row.id,
        version: row.version,
        claim: Some(row.from_claim_id),
        other_claim: Some(row.to_claim_id),
        private_to: None,
    };
    let action = Action::RelationDeleted;
    journal::record_deletion(unit, action, Relation::SUBJECT, last).await?;
    Ok(true)
}
