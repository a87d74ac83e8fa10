//! What a ClaimReview tells of a claim, in the database.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use crate::db::Conn;
use crate::db::keyset::Direction;
use crate::error::Result;
use crate::resources::sources::store::SourceBrief;
use crate::resources::statements::store::by_date;
use crate::schema::{claim_translations, claimants, claims, sources, statements};
use crate::vocabulary::{ClaimantKind, DatePrecision, Position};

/// A claim as it was worded.
#[derive(Queryable, Selectable)]
#[diesel(table_name = claims)]
pub struct WordedClaim {
    pub id: Uuid,
    pub text: String,
    pub language: String,
    pub claim_date: Option<NaiveDate>,
    pub date_precision: Option<DatePrecision>,
}

/// Who asserted something.
#[derive(Queryable, Selectable)]
#[diesel(table_name = claimants)]
pub struct Asserter {
    pub id: Uuid,
    pub kind: ClaimantKind,
    pub name: String,
    pub job_title: Option<String>,
    pub url: Option<String>,
    pub same_as: Vec<String>,
}

/// That a claim was asserted: of which claim, by whom and where.
pub type Assertion = (Uuid, Option<Asserter>, Option<SourceBrief>);

pub async fn worded(mut conn: Conn<'_>, ids: &[Uuid]) -> Result<Vec<WordedClaim>> {
    Ok(claims::table
        .filter(claims::id.eq_any(ids))
        .select(WordedClaim::as_select())
        .load(&mut conn)
        .await?)
}

/// Claims in other languages: of which, in which and how.
pub async fn translated(mut conn: Conn<'_>, ids: &[Uuid]) -> Result<Vec<(Uuid, String, String)>> {
    Ok(claim_translations::table
        .filter(claim_translations::claim_id.eq_any(ids))
        .select((
            claim_translations::claim_id,
            claim_translations::language,
            claim_translations::text,
        ))
        .load(&mut conn)
        .await?)
}

/// That claims were asserted, first first; what has no date comes last.
pub async fn assertions(mut conn: Conn<'_>, ids: &[Uuid]) -> Result<Vec<Assertion>> {
    Ok(statements::table
        .left_join(claimants::table.on(statements::claimant_id.eq(claimants::id.nullable())))
        .left_join(sources::table)
        .filter(statements::claim_id.eq_any(ids))
        .filter(statements::position.eq(Position::Asserts))
        .order_by((statements::claim_id, by_date(Direction::Ascending).order()))
        .select((
            statements::claim_id,
            Option::<Asserter>::as_select(),
            Option::<SourceBrief>::as_select(),
        ))
        .load(&mut conn)
        .await?)
}
