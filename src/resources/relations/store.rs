//! Relations in the database.

use chrono::{DateTime, Utc};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sql_types::{Bool, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use crate::db::keyset::{Place, Sort};
use crate::db::{Conn, on_constraint};
use crate::error::{Problem, Result};
use crate::resources::organizations::store::OrganizationBrief;
use crate::schema::{claim_relations, organizations};
use crate::vocabulary::RelationKind;

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = claim_relations)]
pub struct RelationRow {
    pub id: Uuid,
    pub from_claim_id: Uuid,
    pub to_claim_id: Uuid,
    pub kind: RelationKind,
    pub note: Option<String>,
    pub created_by: Uuid,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub version: i64,
}

/// Which rows a list holds: those with one of the claims at either end.
pub struct Selection<'a> {
    pub claims: &'a [Uuid],
    /// Of one of these kinds, where the claim is the one that the relation is from; any when none.
    pub from: Option<Vec<RelationKind>>,
    /// The same where the claim is the one that it is to.
    pub to: Option<Vec<RelationKind>>,
}

impl<'a> Selection<'a> {
    /// All relations of claims.
    pub const fn of(claims: &'a [Uuid]) -> Self {
        Self {
            claims,
            from: None,
            to: None,
        }
    }
}

fn selected<'a>(selection: &'a Selection<'a>) -> claim_relations::BoxedQuery<'a, Pg> {
    type Condition<'a> =
        Box<dyn BoxableExpression<claim_relations::table, Pg, SqlType = Bool> + 'a>;
    let mut from: Condition<'_> = Box::new(claim_relations::from_claim_id.eq_any(selection.claims));
    if let Some(kinds) = &selection.from {
        from = Box::new(from.and(claim_relations::kind.eq_any(kinds)));
    }
    let mut to: Condition<'_> = Box::new(claim_relations::to_claim_id.eq_any(selection.claims));
    if let Some(kinds) = &selection.to {
        to = Box::new(to.and(claim_relations::kind.eq_any(kinds)));
    }
    claim_relations::table.into_boxed().filter(from.or(to))
}

/// Relations in order; all of them when `rows` is none.
pub async fn page(
    mut conn: Conn<'_>,
    selection: &Selection<'_>,
    sort: Sort,
    after: Option<&Place>,
    rows: Option<i64>,
) -> Result<Vec<(RelationRow, OrganizationBrief)>> {
    let mut query = selected(selection).order_by(sort.order());
    if let Some(place) = after {
        query = query.filter(sort.after(place));
    }
    if let Some(rows) = rows {
        query = query.limit(rows);
    }
    Ok(query
        .inner_join(organizations::table)
        .select((RelationRow::as_select(), OrganizationBrief::as_select()))
        .load(&mut conn)
        .await?)
}

pub async fn count(mut conn: Conn<'_>, selection: &Selection<'_>) -> Result<i64> {
    Ok(selected(selection).count().get_result(&mut conn).await?)
}

/// Those of the ids that there are.
pub async fn find_all(
    mut conn: Conn<'_>,
    ids: &[Uuid],
) -> Result<Vec<(RelationRow, OrganizationBrief)>> {
    Ok(claim_relations::table
        .filter(claim_relations::id.eq_any(ids))
        .inner_join(organizations::table)
        .select((RelationRow::as_select(), OrganizationBrief::as_select()))
        .load(&mut conn)
        .await?)
}

/// The row of a relation.
pub async fn find(mut conn: Conn<'_>, id: Uuid) -> Result<RelationRow> {
    Ok(claim_relations::table
        .find(id)
        .select(RelationRow::as_select())
        .first(&mut conn)
        .await?)
}

/// All relations of a claim that is held, as rows.
pub async fn of_claim(mut conn: Conn<'_>, claim: Uuid) -> Result<Vec<RelationRow>> {
    let claims = [claim];
    Ok(selected(&Selection::of(&claims))
        .order_by(claim_relations::id)
        .select(RelationRow::as_select())
        .load(&mut conn)
        .await?)
}

/// The relation of a kind from one claim to another.
pub async fn find_same(
    mut conn: Conn<'_>,
    from: Uuid,
    to: Uuid,
    kind: RelationKind,
) -> Result<Option<Uuid>> {
    Ok(claim_relations::table
        .filter(claim_relations::from_claim_id.eq(from))
        .filter(claim_relations::to_claim_id.eq(to))
        .filter(claim_relations::kind.eq(kind))
        .select(claim_relations::id)
        .first(&mut conn)
        .await
        .optional()?)
}

pub async fn insert(mut conn: Conn<'_>, row: RelationRow) -> Result<()> {
    diesel::insert_into(claim_relations::table)
        .values(row)
        .execute(&mut conn)
        .await
        .map_err(|error| {
            on_constraint(error, |constraint| match constraint.name {
                "claim_relations_to_claim_id_fkey" => {
                    Some(Problem::dangling("/to_claim_id", "claim"))
                }
                _ => None,
            })
        })?;
    Ok(())
}

/// Tells whether there was one.
pub async fn delete(mut conn: Conn<'_>, id: Uuid) -> Result<bool> {
    let deleted = diesel::delete(claim_relations::table.find(id))
        .execute(&mut conn)
        .await?;
    Ok(deleted > 0)
}

/// Waits until nobody else adds to how claims narrow and broaden each other, until the transaction
/// ends: two relations that are harmless alone could close a circle together.
pub async fn hold_breadths(mut conn: Conn<'_>) -> Result<()> {
    diesel::sql_query("SELECT pg_advisory_xact_lock(hashtext('claim_relations.breadths'))")
        .execute(&mut conn)
        .await?;
    Ok(())
}

/// Whether claims that narrow, and narrow what these narrow, lead from one claim to another; that
/// one broadens another is the same the other way round.
pub async fn narrows(mut conn: Conn<'_>, narrow: Uuid, broad: Uuid) -> Result<bool> {
    #[derive(diesel::QueryableByName)]
    struct Reached {
        #[diesel(sql_type = Bool)]
        is_reached: bool,
    }
    const SQL: &str = "WITH RECURSIVE broader (id) AS (
            SELECT $1
            UNION
            SELECT CASE kind WHEN 'narrows' THEN to_claim_id ELSE from_claim_id END
            FROM broader JOIN claim_relations
                ON (kind = 'narrows' AND from_claim_id = broader.id)
                OR (kind = 'broadens' AND to_claim_id = broader.id)
        )
        SELECT EXISTS (SELECT FROM broader WHERE id = $2) AS is_reached";
    let reached: Reached = diesel::sql_query(SQL)
        .bind::<SqlUuid, _>(narrow)
        .bind::<SqlUuid, _>(broad)
        .get_result(&mut conn)
        .await?;
    Ok(reached.is_reached)
}
