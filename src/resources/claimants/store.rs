//! Claimants in the database.

mod merges;
mod selection;

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use crate::db::keyset::{Key, Place, Sort};
use crate::db::{Conn, on_constraint};
use crate::error::{Code, Problem, Result};
use crate::resources::organizations::store::OrganizationBrief;
use crate::schema::{claimants, organizations};
use crate::vocabulary::ClaimantKind;

use selection::{fold, name_likeness, selected};

pub use merges::{current, follow, merge, merged};
pub use selection::{Called, Selection};

#[derive(Queryable, Selectable)]
#[diesel(table_name = claimants)]
pub struct ClaimantRow {
    pub id: Uuid,
    pub kind: ClaimantKind,
    pub name: String,
    pub job_title: Option<String>,
    pub country: Option<String>,
    pub url: Option<String>,
    pub same_as: Vec<String>,
    pub alternate_names: Vec<String>,
    pub created_by: Uuid,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub version: i64,
}

/// What other resources show of a claimant.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = claimants)]
pub struct ClaimantBrief {
    pub id: Uuid,
    pub name: String,
    pub kind: ClaimantKind,
}

#[derive(Insertable)]
#[diesel(table_name = claimants)]
pub struct ClaimantInsert {
    pub id: Uuid,
    #[diesel(embed)]
    pub changes: ClaimantChanges,
    pub created_by: Uuid,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub version: i64,
}

#[derive(Insertable, AsChangeset)]
#[diesel(table_name = claimants, treat_none_as_null = true)]
pub struct ClaimantChanges {
    pub kind: ClaimantKind,
    pub name: String,
    pub job_title: Option<String>,
    pub country: Option<String>,
    pub url: Option<String>,
    pub same_as: Vec<String>,
    pub alternate_names: Vec<String>,
}

pub async fn page(
    mut conn: Conn<'_>,
    selection: &Selection,
    sort: Sort,
    after: Option<&Place>,
    rows: i64,
) -> Result<Vec<(ClaimantRow, OrganizationBrief)>> {
    let mut query = selected(selection);
    if let Some(place) = after {
        query = query.filter(sort.after(place));
    }
    Ok(query
        .order_by(sort.order())
        .limit(rows)
        .inner_join(organizations::table)
        .select((ClaimantRow::as_select(), OrganizationBrief::as_select()))
        .load(&mut conn)
        .await?)
}

/// Those that are called most like the query first, each with how like that is.
pub async fn search(
    mut conn: Conn<'_>,
    selection: &Selection,
    after: Option<&Place>,
    rows: i64,
) -> Result<Vec<(ClaimantRow, OrganizationBrief, i64)>> {
    let wanted = selection.called.as_ref().map(Called::wanted);
    let wanted = wanted.unwrap_or_default();
    let likeness = || name_likeness(fold(&wanted), claimants::searched_names);
    let mut query = selected(selection);
    if let Some(Place(Key::Number(last), id)) = after {
        let is_less = likeness().lt(*last);
        query = query.filter(is_less.or(likeness().eq(*last).and(claimants::id.gt(*id))));
    }
    Ok(query
        .order_by((likeness().desc(), claimants::id))
        .limit(rows)
        .inner_join(organizations::table)
        .select((
            ClaimantRow::as_select(),
            OrganizationBrief::as_select(),
            likeness(),
        ))
        .load(&mut conn)
        .await?)
}

pub async fn count(mut conn: Conn<'_>, selection: &Selection) -> Result<i64> {
    Ok(selected(selection).count().get_result(&mut conn).await?)
}

pub async fn find(mut conn: Conn<'_>, id: Uuid) -> Result<(ClaimantRow, OrganizationBrief)> {
    Ok(claimants::table
        .find(id)
        .inner_join(organizations::table)
        .select((ClaimantRow::as_select(), OrganizationBrief::as_select()))
        .first(&mut conn)
        .await?)
}

/// Which of the ids there are.
pub async fn known(mut conn: Conn<'_>, ids: &[Uuid]) -> Result<Vec<Uuid>> {
    Ok(claimants::table
        .filter(claimants::id.eq_any(ids))
        .select(claimants::id)
        .load(&mut conn)
        .await?)
}

