//! Rating scales and their labels in the database.

mod lookups;

use chrono::{DateTime, Utc};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use crate::db::expression::LanguageWithin;
use crate::db::keyset::{Place, Sort};
use crate::db::{Conn, on_constraint};
use crate::error::{Code, Problem, Result};
use crate::resources::organizations::store::OrganizationBrief;
use crate::schema::{organizations, rating_scales, ratings, verdicts};
use crate::vocabulary::{Normalized, VerdictStatus};

pub use lookups::{
    find_by_label, find_by_name, hold_all, hold_rating, normalized_to, of_organization,
};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = rating_scales)]
pub struct ScaleRow {
    pub id: Uuid,
    pub organization_id: Uuid,
    pub name: String,
    pub worst: i32,
    pub best: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub version: i64,
    pub catalogue_slug: Option<String>,
    pub catalogue_version: Option<i32>,
}

#[derive(Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = ratings)]
pub struct RatingRow {
    pub id: Uuid,
    pub scale_id: Uuid,
    pub label: String,
    pub language: String,
    pub value: Option<i32>,
    pub normalized: Normalized,
    pub position: i32,
}

/// What a verdict shows of its rating.
#[derive(Queryable, Selectable)]
#[diesel(table_name = ratings)]
pub struct RatingBrief {
    pub label: String,
    pub value: Option<i32>,
    pub normalized: Normalized,
}

/// What a verdict shows of its rating's scale.
#[derive(Queryable, Selectable)]
#[diesel(table_name = rating_scales)]
pub struct ScaleBrief {
    pub worst: i32,
    pub best: i32,
}

/// Which rows a list holds.
pub struct Selection {
    pub organization_id: Option<Uuid>,
    /// Of a label.
    pub language: Option<String>,
    pub updated_since: Option<DateTime<Utc>>,
}

fn selected(selection: &Selection) -> rating_scales::BoxedQuery<'_, Pg> {
    let mut query = rating_scales::table.into_boxed();
    if let Some(organization) = selection.organization_id {
        query = query.filter(rating_scales::organization_id.eq(organization));
    }
    if let Some(language) = &selection.language {
        let labelled = ratings::table
            .filter(LanguageWithin::new("ratings.language", language))
            .select(ratings::scale_id);
        query = query.filter(rating_scales::id.eq_any(labelled));
    }
    if let Some(since) = selection.updated_since {
        query = query.filter(rating_scales::updated_at.ge(since));
    }
    query
}

pub async fn page(
    mut conn: Conn<'_>,
    selection: &Selection,
    sort: Sort,
    after: Option<&Place>,
    rows: i64,
) -> Result<Vec<(ScaleRow, OrganizationBrief)>> {
    let mut query = selected(selection);
    if let Some(place) = after {
        query = query.filter(sort.after(place));
    }
    Ok(query
        .order_by(sort.order())
        .limit(rows)
        .inner_join(organizations::table)
        .select((ScaleRow::as_select(), OrganizationBrief::as_select()))
        .load(&mut conn)
        .await?)
}

pub async fn count(mut conn: Conn<'_>, selection: &Selection) -> Result<i64> {
    Ok(selected(selection).count().get_result(&mut conn).await?)
}

pub async fn find(mut conn: Conn<'_>, id: Uuid) -> Result<(ScaleRow, OrganizationBrief)> {
    Ok(rating_scales::table
        .find(id)
        .inner_join(organizations::table)
        .select((ScaleRow::as_select(), OrganizationBrief::as_select()))
        .first(&mut conn)
        .await?)
}

/// The labels of scales, in order.
pub async fn ratings_of(mut conn: Conn<'_>, scales: &[Uuid]) -> Result<Vec<RatingRow>> {
    Ok(ratings::table
        .filter(ratings::scale_id.eq_any(scales))
        .order_by((ratings::scale_id, ratings::position))
        .select(RatingRow::as_select())
        .load(&mut conn)
        .await?)
}

/// The row, held against other changes, and against publishing with its ratings, until the
/// transaction ends.
pub async fn lock(mut conn: Conn<'_>, id: Uuid) -> Result<ScaleRow> {
    Ok(rating_scales::table
        .find(id)
        .for_update()
        .select(ScaleRow::as_select())
        .first(&mut conn)
        .await?)
}

/// The ratings of a scale on which verdicts rest that are or were public.
pub async fn ratings_in_use(mut conn: Conn<'_>, scale: Uuid) -> Result<Vec<Uuid>> {
    Ok(verdicts::table
        .inner_join(ratings::table)
        .filter(ratings::scale_id.eq(scale))
        .filter(verdicts::status.ne(VerdictStatus::Draft))
        .select(ratings::id)
        .distinct()
        .load(&mut conn)
        .await?)
}

pub async fn insert(mut conn: Conn<'_>, row: ScaleRow) -> Result<()> {
    diesel::insert_into(rating_scales::table)
        .values(row)
        .execute(&mut conn)
        .await
        .map_err(refused)?;
    Ok(())
}

pub async fn update(
    mut conn: Conn<'_>,
    id: Uuid,
    (name, worst, best): (String, i32, i32),
    now: DateTime<Utc>,
) -> Result<()> {
    diesel::update(rating_scales::table.find(id))
        .set((
            rating_scales::name.eq(name),
            rating_scales::worst.eq(worst),
            rating_scales::best.eq(best),
            rating_scales::updated_at.eq(now),
            rating_scales::version.eq(rating_scales::version + 1),
        ))
        .execute(&mut conn)
        .await
        .map_err(refused)?;
    Ok(())
}

/// Makes these the labels of the scale: new ones are added, changed ones changed, and those
/// that are not among them deleted.
pub async fn replace_ratings(mut conn: Conn<'_>, scale: Uuid, rows: Vec<RatingRow>) -> Result<()> {
    let kept: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    diesel::delete(
        ratings::table
            .filter(ratings::scale_id.eq(scale))
            .filter(ratings::id.ne_all(kept)),
    )
    .execute(&mut conn)
    .await
    .map_err(refused)?;
    diesel::insert_into(ratings::table)
        .values(rows)
        .on_conflict(ratings::id)
        .do_update()
        .set((
            ratings::value.eq(diesel::upsert::excluded(ratings::value)),
            ratings::normalized.eq(diesel::upsert::excluded(ratings::normalized)),
            ratings::position.eq(diesel::upsert::excluded(ratings::position)),
        ))
        .execute(&mut conn)
        .await
        .map_err(refused)?;
    Ok(())
}

fn refused(error: diesel::result::Error) -> Problem {
    on_constraint(error, |constraint| match constraint.name {
        "rating_scales_name_key" => Some(Problem::new(
            Code::Duplicate,
            "Another scale of your organization has this name.",
        )),
        _ if constraint.is_reference => Some(Problem::new(
            Code::InUse,
            "Verdicts rest on a rating of this scale.",
        )),
        _ => None,
    })
}
