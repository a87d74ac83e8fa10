//! Claims and their translations in the database.

mod lookups;
mod selection;
mod translations;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Bool, Date, Int8, Jsonb, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use serde::{Deserialize, Serialize};
use serde_json::Number;
use uuid::Uuid;

use crate::db::keyset::{Place, Sort};
use crate::db::{Conn, Document, on_constraint};
use crate::error::{Code, Fault, Problem, Result};
use crate::insert_columns;
use crate::resources::organizations::store::OrganizationBrief;
use crate::schema::{claims, organizations, sql_types};
use crate::vocabulary::{ClaimKind, Comparator, DatePrecision, Normalized};
use selection::selected;

pub use lookups::{briefs, exists, find_by_external_id, identified, location, times};
pub use selection::{Selection, VerdictSelection};
pub use translations::{
    TranslationRow, insert_translations, keep_translations, put_translation, translations,
};

#[derive(Queryable, Selectable)]
#[diesel(table_name = claims)]
pub struct ClaimRow {
    pub id: Uuid,
    pub text: String,
    pub language: String,
    pub kind: ClaimKind,
    pub claim_date: Option<NaiveDate>,
    pub date_precision: Option<DatePrecision>,
    pub location: Option<String>,
    pub tags: Vec<String>,
    pub quantities: Document<Vec<QuantityRow>>,
    pub external_id: Option<String>,
    pub reviewed_at: Option<DateTime<Utc>>,
    pub created_by: Uuid,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub version: i64,
}

/// What other resources show of a claim.
#[derive(Queryable, Selectable)]
#[diesel(table_name = claims)]
pub struct ClaimBrief {
    pub id: Uuid,
    pub text: String,
    pub language: String,
    pub kind: ClaimKind,
}

/// What the verdicts that stand say together, as far as claims are selected and sorted by it.
#[derive(Debug, Default, Insertable, AsChangeset)]
#[diesel(table_name = claims, treat_none_as_null = true)]
pub struct Standing {
    pub reviewed_at: Option<DateTime<Utc>>,
    pub newest_rating: Option<Normalized>,
    pub contested: bool,
}

#[derive(Insertable)]
#[diesel(table_name = claims)]
pub struct ClaimInsert {
    pub id: Uuid,
    #[diesel(embed)]
    pub changes: ClaimChanges,
    #[diesel(embed)]
    pub standing: Standing,
    pub created_by: Uuid,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub version: i64,
}

#[derive(Insertable, AsChangeset)]
#[diesel(table_name = claims, treat_none_as_null = true)]
pub struct ClaimChanges {
    pub text: String,
    pub language: String,
    pub kind: ClaimKind,
    pub claim_date: Option<NaiveDate>,
    pub date_precision: Option<DatePrecision>,
    pub location: Option<String>,
    pub tags: Vec<String>,
    pub quantities: Document<Vec<QuantityRow>>,
    pub external_id: Option<String>,
}

/// A figure, as it lies in the claim's row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct QuantityRow {
    pub subject: String,
    pub comparator: Comparator,
    pub value: Number,
    pub value_max: Option<Number>,
    pub unit: Option<String>,
    pub as_of: Option<NaiveDate>,
}

pub async fn page(
    mut conn: Conn<'_>,
    selection: &Selection,
    sort: Sort,
    after: Option<&Place>,
    rows: i64,
) -> Result<Vec<(ClaimRow, OrganizationBrief)>> {
    let mut query = selected(selection);
    if let Some(place) = after {
        query = query.filter(sort.after(place));
    }
    Ok(query
        .order_by(sort.order())
        .limit(rows)
        .inner_join(organizations::table)
        .select((ClaimRow::as_select(), OrganizationBrief::as_select()))
        .load(&mut conn)
        .await?)
}

pub async fn count(mut conn: Conn<'_>, selection: &Selection) -> Result<i64> {
    Ok(selected(selection).count().get_result(&mut conn).await?)
}

pub async fn find(mut conn: Conn<'_>, id: Uuid) -> Result<(ClaimRow, OrganizationBrief)> {
    Ok(claims::table
        .find(id)
        .inner_join(organizations::table)
        .select((ClaimRow::as_select(), OrganizationBrief::as_select()))
        .first(&mut conn)
        .await?)
}

/// Those of the ids that there are.
pub async fn find_all(
    mut conn: Conn<'_>,
    ids: &[Uuid],
) -> Result<Vec<(ClaimRow, OrganizationBrief)>> {
    Ok(claims::table
        .filter(claims::id.eq_any(ids))
        .inner_join(organizations::table)
        .order_by(claims::id)
        .select((ClaimRow::as_select(), OrganizationBrief::as_select()))
        .load(&mut conn)
        .await?)
}

