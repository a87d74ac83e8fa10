//! Pages of an export: rows of one snapshot as records, in the order in which they were added,
//! or changed.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use serde::Serialize;
use uuid::Uuid;

use super::wire::{ClaimRecord, ClaimantRecord, StatementRecord};
use crate::db::keyset::{Direction, Key, Place, Sort};
use crate::db::{Conn, Width};
use crate::error::Result;
use crate::http::Languages;
use crate::resources::relations::wire::Relation;
use crate::resources::sources::wire::Source;
use crate::resources::statements::wire::Statement;
use crate::resources::verdicts::wire::Verdict;
use crate::resources::{claimants, claims, relations, sources, statements, verdicts};
use crate::vocabulary::VerdictStatus;

/// Rows of a page.
pub const PAGE: i64 = 500;

/// What an export holds.
#[derive(Debug, Clone, Copy)]
pub struct Scope {
    /// For whom.
    pub viewer: Option<Uuid>,
    /// Changed at or after this time.
    pub updated_since: Option<DateTime<Utc>>,
}

impl Scope {
    fn sort(self, created_at: &'static str, updated_at: &'static str, id: &'static str) -> Sort {
        let column = match self.updated_since {
            Some(_) => updated_at,
            None => created_at,
        };
        Sort::by_time(column, id, Direction::Ascending)
    }

    fn place(self, id: Uuid, created_at: DateTime<Utc>, updated_at: DateTime<Utc>) -> Place {
        Place(Key::Time(self.time(created_at, updated_at)), id)
    }

    fn time(self, created_at: DateTime<Utc>, updated_at: DateTime<Utc>) -> DateTime<Utc> {
        match self.updated_since {
            Some(_) => updated_at,
            None => created_at,
        }
    }
}

/// What can be exported.
pub trait Exported: Serialize + Send + Sized + 'static {
    /// Over how many connections it is read.
    const WIDTH: Width = Width::Single;

    /// The records after a place, read over connections that see the same.
    fn page(
        conns: (Conn<'_>, Conn<'_>),
        scope: Scope,
        after: Option<&Place>,
    ) -> impl Future<Output = Result<Vec<Self>>>;

    /// The place of this one.
    fn place(&self, scope: Scope) -> Place;
}

impl Exported for Source {
    async fn page(
        (conn, _): (Conn<'_>, Conn<'_>),
        scope: Scope,
        after: Option<&Place>,
    ) -> Result<Vec<Self>> {
        let selection = sources::store::Selection {
            updated_since: scope.updated_since,
            ..sources::store::Selection::default()
        };
        let sort = scope.sort("sources.created_at", "sources.updated_at", "sources.id");
        let rows = sources::store::page(conn, &selection, sort, after, PAGE).await?;
        Ok(rows.into_iter().map(Self::from).collect())
    }

    fn place(&self, scope: Scope) -> Place {
        scope.place(self.id, self.created_at, self.updated_at)
    }
}

impl Exported for Verdict {
    async fn page(
        (conn, _): (Conn<'_>, Conn<'_>),
        scope: Scope,
        after: Option<&Place>,
    ) -> Result<Vec<Self>> {
        let sort = scope.sort("verdicts.created_at", "verdicts.updated_at", "verdicts.id");
        let selection = verdicts::store::Selection {
            viewer: scope.viewer,
            statuses: VerdictStatus::ALL.to_vec(),
            updated_since: scope.updated_since,
            ..verdicts::store::Selection::default()
        };
        verdicts::handlers::selected(conn, &selection, sort, after, PAGE).await
    }

    fn place(&self, scope: Scope) -> Place {
        scope.place(self.id, self.created_at, self.updated_at)
    }
}

impl Exported for ClaimRecord {
    const WIDTH: Width = Width::Double;

