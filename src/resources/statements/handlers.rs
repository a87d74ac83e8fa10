//! The operations on statements.

use std::collections::HashMap;

use actix_web::web::Data;
use actix_web::{delete, get, patch, post};
use uuid::Uuid;

use super::store::{
    self, PositionRow, Selection, StatementChanges, StatementHeld, StatementInsert, WholeStatement,
};
use super::wire::{
    ClaimantPosition, ClaimantStatement, ClaimantStatementFilter, NewStatement, Statement,
    StatementFilter, StatementPatch, StatementSort,
};
use crate::app::State;
use crate::db::keyset::{Direction, Key, Sort};
use crate::db::{Conn, Unit};
use crate::error::{Code, Problem, Result};
use crate::failures;
use crate::http::caller::ClaimsWrite;
use crate::http::failures::{BODY, LIST, MATCHED, ONE, POSTED, SCOPED};
use crate::http::{
    Answer, Attempt, Authorized, Changed, Created, Current, Deleted, Found, IfMatch, Json,
    LanguageChoice, Languages, ListQuery, Listed, Moved, OptionalIfMatch, Page, Paging, Path,
    Worded,
};
use crate::journal::{self, About};
use crate::language::LanguageTag;
use crate::resources::claimants::store::ClaimantBrief;
use crate::resources::{claimants, claims};
use crate::vocabulary::{Action, DatePrecision, Subject};

