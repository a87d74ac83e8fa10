//! Claimants in the database.

mod merges;

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::dsl::not;
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sql_types::Text;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use crate::db::expression::{HasWords, WordWithin};
use crate::db::keyset::{Key, Place, Sort};
use crate::db::{Conn, on_constraint};
use crate::error::{Code, Problem, Result};
use crate::resources::organizations::store::OrganizationBrief;
use crate::schema::{claimants, organizations};
use crate::vocabulary::ClaimantKind;

pub use merges::{current, follow, merge, merged};

#[diesel::declare_sql_function]
extern "SQL" {
    /// Text without case and accents.
    fn fold(words: Text) -> Text;
    /// The text with what a pattern matches in it replaced.
    fn regexp_replace(text: Text, pattern: Text, by: Text, flags: Text) -> Text;
    /// How much of the words is in the names, from 0 to 1000; both folded.
    fn name_likeness(words: Text, names: Text) -> diesel::sql_types::Int8;
}

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

/// Which rows a list holds.
pub struct Selection {
    pub called: Option<Called>,
    pub kind: Option<ClaimantKind>,
    pub country: Option<String>,
    pub created_by: Option<Uuid>,
    pub updated_since: Option<DateTime<Utc>>,
}

const NAMES: &str = "claimants.searched_names";

/// What claimants are called.
#[derive(Debug, Clone, Default)]
pub struct Called {
    /// So, or nearly so; empty where that does not matter.
    pub words: String,
    /// With these words side by side in a name.
    pub phrases: Vec<String>,
    /// Without any of these in any name.
    pub excluded: Vec<String>,
}

impl Called {
    /// All that is asked to be there.
    fn wanted(&self) -> String {
        let mut wanted = vec![self.words.as_str()];
        wanted.extend(self.phrases.iter().map(String::as_str));
        wanted.join(" ").trim().to_owned()
    }
}

fn selected(selection: &Selection) -> claimants::BoxedQuery<'_, Pg> {
    let mut query = claimants::table.into_boxed();
    let called = selection.called.as_ref();
    if let Some(q) = called.map(|it| &it.words).filter(|it| !it.is_empty()) {
        // Escaped once it is folded, which makes plain signs of those of full width.
        let literally = regexp_replace(fold(q.as_str()), r"([\\%_])", r"\\\1", "g");
        let pattern = "%".into_sql::<Text>().concat(literally).concat("%");
        let is_part = claimants::searched_names.like(pattern);
        let is_near = WordWithin::new(fold(q.as_str()), claimants::searched_names);
        // Of accents alone nothing is left.
        let is_something = fold(q.as_str()).ne("");
        query = query.filter(is_something.and(is_part.or(is_near)));
    }
    for phrase in called.iter().flat_map(|it| &it.phrases) {
        query = query.filter(HasWords::new(NAMES, phrase));
    }
    for words in called.iter().flat_map(|it| &it.excluded) {
        query = query.filter(not(HasWords::new(NAMES, words)));
    }
    if let Some(kind) = selection.kind {
        query = query.filter(claimants::kind.eq(kind));
    }
    if let Some(country) = &selection.country {
        query = query.filter(claimants::country.eq(country));
    }
    if let Some(organization) = selection.created_by {
        query = query.filter(claimants::created_by.eq(organization));
    }
    if let Some(since) = selection.updated_since {
        query = query.filter(claimants::updated_at.ge(since));
    }
    query
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
