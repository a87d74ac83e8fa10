//! Sources in the database.

use chrono::{DateTime, Utc};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sql_types::{Int8, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use crate::db::expression::LanguageWithin;
use crate::db::keyset::{Place, Sort};
use crate::db::{Conn, on_constraint};
use crate::error::{Code, Problem, Result};
use crate::insert_columns;
use crate::resources::organizations::store::OrganizationBrief;
use crate::schema::{organizations, sources, sql_types};
use crate::vocabulary::{Reliability, SourceKind};

#[derive(Queryable, Selectable)]
#[diesel(table_name = sources)]
pub struct SourceRow {
    pub id: Uuid,
    pub url: Option<String>,
    pub citation: Option<String>,
    pub kind: SourceKind,
    pub title: String,
    pub publisher: Option<String>,
    pub author: Option<String>,
    pub published_at: Option<DateTime<Utc>>,
    pub language: Option<String>,
    pub archived_url: Option<String>,
    pub reliability: Reliability,
    pub created_by: Uuid,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub version: i64,
}

/// What other resources show of a source.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = sources)]
pub struct SourceBrief {
    pub id: Uuid,
    pub url: Option<String>,
    pub citation: Option<String>,
    pub kind: SourceKind,
    pub title: String,
    pub publisher: Option<String>,
    pub author: Option<String>,
    pub published_at: Option<DateTime<Utc>>,
    pub language: Option<String>,
    pub archived_url: Option<String>,
    pub reliability: Reliability,
}

#[derive(Insertable)]
#[diesel(table_name = sources)]
pub struct SourceInsert {
    pub id: Uuid,
    #[diesel(embed)]
    pub changes: SourceChanges,
    pub created_by: Uuid,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub version: i64,
}

#[derive(Insertable, AsChangeset)]
#[diesel(table_name = sources, treat_none_as_null = true)]
pub struct SourceChanges {
    pub url: Option<String>,
    pub citation: Option<String>,
    pub kind: SourceKind,
    pub title: String,
    pub publisher: Option<String>,
    pub author: Option<String>,
    pub published_at: Option<DateTime<Utc>>,
    pub language: Option<String>,
    pub archived_url: Option<String>,
    pub reliability: Reliability,
}

/// Which rows a list holds.
#[derive(Default)]
pub struct Selection {
    /// Of these alone.
    pub ids: Option<Vec<Uuid>>,
    pub url: Option<String>,
    pub kind: Option<SourceKind>,
    pub reliability: Option<Reliability>,
    pub language: Option<String>,
    pub created_by: Option<Uuid>,
    pub updated_since: Option<DateTime<Utc>>,
}

fn selected(selection: &Selection) -> sources::BoxedQuery<'_, Pg> {
    let mut query = sources::table.into_boxed();
    if let Some(ids) = &selection.ids {
        query = query.filter(sources::id.eq_any(ids));
    }
    if let Some(kind) = selection.kind {
        query = query.filter(sources::kind.eq(kind));
    }
    if let Some(url) = &selection.url {
        query = query.filter(sources::url.eq(url));
    }
    if let Some(reliability) = selection.reliability {
        query = query.filter(sources::reliability.eq(reliability));
    }
    if let Some(language) = &selection.language {
        query = query.filter(LanguageWithin::new("sources.language", language));
    }
    if let Some(organization) = selection.created_by {
        query = query.filter(sources::created_by.eq(organization));
    }
    if let Some(since) = selection.updated_since {
        query = query.filter(sources::updated_at.ge(since));
    }
    query
}

pub async fn page(
    mut conn: Conn<'_>,
    selection: &Selection,
    sort: Sort,
    after: Option<&Place>,
    rows: i64,
) -> Result<Vec<(SourceRow, OrganizationBrief)>> {
    let mut query = selected(selection);
    if let Some(place) = after {
        query = query.filter(sort.after(place));
    }
    Ok(query
        .order_by(sort.order())
        .limit(rows)
        .inner_join(organizations::table)
        .select((SourceRow::as_select(), OrganizationBrief::as_select()))
        .load(&mut conn)
        .await?)
}

pub async fn count(mut conn: Conn<'_>, selection: &Selection) -> Result<i64> {
    Ok(selected(selection).count().get_result(&mut conn).await?)
}

pub async fn find(mut conn: Conn<'_>, id: Uuid) -> Result<(SourceRow, OrganizationBrief)> {
    Ok(sources::table
        .find(id)
        .inner_join(organizations::table)
        .select((SourceRow::as_select(), OrganizationBrief::as_select()))
        .first(&mut conn)
        .await?)
}

