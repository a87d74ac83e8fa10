//! Organizations in the database.

use chrono::{DateTime, Utc};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sql_types::Text;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use crate::db::keyset::{Place, Sort};
use crate::db::{Conn, on_constraint};
use crate::error::{Code, Problem, Result};
use crate::schema::organizations;
use crate::site;
use crate::vocabulary::IfcnStatus;

diesel::define_sql_function! {
    /// In small letters.
    fn lower(text: Text) -> Text;
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = organizations)]
pub struct OrganizationRow {
    pub id: Uuid,
    pub slug: String,
    pub name: String,
    pub site: String,
    pub url: Option<String>,
    pub logo_url: Option<String>,
    pub country: Option<String>,
    pub ifcn_status: IfcnStatus,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub version: i64,
}

/// What other resources show of an organization.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = organizations)]
pub struct OrganizationBrief {
    pub id: Uuid,
    pub name: String,
    pub slug: String,
    pub site: String,
}

#[derive(Insertable)]
#[diesel(table_name = organizations)]
pub struct OrganizationInsert {
    pub id: Uuid,
    #[diesel(embed)]
    pub changes: OrganizationChanges,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub version: i64,
}

#[derive(Insertable, AsChangeset)]
#[diesel(table_name = organizations, treat_none_as_null = true)]
pub struct OrganizationChanges {
    pub slug: String,
    pub name: String,
    pub site: String,
    pub url: Option<String>,
    pub logo_url: Option<String>,
    pub country: Option<String>,
    pub ifcn_status: IfcnStatus,
}

/// Which rows a list holds.
pub struct Selection {
    pub slug: Option<String>,
    pub country: Option<String>,
    pub ifcn_status: Option<IfcnStatus>,
    pub updated_since: Option<DateTime<Utc>>,
}

fn selected(selection: &Selection) -> organizations::BoxedQuery<'_, Pg> {
    let mut query = organizations::table.into_boxed();
    if let Some(slug) = &selection.slug {
        query = query.filter(organizations::slug.eq(slug));
    }
    if let Some(country) = &selection.country {
        query = query.filter(organizations::country.eq(country));
    }
    if let Some(status) = selection.ifcn_status {
        query = query.filter(organizations::ifcn_status.eq(status));
    }
    if let Some(since) = selection.updated_since {
        query = query.filter(organizations::updated_at.ge(since));
    }
    query
}

pub async fn page(
    mut conn: Conn<'_>,
    selection: &Selection,
    sort: Sort,
    after: Option<&Place>,
    rows: i64,
) -> Result<Vec<OrganizationRow>> {
    let mut query = selected(selection);
    if let Some(place) = after {
        query = query.filter(sort.after(place));
    }
    Ok(query
        .order_by(sort.order())
        .limit(rows)
        .select(OrganizationRow::as_select())
        .load(&mut conn)
        .await?)
}

pub async fn count(mut conn: Conn<'_>, selection: &Selection) -> Result<i64> {
    Ok(selected(selection).count().get_result(&mut conn).await?)
}

pub async fn find(mut conn: Conn<'_>, id: Uuid) -> Result<OrganizationRow> {
    Ok(organizations::table
        .find(id)
        .select(OrganizationRow::as_select())
        .first(&mut conn)
        .await?)
}

/// Organizations in brief.
pub async fn briefs(mut conn: Conn<'_>, ids: &[Uuid]) -> Result<Vec<OrganizationBrief>> {
    Ok(organizations::table
        .filter(organizations::id.eq_any(ids))
        .select(OrganizationBrief::as_select())
        .load(&mut conn)
        .await?)
}

/// The first two that there are.
pub async fn first_two(mut conn: Conn<'_>) -> Result<Vec<Uuid>> {
    Ok(organizations::table
        .order_by(organizations::id)
        .limit(2)
        .select(organizations::id)
        .load(&mut conn)
        .await?)
}

/// The organizations with one of the slugs.
pub async fn slugs(mut conn: Conn<'_>, slugs: &[&str]) -> Result<Vec<(String, Uuid)>> {
    Ok(organizations::table
        .filter(organizations::slug.eq_any(slugs))
        .select((organizations::slug, organizations::id))
        .load(&mut conn)
        .await?)
}

/// The organizations of sites, with `www.` or without: by the site as it is asked for.
pub async fn at_sites(mut conn: Conn<'_>, sites: &[&str]) -> Result<Vec<(String, Uuid)>> {
    if sites.is_empty() {
        return Ok(Vec::new());
    }
    let hosts = sites
        .iter()
        .flat_map(|site| [(*site).to_owned(), format!("www.{site}")]);
    let found: Vec<(String, Uuid)> = organizations::table
        .filter(lower(organizations::site).eq_any(hosts.collect::<Vec<_>>()))
        .order_by(organizations::id)
        .select((organizations::site, organizations::id))
        .load(&mut conn)
        .await?;
    let found = found.into_iter();
    Ok(found.map(|(host, id)| (site::bare(&host), id)).collect())
}

pub async fn find_by_slug(mut conn: Conn<'_>, slug: &str) -> Result<Option<OrganizationRow>> {
    Ok(organizations::table
        .filter(organizations::slug.eq(slug))
        .select(OrganizationRow::as_select())
        .first(&mut conn)
        .await
        .optional()?)
}

/// The row, held against other changes until the transaction ends.
pub async fn lock(mut conn: Conn<'_>, id: Uuid) -> Result<OrganizationRow> {
    Ok(organizations::table
        .find(id)
        .for_update()
        .select(OrganizationRow::as_select())
        .first(&mut conn)
        .await?)
}

pub async fn insert(mut conn: Conn<'_>, row: OrganizationInsert) -> Result<OrganizationRow> {
    diesel::insert_into(organizations::table)
        .values(row)
        .returning(OrganizationRow::as_returning())
        .get_result(&mut conn)
        .await
        .map_err(refused)
}

pub async fn update(
    mut conn: Conn<'_>,
    id: Uuid,
    changes: OrganizationChanges,
    now: DateTime<Utc>,
) -> Result<OrganizationRow> {
    diesel::update(organizations::table.find(id))
        .set((
            changes,
            organizations::updated_at.eq(now),
            organizations::version.eq(organizations::version + 1),
        ))
        .returning(OrganizationRow::as_returning())
        .get_result(&mut conn)
        .await
        .map_err(refused)
}

pub async fn delete(mut conn: Conn<'_>, id: Uuid) -> Result<()> {
    diesel::delete(organizations::table.find(id))
        .execute(&mut conn)
        .await
        .map_err(refused)?;
    Ok(())
}

fn refused(error: diesel::result::Error) -> Problem {
    on_constraint(error, |constraint| match constraint.name {
        "organizations_slug_key" => Some(Problem::new(
            Code::Duplicate,
            "Another organization has this slug.",
        )),
        _ if constraint.is_reference => Some(Problem::new(
            Code::InUse,
            "Keys, claims, sources or verdicts of this organization exist.",
        )),
        _ => None,
    })
}
