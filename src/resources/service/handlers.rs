//! The operations of the service about itself.

use actix_web::http::header::{CACHE_CONTROL, ContentType, LOCATION};
use actix_web::web::Data;
use actix_web::{HttpResponse, get};

use super::pages;
use super::wire::{Health, IndexStatus, Readiness, SearchReadiness};
use crate::app::State;
use crate::db::migrations;
use crate::error::{Code, Problem, Result};
use crate::failures;
use crate::http::Path;
use crate::http::failures::STORED;
use crate::search::Lag;

failures!(service GetHealth:);
/// Tells whether the program is alive
///
/// Asks nothing of the database.
#[utoipa::path(tag = "service", responses((status = 200, description = "It is.", body = Health), GetHealth))]
#[get("/healthz")]
pub async fn get_health() -> HttpResponse {
    let health = Health {
        status: "ok",
        version: env!("CARGO_PKG_VERSION"),
    };
    HttpResponse::Ok()
        .insert_header((CACHE_CONTROL, "no-store"))
        .json(health)
}

failures!(service GetReadiness: STORED);
/// Tells whether the program can serve
///
/// The database can be reached and has every migration. Tells also how far the search index is
/// behind it.
#[utoipa::path(
    tag = "service",
    responses((status = 200, description = "It can.", body = Readiness), GetReadiness)
)]
#[get("/readyz")]
pub async fn get_readiness(state: Data<State>) -> Result<HttpResponse> {
    let pending_migrations = state
        .db
        .read(async |conn| migrations::pending(conn).await)
        .await?;
    if pending_migrations > 0 {
        return Err(Problem::new(
            Code::DatabaseUnavailable,
            format!("{pending_migrations} migrations are pending: run factcheck migrate."),
        ));
    }
    let search = match state.search.lag().await? {
        Lag::Building(progress) => SearchReadiness {
            status: IndexStatus::Building,
            behind: progress.about.saturating_sub(progress.done),
            seconds: 0.0,
        },
        Lag::Following { entries, seconds } => SearchReadiness {
            status: IndexStatus::Following,
            behind: entries,
            seconds,
        },
    };
    Ok(HttpResponse::Ok()
        .insert_header((CACHE_CONTROL, "no-store"))
        .json(Readiness {
            status: "ready",
            pending_migrations,
            search,
        }))
}

failures!(service GetDocument:);
/// The OpenAPI document
///
/// OpenAPI 3.1, generated from the handlers.
#[utoipa::path(
    tag = "service",
    responses((status = 200, description = "The document.", body = serde_json::Value), GetDocument)
)]
#[get("/openapi.json")]
pub async fn get_document(state: Data<State>) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((CACHE_CONTROL, "public, no-cache"))
        .content_type(ContentType::json())
        .body(state.document())
}

failures!(service RedirectToDocs:);
/// Leads to the documentation
///
/// To the same page with its trailing slash.
#[utoipa::path(
    tag = "service",
    responses((status = 308, description = "It is at /docs/.", headers(("Location" = String, description = "`/docs/`"))), RedirectToDocs)
)]
#[get("/docs")]
pub async fn redirect_to_docs() -> HttpResponse {
    HttpResponse::PermanentRedirect()
        .insert_header((LOCATION, "/docs/"))
        .finish()
}

failures!(service ListProblems:);
/// Lists the error codes
///
/// A page for people: every code with its status and meaning.
#[utoipa::path(
    tag = "service",
    responses((status = 200, description = "The page.", body = String, content_type = "text/html"), ListProblems)
)]
#[get("/problems")]
pub async fn list_problems() -> HttpResponse {
    page(pages::all())
}

failures!(service GetProblem: &[Code::NotFound]);
/// Tells what an error code means
///
/// A page for people; the `type` of every problem leads to one.
#[utoipa::path(
    tag = "service",
    params(("code" = String, Path, description = "The code.", example = "validation_failed", max_length = 64)),
    responses((status = 200, description = "The page.", body = String, content_type = "text/html"), GetProblem)
)]
#[get("/problems/{code}")]
pub async fn get_problem(Path(code): Path<String>) -> Result<HttpResponse> {
    Code::ALL
        .iter()
        .find(|known| known.as_str() == code)
        .map(|known| page(pages::of(*known)))
        .ok_or_else(Problem::not_found)
}

fn page(html: String) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((CACHE_CONTROL, "public, max-age=3600"))
        .insert_header((
            "Content-Security-Policy",
            "default-src 'none'; style-src 'unsafe-inline'",
        ))
        .content_type(ContentType::html())
        .body(html)
}