/// Holds claims against other changes until the transaction ends; tells which of them there are.
/// In one order, so that of two that hold several at once one goes first; whoever holds one already
/// may be run again.
pub async fn lock_all(mut conn: Conn<'_>, ids: &[Uuid]) -> Result<Vec<Uuid>> {
    Ok(claims::table
        .filter(claims::id.eq_any(ids))
        .order_by(claims::id)
        .for_no_key_update()
        .select(claims::id)
        .load(&mut conn)
        .await?)
}

/// The row, held against other changes until the transaction ends.
pub async fn lock(mut conn: Conn<'_>, id: Uuid) -> Result<ClaimRow> {
    Ok(claims::table
        .find(id)
        .for_no_key_update()
        .select(ClaimRow::as_select())
        .first(&mut conn)
        .await?)
}

pub async fn insert(mut conn: Conn<'_>, row: ClaimInsert) -> Result<()> {
    diesel::insert_into(claims::table)
        .values(row)
        .execute(&mut conn)
        .await
        .map_err(refused)?;
    Ok(())
}

pub async fn insert_all(mut conn: Conn<'_>, rows: Vec<ClaimInsert>) -> Result<()> {
    struct Tagged {
        row: ClaimInsert,
        tags: Document<Vec<String>>,
    }
    let rows = rows.into_iter().map(|mut row| Tagged {
        tags: Document(std::mem::take(&mut row.changes.tags)),
        row,
    });
    let inserted = insert_columns!(
        &mut conn, "claims", rows,
        id: SqlUuid = row.id;
        text: Text = row.changes.text;
        language: Text = row.changes.language;
        kind: sql_types::ClaimKind = row.changes.kind;
        claim_date: Nullable<Date> = row.changes.claim_date;
        date_precision: Nullable<sql_types::DatePrecision> = row.changes.date_precision;
        location: Nullable<Text> = row.changes.location;
        tags: Jsonb = tags => "ARRAY(SELECT jsonb_array_elements_text(tags))";
        quantities: Jsonb = row.changes.quantities;
        external_id: Nullable<Text> = row.changes.external_id;
        reviewed_at: Nullable<Timestamptz> = row.standing.reviewed_at;
        newest_rating: Nullable<sql_types::NormalizedRating> = row.standing.newest_rating;
        contested: Bool = row.standing.contested;
        created_by: SqlUuid = row.created_by;
        created_at: Timestamptz = row.created_at;
        updated_at: Timestamptz = row.updated_at;
        version: Int8 = row.version;
    );
    inserted.await.map_err(refused)?;
    Ok(())
}

pub async fn update(
    mut conn: Conn<'_>,
    id: Uuid,
    changes: ClaimChanges,
    now: DateTime<Utc>,
) -> Result<()> {
    diesel::update(claims::table.find(id))
        .set((
            changes,
            claims::updated_at.eq(now),
            claims::version.eq(claims::version + 1),
        ))
        .execute(&mut conn)
        .await
        .map_err(refused)?;
    Ok(())
}

/// Raises the version after a change of what the claim embeds, and keeps how it stands.
pub async fn touch(
    mut conn: Conn<'_>,
    id: Uuid,
    standing: Standing,
    now: DateTime<Utc>,
) -> Result<()> {
    diesel::update(claims::table.find(id))
        .set((
            standing,
            claims::updated_at.eq(now),
            claims::version.eq(claims::version + 1),
        ))
        .execute(&mut conn)
        .await?;
    Ok(())
}

/// Raises the versions of claims that are judged as before.
pub async fn touch_all(mut conn: Conn<'_>, ids: &[Uuid], now: DateTime<Utc>) -> Result<()> {
    diesel::update(claims::table.filter(claims::id.eq_any(ids)))
        .set((
            claims::updated_at.eq(now),
            claims::version.eq(claims::version + 1),
        ))
        .execute(&mut conn)
        .await?;
    Ok(())
}

pub async fn delete(mut conn: Conn<'_>, id: Uuid) -> Result<()> {
    diesel::delete(claims::table.find(id))
        .execute(&mut conn)
        .await
        .map_err(refused)?;
    Ok(())
}

fn refused(error: diesel::result::Error) -> Problem {
    on_constraint(error, |constraint| match constraint.name {
        "claims_external_id_key" => Some(Problem {
            errors: vec![Fault::new(
                "/external_id",
                "duplicate",
                "another claim of your organization has it",
            )],
            ..Problem::new(
                Code::Duplicate,
                "Another claim of your organization has this external_id.",
            )
        }),
        _ if constraint.is_reference => {
            Some(Problem::new(Code::InUse, "Other records rest on it."))
        }
        _ => None,
    })
}
