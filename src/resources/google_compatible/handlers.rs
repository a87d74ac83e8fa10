//! The operation.

use actix_web::get;
use actix_web::web::Data;

use super::wire::{SearchQuery, SearchResponse, SystemParameters};
use super::{assemble, search};
use crate::app::State;
use crate::db::Conn;
use crate::error::{Code, Result};
use crate::failures;
use crate::http::Told;
use crate::http::failures::SEARCHED;

failures!(google SearchClaims: SEARCHED, &[Code::CursorMismatch, Code::ValidationFailed]);
/// Searches reviewed claims as Google's API does
///
/// As `claims.search` of Google's Fact Check Tools API, v1alpha1: the same parameters, which may
/// also be written in snake_case, answers and failures. Published and corrected verdicts alone are
/// told of, newest first. No key is needed, and one of Google's is not looked at.
#[utoipa::path(
    tag = "google compatible",
    params(SearchQuery, SystemParameters),
    responses(
        (status = 200, description = "A page of claims; `{}` where nothing matches.", body = SearchResponse),
        SearchClaims
    )
)]
#[get("/claims:search")]
pub async fn search_claims(state: Data<State>, query: SearchQuery) -> Result<Told<SearchResponse>> {
    let page = search::page(&state, &query).await?;
    let read = async |conn: Conn<'_>| assemble::claims(conn, &page.ids, &page.shown).await;
    let claims = match page.ids.is_empty() {
        true => Vec::new(),
        false => state.db.read(read).await?,
    };
    Ok(Told(SearchResponse {
        claims,
        next_page_token: page.next_page_token,
    }))
}
