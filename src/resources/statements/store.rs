//! Statements in the database.

mod voices;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sql_types::{Date, Int8, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use crate::db::expression::LatestFirst;
use crate::db::keyset::{Direction, Place, Sort};
use crate::db::{Conn, on_constraint};
use crate::error::{Problem, Result};
use crate::insert_columns;
use crate::resources::claimants::store::ClaimantBrief;
use crate::resources::organizations::store::OrganizationBrief;
use crate::resources::sources::store::SourceBrief;
use crate::schema::{claimants, organizations, sources, sql_types, statements};
use crate::vocabulary::{ClaimantKind, DatePrecision, Position};

pub use voices::{RatedRow, claims_of, positions_of, ratings_of, reassign};

#[derive(Queryable, Selectable)]
#[diesel(table_name = statements)]
pub struct StatementRow {
    pub id: Uuid,
    pub claim_id: Uuid,
    pub via_claimant_id: Option<Uuid>,
    pub position: Position,
    pub said_on: Option<NaiveDate>,
    pub date_precision: Option<DatePrecision>,
    pub quote: Option<String>,
    pub language: Option<String>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub version: i64,
    pub begins_on: Option<NaiveDate>,
}

/// What can be changed of a statement, and whose it is.
#[derive(Queryable, Selectable)]
#[diesel(table_name = statements)]
pub struct StatementHeld {
    pub claim_id: Uuid,
    pub created_by: Uuid,
    pub version: i64,
    #[diesel(embed)]
    pub said: StatementChanges,
}

/// A statement with what it names, but for who reported it.
pub type WholeStatement = (
    StatementRow,
    OrganizationBrief,
    Option<ClaimantBrief>,
    Option<SourceBrief>,
);

#[derive(Insertable)]
#[diesel(table_name = statements)]
pub struct StatementInsert {
    pub id: Uuid,
    pub claim_id: Uuid,
    #[diesel(embed)]
    pub changes: StatementChanges,
    pub created_by: Uuid,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub version: i64,
}

/// What was said.
#[derive(PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = statements, treat_none_as_null = true)]
pub struct StatementChanges {
    pub claimant_id: Option<Uuid>,
    pub via_claimant_id: Option<Uuid>,
    pub position: Position,
    pub said_on: Option<NaiveDate>,
    pub date_precision: Option<DatePrecision>,
    pub quote: Option<String>,
    pub language: Option<String>,
    pub source_id: Option<Uuid>,
}

/// A claimant's latest position on a claim.
#[derive(Queryable)]
pub struct PositionRow {
    pub claim_id: Uuid,
    pub claimant: Uuid,
    pub name: String,
    pub kind: ClaimantKind,
    pub position: Position,
    pub said_on: Option<NaiveDate>,
    pub date_precision: Option<DatePrecision>,
}

/// The order of statements: by the first day of what is known of their dates. What has none comes
/// last.
pub fn by_date(direction: Direction) -> Sort {
    Sort::by_optional_date("statements.begins_on", "statements.id", direction)
}

/// Which rows a list holds.
#[derive(Default)]
pub struct Selection {
    pub ids: Option<Vec<Uuid>>,
    pub claims: Option<Vec<Uuid>>,
    pub claimant_id: Option<Uuid>,
    pub position: Option<Position>,
    pub said_from: Option<NaiveDate>,
    pub said_to: Option<NaiveDate>,
}

fn selected(selection: &Selection) -> statements::BoxedQuery<'_, Pg> {
    let mut query = statements::table.into_boxed();
    if let Some(ids) = &selection.ids {
        query = query.filter(statements::id.eq_any(ids));
    }
    if let Some(claims) = &selection.claims {
        query = query.filter(statements::claim_id.eq_any(claims));
    }
    if let Some(from) = selection.said_from {
        query = query.filter(statements::begins_on.ge(from));
    }
    if let Some(to) = selection.said_to {
        query = query.filter(statements::begins_on.le(to));
    }
    if let Some(claimant) = selection.claimant_id {
        query = query.filter(statements::claimant_id.eq(claimant));
    }
    if let Some(position) = selection.position {
        query = query.filter(statements::position.eq(position));
    }
    query
}

/// Statements with what they name, but for who reported them; all of them when `rows` is none.
pub async fn page(
    mut conn: Conn<'_>,
    selection: &Selection,
    sort: Sort,
    after: Option<&Place>,
    rows: Option<i64>,
) -> Result<Vec<WholeStatement>> {
    let mut query = selected(selection).order_by(sort.order());
    if let Some(place) = after {
        query = query.filter(sort.after(place));
    }
    if let Some(rows) = rows {
        query = query.limit(rows);
    }
    Ok(query
        .inner_join(organizations::table)
        .left_join(claimants::table)
        .left_join(sources::table)
        .select((
            StatementRow::as_select(),
            OrganizationBrief::as_select(),
            Option::<ClaimantBrief>::as_select(),
            Option::<SourceBrief>::as_select(),
        ))
        .load(&mut conn)
        .await?)
}

