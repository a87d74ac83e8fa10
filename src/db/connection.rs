//! What every connection is told before its first use.

use diesel::{ConnectionError, ConnectionResult};
use diesel_async::{AsyncConnection, AsyncPgConnection, SimpleAsyncConnection};

use super::DbConfig;

/// What PostgreSQL does with prepared statements.
#[derive(Clone, Copy)]
pub(super) enum Plans {
    /// Weighs for each statement whether a plan for these very values is worth making.
    Weighed,
    /// Plans each statement once. For index look-ups, for which making a plan costs several
    /// times what running it does, and whose arrays the weighing would plan anew each time.
    Kept,
}

/// Connects, names the program and sets the timeouts that a dropped request relies on: its
/// query goes on in the server until one of them ends it.
pub(super) async fn establish(
    config: DbConfig,
    plans: Plans,
) -> ConnectionResult<AsyncPgConnection> {
    let mut connection = AsyncPgConnection::establish(&config.url).await?;
    // Names are found by half of their triples of letters: as many are left of a word of which a
    // letter in the middle is wrong.
    let settings = format!(
        "SET application_name = 'factcheck'; \
         SET statement_timeout = {}; \
         SET lock_timeout = {}; \
         SET idle_in_transaction_session_timeout = {}; \
         SET jit = off; \
         SET pg_trgm.word_similarity_threshold = 0.5; \
         SET plan_cache_mode = {}",
        config.statement_timeout.as_millis(),
        config.lock_timeout.as_millis(),
        config.statement_timeout.as_millis() * 2,
        match plans {
            Plans::Weighed => "auto",
            Plans::Kept => "force_generic_plan",
        },
    );
    connection
        .batch_execute(&settings)
        .await
        .map_err(ConnectionError::CouldntSetupConfiguration)?;
    Ok(connection)
}
