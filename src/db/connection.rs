//! What every connection is told before its first use.

use diesel::{ConnectionError, ConnectionResult};
use diesel_async::{AsyncConnection, AsyncPgConnection, SimpleAsyncConnection};

use super::DbConfig;

/// Connects, names the program and sets the timeouts that a dropped request relies on: its
/// query goes on in the server until one of them ends it.
pub(super) async fn establish(config: DbConfig) -> ConnectionResult<AsyncPgConnection> {
    let mut connection = AsyncPgConnection::establish(&config.url).await?;
    let settings = format!(
        "SET application_name = 'factcheck'; \
         SET statement_timeout = {}; \
         SET lock_timeout = {}; \
         SET idle_in_transaction_session_timeout = {}; \
         SET jit = off",
        config.statement_timeout.as_millis(),
        config.lock_timeout.as_millis(),
        config.statement_timeout.as_millis() * 2,
    );
    connection
        .batch_execute(&settings)
        .await
        .map_err(ConnectionError::CouldntSetupConfiguration)?;
    Ok(connection)
}