/// One statement with what it names, but for who reported it.
pub async fn find(mut conn: Conn<'_>, id: Uuid) -> Result<WholeStatement> {
    Ok(statements::table
        .find(id)
        .inner_join(organizations::table)
        .left_join(claimants::table)
        .left_join(sources::table)
        .select((
            StatementRow::as_select(),
            OrganizationBrief::as_select(),
            Option::<ClaimantBrief>::as_select(),
            Option::<SourceBrief>::as_select(),
        ))
        .first(&mut conn)
        .await?)
}

/// The statements of a claim, each with its version.
pub async fn versions(mut conn: Conn<'_>, claim: Uuid) -> Result<Vec<(Uuid, i64)>> {
    Ok(statements::table
        .filter(statements::claim_id.eq(claim))
        .order_by(statements::id)
        .select((statements::id, statements::version))
        .load(&mut conn)
        .await?)
}

pub async fn count(mut conn: Conn<'_>, selection: &Selection) -> Result<i64> {
    Ok(selected(selection).count().get_result(&mut conn).await?)
}

/// The latest position of each known claimant on each claim, latest first. A month counts before
/// its first day; of two of one day the one recorded later counts.
pub async fn latest_positions(mut conn: Conn<'_>, claims: &[Uuid]) -> Result<Vec<PositionRow>> {
    let mut positions: Vec<PositionRow> = statements::table
        .inner_join(claimants::table)
        .filter(statements::claim_id.eq_any(claims))
        .distinct_on((statements::claim_id, statements::claimant_id))
        .order_by((
            statements::claim_id,
            statements::claimant_id,
            LatestFirst::new("statements.begins_on", "statements.date_precision"),
            statements::created_at.desc(),
            statements::id.desc(),
        ))
        .select((
            statements::claim_id,
            claimants::id,
            claimants::name,
            claimants::kind,
            statements::position,
            statements::said_on,
            statements::date_precision,
        ))
        .load(&mut conn)
        .await?;
    positions.sort_by(|a, b| {
        let day = |it: &PositionRow| DatePrecision::order(it.said_on, it.date_precision);
        (day(b), &a.name, a.claimant).cmp(&(day(a), &b.name, b.claimant))
    });
    Ok(positions)
}

pub async fn insert_all(mut conn: Conn<'_>, rows: Vec<StatementInsert>) -> Result<()> {
    let inserted = insert_columns!(
        &mut conn, "statements", rows,
        id: SqlUuid = id;
        claim_id: SqlUuid = claim_id;
        claimant_id: Nullable<SqlUuid> = changes.claimant_id;
        via_claimant_id: Nullable<SqlUuid> = changes.via_claimant_id;
        position: sql_types::StatementPosition = changes.position;
        said_on: Nullable<Date> = changes.said_on;
        date_precision: Nullable<sql_types::DatePrecision> = changes.date_precision;
        quote: Nullable<Text> = changes.quote;
        language: Nullable<Text> = changes.language;
        source_id: Nullable<SqlUuid> = changes.source_id;
        created_by: SqlUuid = created_by;
        created_at: Timestamptz = created_at;
        updated_at: Timestamptz = updated_at;
        version: Int8 = version;
    );
    inserted.await?;
    Ok(())
}

pub async fn delete(mut conn: Conn<'_>, id: Uuid) -> Result<()> {
    diesel::delete(statements::table.find(id))
        .execute(&mut conn)
        .await?;
    Ok(())
}

pub async fn insert(mut conn: Conn<'_>, row: StatementInsert) -> Result<()> {
    diesel::insert_into(statements::table)
        .values(row)
        .execute(&mut conn)
        .await
        .map_err(refused)?;
    Ok(())
}

/// The claim that a statement is of, which never changes.
pub async fn claim_of(mut conn: Conn<'_>, id: Uuid) -> Result<Uuid> {
    Ok(statements::table
        .find(id)
        .select(statements::claim_id)
        .first(&mut conn)
        .await?)
}

/// The row, held against other changes until the transaction ends.
pub async fn lock(mut conn: Conn<'_>, id: Uuid) -> Result<StatementHeld> {
    Ok(statements::table
        .find(id)
        .for_no_key_update()
        .select(StatementHeld::as_select())
        .first(&mut conn)
        .await?)
}

pub async fn update(
    mut conn: Conn<'_>,
    id: Uuid,
    changes: StatementChanges,
    now: DateTime<Utc>,
) -> Result<()> {
    diesel::update(statements::table.find(id))
        .set((
            changes,
            statements::updated_at.eq(now),
            statements::version.eq(statements::version + 1),
        ))
        .execute(&mut conn)
        .await
        .map_err(refused)?;
    Ok(())
}

fn refused(error: diesel::result::Error) -> Problem {
    on_constraint(error, |constraint| match constraint.name {
        "statements_claimant_id_fkey" => Some(Problem::dangling("/claimant_id", "claimant")),
        "statements_via_claimant_id_fkey" => {
            Some(Problem::dangling("/via_claimant_id", "claimant"))
        }
        "statements_source_id_fkey" => Some(Problem::dangling("/source_id", "source")),
        _ => None,
    })
}
