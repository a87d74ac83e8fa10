//! The schema's migrations, built into the program.

use diesel_async::{AsyncConnection, AsyncMigrationHarness, AsyncPgConnection};
use diesel_async::{RunQueryDsl, SimpleAsyncConnection};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

const MIGRATIONS: EmbeddedMigrations = embed_migrations!("migrations");

/// Any number that no other program is likely to take: two servers that start together must
/// not both migrate.
const ADVISORY_LOCK: i64 = 7_370_201_611;

/// Why the schema could not be brought up to date.
#[derive(Debug, thiserror::Error)]
pub enum MigrationError {
    /// The database cannot be reached.
    #[error("cannot connect to the database: {0}")]
    Connection(#[from] diesel::ConnectionError),
    /// The lock that keeps two migrating programs apart could not be taken.
    #[error("cannot prepare the database for migration: {0}")]
    Query(#[from] diesel::result::Error),
    /// A migration failed; it was rolled back.
    #[error("a migration failed and was rolled back: {0}")]
    Migration(String),
    /// The work could not be run at all.
    #[error("cannot run the migrations: {0}")]
    Runtime(String),
}

/// Runs what has not been run yet and gives the names of the migrations that it ran.
pub async fn run(url: &str) -> Result<Vec<String>, MigrationError> {
    let names = on_own_runtime(url, |harness| {
        let run = harness
            .run_pending_migrations(MIGRATIONS)
            .map_err(|e| MigrationError::Migration(e.to_string()))?;
        Ok(run.iter().map(ToString::to_string).collect())
    });
    names.await
}

/// Undoes every migration, newest first.
pub async fn revert_all(url: &str) -> Result<(), MigrationError> {
    let reverted = on_own_runtime(url, |harness| {
        harness
            .revert_all_migrations(MIGRATIONS)
            .map_err(|e| MigrationError::Migration(e.to_string()))?;
        Ok(())
    });
    reverted.await
}

/// How many migrations the program has that the database does not.
pub async fn pending(conn: super::Conn<'_>) -> crate::error::Result<usize> {
    use diesel::migration::{Migration, MigrationSource};
    use diesel::pg::Pg;

    #[derive(diesel::QueryableByName)]
    struct Applied {
        #[diesel(sql_type = diesel::sql_types::Text)]
        version: String,
    }
    let applied: Vec<Applied> = diesel::sql_query("SELECT version FROM __diesel_schema_migrations")
        .load(&mut { conn })
        .await?;
    let known: Vec<Box<dyn Migration<Pg>>> = MIGRATIONS
        .migrations()
        .map_err(crate::error::Problem::internal)?;
    Ok(known
        .iter()
        .filter(|m| {
            let version = m.name().version().to_string();
            !applied.iter().any(|a| a.version == version)
        })
        .count())
}

type Harness = AsyncMigrationHarness<AsyncPgConnection>;

/// Diesel's harness blocks, which a single-threaded runtime such as actix's cannot bear.
async fn on_own_runtime<R: Send + 'static>(
    url: &str,
    work: impl FnOnce(&mut Harness) -> Result<R, MigrationError> + Send + 'static,
) -> Result<R, MigrationError> {
    let url = url.to_owned();
    let blocking = move || {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .map_err(|e| MigrationError::Runtime(e.to_string()))?;
        runtime.block_on(async move {
            let mut connection = AsyncPgConnection::establish(&url).await?;
            connection
                .batch_execute(&format!("SELECT pg_advisory_lock({ADVISORY_LOCK})"))
                .await?;
            // The lock ends with the connection.
            work(&mut AsyncMigrationHarness::new(connection))
        })
    };
    tokio::task::spawn_blocking(blocking)
        .await
        .map_err(|e| MigrationError::Runtime(e.to_string()))?
}
