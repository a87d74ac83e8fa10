//! What single claimants said, in the database.

use chrono::{DateTime, Utc};
use diesel::dsl::count_star;
use diesel::prelude::*;
use diesel::sql_types::{Array, Int8, Nullable, Timestamptz, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use crate::db::Conn;
use crate::error::Result;
use crate::schema::{sql_types, statements};
use crate::vocabulary::{Normalized, Position};

/// The claims of which a claimant said, or reported, something.
pub async fn claims_of(mut conn: Conn<'_>, claimant: Uuid) -> Result<Vec<Uuid>> {
    let own = statements::claimant_id.eq(claimant);
    Ok(statements::table
        .filter(own.or(statements::via_claimant_id.eq(claimant)))
        .select(statements::claim_id)
        .distinct()
        .load(&mut conn)
        .await?)
}

/// Makes what one claimant said, or reported, that of another; tells which statements these are.
pub async fn reassign(
    mut conn: Conn<'_>,
    (old, new): (Uuid, Uuid),
    now: DateTime<Utc>,
) -> Result<Vec<Uuid>> {
    let is_old = |column| format!("CASE {column} WHEN $1 THEN $2 ELSE {column} END");
    let sql = format!(
        "UPDATE statements SET claimant_id = {}, via_claimant_id = {}, updated_at = $3, \
         version = version + 1 WHERE claimant_id = $1 OR via_claimant_id = $1 RETURNING id",
        is_old("claimant_id"),
        is_old("via_claimant_id"),
    );
    #[derive(diesel::QueryableByName)]
    struct Changed {
        #[diesel(sql_type = SqlUuid)]
        id: Uuid,
    }
    let changed: Vec<Changed> = diesel::sql_query(sql)
        .bind::<SqlUuid, _>(old)
        .bind::<SqlUuid, _>(new)
        .bind::<Timestamptz, _>(now)
        .load(&mut conn)
        .await?;
    Ok(changed.into_iter().map(|changed| changed.id).collect())
}

/// How many statements claimants made of each position.
pub async fn positions_of(
    mut conn: Conn<'_>,
    claimants: &[Uuid],
) -> Result<Vec<(Option<Uuid>, Position, i64)>> {
    Ok(statements::table
        .filter(statements::claimant_id.eq_any(claimants))
        .group_by((statements::claimant_id, statements::position))
        .select((statements::claimant_id, statements::position, count_star()))
        .load(&mut conn)
        .await?)
}

/// How many of the claims that a claimant asserted were last rated so, or not at all.
#[derive(QueryableByName)]
pub struct RatedRow {
    #[diesel(sql_type = SqlUuid)]
    pub claimant: Uuid,
    #[diesel(sql_type = Nullable<sql_types::NormalizedRating>)]
    pub rating: Option<Normalized>,
    #[diesel(sql_type = Int8)]
    pub count: i64,
}

/// How the claims that claimants asserted were last rated.
pub async fn ratings_of(mut conn: Conn<'_>, claimants: &[Uuid]) -> Result<Vec<RatedRow>> {
    const SQL: &str = "SELECT claimant_id AS claimant, newest_rating AS rating, count(*)
        FROM (
            SELECT DISTINCT claimant_id, claim_id FROM statements
            WHERE claimant_id = ANY($1) AND position = 'asserts'
        ) asserted JOIN claims ON claims.id = claim_id
        GROUP BY claimant_id, newest_rating";
    Ok(diesel::sql_query(SQL)
        .bind::<Array<SqlUuid>, _>(claimants)
        .load(&mut conn)
        .await?)
}
