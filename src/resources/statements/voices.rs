//! What one voice said, of whatever claim.

use actix_web::get;
use actix_web::web::Data;
use uuid::Uuid;

use super::handlers::whole;
use super::store::{self, Selection};
use super::wire::{ClaimantStatement, ClaimantStatementFilter};
use crate::app::State;
use crate::db::keyset::Key;
use crate::error::Result;
use crate::failures;
use crate::http::failures::{LIST, ONE};
use crate::http::{
    Current, LanguageChoice, Languages, ListQuery, Listed, Moved, Page, Paging, Path, Worded,
};
use crate::resources::{claimants, claims};

failures!(ListClaimantStatements: LIST, ONE);
/// Lists what a claimant said
///
/// Everything that one voice said, of whatever claim, latest first, in pages; each statement with
/// its claim, in the language that `lang` or `Accept-Language` picks.
#[utoipa::path(
    tag = "statements",
    params(("id" = Uuid, Path, description = "The claimant's id."), ClaimantStatementFilter, LanguageChoice, Paging),
    responses(
        (status = 200, description = "A page of statements.", body = Page<ClaimantStatement>),
        Moved, ListClaimantStatements
    )
)]
#[get("/claimants/{id}/statements")]
pub async fn list_claimant_statements(
    state: Data<State>,
    Path(claimant): Path<Uuid>,
    languages: Languages,
    query: ListQuery<ClaimantStatementFilter>,
) -> Result<Current<Worded<Listed<ClaimantStatement>>>> {
    let filter = &query.filter;
    let selection = Selection {
        claimant_id: Some(claimant),
        position: filter.position,
        said_from: filter.said_from,
        said_to: filter.said_to,
        ..Selection::default()
    };
    let sort = filter.sort.unwrap_or_default().sort();
    let after = query.after(sort)?;
    let found = state.db.read(async |conn| {
        let current = claimants::store::current(conn, claimant).await?;
        if current != claimant {
            return Ok(Current::Moved(current));
        }
        let mut rows = store::page(conn, &selection, sort, after, Some(query.rows())).await?;
        let next_cursor = query.cut(&mut rows, |(row, ..)| {
            (Key::OptionalDate(row.begins_on), row.id)
        })?;
        let total = match query.count {
            true => Some(store::count(conn, &selection).await?),
            false => None,
        };
        let statements = whole(conn, rows).await?;
        let ids: Vec<Uuid> = statements.iter().map(|it| it.claim_id).collect();
        let claims = claims::handlers::summaries(conn, &ids, &languages).await?;
        let data: Vec<_> = statements
            .into_iter()
            .filter_map(|statement| {
                let claim = claims.get(&statement.claim_id)?.clone();
                Some(ClaimantStatement { statement, claim })
            })
            .collect();
        let languages = data.iter().map(|it| it.claim.text_language.clone());
        Ok(Current::Here(Worded {
            languages: languages.collect(),
            answer: Listed(Page {
                data,
                next_cursor,
                total,
            }),
        }))
    });
    found.await
}
