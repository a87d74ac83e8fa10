//! Reading claims and adding them.

use std::collections::HashMap;

use actix_web::web::Data;
use actix_web::{get, post};
use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::assemble::{self, Wanted};
use super::matching;
use super::past;
use super::store::{self, ClaimInsert, ClaimRow, Selection, Standing};
use super::wire::{Claim, ClaimSummary, ClaimView, Creation, NewClaim, OnDuplicate, SimilarClaim};
use crate::app::State;
use crate::db::keyset::{Place, Sort};
use crate::db::{Conn, Unit};
use crate::error::{Code, Fault, Problem, Result};
use crate::failures;
use crate::http::caller::ClaimsWrite;
use crate::http::failures::{BODY, ONE, POSTED, SCOPED, SEARCHED};
use crate::http::{
    Answer, Attempt, Authorized, Created, Found, Json, LanguageChoice, Languages, Negotiated, Path,
    PrefersLinkedData, Query, Worded,
};
use crate::journal::{self, Past};
use crate::resources::claim_reviews::give as claim_reviews;
use crate::resources::claim_reviews::markup::ClaimReviewGraph;
use crate::vocabulary::Action;

failures!(GetClaim: ONE);
/// Reads one claim
///
/// With its translations, claimants, standing verdicts and what these say together, as lists give
/// it; with `as_of`, what this answered at that time. `lang` or `Accept-Language` picks the
/// language of `text`; the original stays in `original_text`. Who prefers `application/ld+json`
/// (and asks for no `as_of`) gets a schema.org `ClaimReview` of each verdict that stands.
#[utoipa::path(
    tag = "claims",
    params(("id" = Uuid, Path, description = "The claim's id."), ClaimView, LanguageChoice),
    responses((status = 200, description = "The claim; or, where that is preferred, the ClaimReviews of its verdicts.", content((Claim = "application/json"), (ClaimReviewGraph = "application/ld+json"))), GetClaim)
)]
#[get("/claims/{id}")]
pub async fn get_claim(
    state: Data<State>,
    Path(id): Path<Uuid>,
    languages: Languages,
    linked: PrefersLinkedData,
    Query(query): Query<ClaimView>,
) -> Result<Negotiated<Worded<Found<Claim>>>> {
    if linked.0 && query.as_of.is_none() {
        let graph = claim_reviews::of_claim(&state, id).await?;
        return Ok(Negotiated::Linked(graph));
    }
    let include = query.include.as_slice();
    let wanted = Wanted { include, languages };
    let mut claim = match query.as_of {
        Some(time) => {
            let time = state.clock.past(time)?;
            let read = async |conn: Conn<'_>| past::one(Past::new(conn, time), id, &wanted).await;
            state.db.read(read).await?
        }
        None => {
            let read = async |conn: Conn<'_>| assemble::one(conn, id, &wanted).await;
            match include.is_empty() {
                true => state.db.lookup(read).await?,
                false => state.db.read(read).await?,
            }
        }
    };
    claim.speak(&wanted.languages);
    Ok(Negotiated::Own(Worded {
        languages: claim.languages().collect(),
        answer: Found(claim),
    }))
}

/// One claim as a change left it.
pub(super) async fn read(conn: Conn<'_>, id: Uuid) -> Result<Claim> {
    assemble::one(conn, id, &Wanted::default()).await
}

/// Claims in brief, by id, in the language that is wanted most.
pub async fn summaries(
    conn: Conn<'_>,
    ids: &[Uuid],
    languages: &Languages,
) -> Result<HashMap<Uuid, ClaimSummary>> {
    assemble::summaries(conn, ids, languages).await
}

