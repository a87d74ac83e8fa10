//! What the index is made of, as the database has it.

mod journal;
mod wordings;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::dsl::AsSelect;
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use uuid::Uuid;

use super::layout::Kind;
use crate::db::{Conn, Document};
use crate::error::Result;
use crate::schema::{
    claim_translations, claimants, claims, evidence, ratings, sources, statements, verdicts,
};
use crate::vocabulary::{ClaimKind, Normalized, Reliability, SourceKind, VerdictStatus};

pub(super) use journal::{Entry, Until, begins, behind, citing, entries, is_of, said_by};
pub(super) use wordings::{WordingRow, Wordings, wordings};

/// A figure of a claim, as far as claims are found by it.
#[derive(Debug, Deserialize)]
pub(super) struct Figure {
    pub subject: String,
    pub value: f64,
    pub value_max: Option<f64>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = claims)]
pub(super) struct ClaimRow {
    pub id: Uuid,
    pub text: String,
    pub language: String,
    pub kind: ClaimKind,
    pub claim_date: Option<NaiveDate>,
    pub location: Option<String>,
    pub tags: Vec<String>,
    pub quantities: Document<Vec<Figure>>,
    pub reviewed_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub version: i64,
    pub contested: bool,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = claim_translations)]
pub(super) struct TranslationRow {
    pub claim_id: Uuid,
    pub language: String,
    pub text: String,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = verdicts)]
pub(super) struct VerdictRow {
    pub id: Uuid,
    pub claim_id: Uuid,
    pub organization_id: Uuid,
    pub title: Option<String>,
    pub summary: Option<String>,
    pub url: Option<String>,
    pub language: String,
    pub reviewed_at: Option<DateTime<Utc>>,
    pub status: VerdictStatus,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub version: i64,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = sources)]
pub(super) struct SourceRow {
    pub id: Uuid,
    pub url: Option<String>,
    pub citation: Option<String>,
    pub kind: SourceKind,
    pub title: String,
    pub publisher: Option<String>,
    pub author: Option<String>,
    pub published_at: Option<DateTime<Utc>>,
    pub language: Option<String>,
    pub reliability: Reliability,
    pub created_by: Uuid,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub version: i64,
}

/// A source that a verdict cites.
#[derive(Queryable)]
pub(super) struct CitedRow {
    pub claim_id: Uuid,
    pub verdict_id: Uuid,
    pub source_id: Uuid,
    pub title: String,
    pub language: Option<String>,
}

/// What was said of a claim, by whom and where.
#[derive(Queryable)]
pub(super) struct SaidRow {
    pub claim_id: Uuid,
    pub claimant_id: Option<Uuid>,
    pub source_id: Option<Uuid>,
    pub claimant: Option<(String, Vec<String>)>,
}

/// Verdicts, and how each rates its claim.
#[diesel::dsl::auto_type(no_type_alias)]
fn rated() -> _ {
    let row: AsSelect<VerdictRow, Pg> = VerdictRow::as_select();
    verdicts::table
        .left_join(ratings::table)
        .select((row, ratings::normalized.nullable()))
}

/// Sources that verdicts cite, in the order in which they do.
#[diesel::dsl::auto_type(no_type_alias)]
fn citations() -> _ {
    evidence::table
        .inner_join(verdicts::table)
        .inner_join(sources::table)
        .order_by((evidence::verdict_id, evidence::position))
        .select((
            verdicts::claim_id,
            verdicts::id,
            sources::id,
            sources::title,
            sources::language,
        ))
}

/// Claims, and what they are found by.
pub(super) struct Claims {
    pub rows: Vec<ClaimRow>,
    pub translations: Vec<TranslationRow>,
    pub verdicts: Vec<(VerdictRow, Option<Normalized>)>,
    pub cited: Vec<CitedRow>,
    pub said: Vec<SaidRow>,
}

