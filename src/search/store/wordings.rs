//! The words of claims, as far as a text is compared with them; neither what is cited nor who said
//! it, of which there may be any number.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use crate::db::Conn;
use crate::error::Result;
use crate::schema::{claim_translations, claims, verdicts};
use crate::vocabulary::VerdictStatus;

/// A wording of a claim.
#[derive(Queryable)]
pub(in crate::search) struct WordingRow {
    pub claim_id: Uuid,
    pub language: String,
    pub text: String,
}

/// What a verdict says in short.
#[derive(Queryable)]
pub(in crate::search) struct VerdictWords {
    pub claim_id: Uuid,
    pub language: String,
    pub title: Option<String>,
    pub summary: Option<String>,
}

/// The words of claims, and of the verdicts on them that stand.
pub(in crate::search) struct Wordings {
    pub originals: Vec<WordingRow>,
    pub translations: Vec<WordingRow>,
    pub verdicts: Vec<VerdictWords>,
}

pub(in crate::search) async fn wordings(conn: Conn<'_>, ids: &[Uuid]) -> Result<Wordings> {
    let (mut c, mut t, mut v) = (conn, conn, conn);
    let originals = claims::table
        .filter(claims::id.eq_any(ids))
        .select((claims::id, claims::language, claims::text))
        .load(&mut c);
    let translations = claim_translations::table
        .filter(claim_translations::claim_id.eq_any(ids))
        .order_by((claim_translations::claim_id, claim_translations::language))
        .select((
            claim_translations::claim_id,
            claim_translations::language,
            claim_translations::text,
        ))
        .load(&mut t);
    let verdicts = verdicts::table
        .filter(verdicts::claim_id.eq_any(ids))
        .filter(verdicts::status.eq_any(VerdictStatus::STANDING))
        .order_by((verdicts::claim_id, verdicts::id))
        .select((
            verdicts::claim_id,
            verdicts::language,
            verdicts::title,
            verdicts::summary,
        ))
        .load(&mut v);
    let (originals, translations, verdicts) =
        futures_util::try_join!(originals, translations, verdicts)?;
    Ok(Wordings {
        originals,
        translations,
        verdicts,
    })
}
