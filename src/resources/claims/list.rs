//! Lists of claims, by the database or by the search index.

use actix_web::get;
use actix_web::web::Data;
use uuid::Uuid;

use super::assemble::{self, Wanted};
use super::search;
use super::store::{self, ClaimRow, Selection};
use super::wire::{Claim, ClaimFilter, ClaimPage};
use crate::app::State;
use crate::db::Conn;
use crate::error::Result;
use crate::failures;
use crate::http::failures::{LIST, SEARCHED};
use crate::http::{LanguageChoice, Languages, ListQuery, ListedMore, Paging, Worded};
use crate::resources::organizations::store::OrganizationBrief;
use crate::resources::{claimants, rating_scales, searching};
use crate::search::Found;

failures!(ListClaims: LIST, SEARCHED);
/// Lists claims
///
/// By filter and in order, in pages; each claim whole, with its translations, claimants, standing
/// verdicts and what these say together. With `q` those that match, the best match first;
/// `facets` counts them. `lang` or `Accept-Language` picks the language of `text`.
#[utoipa::path(
    tag = "claims",
    params(ClaimFilter, LanguageChoice, Paging),
    responses((status = 200, description = "A page of claims.", body = ClaimPage), ListClaims)
)]
#[get("/claims")]
pub async fn list_claims(
    state: Data<State>,
    languages: Languages,
    query: ListQuery<ClaimFilter>,
) -> Result<Worded<ListedMore<ClaimPage>>> {
    let filter = &query.filter;
    let selection = state.db.read(async |conn| {
        let ratings = rating_scales::store::normalized_to(conn, &filter.rating).await?;
        let mut selection = Selection::of(filter, ratings);
        if let Some(claimant) = &mut selection.claimant_id {
            claimants::store::follow(conn, claimant).await?;
        }
        Ok(selection)
    });
    let (rows, page) = match filter.is_searched() {
        true => searched(&state, &query, selection.await?).await?,
        false => listed(&state, &query, &selection.await?).await?,
    };
    let ids: Vec<Uuid> = rows.iter().map(|(row, _)| row.id).collect();
    let include = filter.include.as_slice();
    let wanted = Wanted { include, languages };
    let embed = async |conn: Conn<'_>| assemble::embedded(conn, &ids, &wanted).await;
    // Statements may be many, and nobody's look-ups should wait for them.
    let embedded = match filter.include.is_empty() {
        true => state.db.lookup(embed).await?,
        false => state.db.read(embed).await?,
    };
    let mut data = assemble::all(rows, embedded);
    if let Some(found) = page.found.filter(|_| filter.highlight) {
        search::highlight(&state, &mut data, found).await?;
    }
    for claim in &mut data {
        claim.speak(&wanted.languages);
    }
    Ok(Worded {
        languages: data.iter().flat_map(Claim::languages).collect(),
        answer: ListedMore(ClaimPage { data, ..page.told }),
    })
}

type Rows = Vec<(ClaimRow, OrganizationBrief)>;

/// What a list tells beside its claims.
struct Around {
    told: ClaimPage,
    found: Option<Found>,
}

/// Claims as the database lists them.
async fn listed(
    state: &State,
    query: &ListQuery<ClaimFilter>,
    selection: &Selection,
) -> Result<(Rows, Around)> {
    let order = query.filter.order();
    let sort = order.sort();
    let after = query.after(sort)?;
    let listed = state.db.read(async |conn| {
        let mut rows = store::page(conn, selection, sort, after, query.rows()).await?;
        let next_cursor = query.cut(&mut rows, |(row, _)| (order.key(row), row.id))?;
        let total = match query.count {
            true => Some(store::count(conn, selection).await?),
            false => None,
        };
        let told = ClaimPage {
            data: Vec::new(),
            next_cursor,
            total,
            facets: None,
        };
        Ok((rows, Around { told, found: None }))
    });
    listed.await
}

/// Claims as the search index finds them, as far as they still meet what was asked for.
async fn searched(
    state: &State,
    query: &ListQuery<ClaimFilter>,
    selection: Selection,
) -> Result<(Rows, Around)> {
    let hits = search::page(state, query, selection.claimant_id).await?;
    let selection = Selection {
        ids: Some(hits.ids.clone()),
        ..selection
    };
    let sort = query.filter.order().sort();
    let read = state.db.read(async |conn| {
        let rows = store::page(conn, &selection, sort, None, query.rows()).await?;
        Ok((rows, search::facets(conn, &hits.found).await?))
    });
    let (rows, facets) = read.await?;
    let told = ClaimPage {
        data: Vec::new(),
        next_cursor: hits.next_cursor,
        total: hits.total,
        facets,
    };
    let around = Around {
        told,
        found: Some(hits.found),
    };
    Ok((
        searching::ordered(rows, &hits.ids, |(row, _)| row.id),
        around,
    ))
}
