//! The operations: one a kind, each a stream.

use actix_web::web::Data;
use actix_web::{HttpMessage, HttpRequest, HttpResponse, get};
use tokio::sync::OwnedSemaphorePermit;
use tracing::Instrument;

use super::records::{Exported, Scope};
use super::stream;
use super::wire::{ClaimRecord, ExportFilter};
use crate::app::State;
use crate::db::Snapshot;
use crate::error::{Code, Result};
use crate::failures;
use crate::http::layers::HeadersOnly;
use crate::http::streaming::Outgoing;
use crate::http::{Query, Viewer, ndjson};
use crate::resources::sources::wire::Source;
use crate::resources::verdicts::wire::Verdict;

/// Bytes that are read ahead of a client.
const AHEAD: usize = 4 << 20;

/// Starts the stream; it goes on by itself as far as the client reads. Where the database is not
/// to be had, that is the answer.
async fn export<T: Exported>(
    state: Data<State>,
    request: &HttpRequest,
    viewer: &Viewer,
    filter: &ExportFilter,
) -> Result<HttpResponse> {
    if request.extensions().get::<HeadersOnly>().is_some() {
        let (outgoing, answer) = ndjson::answer(AHEAD);
        outgoing.finish();
        return Ok(answer);
    }
    let permit = state.reading(T::WIDTH)?;
    let scope = Scope {
        viewer: viewer.organization(),
        updated_since: filter.updated_since,
    };
    let snapshot = state.db.snapshot(T::WIDTH).await?;
    let (outgoing, answer) = ndjson::answer(AHEAD);
    actix_web::rt::spawn(run::<T>(snapshot, scope, outgoing, permit).in_current_span());
    Ok(answer)
}

async fn run<T: Exported>(
    snapshot: Snapshot,
    scope: Scope,
    outgoing: Outgoing,
    _: OwnedSemaphorePermit,
) {
    let put = async |_, lines| outgoing.send(lines).await;
    match stream::run::<T>(snapshot, scope, put).await {
        Ok(()) => outgoing.finish(),
        Err(problem) => outgoing.fail(problem),
    }
}

failures!(ExportClaims: &[Code::ValidationFailed]);
/// Exports claims
///
/// Every claim with its translations, its statements and their claimants, and every verdict that is or
/// was public, whole; with a key, also the drafts and the `external_id`s of its organization. What
/// is exported imports again to the same content (`POST /v1/imports`).
///
/// NDJSON, a line for each claim, of one snapshot of the database; streamed, so that no size is
/// too large. An answer that breaks off without its end is not whole.
#[utoipa::path(
    tag = "exports",
    params(ExportFilter),
    responses((status = 200, description = "A line for each claim.", body = ClaimRecord, content_type = "application/x-ndjson"), ExportClaims)
)]
#[get("/exports/claims.ndjson")]
pub async fn export_claims(
    state: Data<State>,
    request: HttpRequest,
    viewer: Viewer,
    Query(filter): Query<ExportFilter>,
) -> Result<HttpResponse> {
    export::<ClaimRecord>(state, &request, &viewer, &filter).await
}

failures!(ExportVerdicts: &[Code::ValidationFailed]);
/// Exports verdicts
///
/// Every verdict that is or was public, with its evidence, as a read gives it; retracted ones too, so
/// that who has copies learns of it. With a key, also the drafts of its organization.
///
/// NDJSON, a line for each verdict, of one snapshot of the database; streamed, so that no size is
/// too large. An answer that breaks off without its end is not whole.
#[utoipa::path(
    tag = "exports",
    params(ExportFilter),
    responses((status = 200, description = "A line for each verdict.", body = Verdict, content_type = "application/x-ndjson"), ExportVerdicts)
)]
#[get("/exports/verdicts.ndjson")]
pub async fn export_verdicts(
    state: Data<State>,
    request: HttpRequest,
    viewer: Viewer,
    Query(filter): Query<ExportFilter>,
) -> Result<HttpResponse> {
    export::<Verdict>(state, &request, &viewer, &filter).await
}

failures!(ExportSources: &[Code::ValidationFailed]);
/// Exports sources
///
/// Every source, as a read gives it.
///
/// NDJSON, a line for each source, of one snapshot of the database; streamed, so that no size is
/// too large. An answer that breaks off without its end is not whole.
#[utoipa::path(
    tag = "exports",
    params(ExportFilter),
    responses((status = 200, description = "A line for each source.", body = Source, content_type = "application/x-ndjson"), ExportSources)
)]
#[get("/exports/sources.ndjson")]
pub async fn export_sources(
    state: Data<State>,
    request: HttpRequest,
    viewer: Viewer,
    Query(filter): Query<ExportFilter>,
) -> Result<HttpResponse> {
    export::<Source>(state, &request, &viewer, &filter).await
}
