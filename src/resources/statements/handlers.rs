//! The operations on statements.

use std::collections::HashMap;

use actix_web::web::Data;
use actix_web::{get, post};
use uuid::Uuid;

use super::changes::name_current;
use super::store::{
    self, PositionRow, Selection, StatementChanges, StatementInsert, WholeStatement,
};
use super::wire::{ClaimantPosition, NewStatement, Statement, StatementFilter, StatementSort};
use crate::app::State;
use crate::db::keyset::{Direction, Key, Sort};
use crate::db::{Conn, Unit};
use crate::error::{Code, Problem, Result};
use crate::failures;
use crate::http::caller::ClaimsWrite;
use crate::http::failures::{BODY, LIST, ONE, POSTED, SCOPED};
use crate::http::{
    Answer, Attempt, Authorized, Created, Found, Json, ListQuery, Listed, Page, Paging, Path,
};
use crate::journal;
use crate::language::LanguageTag;
use crate::resources::claimants::store::ClaimantBrief;
use crate::resources::{claimants, claims};
use crate::vocabulary::Action;

impl StatementSort {
    pub(super) fn sort(self) -> Sort {
        store::by_date(match self {
            Self::LatestFirst => Direction::Descending,
            Self::EarliestFirst => Direction::Ascending,
        })
    }
}

failures!(ListStatements: LIST, ONE);
/// Lists what was said of a claim
///
/// Latest said first, in pages.
#[utoipa::path(
    tag = "statements",
    params(("id" = Uuid, Path, description = "The claim's id."), StatementFilter, Paging),
    responses((status = 200, description = "A page of statements.", body = Page<Statement>), ListStatements)
)]
#[get("/claims/{id}/statements")]
pub async fn list_statements(
    state: Data<State>,
    Path(claim): Path<Uuid>,
    query: ListQuery<StatementFilter>,
) -> Result<Listed<Statement>> {
    let filter = &query.filter;
    let sort = filter.sort.unwrap_or_default().sort();
    let after = query.after(sort)?;
    let page = state.db.read(async |conn| {
        let mut selection = Selection {
            claims: Some(vec![claim]),
            claimant_id: filter.claimant_id,
            position: filter.position,
            ..Selection::default()
        };
        if let Some(claimant) = &mut selection.claimant_id {
            claimants::store::follow(conn, claimant).await?;
        }
        let rows = store::page(conn, &selection, sort, after, Some(query.rows()));
        let ((), mut rows) = futures_util::try_join!(claims::store::exists(conn, claim), rows)?;
        let next_cursor = query.cut(&mut rows, |(row, ..)| {
            (Key::OptionalDate(row.begins_on), row.id)
        })?;
        let total = match query.count {
            true => Some(store::count(conn, &selection).await?),
            false => None,
        };
        let data = whole(conn, rows).await?;
        Ok(Page {
            data,
            next_cursor,
            total,
        })
    });
    page.await.map(Listed)
}

/// Everything that was said of claims, latest first.
pub async fn of_claims(conn: Conn<'_>, claims: &[Uuid]) -> Result<Vec<Statement>> {
    let selection = Selection {
        claims: Some(claims.to_vec()),
        ..Selection::default()
    };
    all(conn, &selection).await
}

/// Those of the ids that there are.
pub async fn of_ids(conn: Conn<'_>, ids: &[Uuid]) -> Result<Vec<Statement>> {
    let selection = Selection {
        ids: Some(ids.to_vec()),
        ..Selection::default()
    };
    all(conn, &selection).await
}

async fn all(conn: Conn<'_>, selection: &Selection) -> Result<Vec<Statement>> {
    let sort = StatementSort::LatestFirst.sort();
    let rows = store::page(conn, selection, sort, None, None).await?;
    whole(conn, rows).await
}

/// Statements out of rows, with those who reported them.
pub(super) async fn whole(conn: Conn<'_>, rows: Vec<WholeStatement>) -> Result<Vec<Statement>> {
    let ids: Vec<Uuid> = rows
        .iter()
        .filter_map(|(row, ..)| row.via_claimant_id)
        .collect();
    let reporters: HashMap<Uuid, ClaimantBrief> = match ids.is_empty() {
        true => HashMap::new(),
        false => claimants::store::briefs(conn, &ids).await?,
    };
    let statements = rows.into_iter().map(|row| {
        let reporter = row
            .0
            .via_claimant_id
            .and_then(|id| reporters.get(&id).cloned());
        statement(row, reporter)
    });
    Ok(statements.collect())
}

