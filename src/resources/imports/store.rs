//! Which lines of a file are done, while its import is not at its end.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{RunQueryDsl, SimpleAsyncConnection};
use uuid::Uuid;

use crate::db::Conn;
use crate::error::Result;
use crate::schema::imports;

/// The lines that are done, from the first to the last of each range, in order.
pub async fn done(
    mut conn: Conn<'_>,
    organization: Uuid,
    fingerprint: &[u8],
) -> Result<Vec<(i64, i64)>> {
    Ok(imports::table
        .filter(imports::organization_id.eq(organization))
        .filter(imports::fingerprint.eq(fingerprint))
        .order_by(imports::first_line)
        .select((imports::first_line, imports::last_line))
        .load(&mut conn)
        .await?)
}

/// Notes that lines are done.
pub async fn advance(
    mut conn: Conn<'_>,
    organization: Uuid,
    fingerprint: &[u8],
    (first, last): (i64, i64),
    now: DateTime<Utc>,
) -> Result<()> {
    diesel::insert_into(imports::table)
        .values((
            imports::organization_id.eq(organization),
            imports::fingerprint.eq(fingerprint),
            imports::first_line.eq(first),
            imports::last_line.eq(last),
            imports::created_at.eq(now),
        ))
        .execute(&mut conn)
        .await?;
    Ok(())
}

/// Tells the planner how full the tables of an import are by now.
pub async fn analyze(mut conn: Conn<'_>) -> Result<()> {
    let tables = "claims, claim_translations, claim_relations, statements, verdicts, evidence, sources, \
         claimants, journal";
    Ok(conn.batch_execute(&format!("ANALYZE {tables}")).await?)
}

/// Forgets a file that is done.
pub async fn finish(mut conn: Conn<'_>, organization: Uuid, fingerprint: &[u8]) -> Result<()> {
    diesel::delete(imports::table)
        .filter(imports::organization_id.eq(organization))
        .filter(imports::fingerprint.eq(fingerprint))
        .execute(&mut conn)
        .await?;
    Ok(())
}
