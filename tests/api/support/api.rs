//! The service under test: the very App that the program runs, on a port and a database of the
//! test's own.

use std::cell::RefCell;
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};
use std::time::Duration;

use actix_web::HttpServer;
use actix_web::dev::ServerHandle;
use actix_web::web::Data;
use chrono::{DateTime, TimeDelta, Utc};
use diesel::connection::{Instrumentation, InstrumentationEvent};
use diesel_async::{AsyncConnection, AsyncPgConnection};
use factcheck::app::{State, app};
use factcheck::clock::Clock;
use factcheck::config::Service;
use factcheck::db::{Db, DbConfig};
use factcheck::http::caller::secret::Secret;
use factcheck::http::limits::{RateLimits, TrustedProxies};
use factcheck::resources::api_keys::store::{self, ApiKeyInsert};
use factcheck::search::Place;
use factcheck::search::analysis::Synonyms;
use factcheck::vocabulary::Scope;
use uuid::Uuid;

use super::cluster::{self, Database};

/// The first time that a test's clock tells; it goes on by a millisecond at each look.
pub const START: &str = "2026-01-05T09:00:00Z";
/// The body limit of the service under test, in bytes.
pub const BODY_LIMIT: usize = 1 << 20;

thread_local! {
    /// Statements of the connections that this thread makes.
    static STATEMENTS: RefCell<Arc<AtomicUsize>> = RefCell::default();
}

/// A running service.
pub struct Api {
    pub base: String,
    pub client: awc::Client,
    pub url: String,
    server: ServerHandle,
    milliseconds: Arc<AtomicI64>,
    statements: Arc<AtomicUsize>,
    database: Arc<Database>,
}

impl Api {
    pub async fn start() -> Self {
        Self::start_with(|_, _| ()).await
    }

    /// With other settings than the usual ones.
    pub async fn start_with(adjust: impl FnOnce(&mut Service, &mut DbConfig)) -> Self {
        let database = cluster::migrated().await;
        Self::over(database, adjust)
    }

    /// Over a database that the test has made.
    pub fn over(database: Database, adjust: impl FnOnce(&mut Service, &mut DbConfig)) -> Self {
        Self::on(Arc::new(database), adjust)
    }

    /// Another service, with a clock of its own, over the same database.
    pub fn beside(&self) -> Self {
        self.beside_with(|_, _| ())
    }

    /// The same with other settings, which what was made before did not have to keep to.
    pub fn beside_with(&self, adjust: impl FnOnce(&mut Service, &mut DbConfig)) -> Self {
        Self::on(Arc::clone(&self.database), adjust)
    }

    fn on(database: Arc<Database>, adjust: impl FnOnce(&mut Service, &mut DbConfig)) -> Self {
        let (mut service, mut config) = settings(&database.url);
        adjust(&mut service, &mut config);

        let start: DateTime<Utc> = START.parse().unwrap();
        let milliseconds = Arc::new(AtomicI64::new(0));
        let ticking = Arc::clone(&milliseconds);
        let clock = Clock::from_fn(move || {
            start + TimeDelta::milliseconds(ticking.fetch_add(1, Ordering::Relaxed))
        });
        let state = Data::new(State::new(Db::new(&config).unwrap(), clock, service).unwrap());

        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let statements = Arc::new(AtomicUsize::new(0));
        let server = serve(listener, state, Arc::clone(&statements));
        Self {
            base,
            client: awc::Client::builder()
                .timeout(Duration::from_secs(60))
                .disable_redirects()
                .finish(),
            url: database.url.clone(),
            server,
            milliseconds,
            statements,
            database,
        }
    }

    /// A state of the test's own over the same database, at the time that the clock told last.
    pub fn state(&self) -> State {
        let (service, config) = settings(&self.url);
        let now = self.time();
        let clock = Clock::from_fn(move || now);
        State::new(Db::new(&config).unwrap(), clock, service).unwrap()
    }

    /// Moves the clock.
    pub fn pass(&self, time: TimeDelta) {
        self.milliseconds
            .fetch_add(time.num_milliseconds(), Ordering::Relaxed);
    }

    /// What the clock told last; a look at it that does not move it.
    pub fn time(&self) -> DateTime<Utc> {
        let start: DateTime<Utc> = START.parse().unwrap();
        start + TimeDelta::milliseconds(self.milliseconds.load(Ordering::Relaxed) - 1)
    }

