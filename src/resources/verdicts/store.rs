//! Verdicts and their evidence in the database.

mod changed;
mod evidence;
mod moves;
mod of_claims;
mod selection;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Int4, Int8, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use crate::db::keyset::{Place, Sort};
use crate::db::{Conn, on_constraint};
use crate::error::{Problem, Result};
use crate::insert_columns;
use crate::resources::organizations::store::OrganizationBrief;
use crate::resources::rating_scales::store::{RatingBrief, ScaleBrief};
use crate::schema::{organizations, rating_scales, ratings, sql_types, verdicts};
use crate::vocabulary::VerdictStatus;
use selection::selected;

pub use evidence::{EvidenceInsert, EvidenceRow, evidence_of, replace_evidence};
pub use moves::{correct, publish, retract, touch, touch_drafts};
pub use of_claims::{of_claims, standing_of_claims};
pub use selection::{Selection, statuses};

#[derive(Queryable, Selectable)]
#[diesel(table_name = verdicts)]
pub struct VerdictRow {
    pub id: Uuid,
    pub claim_id: Uuid,
    pub organization_id: Uuid,
    pub rating_id: Option<Uuid>,
    pub title: Option<String>,
    pub summary: Option<String>,
    pub explanation: Option<String>,
    pub url: Option<String>,
    pub language: String,
    pub reviewed_at: Option<DateTime<Utc>>,
    pub status: VerdictStatus,
    pub published_at: Option<DateTime<Utc>>,
    pub correction_note: Option<String>,
    pub retraction_reason: Option<String>,
    pub corrected_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub version: i64,
}

/// What a claim shows of a verdict.
#[derive(Queryable, Selectable)]
#[diesel(table_name = verdicts)]
pub struct VerdictBrief {
    pub id: Uuid,
    pub claim_id: Uuid,
    pub title: Option<String>,
    pub url: Option<String>,
    pub language: String,
    pub reviewed_at: Option<DateTime<Utc>>,
    pub status: VerdictStatus,
}

/// A verdict's row with what it names.
pub type Rated<R> = (R, OrganizationBrief, Option<(RatingBrief, ScaleBrief)>);

#[derive(Insertable)]
#[diesel(table_name = verdicts)]
pub struct VerdictInsert {
    pub id: Uuid,
    pub organization_id: Uuid,
    #[diesel(embed)]
    pub changes: VerdictChanges,
    #[diesel(embed)]
    pub life: VerdictLife,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub version: i64,
}

/// Where a verdict stands in its life.
#[derive(Insertable)]
#[diesel(table_name = verdicts)]
pub struct VerdictLife {
    pub status: VerdictStatus,
    pub published_at: Option<DateTime<Utc>>,
    pub correction_note: Option<String>,
    pub retraction_reason: Option<String>,
    pub corrected_at: Option<DateTime<Utc>>,
}

impl VerdictLife {
    /// That of a draft.
    pub const DRAFT: Self = Self {
        status: VerdictStatus::Draft,
        published_at: None,
        correction_note: None,
        retraction_reason: None,
        corrected_at: None,
    };
}

#[derive(Insertable, AsChangeset)]
#[diesel(table_name = verdicts, treat_none_as_null = true)]
pub struct VerdictChanges {
    pub claim_id: Uuid,
    pub rating_id: Option<Uuid>,
    pub title: Option<String>,
    pub summary: Option<String>,
    pub explanation: Option<String>,
    pub url: Option<String>,
    pub language: String,
    pub reviewed_at: Option<DateTime<Utc>>,
}

pub async fn page(
    mut conn: Conn<'_>,
    selection: &Selection,
    sort: Sort,
    after: Option<&Place>,
    rows: i64,
) -> Result<Vec<Rated<VerdictRow>>> {
    let mut query = selected(selection);
    if let Some(place) = after {
        query = query.filter(sort.after(place));
    }
    Ok(query
        .order_by(sort.order())
        .limit(rows)
        .inner_join(organizations::table)
        .left_join(ratings::table.inner_join(rating_scales::table))
        .select((
            VerdictRow::as_select(),
            OrganizationBrief::as_select(),
            Option::<(RatingBrief, ScaleBrief)>::as_select(),
        ))
        .load(&mut conn)
        .await?)
}

pub async fn count(mut conn: Conn<'_>, selection: &Selection) -> Result<i64> {
    Ok(selected(selection).count().get_result(&mut conn).await?)
}