/// Claims of a page of all, without their verdicts, each with the id that its organization gave
/// it, for that one.
pub async fn exported(
    conn: Conn<'_>,
    viewer: Option<Uuid>,
    (updated_since, sort, after, rows): (Option<DateTime<Utc>>, Sort, Option<&Place>, i64),
) -> Result<Vec<(Claim, Option<String>)>> {
    let selection = Selection {
        updated_since,
        ..Selection::default()
    };
    let rows = store::page(conn, &selection, sort, after, rows).await?;
    let ids: Vec<Uuid> = rows.iter().map(|(row, _)| row.id).collect();
    let own_id = |(row, _): &(ClaimRow, _)| match viewer == Some(row.created_by) {
        true => row.external_id.clone(),
        false => None,
    };
    let own_ids: Vec<Option<String>> = rows.iter().map(own_id).collect();
    let embedded = assemble::unjudged(conn, &ids).await?;
    Ok(assemble::all(rows, embedded)
        .into_iter()
        .zip(own_ids)
        .collect())
}

/// Those of the ids that there are.
pub async fn of_ids(conn: Conn<'_>, ids: &[Uuid]) -> Result<Vec<Claim>> {
    let wanted = Wanted::default();
    let embedded = assemble::embedded(conn, ids, &wanted);
    let rows = store::find_all(conn, ids);
    let (rows, embedded) = futures_util::try_join!(rows, embedded)?;
    Ok(assemble::all(rows, embedded))
}

failures!(CreateClaim: SCOPED, POSTED, BODY, SEARCHED, &[Code::OrganizationRequired, Code::Duplicate]);
/// Adds a claim
///
/// Claims are a commons: any organization may add one. The answer names those that say nearly the
/// same in `similar`, where there is a search index already; with `on_duplicate=reject` such a
/// claim is 409 `duplicate`, whose `errors` name them, and without an index any is 503
/// `index_building`.
#[utoipa::path(
    tag = "claims",
    params(Creation),
    security(("api_key" = ["claims:write"])),
    request_body(content = NewClaim, description = "The claim."),
    responses((status = 201, description = "The claim, added.", body = Claim), CreateClaim)
)]
#[post("/claims")]
pub async fn create_claim(
    state: Data<State>,
    caller: Authorized<ClaimsWrite>,
    attempt: Attempt,
    Query(creation): Query<Creation>,
    Json(new): Json<NewClaim>,
) -> Result<Answer> {
    // Before the transaction, which is to hold its connection for as short as it can.
    let similar = matching::similar(&state, &new, &creation).await;
    state
        .post(&caller, &attempt, async |unit| {
            // Here, so that a request that is sent again does not find what it added itself.
            let similar = match (creation.on_duplicate, &similar) {
                (Some(OnDuplicate::Reject), Ok(similar)) if !similar.is_empty() => {
                    return Err(rejected(similar));
                }
                (Some(OnDuplicate::Reject), Err(problem)) => return Err(problem.clone()),
                (_, Ok(similar)) => similar.clone(),
                // Who does not ask for a look at others is not kept from adding.
                (_, Err(problem)) => {
                    tracing::warn!(%problem, "a claim is added without a look for similar ones");
                    Vec::new()
                }
            };
            let mut claim = create(unit, &new).await?;
            claim.similar = Some(similar).filter(|similar| !similar.is_empty());
            Ok(Created(claim))
        })
        .await
}

fn rejected(similar: &[SimilarClaim]) -> Problem {
    let name = |claim: &SimilarClaim| {
        let detail = format!("{} says nearly the same: {}", claim.id, claim.text);
        Fault::new("/text", "duplicate", detail)
    };
    Problem {
        errors: similar.iter().map(name).collect(),
        existing_id: similar.first().map(|claim| claim.id),
        ..Problem::new(
            Code::Duplicate,
            "There are claims that say nearly the same; existing_id names the one most alike.",
        )
    }
}

/// Adds a claim, in a unit of work.
pub async fn create(unit: &Unit<'_>, new: &NewClaim) -> Result<Claim> {
    let id = unit.id();
    let insert = ClaimInsert {
        id,
        changes: new.clone().into(),
        standing: Standing::default(),
        created_by: unit.owner()?,
        created_at: unit.now(),
        updated_at: unit.now(),
        version: 1,
    };
    store::insert(unit.conn, insert).await?;
    let made = read(unit.conn, id).await?;
    journal::record(unit, Action::ClaimCreated, made, None).await
}
