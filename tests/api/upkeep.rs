//! What a server does in the background.

use diesel::dsl::sql;
use diesel::sql_types::{Array, Text};
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};
use rustix::process::Signal;

use crate::support::cluster;
use crate::support::process::{Running, program};

/// Keeps answers of the age that the SQL gives.
fn keep(names: &str, age: &str) -> String {
    format!(
        "INSERT INTO idempotency_keys (owner_id, key, fingerprint, status, headers, body, created_at) \
         SELECT gen_random_uuid(), {names}, sha256('request'), 201, '[]', '', now() - interval '{age}';"
    )
}

async fn kept(connection: &mut AsyncPgConnection) -> Vec<String> {
    let keys = "SELECT coalesce(array_agg(key ORDER BY key), '{}') FROM idempotency_keys";
    sql::<Array<Text>>(keys)
        .get_result(connection)
        .await
        .unwrap()
}

#[actix_web::test]
async fn servers_forget_answers_after_24_hours() {
    let database = cluster::migrated().await;
    let mut connection = AsyncPgConnection::establish(&database.url).await.unwrap();
    let answers = [
        // More than are forgotten at once.
        keep("'old ' || generate_series(1, 2500)", "24 hours 1 second"),
        keep("'taken'", "25 hours"),
        keep("'young'", "23 hours 50 minutes"),
    ];
    connection.batch_execute(&answers.concat()).await.unwrap();
    // One that a retry or another server is about to take holds nobody up.
    let mut holder = AsyncPgConnection::establish(&database.url).await.unwrap();
    let hold = "BEGIN; SELECT FROM idempotency_keys WHERE key = 'taken' FOR UPDATE";
    holder.batch_execute(hold).await.unwrap();

    let start = || {
        let mut command = program();
        command
            .args(["serve", "--bind", "127.0.0.1:0"])
            .env("DATABASE_URL", &database.url);
        Running::spawn(command)
    };
    let (one, other) = (start(), start());
    while kept(&mut connection).await != ["taken", "young"] {}
    holder.batch_execute("ROLLBACK").await.unwrap();
    let third = start();
    while kept(&mut connection).await != ["young"] {}
    for server in [one, other, third] {
        server.get("/readyz").await;
        assert!(server.end(Signal::TERM).success());
    }
}

#[actix_web::test]
async fn a_server_that_cannot_forget_says_so_and_serves() {
    let database = cluster::migrated().await;
    let mut connection = AsyncPgConnection::establish(&database.url).await.unwrap();
    let rename = "ALTER TABLE idempotency_keys RENAME COLUMN created_at TO made_at";
    connection.batch_execute(rename).await.unwrap();
    let mut command = program();
    command
        .args(["serve", "--bind", "127.0.0.1:0"])
        .env("DATABASE_URL", &database.url);
    let mut server = Running::spawn(command);
    let told = server.wait_for("old answers are not forgotten just now");
    assert!(
        told.contains("made_at") || told.contains("created_at"),
        "{told}"
    );
    server.get("/readyz").await;
    assert!(server.end(Signal::TERM).success());
}
