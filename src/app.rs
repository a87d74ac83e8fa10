//! The service: its state, and the App that the program and the tests both run.

use std::sync::Arc;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::middleware::{Compress, from_fn};
use actix_web::web::{Bytes, Data};
use actix_web::{App, Error, HttpRequest};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tracing_actix_web::TracingLogger;
use utoipa::openapi::OpenApi;
use utoipa_actix_web::AppExt;
use utoipa_actix_web::scope::scope;

use crate::clock::{Clock, Ids};
use crate::config::Service;
use crate::db::{Author, Db, Tx, Unit, Width};
use crate::error::{Code, Problem, Result};
use crate::http::caller::last_use::LastUses;
use crate::http::caller::{self, Caller};
use crate::http::google;
use crate::http::idempotency::Attempt;
use crate::http::layers::{self, RequestSpan};
use crate::http::limits::Limits;
use crate::http::problem;
use crate::http::reply::{Answer, Written};
use crate::http::routes::{self, Routes};
use crate::search::Search;
use crate::search::analysis::Analyzer;
use crate::{openapi, resources};

/// How often a transaction that lost against another one is run again.
const MAX_RETRIES: u8 = 5;
/// Imports that one server does at a time. Each takes up to two connections of the pool.
const MAX_IMPORTS: usize = 3;
/// Connections of the pool that exports and data feeds take of one server at a time, each for as
/// long as its client reads.
const MAX_READING: usize = 6;

/// What every request works with.
pub struct State {
    /// The database.
    pub db: Db,
    /// The time.
    pub clock: Clock,
    /// The settings of the service.
    pub config: Service,
    /// The index of what can be searched.
    pub search: Search,
    /// The uses of keys that are being written down.
    pub last_uses: LastUses,
    imports: Arc<Semaphore>,
    reading: Arc<Semaphore>,
    ids: Ids,
    limits: Limits,
    routes: Routes,
    document: Bytes,
}

impl State {
    /// The state of a service over a database.
    pub fn new(db: Db, clock: Clock, config: Service) -> Result<Self> {
        let document = document()?;
        let proxies = config.trusted_proxies.clone();
        let analyzer = Analyzer::new(config.synonyms.clone());
        Ok(Self {
            search: Search::new(
                db.clone(),
                config.index.clone(),
                analyzer,
                config.index_wait,
            ),
            db,
            limits: Limits::new(config.rate_limits, proxies, clock.clone()),
            clock,
            config,
            last_uses: LastUses::default(),
            imports: Arc::new(Semaphore::new(MAX_IMPORTS)),
            reading: Arc::new(Semaphore::new(MAX_READING)),
            ids: Ids::default(),
            routes: Routes::of(&document),
            document: document.to_pretty_json().map_err(Problem::internal)?.into(),
        })
    }

    /// That of a request's service.
    pub fn of(request: &HttpRequest) -> Result<&Self> {
        request
            .app_data::<Data<Self>>()
            .map(|data| data.get_ref())
            .ok_or_else(|| Problem::internal("the app has no state"))
    }

    /// The rate limits.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// The right to an import, of which there are few at a time.
    pub fn importing(&self) -> Result<OwnedSemaphorePermit> {
        let imports = Arc::clone(&self.imports);
        imports.try_acquire_owned().map_err(|_| {
            let detail = format!("{MAX_IMPORTS} imports are under way already.");
            Problem::new(Code::DatabaseBusy, detail)
        })
    }

    /// The right to read a snapshot for as long as a client takes. Anybody may: who reads leaves
    /// imports theirs, and connections to all others.
    pub fn reading(&self, width: Width) -> Result<OwnedSemaphorePermit> {
        let reading = Arc::clone(&self.reading);
        let permits = reading.try_acquire_many_owned(width.connections());
        permits.map_err(|_| {
            let detail =
                "As many exports and data feeds as there is room for are under way already.";
            Problem::new(Code::DatabaseBusy, detail)
        })
    }

    /// The documented paths.
    pub fn routes(&self) -> &Routes {
        &self.routes
    }