pub async fn find(mut conn: Conn<'_>, id: Uuid) -> Result<Rated<VerdictRow>> {
    Ok(verdicts::table
        .find(id)
        .inner_join(organizations::table)
        .left_join(ratings::table.inner_join(rating_scales::table))
        .select((
            VerdictRow::as_select(),
            OrganizationBrief::as_select(),
            Option::<(RatingBrief, ScaleBrief)>::as_select(),
        ))
        .first(&mut conn)
        .await?)
}

/// Whose verdicts those of the ids are that there are, and how they stand.
pub async fn owners(mut conn: Conn<'_>, ids: &[Uuid]) -> Result<Vec<(Uuid, Uuid, VerdictStatus)>> {
    Ok(verdicts::table
        .filter(verdicts::id.eq_any(ids))
        .select((verdicts::id, verdicts::organization_id, verdicts::status))
        .load(&mut conn)
        .await?)
}

/// The row, held against other changes until the transaction ends.
pub async fn lock(mut conn: Conn<'_>, id: Uuid) -> Result<VerdictRow> {
    Ok(verdicts::table
        .find(id)
        .for_no_key_update()
        .select(VerdictRow::as_select())
        .first(&mut conn)
        .await?)
}

/// As [`lock`], for an organization that may see it: nobody waits for another's draft.
pub async fn lock_for(
    mut conn: Conn<'_>,
    id: Uuid,
    organization: Option<Uuid>,
) -> Result<VerdictRow> {
    let own = verdicts::organization_id.eq(organization.unwrap_or_default());
    Ok(verdicts::table
        .find(id)
        .filter(verdicts::status.ne(VerdictStatus::Draft).or(own))
        .for_no_key_update()
        .select(VerdictRow::as_select())
        .first(&mut conn)
        .await?)
}

pub async fn insert(mut conn: Conn<'_>, row: VerdictInsert) -> Result<()> {
    diesel::insert_into(verdicts::table)
        .values(row)
        .execute(&mut conn)
        .await
        .map_err(refused)?;
    Ok(())
}

pub async fn insert_all(
    mut conn: Conn<'_>,
    rows: Vec<VerdictInsert>,
    evidence: Vec<EvidenceInsert>,
) -> Result<()> {
    let inserted = insert_columns!(
        &mut conn, "verdicts", rows,
        id: SqlUuid = id;
        organization_id: SqlUuid = organization_id;
        claim_id: SqlUuid = changes.claim_id;
        rating_id: Nullable<SqlUuid> = changes.rating_id;
        title: Nullable<Text> = changes.title;
        summary: Nullable<Text> = changes.summary;
        explanation: Nullable<Text> = changes.explanation;
        url: Nullable<Text> = changes.url;
        language: Text = changes.language;
        reviewed_at: Nullable<Timestamptz> = changes.reviewed_at;
        status: sql_types::VerdictStatus = life.status;
        published_at: Nullable<Timestamptz> = life.published_at;
        correction_note: Nullable<Text> = life.correction_note;
        retraction_reason: Nullable<Text> = life.retraction_reason;
        corrected_at: Nullable<Timestamptz> = life.corrected_at;
        created_at: Timestamptz = created_at;
        updated_at: Timestamptz = updated_at;
        version: Int8 = version;
    );
    inserted.await.map_err(refused)?;
    let inserted = insert_columns!(
        &mut conn, "evidence", evidence,
        id: SqlUuid = id;
        verdict_id: SqlUuid = verdict_id;
        source_id: SqlUuid = source_id;
        stance: sql_types::EvidenceStance = stance;
        quote: Nullable<Text> = quote;
        note: Nullable<Text> = note;
        position: Int4 = position;
    );
    inserted.await.map_err(refused)?;
    Ok(())
}

pub async fn update(
    mut conn: Conn<'_>,
    id: Uuid,
    changes: VerdictChanges,
    now: DateTime<Utc>,
) -> Result<()> {
    diesel::update(verdicts::table.find(id))
        .set((
            changes,
            verdicts::updated_at.eq(now),
            verdicts::version.eq(verdicts::version + 1),
        ))
        .execute(&mut conn)
        .await
        .map_err(refused)?;
    Ok(())
}

pub async fn delete(mut conn: Conn<'_>, id: Uuid) -> Result<()> {
    diesel::delete(verdicts::table.find(id))
        .execute(&mut conn)
        .await?;
    Ok(())
}

fn refused(error: diesel::result::Error) -> Problem {
    on_constraint(error, |constraint| match constraint.name {
        "verdicts_claim_id_fkey" => Some(Problem::dangling("/claim_id", "claim")),
        "verdicts_rating_id_fkey" => Some(Problem::dangling("/rating_id", "rating")),
        "evidence_source_id_fkey" => Some(Problem::dangling("/source_id", "source")),
        _ => None,
    })
}
