//! The operation: lines come in, results go out, neither ever whole in memory. Of lines that are
//! done no more is kept than by what names later ones may mean their claims: a few bytes of each that
//! has another id here, or that was only rehearsed.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, post};
use tokio::sync::OwnedSemaphorePermit;
use tracing::Instrument;

use super::Rights;
use super::earlier::Earlier;
use super::flow;
use super::importer::Importer;
use super::pending::Pending;
use super::record::Conversion;
use super::wire::{ClaimReviews, ImportQuery, LineResult};
use crate::app::State;
use crate::error::{Code, Problem, Result};
use crate::failures;
use crate::http::caller::ClaimsWrite;
use crate::http::failures::{POSTED, SCOPED};
use crate::http::layers::request_id;
use crate::http::streaming::{Incoming, Outgoing};
use crate::http::{Attempt, Authorized, Query, ndjson};
use crate::resources::exports::wire::ClaimRecord;
use crate::vocabulary::Scope;

/// Bytes of results that are made ahead of a client that sends all before it reads any.
const AHEAD: usize = 16 << 20;

failures!(ImportClaims: SCOPED, POSTED, &[Code::OrganizationRequired, Code::UnsupportedMediaType]);
/// Imports claims in bulk
///
/// NDJSON: a line for each claim, nested as `GET /v1/exports/claims.ndjson` gives it, with its
/// translations, statements (or `claimants`, with their positions) and verdicts with their
/// evidence. Each line is answered by a line: the claim that it `created`, `updated` or left
/// `unchanged`, or the problem with its pointer; one bad line harms no other. A line may have as
/// many bytes as a request body, and the body any number of lines; answers come while it is
/// still being sent.
///
/// A claim with an `external_id` of the organization, or an `id`, that is known is made what the
/// line says: a list that is left out stays as it is, one that is there replaces what the
/// organization itself had in it (`claimants` alone only add positions that are new), verdicts
/// are known by id, by URL or else in order, and a published one that differs is corrected, with
/// the line's `correction_note`. `relations` are added where they are missing, and never changed or
/// removed; the other claim, which is there or on an earlier line, is named by `to_claim_id`, as it
/// is exported, or by the organization's own id of it as `to_external_id`. A new record keeps the `id` of the
/// line, unless that is or was another's. Claimants are found again by id or, without one, by
/// kind and name (be it another name of theirs), sources by id, by URL or, without either, by
/// citation, and stay as they are. Ratings are found by their
/// labels among the organization's scales; one that is lacking is refused or, for a key with
/// `organization:admin` and a rating that says its `normalized`, added to a scale.
///
/// With `format=claim-review` come ClaimReviews instead: one, an array, an `@graph` or a `DataFeed`,
/// of any length, or one of these on each line. A document of at most as many bytes as a request
/// body is read whole, as `POST /v1/claim-reviews/validate` reads it, once all of it is there. One
/// that is longer, is no JSON or has more than 1000 ClaimReviews is read element by element, a long
/// one as it comes; what an element refers to by `@id` must then stand before it. Each ClaimReview
/// is answered by a line of its own. Its claim,
/// those who asserted it, where, and what it cites become records, and itself a verdict of the
/// organization, which is published where the key may (`status`). It cites its own page where it
/// cites nothing. Its label is looked up among the organization's scales: one that is in none is
/// reported (`unmapped_label`), never guessed. What has a fault of severity `required` fails with
/// it; other `faults` are told beside. Those that came before are known by `@id` or by address and
/// claim, and of a claim that is there nothing is changed but for what is new. One that tells again
/// what another of the same import told is left out with a fault (`repeated_review`), or refused
/// where it rates it otherwise. One of which the author, or else the publisher, is another
/// organization of this instance, by the site of its `url`, is refused.
///
/// Verdicts need `verdicts:write`, those that are not drafts `verdicts:publish`. All that are made
/// are the key's organization's: public verdicts of others that are here are left alone, and one
/// that says it is another organization's, of this instance, and is not here is refused.
#[utoipa::path(
    tag = "imports",
    security(("api_key" = ["claims:write"])),
    params(ImportQuery),
    request_body(
        description = "Lines, of each of which `text`, `language` and `kind` are needed; or ClaimReviews.",
        content((ClaimRecord = "application/x-ndjson"), (ClaimReviews = "application/ld+json"), (ClaimReviews = "application/json"))
    ),
    responses((status = 200, description = "A line for each line.", body = LineResult, content_type = "application/x-ndjson"), ImportClaims)
)]
#[post("/imports")]
pub async fn import_claims(
    state: Data<State>,
    caller: Authorized<ClaimsWrite>,
    attempt: Attempt,
    Query(query): Query<ImportQuery>,
    request: HttpRequest,
    incoming: Incoming,
) -> Result<HttpResponse> {
    if caller.organization.is_none() {
        return Err(Problem::new(
            Code::OrganizationRequired,
            "What is imported belongs to an organization; this key is of none.",
        ));
    }
    let may_publish = caller.may(Scope::VerdictsPublish);
    let dry_run = query.dry_run;
    let reviews = Conversion::of(query, may_publish);
    if reviews.is_none() {
        incoming.check_lines()?;
    }
    let permit = state.importing()?;
    let importer = Importer {
        author: caller.author(),
        rights: Rights {
            may_draft: caller.may(Scope::VerdictsWrite),
            may_publish,
            may_manage_scales: caller.may(Scope::OrganizationAdmin),
        },
        dry_run,
        line_limit: incoming.line_limit,
        request_id: request_id(&request),
        parts: attempt.parts(&caller),
        checkpoint: None,
        pending: Pending::default(),
        earlier: Earlier::default(),
        reviews,
        state,
    };
    let (outgoing, answer) = ndjson::answer(AHEAD);
    actix_web::rt::spawn(run(importer, incoming, outgoing, permit).in_current_span());
    Ok(answer)
}

async fn run(
    importer: Importer,
    mut incoming: Incoming,
    outgoing: Outgoing,
    _: OwnedSemaphorePermit,
) {
    let next = async || incoming.next().await;
    let put = async |results: Vec<LineResult>| {
        let mut lines = Vec::new();
        for result in &results {
            ndjson::line(result, &mut lines)?;
        }
        Ok(outgoing.send(lines).await)
    };
    match flow::run(&importer, Vec::new(), next, put).await {
        Ok(()) => outgoing.finish(),
        Err(problem) => outgoing.fail(problem),
    }
}
