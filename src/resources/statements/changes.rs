//! Changing statements and deleting them.

use actix_web::web::Data;
use actix_web::{delete, patch};
use uuid::Uuid;

use super::handlers::read;
use super::store::{self, StatementChanges, StatementHeld};
use super::wire::{NewStatement, Statement, StatementPatch};
use crate::app::State;
use crate::db::{Conn, Unit};
use crate::error::{Code, Result};
use crate::failures;
use crate::http::caller::ClaimsWrite;
use crate::http::failures::{BODY, MATCHED, ONE, SCOPED};
use crate::http::{Authorized, Changed, Deleted, IfMatch, OptionalIfMatch, Path};
use crate::journal::{self, About};
use crate::language::LanguageTag;
use crate::resources::{claimants, claims};
use crate::vocabulary::{Action, DatePrecision, Subject};

failures!(UpdateStatement: SCOPED, ONE, BODY, MATCHED, &[Code::NotOwner]);
/// Changes a statement
///
/// A merge patch (RFC 7396): absent members stay as they are, null removes one. Only the
/// organization that added it, or `instance:admin`, may.
#[utoipa::path(
    tag = "statements",
    security(("api_key" = ["claims:write"])),
    params(("id" = Uuid, Path, description = "The statement's id.")),
    request_body(content = StatementPatch, content_type = "application/merge-patch+json", description = "What changes."),
    responses((status = 200, description = "The statement, changed.", body = Statement), UpdateStatement)
)]
#[patch("/statements/{id}")]
pub async fn update_statement(
    state: Data<State>,
    caller: Authorized<ClaimsWrite>,
    Path(id): Path<Uuid>,
    if_match: IfMatch,
    patch: StatementPatch,
) -> Result<Changed<Statement>> {
    let changed = state.write(&caller, async |unit| {
        let row = held(unit, id, |version| if_match.check(version)).await?;
        let mut current = NewStatement::from(&row.said);
        if patch.removes_without("said_on", "date_precision") {
            current.date_precision = None;
        }
        let Some(new) = patch.apply(&current)? else {
            return read(unit.conn, id).await;
        };
        let mut changes: StatementChanges = new.into();
        name_current(unit.conn, &mut changes).await?;
        // A merged claimant is its survivor by now, and a precision left out is the day.
        if changes == row.said {
            return read(unit.conn, id).await;
        }
        store::update(unit.conn, id, changes, unit.now()).await?;
        let changed = read(unit.conn, id).await?;
        let changed = journal::record(unit, Action::StatementUpdated, changed, None).await?;
        claims::embedded_changed(unit, row.claim_id).await?;
        Ok(changed)
    });
    changed.await.map(Changed)
}

failures!(DeleteStatement: SCOPED, ONE, &[Code::NotOwner, Code::PreconditionFailed]);
/// Deletes a statement
///
/// Only the organization that added it, or `instance:admin`, may. `If-Match` is honoured, not
/// demanded.
#[utoipa::path(
    tag = "statements",
    security(("api_key" = ["claims:write"])),
    params(("id" = Uuid, Path, description = "The statement's id.")),
    responses((status = 204, description = "Deleted."), DeleteStatement)
)]
#[delete("/statements/{id}")]
pub async fn delete_statement(
    state: Data<State>,
    caller: Authorized<ClaimsWrite>,
    Path(id): Path<Uuid>,
    if_match: OptionalIfMatch,
) -> Result<Deleted> {
    let deleted = state.write(&caller, async |unit| {
        let row = held(unit, id, |version| if_match.check(version)).await?;
        delete(unit, row.claim_id, (id, row.version)).await?;
        claims::embedded_changed(unit, row.claim_id).await?;
        Ok(())
    });
    deleted.await.map(|()| Deleted)
}

/// A statement that the caller may change, held with its claim: that first, as by everyone.
async fn held(
    unit: &Unit<'_>,
    id: Uuid,
    if_match: impl Fn(i64) -> Result<()>,
) -> Result<StatementHeld> {
    let claim = store::claim_of(unit.conn, id).await?;
    unit.hold(claims::store::lock(unit.conn, claim)).await?;
    let row = store::lock(unit.conn, id).await?;
    unit.check_owner(row.created_by)?;
    if_match(row.version)?;
    Ok(row)
}

/// Deletes a statement of a claim that is held; the claim's version is still to be raised.
pub async fn delete(unit: &Unit<'_>, claim: Uuid, (id, version): (Uuid, i64)) -> Result<()> {
    store::delete(unit.conn, id).await?;
    let last = About {
        id,
        version,
        claim: Some(claim),
        ..About::default()
    };
    journal::record_deletion(unit, Action::StatementDeleted, Subject::Statement, last).await
}

/// Names claimants that were merged into others by what they are now part of.
pub(super) async fn name_current(conn: Conn<'_>, changes: &mut StatementChanges) -> Result<()> {
    let voices = [&mut changes.claimant_id, &mut changes.via_claimant_id];
    let mut voices: Vec<&mut Uuid> = voices.into_iter().flatten().collect();
    if voices.is_empty() {
        return Ok(());
    }
    let ids: Vec<Uuid> = voices.iter().map(|id| **id).collect();
    // Held, so that none is merged between the look-up and the writing.
    claimants::store::hold(conn, &ids).await?;
    for (old, current) in claimants::store::merged(conn, &ids).await? {
        for id in voices.iter_mut().filter(|id| ***id == old) {
            **id = current;
        }
    }
    Ok(())
}

impl From<&StatementChanges> for NewStatement {
    fn from(row: &StatementChanges) -> Self {
        Self {
            claimant_id: row.claimant_id,
            via_claimant_id: row.via_claimant_id,
            position: row.position,
            said_on: row.said_on,
            date_precision: row.date_precision,
            quote: row.quote.clone(),
            language: row.language.clone().map(LanguageTag::stored),
            source_id: row.source_id,
        }
    }
}

impl From<NewStatement> for StatementChanges {
    fn from(new: NewStatement) -> Self {
        let precision = new.date_precision.unwrap_or(DatePrecision::Day);
        Self {
            claimant_id: new.claimant_id,
            via_claimant_id: new.via_claimant_id,
            position: new.position,
            said_on: new.said_on,
            date_precision: new.said_on.map(|_| precision),
            quote: new.quote,
            language: new.language.map(LanguageTag::into_string),
            source_id: new.source_id,
        }
    }
}