    async fn page(
        (conn, other): (Conn<'_>, Conn<'_>),
        scope: Scope,
        after: Option<&Place>,
    ) -> Result<Vec<Self>> {
        let sort = scope.sort("claims.created_at", "claims.updated_at", "claims.id");
        let rows = (scope.updated_since, sort, after, PAGE);
        let claims = claims::handlers::exported(conn, scope.viewer, rows).await?;
        let ids: Vec<Uuid> = claims.iter().map(|(claim, _)| claim.id).collect();
        let (said, judged, related) = futures_util::try_join!(
            said(other, &ids),
            verdicts::handlers::of_claims(conn, &ids, scope.viewer),
            related(conn, &ids, scope),
        )?;
        let mut said = by_claim(said);
        let mut related = by_claim(related.into_iter().map(|it| (it.from_claim_id, it)));
        let mut judged = by_claim(
            judged
                .into_iter()
                .map(|verdict| (verdict.claim_id, verdict)),
        );
        let records = claims.into_iter().map(|(claim, external_id)| {
            let statements = said.remove(&claim.id).unwrap_or_default();
            let verdicts = judged.remove(&claim.id).unwrap_or_default();
            let relations = related.remove(&claim.id).unwrap_or_default();
            Self::new(claim, external_id, statements, verdicts, relations)
        });
        Ok(records.collect())
    }

    fn place(&self, scope: Scope) -> Place {
        scope.place(self.id, self.created_at, self.updated_at)
    }
}

/// Everything that was said of claims, with those who said it.
async fn said(conn: Conn<'_>, claims: &[Uuid]) -> Result<Vec<(Uuid, StatementRecord)>> {
    let statements = statements::handlers::of_claims(conn, claims).await?;
    let voices = statements.iter().flat_map(|statement| {
        let voices = [&statement.claimant, &statement.via_claimant];
        voices.into_iter().flatten().map(|voice| voice.id)
    });
    let mut ids: Vec<Uuid> = voices.collect();
    ids.sort_unstable();
    ids.dedup();
    let claimants = claimants::handlers::of_ids(conn, &ids).await?;
    let known: HashMap<Uuid, ClaimantRecord> = claimants
        .into_iter()
        .map(|claimant| (claimant.id, claimant.into()))
        .collect();
    let record = |statement: Statement| {
        let voice = |id: Option<Uuid>| id.and_then(|id| known.get(&id).cloned());
        let claimant = voice(statement.claimant.as_ref().map(|it| it.id));
        let via_claimant = voice(statement.via_claimant.as_ref().map(|it| it.id));
        let claim = statement.claim_id;
        (
            claim,
            StatementRecord::new(statement, claimant, via_claimant),
        )
    };
    Ok(statements.into_iter().map(record).collect())
}

/// How claims stand to those that come before them in the export.
async fn related(conn: Conn<'_>, claims: &[Uuid], scope: Scope) -> Result<Vec<Relation>> {
    let mut related = relations::handlers::of_claims(conn, claims, &Languages::default()).await?;
    if related.is_empty() {
        return Ok(related);
    }
    let ends = related
        .iter()
        .flat_map(|it| [it.from_claim_id, it.to_claim_id]);
    let ends: Vec<Uuid> = ends.collect();
    let times = claims::store::times(conn, &ends).await?;
    let places: HashMap<Uuid, DateTime<Utc>> = times
        .into_iter()
        .map(|(id, created_at, updated_at)| (id, scope.time(created_at, updated_at)))
        .collect();
    let place = |id: Uuid| (places.get(&id), id);
    related.retain(|it| place(it.to_claim_id) < place(it.from_claim_id));
    Ok(related)
}

fn by_claim<T>(parts: impl IntoIterator<Item = (Uuid, T)>) -> HashMap<Uuid, Vec<T>> {
    let mut by_claim: HashMap<Uuid, Vec<T>> = HashMap::new();
    for (claim, part) in parts {
        by_claim.entry(claim).or_default().push(part);
    }
    by_claim
}
