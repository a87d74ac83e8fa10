//! The operation: lines come in, results go out, neither ever whole in memory.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, post};
use tokio::sync::{OwnedSemaphorePermit, mpsc};
use tracing::Instrument;

use super::Rights;
use super::importer::{BATCH_BYTES, BATCH_LINES, Importer, Parsed};
use super::lines::Lines;
use super::wire::{ImportQuery, LineResult};
use crate::app::State;
use crate::error::{Code, Problem, Result};
use crate::failures;
use crate::http::caller::ClaimsWrite;
use crate::http::failures::{POSTED, SCOPED};
use crate::http::layers::request_id;
use crate::http::ndjson::{self, Incoming, Outgoing};
use crate::http::{Attempt, Authorized, Query};
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
/// organization itself had in it, and a published verdict that differs is corrected, with the
/// line's `correction_note`. Claimants are found again by id or by kind and name, sources by id,
/// URL or citation, and stay as they are. Ratings are found by their labels among the
/// organization's scales; one that is lacking is refused or, for a key with
/// `organization:admin` and a rating that says its `normalized`, added to a scale.
///
/// Verdicts need `verdicts:write`, those that are not drafts `verdicts:publish`; all are the
/// key's organization's, and one that says it is another's is refused.
#[utoipa::path(
    tag = "imports",
    security(("api_key" = ["claims:write"])),
    params(ImportQuery),
    request_body(content = ClaimRecord, content_type = "application/x-ndjson", description = "Lines. Of each, `text`, `language` and `kind` are needed."),
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
    let permit = state.stream()?;
    let importer = Importer {
        author: caller.author(),
        rights: Rights {
            may_draft: caller.may(Scope::VerdictsWrite),
            may_publish: caller.may(Scope::VerdictsPublish),
            may_manage_scales: caller.may(Scope::OrganizationAdmin),
        },
        dry_run: query.dry_run,
        line_limit: incoming.line_limit,
        request_id: request_id(&request),
        parts: attempt.parts(&caller),
        state,
    };
    let (outgoing, answer) = ndjson::answer(AHEAD);
    actix_web::rt::spawn(run(importer, incoming, outgoing, permit).in_current_span());
    Ok(answer)
}

/// Reads and writes side by side: while the database has one batch, the next is read.
async fn run(importer: Importer, incoming: Incoming, outgoing: Outgoing, _: OwnedSemaphorePermit) {
    let (sender, receiver) = mpsc::channel(1);
    let ((), ()) = tokio::join!(
        read(&importer, incoming, sender),
        write(&importer, receiver, outgoing)
    );
}

/// Lines that go into the database together, and how the reading ended, when it did.
type Batch = (Vec<Parsed>, Option<(u64, Problem)>);

async fn read(importer: &Importer, mut incoming: Incoming, batches: mpsc::Sender<Batch>) {
    let mut lines = Lines::new(importer.line_limit);
    let mut batch = Vec::new();
    let mut size = 0;
    loop {
        let (read, end) = match incoming.next().await {
            Ok(Some(bytes)) => (lines.push(&bytes), None),
            Ok(None) => (lines.finish().into_iter().collect(), Some(None)),
            Err(problem) => (Vec::new(), Some(Some((lines.next_number(), problem)))),
        };
        for line in read {
            size += line.text.as_ref().map_or(0, |text| text.len());
            batch.push(importer.parse(line));
            if batch.len() >= BATCH_LINES || size >= BATCH_BYTES {
                size = 0;
                if batches
                    .send((std::mem::take(&mut batch), None))
                    .await
                    .is_err()
                {
                    return;
                }
            }
        }
        if let Some(problem) = end {
            // Whoever wrote may be gone.
            let _ = batches.send((batch, problem)).await;
            return;
        }
    }
}

async fn write(importer: &Importer, mut batches: mpsc::Receiver<Batch>, outgoing: Outgoing) {
    while let Some((batch, broken)) = batches.recv().await {
        let (mut results, gone) = importer.import(batch).await;
        if let Some((number, problem)) = broken {
            results.push(importer.result(number, Err(problem)));
        }
        let mut sent = Vec::new();
        for result in &results {
            if let Err(problem) = ndjson::line(result, &mut sent) {
                return outgoing.fail(problem);
            }
        }
        if !outgoing.send(sent).await {
            tracing::info!("nobody reads the results of an import any more; it ends here");
            return;
        }
        if let Some(problem) = gone {
            return outgoing.fail(problem);
        }
    }
    outgoing.finish();
}