    /// The number of SQL statements so far.
    pub fn statements(&self) -> usize {
        self.statements.load(Ordering::SeqCst)
    }

    /// A connection of the test's own to the database.
    pub async fn connection(&self) -> AsyncPgConnection {
        AsyncPgConnection::establish(&self.url).await.unwrap()
    }

    /// A key.
    pub async fn key(&self, organization: Option<Uuid>, scopes: &[Scope]) -> String {
        self.key_until(organization, scopes, None).await
    }

    /// A key that expires. It counts as used a moment ago: for the next minute no request with
    /// it writes anything but what the test is about.
    pub async fn key_until(
        &self,
        organization: Option<Uuid>,
        scopes: &[Scope],
        expires_at: Option<DateTime<Utc>>,
    ) -> String {
        let secret = Secret::generate().unwrap();
        let key = ApiKeyInsert {
            id: Uuid::from_u128(u128::from_be_bytes(
                secret.sha256()[..16].try_into().unwrap(),
            )),
            organization_id: organization,
            name: "test".to_owned(),
            prefix: secret.prefix().to_owned(),
            secret_sha256: secret.sha256(),
            scopes: scopes.to_vec(),
            expires_at,
            created_at: START.parse().unwrap(),
        };
        store::insert(&self.connection().await, key).await.unwrap();
        let prefix = secret.prefix();
        self.sql(&format!(
            "UPDATE api_keys SET last_used_at = '{START}' WHERE prefix = '{prefix}'"
        ))
        .await;
        secret.expose().to_owned()
    }
}

impl Api {
    /// Revokes a key.
    pub async fn revoke(&self, key: &str) {
        let prefix = &key[3..15];
        self.sql(&format!(
            "UPDATE api_keys SET revoked_at = now() WHERE prefix = '{prefix}'"
        ))
        .await;
    }

    /// Runs SQL on the database.
    pub async fn sql(&self, statements: &str) {
        use diesel_async::SimpleAsyncConnection;
        let mut connection = self.connection().await;
        connection.batch_execute(statements).await.unwrap();
    }
}

/// The usual ones.
fn settings(url: &str) -> (Service, DbConfig) {
    let service = Service {
        body_limit: BODY_LIMIT,
        request_timeout: Duration::from_secs(30),
        rate_limits: RateLimits::OFF,
        trusted_proxies: TrustedProxies::default(),
        public_url: "https://api.example".to_owned(),
        data_license: None,
        index: Place::Memory,
        index_wait: Duration::from_secs(60),
        synonyms: Synonyms::builtin(),
    };
    let config = DbConfig {
        url: url.to_owned(),
        pool_size: 4,
        lookup_connections: 1,
        wait: Duration::from_secs(20),
        statement_timeout: Duration::from_secs(20),
        lock_timeout: Duration::from_secs(10),
    };
    (service, config)
}

impl Drop for Api {
    fn drop(&mut self) {
        // The order is given at once; its future would only wait for its being carried out.
        drop(self.server.stop(false));
    }
}

/// Runs the server on a thread of its own, which ends with it.
fn serve(listener: TcpListener, state: Data<State>, statements: Arc<AtomicUsize>) -> ServerHandle {
    diesel::connection::set_default_instrumentation(|| {
        let statements = STATEMENTS.with_borrow(Arc::clone);
        Some(Box::new(Counter(statements)))
    })
    .unwrap();
    let (sent, received) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        actix_web::rt::System::new().block_on(async move {
            let server = HttpServer::new(move || {
                STATEMENTS.set(Arc::clone(&statements));
                app(state.clone())
            })
            .workers(1)
            // On a busy machine seconds pass between two requests of one test.
            .keep_alive(Duration::from_secs(75))
            .client_request_timeout(Duration::ZERO)
            .client_disconnect_timeout(Duration::from_secs(60))
            .disable_signals()
            .shutdown_timeout(1)
            .listen(listener)
            .unwrap()
            .run();
            sent.send(server.handle()).unwrap();
            server.await.unwrap();
        });
    });
    received.recv().unwrap()
}

struct Counter(Arc<AtomicUsize>);

impl Instrumentation for Counter {
    fn on_connection_event(&mut self, event: InstrumentationEvent<'_>) {
        if matches!(event, InstrumentationEvent::StartQuery { .. }) {
            self.0.fetch_add(1, Ordering::SeqCst);
        }
    }
}