pub(super) async fn claims(conn: Conn<'_>, ids: &[Uuid]) -> Result<Claims> {
    let (mut c, mut t, mut v, mut e, mut s) = (conn, conn, conn, conn, conn);
    let rows = claims::table
        .filter(claims::id.eq_any(ids))
        .select(ClaimRow::as_select())
        .load(&mut c);
    let translations = claim_translations::table
        .filter(claim_translations::claim_id.eq_any(ids))
        .order_by((claim_translations::claim_id, claim_translations::language))
        .select(TranslationRow::as_select())
        .load(&mut t);
    let standing = rated()
        .filter(verdicts::claim_id.eq_any(ids))
        .filter(verdicts::status.eq_any(VerdictStatus::STANDING))
        .order_by((verdicts::claim_id, verdicts::id))
        .load(&mut v);
    let cited = citations()
        .filter(verdicts::claim_id.eq_any(ids))
        .filter(verdicts::status.eq_any(VerdictStatus::STANDING))
        .load(&mut e);
    let said = statements::table
        .left_join(claimants::table)
        .filter(statements::claim_id.eq_any(ids))
        .order_by((statements::claim_id, statements::id))
        .select((
            statements::claim_id,
            statements::claimant_id,
            statements::source_id,
            (claimants::name, claimants::alternate_names).nullable(),
        ))
        .load(&mut s);
    let (rows, translations, verdicts, cited, said) =
        futures_util::try_join!(rows, translations, standing, cited, said)?;
    Ok(Claims {
        rows,
        translations,
        verdicts,
        cited,
        said,
    })
}

/// Verdicts, whoever may see them, and what they are found by.
pub(super) struct Verdicts {
    pub rows: Vec<(VerdictRow, Option<Normalized>)>,
    pub cited: Vec<CitedRow>,
}

pub(super) async fn verdicts(conn: Conn<'_>, ids: &[Uuid]) -> Result<Verdicts> {
    let (mut v, mut e) = (conn, conn);
    let rows = rated().filter(verdicts::id.eq_any(ids)).load(&mut v);
    let cited = citations()
        .filter(evidence::verdict_id.eq_any(ids))
        .load(&mut e);
    let (rows, cited) = futures_util::try_join!(rows, cited)?;
    Ok(Verdicts { rows, cited })
}

pub(super) async fn sources(mut conn: Conn<'_>, ids: &[Uuid]) -> Result<Vec<SourceRow>> {
    Ok(sources::table
        .filter(sources::id.eq_any(ids))
        .select(SourceRow::as_select())
        .load(&mut conn)
        .await?)
}

/// The ids that follow one, in order: how an index is built from nothing.
pub(super) async fn ids_after(
    mut conn: Conn<'_>,
    kind: Kind,
    after: Uuid,
    count: i64,
) -> Result<Vec<Uuid>> {
    macro_rules! ids {
        ($table:ident) => {
            $table::table
                .filter($table::id.gt(after))
                .order_by($table::id)
                .limit(count)
                .select($table::id)
                .load(&mut conn)
                .await?
        };
    }
    Ok(match kind {
        Kind::Claim => ids!(claims),
        Kind::Verdict => ids!(verdicts),
        Kind::Source => ids!(sources),
    })
}

/// About how many records there are of all kinds, as the planner believes.
pub(super) async fn about(mut conn: Conn<'_>) -> Result<u64> {
    #[derive(QueryableByName)]
    struct Rows {
        #[diesel(sql_type = diesel::sql_types::Int8)]
        rows: i64,
    }
    const SQL: &str =
        "SELECT coalesce(sum(greatest(reltuples, 0)), 0)::bigint AS rows FROM pg_class
        WHERE oid IN ('claims'::regclass, 'verdicts'::regclass, 'sources'::regclass)";
    let rows: Rows = diesel::sql_query(SQL).get_result(&mut conn).await?;
    Ok(u64::try_from(rows.rows).unwrap_or_default())
}
