//! Changing claims and deleting them.

use actix_web::web::Data;
use actix_web::{delete, patch};
use uuid::Uuid;

use super::assemble;
use super::handlers::{of_ids, read};
use super::store::{self, ClaimRow};
use super::wire::{Claim, ClaimPatch, NewClaim};
use crate::app::State;
use crate::db::Unit;
use crate::error::{Code, Problem, Result};
use crate::failures;
use crate::http::caller::ClaimsWrite;
use crate::http::failures::{BODY, MATCHED, ONE, SCOPED};
use crate::http::{Authorized, Changed, Deleted, IfMatch, OptionalIfMatch, Path};
use crate::journal::{self, About, Entry};
use crate::language::LanguageTag;
use crate::resources::{relations, statements};
use crate::vocabulary::{Action, DatePrecision, Subject};

failures!(UpdateClaim: SCOPED, ONE, BODY, MATCHED, &[Code::NotOwner, Code::Duplicate]);
/// Changes a claim
///
/// A merge patch (RFC 7396): absent members stay as they are, null removes one. Only the
/// organization that added it, or `instance:admin`, may.
#[utoipa::path(
    tag = "claims",
    security(("api_key" = ["claims:write"])),
    params(("id" = Uuid, Path, description = "The claim's id.")),
    request_body(content = ClaimPatch, content_type = "application/merge-patch+json", description = "What changes."),
    responses((status = 200, description = "The claim, changed.", body = Claim), UpdateClaim)
)]
#[patch("/claims/{id}")]
pub async fn update_claim(
    state: Data<State>,
    caller: Authorized<ClaimsWrite>,
    Path(id): Path<Uuid>,
    if_match: IfMatch,
    patch: ClaimPatch,
) -> Result<Changed<Claim>> {
    let changed = state.write(&caller, async |unit| {
        let row = unit.hold(store::lock(unit.conn, id)).await?;
        unit.check_owner(row.created_by)?;
        if_match.check(row.version)?;
        let mut current = NewClaim::from(&row);
        if patch.removes_without("claim_date", "date_precision") {
            current.date_precision = None;
        }
        let Some(mut new) = patch.apply(&current)? else {
            return read(unit.conn, id).await;
        };
        // A precision left out is the day.
        if new.claim_date.is_some() {
            new.date_precision.get_or_insert(DatePrecision::Day);
        }
        if new == current {
            return read(unit.conn, id).await;
        }
        check_language(unit, id, &new.language).await?;
        store::update(unit.conn, id, new.into(), unit.now()).await?;
        let changed = read(unit.conn, id).await?;
        journal::record(unit, Action::ClaimUpdated, changed, None).await
    });
    changed.await.map(Changed)
}

/// Makes a claim that is held what an import says, and tells whether that changes it. Lists and
/// the organization's own id stay as they are where it leaves them out.
pub async fn replace(unit: &Unit<'_>, row: &ClaimRow, mut new: NewClaim) -> Result<bool> {
    let current = NewClaim::from(row);
    new.tags = new.tags.or_else(|| current.tags.clone());
    new.quantities = new.quantities.or_else(|| current.quantities.clone());
    new.external_id = new.external_id.or_else(|| current.external_id.clone());
    if new.claim_date.is_some() {
        new.date_precision.get_or_insert(DatePrecision::Day);
    }
    if new == current {
        return Ok(false);
    }
    check_language(unit, row.id, &new.language).await?;
    store::update(unit.conn, row.id, new.into(), unit.now()).await?;
    let changed = read(unit.conn, row.id).await?;
    journal::record(unit, Action::ClaimUpdated, changed, None).await?;
    Ok(true)
}

/// Refuses the language of one of the claim's own translations.
async fn check_language(unit: &Unit<'_>, claim: Uuid, language: &LanguageTag) -> Result<()> {
    let translations = store::translations(unit.conn, &[claim]).await?;
    if translations.iter().any(|t| t.language == language.as_str()) {
        return Err(Problem::fault(
            "/language",
            "duplicate",
            "the claim has a translation in this language",
        ));
    }
    Ok(())
}

failures!(DeleteClaim: SCOPED, ONE, &[Code::NotOwner, Code::PreconditionFailed, Code::InUse]);
/// Deletes a claim
///
/// With its translations, statements and relations. Only the organization that added it, or
/// `instance:admin`, may, and only while no verdict rests on it. `If-Match` is honoured, not
/// demanded.
#[utoipa::path(
    tag = "claims",
    security(("api_key" = ["claims:write"])),
    params(("id" = Uuid, Path, description = "The claim's id.")),
    responses((status = 204, description = "Deleted."), DeleteClaim)
)]
#[delete("/claims/{id}")]
pub async fn delete_claim(
    state: Data<State>,
    caller: Authorized<ClaimsWrite>,
    Path(id): Path<Uuid>,
    if_match: OptionalIfMatch,
) -> Result<Deleted> {
    let deleted = state.write(&caller, async |unit| {
        let row = unit.hold(store::lock(unit.conn, id)).await?;
        unit.check_owner(row.created_by)?;
        if_match.check(row.version)?;
        delete(unit, &row).await
    });
    deleted.await.map(|()| Deleted)
}

/// Deletes a claim that is held, and its statements and relations with it.
async fn delete(unit: &Unit<'_>, row: &ClaimRow) -> Result<()> {
    relations::changes::delete_of(unit, row.id).await?;
    for statement in statements::store::versions(unit.conn, row.id).await? {
        statements::changes::delete(unit, row.id, statement).await?;
    }
    store::delete(unit.conn, row.id).await?;
    let last = About {
        id: row.id,
        version: row.version,
        ..About::default()
    };
    journal::record_deletion(unit, Action::ClaimDeleted, Subject::Claim, last).await
}

/// Raises the version of a claim that is held, after a change of what it embeds.
pub async fn embedded_changed(unit: &Unit<'_>, claim: Uuid) -> Result<Claim> {
    let standing = assemble::assessment(unit.conn, claim).await?.into();
    store::touch(unit.conn, claim, standing, unit.now()).await?;
    let changed = read(unit.conn, claim).await?;
    journal::record(unit, Action::ClaimUpdated, changed, None).await
}

/// Claims, or statements, that are recorded at once.
pub const AT_ONCE: usize = 500;

/// Raises the versions of claims that are held, after a change of what they embed but for their
/// verdicts.
pub async fn all_changed(unit: &Unit<'_>, claims: &[Uuid]) -> Result<()> {
    if claims.is_empty() {
        return Ok(());
    }
    store::touch_all(unit.conn, claims, unit.now()).await?;
    for some in claims.chunks(AT_ONCE) {
        let changed = of_ids(unit.conn, some).await?;
        let entry = |claim| Entry::of(unit, Action::ClaimUpdated, claim, None);
        let entries = changed.iter().map(entry).collect::<Result<_>>()?;
        journal::record_all(unit, entries).await?;
    }
    Ok(())
}
