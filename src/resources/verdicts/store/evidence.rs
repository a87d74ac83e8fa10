//! Evidence in the database.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::refused;
use crate::db::Conn;
use crate::error::Result;
use crate::resources::sources::store::SourceBrief;
use crate::schema::{evidence, sources};
use crate::vocabulary::Stance;

#[derive(Queryable, Selectable)]
#[diesel(table_name = evidence)]
pub struct EvidenceRow {
    pub verdict_id: Uuid,
    pub stance: Stance,
    pub quote: Option<String>,
    pub note: Option<String>,
}

#[derive(Insertable)]
#[diesel(table_name = evidence)]
pub struct EvidenceInsert {
    pub id: Uuid,
    pub verdict_id: Uuid,
    pub source_id: Uuid,
    pub stance: Stance,
    pub quote: Option<String>,
    pub note: Option<String>,
    pub position: i32,
}

/// The evidence of verdicts, in order.
pub async fn evidence_of(
    mut conn: Conn<'_>,
    verdicts: &[Uuid],
) -> Result<Vec<(EvidenceRow, SourceBrief)>> {
    Ok(evidence::table
        .inner_join(sources::table)
        .filter(evidence::verdict_id.eq_any(verdicts))
        .order_by((evidence::verdict_id, evidence::position))
        .select((EvidenceRow::as_select(), SourceBrief::as_select()))
        .load(&mut conn)
        .await?)
}

/// Makes this the evidence of a verdict.
pub async fn replace_evidence(
    mut conn: Conn<'_>,
    verdict: Uuid,
    rows: Vec<EvidenceInsert>,
) -> Result<()> {
    diesel::delete(evidence::table.filter(evidence::verdict_id.eq(verdict)))
        .execute(&mut conn)
        .await?;
    diesel::insert_into(evidence::table)
        .values(rows)
        .execute(&mut conn)
        .await
        .map_err(refused)?;
    Ok(())
}
