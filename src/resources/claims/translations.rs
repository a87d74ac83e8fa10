//! The putting of translations.

use actix_web::put;
use actix_web::web::Data;
use uuid::Uuid;

use super::changes::embedded_changed;
use super::handlers::read;
use super::store::{self, TranslationRow};
use super::wire::{Claim, NewTranslation};
use crate::app::State;
use crate::db::Unit;
use crate::error::{Code, Problem, Result};
use crate::failures;
use crate::http::caller::ClaimsWrite;
use crate::http::failures::{BODY, ONE, SCOPED};
use crate::http::{Authorized, Changed, Json, OptionalIfMatch, Path};
use crate::language::LanguageTag;

failures!(PutTranslation: SCOPED, ONE, BODY, &[Code::NotOwner, Code::PreconditionFailed]);
/// Puts a translation of a claim
///
/// Adds the claim's text in another language, or replaces it. Only the organization that added
/// the claim, or `instance:admin`, may. `If-Match` is honoured, not demanded.
#[utoipa::path(
    tag = "claims",
    security(("api_key" = ["claims:write"])),
    params(
        ("id" = Uuid, Path, description = "The claim's id."),
        ("language" = LanguageTag, Path, description = "The language of the translation.", example = "en")
    ),
    request_body(content = NewTranslation, description = "The translation."),
    responses((status = 200, description = "The claim, with the translation.", body = Claim), PutTranslation)
)]
#[put("/claims/{id}/translations/{language}")]
pub async fn put_translation(
    state: Data<State>,
    caller: Authorized<ClaimsWrite>,
    Path((id, language)): Path<(Uuid, LanguageTag)>,
    if_match: OptionalIfMatch,
    Json(new): Json<NewTranslation>,
) -> Result<Changed<Claim>> {
    let changed = state.write(&caller, async |unit| {
        let row = unit.hold(store::lock(unit.conn, id)).await?;
        unit.check_owner(row.created_by)?;
        if_match.check(row.version)?;
        translate(unit, id, &row.language, &language, &new).await
    });
    changed.await.map(Changed)
}

/// Puts a translation of a claim that is locked, in a unit of work.
pub async fn translate(
    unit: &Unit<'_>,
    claim: Uuid,
    original: &str,
    language: &LanguageTag,
    new: &NewTranslation,
) -> Result<Claim> {
    if language.as_str() == original {
        return Err(Problem::fault(
            "/language",
            "not_allowed",
            "the claim itself is worded in this language",
        ));
    }
    let row = TranslationRow {
        claim_id: claim,
        language: language.to_string(),
        text: new.text.clone(),
        method: new.method,
    };
    match store::put_translation(unit.conn, row, unit.now()).await? {
        true => embedded_changed(unit, claim).await,
        false => read(unit.conn, claim).await,
    }
}
