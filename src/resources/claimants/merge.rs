//! The merging of two records of one claimant: everything that named the one names the other.

use std::collections::HashSet;
use std::mem;

use actix_web::post;
use actix_web::web::Data;
use uuid::Uuid;

use super::handlers::change;
use super::store;
use super::wire::{Claimant, Merge, NewClaimant};
use crate::app::State;
use crate::db::Unit;
use crate::error::{Problem, Result};
use crate::failures;
use crate::http::caller::InstanceAdmin;
use crate::http::failures::{BODY, ONE, POSTED, SCOPED};
use crate::http::{Answer, Attempt, Authorized, Changed, Json, Path, rules};
use crate::journal::{self, About, Entry};
use crate::resources::{claims, statements};
use crate::vocabulary::{Action, Subject};

failures!(MergeClaimant: SCOPED, POSTED, ONE, BODY);
/// Merges a claimant into another
///
/// For two records of one voice. Every statement that names the one, as who said it or as who
/// reported it, names the other from then on; the names of the one become alternate names of the
/// other (as many as it has room for), and what the other does not say of itself is taken over.
/// The id of the one is answered by 301 to the other; its history stays, and says where it went.
#[utoipa::path(
    tag = "claimants",
    security(("api_key" = ["instance:admin"])),
    params(("id" = Uuid, Path, description = "The id of the record that goes.")),
    request_body(content = Merge, description = "The record that stays."),
    responses((status = 200, description = "The record that stays.", body = Claimant), MergeClaimant)
)]
#[post("/claimants/{id}/merge")]
pub async fn merge_claimant(
    state: Data<State>,
    caller: Authorized<InstanceAdmin>,
    attempt: Attempt,
    Path(id): Path<Uuid>,
    Json(merge): Json<Merge>,
) -> Result<Answer> {
    let merged = state.post(&caller, &attempt, async |unit| {
        merge_into(unit, id, &merge).await.map(Changed)
    });
    merged.await
}

/// Merges one claimant into another, in a unit of work.
async fn merge_into(unit: &Unit<'_>, old: Uuid, merge: &Merge) -> Result<Claimant> {
    let new = merge.into_claimant_id;
    if old == new {
        let detail = "a claimant is merged into another one";
        return Err(Problem::fault("/into_claimant_id", "same", detail));
    }
    // Claims first, as by whoever adds a statement; then nobody can name the old one.
    let claims = statements::store::claims_of(unit.conn, old).await?;
    let held = claims::store::lock_all(unit.conn, &claims).await?;
    let mut rows = unit.hold(store::lock_all(unit.conn, &[old, new])).await?;
    let mut take = |id: Uuid| {
        let place = rows.iter().position(|row| row.id == id);
        place.map(|place| rows.swap_remove(place))
    };
    let gone = take(old).ok_or_else(Problem::not_found)?;
    let kept = take(new).ok_or_else(|| Problem::dangling("/into_claimant_id", "claimant"))?;
    let claims = statements::store::claims_of(unit.conn, old).await?;
    if claims.iter().any(|claim| !held.contains(claim)) {
        // Somebody has just named it on another claim: that one is to be held as well.
        return Err(Problem::lost_race());
    }

    let moved = statements::store::reassign(unit.conn, (old, new), unit.now()).await?;
    record(unit, &moved, &claims).await?;
    store::merge(unit.conn, (old, new), unit.now()).await?;
    store::delete(unit.conn, old).await?;
    let last = About {
        id: old,
        version: gone.version,
        ..About::default()
    };
    let told = format!("Merged into {new}.");
    let (action, kind) = (Action::ClaimantMerged, Subject::Claimant);
    journal::record_end(unit, action, kind, last, &told).await?;
    let united = united(NewClaimant::from(&kept), NewClaimant::from(&gone));
    change(unit, new, united, merge.note.as_deref()).await
}

/// Records statements that name another claimant now, and with them their claims.
async fn record(unit: &Unit<'_>, moved: &[Uuid], claims: &[Uuid]) -> Result<()> {
    for some in moved.chunks(claims::AT_ONCE) {
        let statements = statements::handlers::of_ids(unit.conn, some).await?;
        let entry = |it| Entry::of(unit, Action::StatementUpdated, it, None);
        let entries = statements.iter().map(entry).collect::<Result<_>>()?;
        journal::record_all(unit, entries).await?;
    }
    claims::all_changed(unit, claims).await
}

/// What is known of a claimant by two records of it: where they differ the first one counts.
fn united(mut kept: NewClaimant, mut gone: NewClaimant) -> NewClaimant {
    let own = kept.name.clone();
    let names = mem::take(&mut gone.alternate_names).unwrap_or_default();
    let names = [gone.name].into_iter().chain(names);
    extend(&mut kept.alternate_names, names.filter(|name| *name != own));
    let addresses = gone.same_as.unwrap_or_default();
    extend(&mut kept.same_as, addresses.into_iter());
    kept.job_title = kept.job_title.or(gone.job_title);
    kept.country = kept.country.or(gone.country);
    kept.url = kept.url.or(gone.url);
    kept
}

fn extend(known: &mut Option<Vec<String>>, more: impl Iterator<Item = String>) {
    let known = known.get_or_insert_default();
    let mut seen: HashSet<String> = known.iter().cloned().collect();
    let room = rules::LIST_MAX.saturating_sub(known.len());
    known.extend(more.filter(|it| seen.insert(it.clone())).take(room));
}
