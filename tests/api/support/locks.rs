//! Waiting for requests to meet, so that what they do at once is no matter of chance.

use std::future::IntoFuture;
use std::pin::pin;

use diesel::dsl::sql;
use diesel::sql_types::{BigInt, Bool};
use diesel_async::{RunQueryDsl, SimpleAsyncConnection};
use futures_util::future::{Either, join, select};

use super::api::Api;
use super::client::{Answer, Request};

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

/// The answers to two requests of which the second comes to a lock after the first: the lock is
/// held until both wait for it.
pub async fn in_this_order(api: &Api, lock: &str, requests: [Request; 2]) -> [Answer; 2] {
    let mut holder = api.connection().await;
    let hold = format!("BEGIN; {lock}");
    holder.batch_execute(&hold).await.unwrap();
    let [first, second] = requests;
    let mut first = first.into_future();
    let waiting = pin!(api.until_waiting(1));
    let Either::Right(_) = select(&mut first, waiting).await else {
        panic!("the first did not wait");
    };
    let both = join(first, second.into_future());
    let waiting = pin!(api.until_waiting(2));
    let Either::Right(((), both)) = select(both, waiting).await else {
        panic!("they did not meet");
    };
    holder.batch_execute("COMMIT").await.unwrap();
    both.await.into()
}

impl Api {
    /// Waits until the journal can be read up to its end: no transaction still runs, in any
    /// database of the cluster, that is older than one of its rows.
    pub async fn until_settled(&self) {
        self.until_true(
            "SELECT coalesce(max(txid::text::bigint), 0) < pg_snapshot_xmin(pg_current_snapshot())::text::bigint FROM journal",
        )
        .await;
    }

    /// Waits until no transaction runs that is older than this one.
    pub async fn until_settled_before(&self, transaction: i64) {
        self.until_true(&format!(
            "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint >= {transaction}"
        ))
        .await;
    }

    pub async fn until_true(&self, condition: &str) {
        let mut own = self.connection().await;
        let mut is_true = false;
        while !is_true {
            is_true = sql::<Bool>(condition).get_result(&mut own).await.unwrap();
        }
    }
}
