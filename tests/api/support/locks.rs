//! Waiting for requests to meet, so that what they do at once is no matter of chance.

use diesel::dsl::sql;
use diesel::sql_types::BigInt;
use diesel_async::RunQueryDsl;

use super::api::Api;

impl Api {
    /// Waits until so many connections wait for a lock.
    pub async fn until_waiting(&self, connections: i64) {
        let waiting = "SELECT count(*) FROM pg_stat_activity \
             WHERE datname = current_database() AND wait_event_type = 'Lock'";
        let mut own = self.connection().await;
        let mut found = 0;
        while found < connections {
            found = sql::<BigInt>(waiting).get_result(&mut own).await.unwrap();
        }
    }
}