impl StatementSort {
    fn sort(self) -> Sort {
        let direction = match self {
            Self::LatestFirst => Direction::Descending,
            Self::EarliestFirst => Direction::Ascending,
        };
        Sort::by_optional_date("statements.said_on", "statements.id", direction)
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
    let selection = Selection {
        claims: Some(vec![claim]),
        claimant_id: filter.claimant_id,
        position: filter.position,
        ..Selection::default()
    };
    let sort = filter.sort.unwrap_or_default().sort();
    let after = query.after(sort)?;
    let page = state.db.read(async |conn| {
        let rows = store::page(conn, &selection, sort, after, Some(query.rows()));
        let ((), mut rows) = futures_util::try_join!(claims::store::exists(conn, claim), rows)?;
        let next_cursor = query.cut(&mut rows, |(row, ..)| {
            (Key::OptionalDate(row.said_on), row.id)
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
            (Key::OptionalDate(row.said_on), row.id)
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

/// Statements out of rows, with those who reported them.
async fn whole(conn: Conn<'_>, rows: Vec<WholeStatement>) -> Result<Vec<Statement>> {
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

async fn read(conn: Conn<'_>, id: Uuid) -> Result<Statement> {
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
    claims::handlers::embedded_changed(unit, claim).await?;
    Ok(made)
}

/// Adds a statement to a claim that is held; the claim's version is still to be raised.
pub async fn add(unit: &Unit<'_>, row: StatementInsert) -> Result<Statement> {
    let id = row.id;
    store::insert(unit.conn, row).await?;
    let made = read(unit.conn, id).await?;
    journal::record(unit, Action::StatementCreated, made, None).await
}

failures!(UpdateStatement: SCOPED, ONE, BODY, MATCHED, &[Code::NotOwner]);
/// Changes a statement
///
/// A merge patch (RFC 7396): absent members stay as they are, null removes one. Only the
/// organization that added it, or `instance:admin`, may.
#[utoipa::path(
    tag = "statements",
    security(("api_key" = ["claims:write"])),
    params(("id" = Uuid, Path, description = "The statement's id.")),
    request_body(content = StatementPatch, content_type = "application/merge-patch+json", description = "What changes."),
    responses((status = 200, description = "The statement, changed.", body = Statement), UpdateStatement)
)]
#[patch("/statements/{id}")]
pub async fn update_statement(
    state: Data<State>,
    caller: Authorized<ClaimsWrite>,
    Path(id): Path<Uuid>,
    if_match: IfMatch,
    patch: StatementPatch,
) -> Result<Changed<Statement>> {
    let changed = state.write(&caller, async |unit| {
        let row = held(unit, id, |version| if_match.check(version)).await?;
        let mut current = NewStatement::from(&row.said);
        if patch.removes_without("said_on", "date_precision") {
            current.date_precision = None;
        }
        let Some(new) = patch.apply(&current)? else {
            return read(unit.conn, id).await;
        };
        let mut changes: StatementChanges = new.into();
        name_current(unit.conn, &mut changes).await?;
        // A merged claimant is its survivor by now, and a precision left out is the day.
        if changes == row.said {
            return read(unit.conn, id).await;
        }
        store::update(unit.conn, id, changes, unit.now()).await?;
        let changed = read(unit.conn, id).await?;
        let changed = journal::record(unit, Action::StatementUpdated, changed, None).await?;
        claims::handlers::embedded_changed(unit, row.claim_id).await?;
        Ok(changed)
    });
    changed.await.map(Changed)
}

failures!(DeleteStatement: SCOPED, ONE, &[Code::NotOwner, Code::PreconditionFailed]);
/// Deletes a statement
///
/// Only the organization that added it, or `instance:admin`, may. `If-Match` is honoured, not
/// demanded.
#[utoipa::path(
    tag = "statements",
    security(("api_key" = ["claims:write"])),
    params(("id" = Uuid, Path, description = "The statement's id.")),
    responses((status = 204, description = "Deleted."), DeleteStatement)
)]
#[delete("/statements/{id}")]
pub async fn delete_statement(
    state: Data<State>,
    caller: Authorized<ClaimsWrite>,
    Path(id): Path<Uuid>,
    if_match: OptionalIfMatch,
) -> Result<Deleted> {
    let deleted = state.write(&caller, async |unit| {
        let row = held(unit, id, |version| if_match.check(version)).await?;
        delete(unit, row.claim_id, (id, row.version)).await?;
        claims::handlers::embedded_changed(unit, row.claim_id).await?;
        Ok(())
    });
    deleted.await.map(|()| Deleted)
}

/// Names claimants that were merged into others by what they are now part of.
async fn name_current(conn: Conn<'_>, changes: &mut StatementChanges) -> Result<()> {
    let voices = [&mut changes.claimant_id, &mut changes.via_claimant_id];
    let mut voices: Vec<&mut Uuid> = voices.into_iter().flatten().collect();
    if voices.is_empty() {
        return Ok(());
    }
    let ids: Vec<Uuid> = voices.iter().map(|id| **id).collect();
    for (old, current) in claimants::store::merged(conn, &ids).await? {
        for id in voices.iter_mut().filter(|id| ***id == old) {
            **id = current;
        }
    }
    Ok(())
}

/// A statement that the caller may change, held with its claim: that first, as by everyone.
async fn held(
    unit: &Unit<'_>,
    id: Uuid,
    if_match: impl Fn(i64) -> Result<()>,
) -> Result<StatementHeld> {
    let claim = store::claim_of(unit.conn, id).await?;
    unit.hold(claims::store::lock(unit.conn, claim)).await?;
    let row = store::lock(unit.conn, id).await?;
    unit.check_owner(row.created_by)?;
    if_match(row.version)?;
    Ok(row)
}

/// Deletes a statement of a claim that is held; the claim's version is still to be raised.
pub async fn delete(unit: &Unit<'_>, claim: Uuid, (id, version): (Uuid, i64)) -> Result<()> {
    store::delete(unit.conn, id).await?;
    let last = About {
        id,
        version,
        claim: Some(claim),
        ..About::default()
    };
    journal::record_deletion(unit, Action::StatementDeleted, Subject::Statement, last).await
}

impl From<&StatementChanges> for NewStatement {
    fn from(row: &StatementChanges) -> Self {
        Self {
            claimant_id: row.claimant_id,
            via_claimant_id: row.via_claimant_id,
            position: row.position,
            said_on: row.said_on,
            date_precision: row.date_precision,
            quote: row.quote.clone(),
            language: row.language.clone().map(LanguageTag::stored),
            source_id: row.source_id,
        }
    }
}

impl From<NewStatement> for StatementChanges {
    fn from(new: NewStatement) -> Self {
        let precision = new.date_precision.unwrap_or(DatePrecision::Day);
        Self {
            claimant_id: new.claimant_id,
            via_claimant_id: new.via_claimant_id,
            position: new.position,
            said_on: new.said_on,
            date_precision: new.said_on.map(|_| precision),
            quote: new.quote,
            language: new.language.map(LanguageTag::into_string),
            source_id: new.source_id,
        }
    }
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