    /// The OpenAPI document, as it is served.
    pub fn document(&self) -> Bytes {
        self.document.clone()
    }

    /// Runs a change in one transaction, in the caller's name; again when it lost against
    /// another one.
    pub async fn write<R>(
        &self,
        caller: &Caller,
        change: impl AsyncFn(&Unit<'_>) -> Result<R>,
    ) -> Result<R> {
        self.write_as(caller.author(), change).await
    }

    /// As [`State::write`], for a request that may be sent again.
    pub async fn post<R: Written>(
        &self,
        caller: &Caller,
        attempt: &Attempt,
        change: impl AsyncFn(&Unit<'_>) -> Result<R>,
    ) -> Result<Answer> {
        self.write(caller, async |unit| {
            attempt.once(unit, caller, &change).await
        })
        .await
    }

    /// As [`State::write`], for an author who holds no key.
    pub async fn write_as<R>(
        &self,
        author: Author,
        change: impl AsyncFn(&Unit<'_>) -> Result<R>,
    ) -> Result<R> {
        self.transact(author, Tx::commit, change).await
    }

    /// As [`State::write_as`], only that nothing is kept of it.
    pub async fn rehearse_as<R>(
        &self,
        author: Author,
        change: impl AsyncFn(&Unit<'_>) -> Result<R>,
    ) -> Result<R> {
        let undo = async |tx: Tx| {
            tx.rollback().await;
            Ok(())
        };
        self.transact(author, undo, change).await
    }

    async fn transact<R>(
        &self,
        author: Author,
        end: impl AsyncFn(Tx) -> Result<()>,
        change: impl AsyncFn(&Unit<'_>) -> Result<R>,
    ) -> Result<R> {
        let mut retries = 0;
        loop {
            let tx = self.db.begin().await?;
            let unit = Unit::new(tx.conn()?, &self.clock, &self.ids, author);
            let outcome = match change(&unit).await {
                Ok(result) => {
                    let changed = unit.changed();
                    let ended = end(tx).await;
                    // What is told of and did not come to be is looked for in vain.
                    ended.map(|()| {
                        self.search.wrote(changed);
                        result
                    })
                }
                Err(problem) => {
                    tx.rollback().await;
                    Err(problem)
                }
            };
            match outcome {
                Err(problem) if problem.transient && retries < MAX_RETRIES => {
                    retries += 1;
                    tracing::debug!(retries, %problem, "a transaction is run again");
                }
                outcome => return outcome,
            }
        }
    }
}

/// The document, out of the registered handlers.
pub fn document() -> Result<OpenApi> {
    let (_, document) = routed().split_for_parts();
    openapi::complete(document)
}

/// The handlers, and with them their documentation.
fn routed() -> utoipa_actix_web::UtoipaApp<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl MessageBody>,
        Error = Error,
        InitError = (),
    >,
> {
    App::new()
        .into_utoipa_app()
        .openapi(openapi::base())
        .configure(resources::service::register)
        .service(scope("/v1").configure(resources::register))
        .service(scope(google::BASE).configure(resources::google_compatible::register))
}

/// The app around a state: handlers inside, then, from the inside out, what checks parameters,
/// tells who calls and counts it, catches panics, limits time, compresses, answers CORS, renders
/// problems and writes the log.
pub fn app(
    state: Data<State>,
) -> App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl MessageBody>,
        Error = Error,
        InitError = (),
    >,
> {
    let (app, _) = routed().split_for_parts();
    app.app_data(state)
        .service(resources::service::swagger_ui())
        .default_service(actix_web::web::to(routes::fallback))
        .wrap(from_fn(routes::known_parameters))
        // Around the whole, not around /v1 alone: what is refused above counts as well.
        .wrap(from_fn(caller::authenticate))
        .wrap(from_fn(layers::catch_panics))
        .wrap(from_fn(layers::time_limit))
        .wrap(Compress::default())
        .wrap(from_fn(layers::tag_encodings))
        .wrap(from_fn(layers::head))
        .wrap(from_fn(layers::cors))
        .wrap(from_fn(problem::layer))
        .wrap(TracingLogger::<RequestSpan>::new())
}
