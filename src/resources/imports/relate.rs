//! The relations that lines tell of, once their claims are there: those that are missing are added,
//! and none is removed, since each is on the line of one of its two claims alone.

use uuid::Uuid;

use super::record::{Other, Record, RelationRecord};
use crate::db::Unit;
use crate::error::{Fault, Problem, Result};
use crate::journal;
use crate::resources::{claims, relations};

/// Relates a claim to others as its line says; tells whether that changed anything.
pub async fn relate(unit: &Unit<'_>, claim: Uuid, record: &Record) -> Result<bool> {
    let mut is_changed = false;
    for relation in &record.relations {
        is_changed |= add(unit, claim, relation)
            .await
            .map_err(|problem| placed(problem, relation))?;
    }
    Ok(is_changed)
}

async fn add(unit: &Unit<'_>, claim: Uuid, record: &RelationRecord) -> Result<bool> {
    let other = other(unit, &record.other).await?;
    let mut new = record.new.clone();
    let from = match record.is_reverse {
        true => other,
        false => claim,
    };
    new.to_claim_id = match record.is_reverse {
        true => claim,
        false => other,
    };
    let given = record.id.as_slice();
    let is_taken = !journal::seen(unit.conn, given).await?.is_empty();
    let id = record.id.filter(|_| !is_taken);
    relations::changes::ensure(unit, id, from, &new).await
}

async fn other(unit: &Unit<'_>, other: &Other) -> Result<Uuid> {
    let known = match other {
        Other::Id(id) => claims::store::exists(unit.conn, *id).await.map(|()| *id),
        Other::ExternalId(own) => {
            claims::store::find_by_external_id(unit.conn, unit.owner()?, own).await
        }
    };
    let member = match other {
        Other::Id(_) => "/to_claim_id",
        Other::ExternalId(_) => "/to_external_id",
    };
    known.map_err(|problem| match problem.code.status().is_server_error() {
        true => problem,
        false => Problem::dangling(member, "claim"),
    })
}

/// The faults of a relation as faults of its line.
fn placed(problem: Problem, relation: &RelationRecord) -> Problem {
    let faults = problem.errors.into_iter().map(|fault| Fault {
        pointer: format!("{}{}", relation.at, fault.pointer),
        ..fault
    });
    Problem {
        errors: faults.collect(),
        ..problem
    }
}
