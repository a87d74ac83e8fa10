//! The relations that lines tell of, once their claims are there: those that are missing are added,
//! and none is removed, since each is on the line of one of its two claims alone.

use std::collections::{BTreeSet, HashSet};

use uuid::Uuid;

use super::batch::Done;
use super::earlier::Earlier;
use super::record::{Other, Record, RelationRecord};
use crate::db::Unit;
use crate::error::{Fault, Problem, Result};
use crate::journal;
use crate::resources::{claims, relations};

/// Relates the claims of lines to others, as far as the lines could be written.
pub async fn relate(
    unit: &Unit<'_>,
    records: &[&Record],
    outcomes: &mut [Result<Done>],
    earlier: &Earlier,
) -> Result<()> {
    if records.iter().all(|record| record.relations.is_empty()) {
        return Ok(());
    }
    // Whatever goes into the database together, a line knows those before it alone.
    let made = outcomes.iter().filter_map(|outcome| match outcome {
        Ok(Done::Created(id)) => Some(*id),
        _ => None,
    });
    let mut later: HashSet<Uuid> = made.collect();
    let mut changed = BTreeSet::new();
    for (record, outcome) in records.iter().zip(outcomes) {
        let Ok(done) = outcome else { continue };
        later.remove(&done.claim());
        for relation in &record.relations {
            let added = add(unit, done.claim(), relation, (&later, earlier));
            let added = added.await.map_err(|problem| placed(problem, relation))?;
            if let Some(ends) = added {
                changed.extend(ends);
                *done = done.changed();
            }
        }
    }
    let changed: Vec<Uuid> = changed.into_iter().collect();
    claims::all_changed(unit, &changed).await
}

/// Adds a relation, unless it is there; tells its claims, whose versions are still to be raised.
async fn add(
    unit: &Unit<'_>,
    claim: Uuid,
    record: &RelationRecord,
    (later, earlier): (&HashSet<Uuid>, &Earlier),
) -> Result<Option<[Uuid; 2]>> {
    let other = match find(unit, &record.other, earlier).await? {
        Some(other) if !later.contains(&other) => other,
        _ if earlier.has_rehearsed(&record.other) => return Ok(None),
        _ => return Err(Problem::dangling("/to_claim_id", "claim")),
    };
    let (from, to) = match record.is_reverse {
        true => (other, claim),
        false => (claim, other),
    };
    let mut new = record.new.clone();
    new.to_claim_id = to;
    let given = record.id.as_slice();
    let is_taken = !journal::seen(unit.conn, given).await?.is_empty();
    let id = record.id.filter(|_| !is_taken);
    let is_new = relations::changes::ensure(unit, id, from, &new).await?;
    Ok(is_new.then_some([from, to]))
}

async fn find(unit: &Unit<'_>, other: &Other, earlier: &Earlier) -> Result<Option<Uuid>> {
    let found = match other {
        Other::Id(given) => {
            let id = earlier.id(*given);
            claims::store::exists(unit.conn, id).await.map(|()| id)
        }
        Other::ExternalId(own) => {
            claims::store::find_by_external_id(unit.conn, unit.owner()?, own).await
        }
    };
    match found {
        Ok(id) => Ok(Some(id)),
        Err(problem) if problem.code.status().is_server_error() => Err(problem),
        Err(_) => Ok(None),
    }
}

/// The faults of a relation as faults of its line, which may name the other claim by another member.
fn placed(problem: Problem, relation: &RelationRecord) -> Problem {
    let faults = problem.errors.into_iter().map(|fault| {
        let member = match (&relation.other, fault.pointer.as_str()) {
            (Other::ExternalId(_), "/to_claim_id") => "/to_external_id",
            (_, member) => member,
        };
        let pointer = format!("{}{member}", relation.at);
        Fault { pointer, ..fault }
    });
    Problem {
        errors: faults.collect(),
        ..problem
    }
}
