//! `factcheck serve`: migrates, then answers requests until it is told to stop.

use std::net::{SocketAddr, TcpListener};
use std::time::Duration;

use actix_web::HttpServer;
use actix_web::web::Data;
use tokio::signal::unix::{SignalKind, signal};

use super::Failure;
use super::database::Database;
use super::upkeep;
use crate::app::{State, app};
use crate::config::Settings;

/// Connections without a request are kept open so long.
const KEEP_ALIVE: Duration = Duration::from_secs(75);
/// A client may take so long over a request's headers.
const HEADERS_WAIT: Duration = Duration::from_secs(10);

pub(super) async fn run(settings: &Settings) -> Result<(), Failure> {
    with(settings, async |_, _| Ok(())).await
}

/// Serves, after something has been done with the service's state and the address it will have.
pub(super) async fn with(
    settings: &Settings,
    before: impl AsyncFnOnce(&State, SocketAddr) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let database = Database::own(settings).await?;
    let serving = database.with(async |database| {
        let listener = TcpListener::bind(settings.bind).map_err(|error| {
            format!(
                "cannot listen on {}: {error}; choose another address with --bind",
                settings.bind
            )
        })?;
        for name in database.migrate().await? {
            tracing::info!(name, "migrated");
        }
        let state = Data::new(database.state(settings)?);
        state.search.follow();
        before(&state, listener.local_addr()?).await?;
        serve(settings, listener, state, database).await
    });
    serving.await
}

async fn serve(
    settings: &Settings,
    listener: TcpListener,
    state: Data<State>,
    database: &mut Database,
) -> Result<(), Failure> {
    let address = listener.local_addr()?;
    let served = state.clone();
    let mut server = HttpServer::new(move || app(served.clone()))
        .keep_alive(KEEP_ALIVE)
        .client_request_timeout(HEADERS_WAIT)
        .shutdown_timeout(settings.shutdown_seconds.into())
        .disable_signals();
    if let Some(workers) = settings.workers {
        server = server.workers(workers.into());
    }
    let server = server.listen(listener)?.run();
    let handle = server.handle();
    tracing::info!(%address, "serving; documentation at http://{address}/docs/");

    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    let mut server = std::pin::pin!(server);
    let lost = tokio::select! {
        ended = &mut server => return Ok(ended?),
        _ = interrupt.recv() => false,
        _ = terminate.recv() => false,
        () = database.exited() => true,
        // It ends with the others: a transaction that is open then is rolled back.
        never = upkeep::run(&state) => match never {},
    };
    tracing::info!("stopping; requests under way are given time to end");
    // The handle's future resolves when the server has stopped, which takes its being polled.
    let ((), ended) = tokio::join!(handle.stop(!lost), server);
    state.search.leave();
    ended?;
    match lost {
        true => {
            Err("PostgreSQL ended by itself; its log is postgres.log in the data folder".into())
        }
        false => Ok(()),
    }
}
