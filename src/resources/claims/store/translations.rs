//! Translations of claims in the database.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use crate::db::Conn;
use crate::error::Result;
use crate::schema::claim_translations;
use crate::vocabulary::TranslationMethod;

#[derive(Queryable, Selectable)]
#[diesel(table_name = claim_translations)]
pub struct TranslationRow {
    pub claim_id: Uuid,
    pub language: String,
    pub text: String,
    pub method: TranslationMethod,
}

/// The translations of claims, by language.
pub async fn translations(mut conn: Conn<'_>, claims: &[Uuid]) -> Result<Vec<TranslationRow>> {
    Ok(claim_translations::table
        .filter(claim_translations::claim_id.eq_any(claims))
        .order_by((claim_translations::claim_id, claim_translations::language))
        .select(TranslationRow::as_select())
        .load(&mut conn)
        .await?)
}

pub async fn insert_translations(
    mut conn: Conn<'_>,
    rows: &[TranslationRow],
    now: DateTime<Utc>,
) -> Result<()> {
    use claim_translations as t;
    let values = rows.iter().map(|row| {
        (
            t::claim_id.eq(row.claim_id),
            t::language.eq(&row.language),
            t::text.eq(&row.text),
            t::method.eq(row.method),
            t::created_at.eq(now),
            t::updated_at.eq(now),
        )
    });
    diesel::insert_into(t::table)
        .values(values.collect::<Vec<_>>())
        .execute(&mut conn)
        .await?;
    Ok(())
}

/// Deletes the translations into other languages than these; tells how many there were.
pub async fn keep_translations(
    mut conn: Conn<'_>,
    claim: Uuid,
    languages: &[&str],
) -> Result<usize> {
    use claim_translations as t;
    Ok(diesel::delete(t::table)
        .filter(t::claim_id.eq(claim))
        .filter(t::language.ne_all(languages))
        .execute(&mut conn)
        .await?)
}

/// Adds the translation or replaces it; tells whether it changed anything.
pub async fn put_translation(
    mut conn: Conn<'_>,
    row: TranslationRow,
    now: DateTime<Utc>,
) -> Result<bool> {
    use claim_translations as t;
    let put = diesel::insert_into(t::table)
        .values((
            t::claim_id.eq(row.claim_id),
            t::language.eq(&row.language),
            t::text.eq(&row.text),
            t::method.eq(row.method),
            t::created_at.eq(now),
            t::updated_at.eq(now),
        ))
        .on_conflict((t::claim_id, t::language))
        .do_update()
        .set((
            t::text.eq(&row.text),
            t::method.eq(row.method),
            t::updated_at.eq(now),
        ));
    let is_other = t::text.ne(&row.text).or(t::method.ne(row.method));
    let changed = diesel::query_dsl::methods::FilterDsl::filter(put, is_other)
        .execute(&mut conn)
        .await?;
    Ok(changed > 0)
}
