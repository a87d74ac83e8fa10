//! Adding relations and deleting them.

use actix_web::web::Data;
use actix_web::{delete, post};
use uuid::Uuid;

use super::handlers::{ends, read};
use super::store::{self, RelationRow};
use super::wire::{NewRelation, Relation};
use crate::app::State;
use crate::db::Unit;
use crate::error::{Code, Fault, Problem, Result};
use crate::failures;
use crate::http::caller::ClaimsWrite;
use crate::http::failures::{BODY, ONE, POSTED, SCOPED};
use crate::http::{
    Answer, Attempt, Authorized, Created, Deleted, Json, Languages, OptionalIfMatch, Path,
};
use crate::journal::{self, About, Recorded};
use crate::resources::claims;
use crate::vocabulary::{Action, RelationKind};

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
    let made = add(unit, unit.id(), claim, new).await?;
    claims::all_changed(unit, &[claim, new.to_claim_id]).await?;
    Ok(made)
}

/// Adds a relation unless it is there, in a unit of work, with an id where one is given; tells
/// whether it was not there, and the versions of its claims are still to be raised.
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
    journal::record(unit, Action::RelationCreated, made, None).await
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
        claims::all_changed(unit, &ends).await
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
    claims::all_changed(unit, &others).await
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
