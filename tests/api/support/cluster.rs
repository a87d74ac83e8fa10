//! One PostgreSQL for all tests of a run, started by the first that needs it, and one database
//! for each test, copied from a migrated template. When the run ends, however it does, the
//! cluster's own watchdog stops and removes it.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use diesel_async::{AsyncConnection, AsyncPgConnection, SimpleAsyncConnection};
use factcheck::db::embedded::{Cluster, Options};
use factcheck::db::migrations;
use rustix::process::{Resource, getrlimit, setrlimit};
use tokio::sync::{mpsc, oneshot};

const TEMPLATE: &str = "template";
/// Every test has a few connections of its own, and as many tests run at once as there are cores.
const CONNECTIONS: usize = 8;
const FEWEST_CONNECTIONS: usize = 400;

enum Job {
    /// Make a database: migrated, or empty.
    Create(&'static str, oneshot::Sender<Database>),
    Drop(String),
}

/// A database of one test; dropped with it.
pub struct Database {
    pub url: String,
    name: String,
}

impl Drop for Database {
    fn drop(&mut self) {
        let _ = jobs().send(Job::Drop(std::mem::take(&mut self.name)));
    }
}

/// A database with every migration.
pub async fn migrated() -> Database {
    create(TEMPLATE).await
}

/// A database with nothing in it.
pub async fn empty() -> Database {
    create("template0").await
}

async fn create(template: &'static str) -> Database {
    let (made, is_made) = oneshot::channel();
    jobs().send(Job::Create(template, made)).unwrap();
    is_made.await.unwrap()
}

fn jobs() -> &'static mpsc::UnboundedSender<Job> {
    static JOBS: OnceLock<mpsc::UnboundedSender<Job>> = OnceLock::new();
    JOBS.get_or_init(|| {
        let (jobs, waiting) = mpsc::unbounded_channel();
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap();
            runtime.block_on(run(waiting));
        });
        jobs
    })
}

fn max_connections() -> u16 {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let connections = (cores * CONNECTIONS).max(FEWEST_CONNECTIONS);
    u16::try_from(connections).unwrap_or(u16::MAX)
}

/// A connection, a listener and a file of an index are a file each, of as many tests as run at
/// once: the usual 1,024 are soon used up.
fn take_all_files() {
    let mut limit = getrlimit(Resource::Nofile);
    limit.current = limit.maximum;
    setrlimit(Resource::Nofile, limit).unwrap();
}

async fn run(mut waiting: mpsc::UnboundedReceiver<Job>) {
    static NEXT: AtomicU32 = AtomicU32::new(1);
    take_all_files();
    let data_dir = std::env::temp_dir().join(format!("factcheck-test-{}", std::process::id()));
    let cluster = Cluster::start(Options {
        data_dir,
        programs: None,
        durable: false,
        ephemeral: true,
        max_connections: max_connections(),
    })
    .await
    .unwrap();
    let mut admin = AsyncPgConnection::establish(&cluster.url_of("postgres"))
        .await
        .unwrap();
    admin
        .batch_execute(&format!("CREATE DATABASE {TEMPLATE} TEMPLATE template0"))
        .await
        .unwrap();
    migrations::run(&cluster.url_of(TEMPLATE)).await.unwrap();
    let (doomed, names) = mpsc::unbounded_channel();
    let other = AsyncPgConnection::establish(&cluster.url_of("postgres"))
        .await
        .unwrap();
    tokio::spawn(drop_all(other, names));
    while let Some(job) = waiting.recv().await {
        match job {
            Job::Create(template, made) => {
                let name = format!("test_{}", NEXT.fetch_add(1, Ordering::Relaxed));
                admin
                    .batch_execute(&format!("CREATE DATABASE {name} TEMPLATE {template}"))
                    .await
                    .unwrap();
                let url = cluster.url_of(&name);
                let _ = made.send(Database { url, name });
            }
            Job::Drop(name) => drop(doomed.send(name)),
        }
    }
}

/// Drops databases, over a connection of its own: the server waits for their sessions to end,
/// and nobody need wait with it. What is left goes with the whole cluster.
async fn drop_all(mut admin: AsyncPgConnection, mut names: mpsc::UnboundedReceiver<String>) {
    while let Some(name) = names.recv().await {
        let _ = admin
            .batch_execute(&format!("DROP DATABASE {name} WITH (FORCE)"))
            .await;
    }
}
