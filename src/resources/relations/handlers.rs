//! The reading of relations.

use actix_web::get;
use actix_web::web::Data;
use uuid::Uuid;

use super::store::{self, RelationRow, Selection};
use super::wire::{DirectedKind, Relation, RelationFilter};
use crate::app::State;
use crate::db::Conn;
use crate::db::keyset::{Direction, Key, Sort};
use crate::error::{Problem, Result};
use crate::failures;
use crate::http::failures::{LIST, ONE};
use crate::http::{
    Found, LanguageChoice, Languages, ListQuery, Listed, Page, Paging, Path, Worded,
};
use crate::resources::claims;
use crate::resources::organizations::store::OrganizationBrief;

/// Latest first.
const SORT: Sort = Sort::by_time(
    "claim_relations.created_at",
    "claim_relations.id",
    Direction::Descending,
);

failures!(ListRelations: LIST, ONE);
/// Lists how a claim stands to others
///
/// Its relations from either end, latest first, in pages: what it `contradicts`, and what it is
/// `contradicted_by`. `lang` or `Accept-Language` picks the language of the other claims.
#[utoipa::path(
    tag = "relations",
    params(("id" = Uuid, Path, description = "The claim's id."), RelationFilter, LanguageChoice, Paging),
    responses((status = 200, description = "A page of relations.", body = Page<Relation>), ListRelations)
)]
#[get("/claims/{id}/relations")]
pub async fn list_relations(
    state: Data<State>,
    Path(claim): Path<Uuid>,
    languages: Languages,
    query: ListQuery<RelationFilter>,
) -> Result<Worded<Listed<Relation>>> {
    let claims = [claim];
    let selection = selection(&claims, &query.filter.kind);
    let after = query.after(SORT)?;
    let page = state.db.read(async |conn| {
        let rows = store::page(conn, &selection, SORT, after, Some(query.rows()));
        let ((), mut rows) = futures_util::try_join!(claims::store::exists(conn, claim), rows)?;
        let next_cursor = query.cut(&mut rows, |(row, _)| (Key::Time(row.created_at), row.id))?;
        let total = match query.count {
            true => Some(store::count(conn, &selection).await?),
            false => None,
        };
        let data = seen_from(conn, &claims, rows, &languages).await?;
        Ok(Page {
            data,
            next_cursor,
            total,
        })
    });
    page.await.map(worded)
}

fn worded(page: Page<Relation>) -> Worded<Listed<Relation>> {
    let languages = page.data.iter().map(|it| it.claim.text_language.clone());
    Worded {
        languages: languages.collect(),
        answer: Listed(page),
    }
}

/// Of a claim, and of kinds as they are seen from it.
fn selection<'a>(claims: &'a [Uuid], kinds: &[DirectedKind]) -> Selection<'a> {
    if kinds.is_empty() {
        return Selection::of(claims);
    }
    let undirected = |of_reverse: bool| {
        let kinds = kinds.iter().map(|kind| kind.undirected());
        let kinds = kinds.filter(|(_, is_reverse)| *is_reverse == of_reverse);
        Some(kinds.map(|(kind, _)| kind).collect())
    };
    Selection {
        claims,
        from: undirected(false),
        to: undirected(true),
    }
}

/// Every relation of claims, latest first; one between two of them is seen from both.
pub async fn of_claims(
    conn: Conn<'_>,
    claims: &[Uuid],
    languages: &Languages,
) -> Result<Vec<Relation>> {
    let selection = Selection::of(claims);
    let rows = store::page(conn, &selection, SORT, None, None).await?;
    seen_from(conn, claims, rows, languages).await
}

/// Those of the ids that there are, as one of their claims sees them.
pub async fn of_ids(
    conn: Conn<'_>,
    claim: Uuid,
    ids: &[Uuid],
    languages: &Languages,
) -> Result<Vec<Relation>> {
    let rows = store::find_all(conn, ids).await?;
    seen_from(conn, &[claim], rows, languages).await
}

/// Rows as claims see them, each with the claim at its other end.
async fn seen_from(
    conn: Conn<'_>,
    claims: &[Uuid],
    rows: Vec<(RelationRow, OrganizationBrief)>,
    languages: &Languages,
) -> Result<Vec<Relation>> {
    let views: Vec<_> = rows
        .iter()
        .flat_map(|(row, owner)| [(row, owner, false), (row, owner, true)])
        .filter(|(row, _, is_reverse)| claims.contains(&ends(row, *is_reverse).0))
        .collect();
    let others: Vec<Uuid> = views.iter().map(|(row, _, it)| ends(row, *it).1).collect();
    let others = claims::handlers::summaries(conn, &others, languages).await?;
    let relations = views.into_iter().filter_map(|(row, owner, is_reverse)| {
        let (from, to) = ends(row, is_reverse);
        Some(Relation {
            id: row.id,
            from_claim_id: from,
            kind: DirectedKind::directed(row.kind, is_reverse),
            to_claim_id: to,
            claim: others.get(&to)?.clone(),
            note: row.note.clone(),
            created_by: owner.clone().into(),
            created_at: row.created_at,
            updated_at: row.updated_at,
            version: row.version,
        })
    });
    Ok(relations.collect())
}

/// The claim that sees a relation so, and the other.
pub(super) const fn ends(row: &RelationRow, is_reverse: bool) -> (Uuid, Uuid) {
    match is_reverse {
        false => (row.from_claim_id, row.to_claim_id),
        true => (row.to_claim_id, row.from_claim_id),
    }
}

failures!(GetRelation: ONE);
/// Reads one relation
///
/// As the claim that it is from sees it. `lang` or `Accept-Language` picks the language of the
/// other claim.
#[utoipa::path(
    tag = "relations",
    params(("id" = Uuid, Path, description = "The relation's id."), LanguageChoice),
    responses((status = 200, description = "The relation.", body = Relation), GetRelation)
)]
#[get("/relations/{id}")]
pub async fn get_relation(
    state: Data<State>,
    Path(id): Path<Uuid>,
    languages: Languages,
) -> Result<Worded<Found<Relation>>> {
    let read = async |conn: Conn<'_>| read(conn, id, &languages).await;
    let relation = state.db.lookup(read).await?;
    Ok(Worded {
        languages: vec![relation.claim.text_language.clone()],
        answer: Found(relation),
    })
}

pub(super) async fn read(conn: Conn<'_>, id: Uuid, languages: &Languages) -> Result<Relation> {
    let rows = store::find_all(conn, &[id]).await?;
    let from = rows.first().map(|(row, _)| row.from_claim_id);
    let from = from.ok_or_else(Problem::not_found)?;
    let mut relations = seen_from(conn, &[from], rows, languages).await?;
    relations.pop().ok_or_else(Problem::not_found)
}