/// Which of the ids there are.
pub async fn known(mut conn: Conn<'_>, ids: &[Uuid]) -> Result<Vec<Uuid>> {
    Ok(sources::table
        .filter(sources::id.eq_any(ids))
        .select(sources::id)
        .load(&mut conn)
        .await?)
}

/// Those of the ids that there are, whole.
pub async fn find_all(
    mut conn: Conn<'_>,
    ids: &[Uuid],
) -> Result<Vec<(SourceRow, OrganizationBrief)>> {
    Ok(sources::table
        .filter(sources::id.eq_any(ids))
        .inner_join(organizations::table)
        .order_by(sources::id)
        .select((SourceRow::as_select(), OrganizationBrief::as_select()))
        .load(&mut conn)
        .await?)
}

/// The sources with one of the URLs.
pub async fn at_urls(mut conn: Conn<'_>, urls: &[&str]) -> Result<Vec<(Option<String>, Uuid)>> {
    Ok(sources::table
        .filter(sources::url.eq_any(urls))
        .select((sources::url, sources::id))
        .load(&mut conn)
        .await?)
}

/// The sources without a URL that are cited so, oldest first.
pub async fn cited_as(
    mut conn: Conn<'_>,
    citations: &[&str],
) -> Result<Vec<(Option<String>, Uuid)>> {
    Ok(sources::table
        .filter(sources::url.is_null())
        .filter(sources::citation.eq_any(citations))
        .order_by(sources::id)
        .select((sources::citation, sources::id))
        .load(&mut conn)
        .await?)
}

/// An organization's first source by that publisher.
pub async fn find_by_publisher(
    mut conn: Conn<'_>,
    organization: Uuid,
    publisher: &str,
) -> Result<Uuid> {
    Ok(sources::table
        .filter(sources::created_by.eq(organization))
        .filter(sources::publisher.eq(publisher))
        .order_by(sources::id)
        .select(sources::id)
        .first(&mut conn)
        .await?)
}

/// The row, held against other changes until the transaction ends.
pub async fn lock(mut conn: Conn<'_>, id: Uuid) -> Result<SourceRow> {
    Ok(sources::table
        .find(id)
        .for_update()
        .select(SourceRow::as_select())
        .first(&mut conn)
        .await?)
}

pub async fn insert(mut conn: Conn<'_>, row: SourceInsert) -> Result<()> {
    diesel::insert_into(sources::table)
        .values(row)
        .execute(&mut conn)
        .await
        .map_err(refused)?;
    Ok(())
}

pub async fn insert_all(mut conn: Conn<'_>, rows: Vec<SourceInsert>) -> Result<()> {
    let inserted = insert_columns!(
        &mut conn, "sources", rows,
        id: SqlUuid = id;
        url: Nullable<Text> = changes.url;
        citation: Nullable<Text> = changes.citation;
        kind: sql_types::SourceKind = changes.kind;
        title: Text = changes.title;
        publisher: Nullable<Text> = changes.publisher;
        author: Nullable<Text> = changes.author;
        published_at: Nullable<Timestamptz> = changes.published_at;
        language: Nullable<Text> = changes.language;
        archived_url: Nullable<Text> = changes.archived_url;
        reliability: sql_types::SourceReliability = changes.reliability;
        created_by: SqlUuid = created_by;
        created_at: Timestamptz = created_at;
        updated_at: Timestamptz = updated_at;
        version: Int8 = version;
    );
    inserted.await.map_err(refused)?;
    Ok(())
}

pub async fn update(
    mut conn: Conn<'_>,
    id: Uuid,
    changes: SourceChanges,
    now: DateTime<Utc>,
) -> Result<()> {
    diesel::update(sources::table.find(id))
        .set((
            changes,
            sources::updated_at.eq(now),
            sources::version.eq(sources::version + 1),
        ))
        .execute(&mut conn)
        .await
        .map_err(refused)?;
    Ok(())
}

pub async fn delete(mut conn: Conn<'_>, id: Uuid) -> Result<()> {
    diesel::delete(sources::table.find(id))
        .execute(&mut conn)
        .await
        .map_err(refused)?;
    Ok(())
}

/// The source that has the URL.
pub async fn find_by_url(mut conn: Conn<'_>, url: &str) -> Result<Option<Uuid>> {
    Ok(sources::table
        .filter(sources::url.eq(url))
        .select(sources::id)
        .first(&mut conn)
        .await
        .optional()?)
}

fn refused(error: diesel::result::Error) -> Problem {
    on_constraint(error, |constraint| match constraint.name {
        "sources_url_key" => Some(Problem::new(
            Code::Duplicate,
            "Another source has this URL.",
        )),
        _ if constraint.is_reference => {
            Some(Problem::new(Code::InUse, "Other records rest on it."))
        }
        _ => None,
    })
}
