//! What Google's API tells of claims, in the database.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use crate::db::Conn;
use crate::db::keyset::Direction;
use crate::error::Result;
use crate::resources::statements::store::by_date;
use crate::schema::{claimants, claims, statements};
use crate::vocabulary::{DatePrecision, Position};

/// What is told of a claim itself.
#[derive(Queryable, Selectable)]
#[diesel(table_name = claims)]
pub struct ClaimRow {
    pub id: Uuid,
    pub text: String,
    pub claim_date: Option<NaiveDate>,
    pub date_precision: Option<DatePrecision>,
}

/// Those of the ids that there are.
pub async fn claims(mut conn: Conn<'_>, ids: &[Uuid]) -> Result<Vec<ClaimRow>> {
    Ok(claims::table
        .filter(claims::id.eq_any(ids))
        .select(ClaimRow::as_select())
        .load(&mut conn)
        .await?)
}

/// Who first asserted each of the claims, by claim.
pub async fn first_claimants(mut conn: Conn<'_>, ids: &[Uuid]) -> Result<Vec<(Uuid, String)>> {
    Ok(statements::table
        .inner_join(claimants::table)
        .filter(statements::claim_id.eq_any(ids))
        .filter(statements::position.eq(Position::Asserts))
        .distinct_on(statements::claim_id)
        .order_by((statements::claim_id, by_date(Direction::Ascending).order()))
        .select((statements::claim_id, claimants::name))
        .load(&mut conn)
        .await?)
}