/// Those of the ids that there are, whole.
pub async fn find_all(
    mut conn: Conn<'_>,
    ids: &[Uuid],
) -> Result<Vec<(ClaimantRow, OrganizationBrief)>> {
    Ok(claimants::table
        .filter(claimants::id.eq_any(ids))
        .inner_join(organizations::table)
        .order_by(claimants::id)
        .select((ClaimantRow::as_select(), OrganizationBrief::as_select()))
        .load(&mut conn)
        .await?)
}

/// What tells claimants apart: id, kind, name, other names and country.
pub type Identity = (Uuid, ClaimantKind, String, Vec<String>, Option<String>);

/// Those with one of the names, be it another one; oldest first.
pub async fn named(mut conn: Conn<'_>, names: &[&str]) -> Result<Vec<Identity>> {
    let is_other = claimants::alternate_names.overlaps_with(names);
    Ok(claimants::table
        .filter(claimants::name.eq_any(names).or(is_other))
        .order_by(claimants::id)
        .select((
            claimants::id,
            claimants::kind,
            claimants::name,
            claimants::alternate_names,
            claimants::country,
        ))
        .load(&mut conn)
        .await?)
}

/// Claimants in brief, by id.
pub async fn briefs(mut conn: Conn<'_>, ids: &[Uuid]) -> Result<HashMap<Uuid, ClaimantBrief>> {
    let briefs: Vec<ClaimantBrief> = claimants::table
        .filter(claimants::id.eq_any(ids))
        .select(ClaimantBrief::as_select())
        .load(&mut conn)
        .await?;
    Ok(briefs.into_iter().map(|brief| (brief.id, brief)).collect())
}

/// The row, held against other changes until the transaction ends.
pub async fn lock(mut conn: Conn<'_>, id: Uuid) -> Result<ClaimantRow> {
    Ok(claimants::table
        .find(id)
        .for_update()
        .select(ClaimantRow::as_select())
        .first(&mut conn)
        .await?)
}

/// The rows of those that there are, held against other changes until the transaction ends.
pub async fn lock_all(mut conn: Conn<'_>, ids: &[Uuid]) -> Result<Vec<ClaimantRow>> {
    Ok(claimants::table
        .filter(claimants::id.eq_any(ids))
        .order_by(claimants::id)
        .for_update()
        .select(ClaimantRow::as_select())
        .load(&mut conn)
        .await?)
}

/// Waits for those who delete or merge claimants, and keeps others from it until the transaction
/// ends.
pub async fn hold(mut conn: Conn<'_>, ids: &[Uuid]) -> Result<()> {
    claimants::table
        .filter(claimants::id.eq_any(ids))
        .order_by(claimants::id)
        .for_key_share()
        .select(claimants::id)
        .load::<Uuid>(&mut conn)
        .await?;
    Ok(())
}

pub async fn insert(mut conn: Conn<'_>, row: ClaimantInsert) -> Result<()> {
    diesel::insert_into(claimants::table)
        .values(row)
        .execute(&mut conn)
        .await?;
    Ok(())
}

pub async fn insert_all(mut conn: Conn<'_>, rows: Vec<ClaimantInsert>) -> Result<()> {
    diesel::insert_into(claimants::table)
        .values(rows)
        .execute(&mut conn)
        .await?;
    Ok(())
}

pub async fn update(
    mut conn: Conn<'_>,
    id: Uuid,
    changes: ClaimantChanges,
    now: DateTime<Utc>,
) -> Result<()> {
    diesel::update(claimants::table.find(id))
        .set((
            changes,
            claimants::updated_at.eq(now),
            claimants::version.eq(claimants::version + 1),
        ))
        .execute(&mut conn)
        .await?;
    Ok(())
}

pub async fn delete(mut conn: Conn<'_>, id: Uuid) -> Result<()> {
    diesel::delete(claimants::table.find(id))
        .execute(&mut conn)
        .await
        .map_err(|error| {
            on_constraint(error, |constraint| {
                constraint
                    .is_reference
                    .then(|| Problem::new(Code::InUse, "There are statements of this claimant."))
            })
        })?;
    Ok(())
}