failures!(GetStatement: ONE);
/// Reads one statement
///
/// With who said it, who reported it and where it was said.
#[utoipa::path(
    tag = "statements",
    params(("id" = Uuid, Path, description = "The statement's id.")),
    responses((status = 200, description = "The statement.", body = Statement), GetStatement)
)]
#[get("/statements/{id}")]
pub async fn get_statement(state: Data<State>, Path(id): Path<Uuid>) -> Result<Found<Statement>> {
    let found = state.db.lookup(async |conn| read(conn, id).await);
    found.await.map(Found)
}

pub(super) async fn read(conn: Conn<'_>, id: Uuid) -> Result<Statement> {
    let row = store::find(conn, id).await?;
    let mut statements = whole(conn, vec![row]).await?;
    statements.pop().ok_or_else(Problem::not_found)
}

failures!(CreateStatement: SCOPED, POSTED, ONE, BODY, &[Code::OrganizationRequired]);
/// Adds a statement to a claim
///
/// Statements are a commons: any organization may add one to any claim. The latest by date
/// decides the position that the claim shows of its claimant.
#[utoipa::path(
    tag = "statements",
    security(("api_key" = ["claims:write"])),
    params(("id" = Uuid, Path, description = "The claim's id.")),
    request_body(content = NewStatement, description = "The statement."),
    responses((status = 201, description = "The statement, added.", body = Statement), CreateStatement)
)]
#[post("/claims/{id}/statements")]
pub async fn create_statement(
    state: Data<State>,
    caller: Authorized<ClaimsWrite>,
    attempt: Attempt,
    Path(claim): Path<Uuid>,
    Json(new): Json<NewStatement>,
) -> Result<Answer> {
    state
        .post(&caller, &attempt, async |unit| {
            create(unit, claim, &new).await.map(Created)
        })
        .await
}

/// Adds a statement, in a unit of work.
pub async fn create(unit: &Unit<'_>, claim: Uuid, new: &NewStatement) -> Result<Statement> {
    unit.hold(claims::store::lock(unit.conn, claim)).await?;
    let id = unit.id();
    let mut changes: StatementChanges = new.clone().into();
    name_current(unit.conn, &mut changes).await?;
    let insert = StatementInsert {
        id,
        claim_id: claim,
        changes,
        created_by: unit.owner()?,
        created_at: unit.now(),
        updated_at: unit.now(),
        version: 1,
    };
    let made = add(unit, insert).await?;
    claims::embedded_changed(unit, claim).await?;
    Ok(made)
}

/// Adds a statement to a claim that is held; the claim's version is still to be raised.
pub async fn add(unit: &Unit<'_>, row: StatementInsert) -> Result<Statement> {
    let id = row.id;
    store::insert(unit.conn, row).await?;
    let made = read(unit.conn, id).await?;
    journal::record(unit, Action::StatementCreated, made, None).await
}

fn statement(
    (row, owner, claimant, source): WholeStatement,
    reporter: Option<ClaimantBrief>,
) -> Statement {
    Statement {
        id: row.id,
        claim_id: row.claim_id,
        claimant: claimant.map(Into::into),
        via_claimant: reporter.map(Into::into),
        position: row.position,
        said_on: row.said_on,
        date_precision: row.date_precision,
        quote: row.quote,
        language: row.language.map(LanguageTag::stored),
        source: source.map(Into::into),
        created_by: owner.into(),
        created_at: row.created_at,
        updated_at: row.updated_at,
        version: row.version,
    }
}

impl From<PositionRow> for ClaimantPosition {
    fn from(row: PositionRow) -> Self {
        Self {
            id: row.claimant,
            name: row.name,
            kind: row.kind,
            position: row.position,
            said_on: row.said_on,
            date_precision: row.date_precision,
        }
    }
}
