//! What goes wrong on the way: slow clients, a busy or lost database, and faults of our own.

use std::future::IntoFuture;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::pin::pin;
use std::time::Duration;

use diesel_async::SimpleAsyncConnection;
use futures_util::future::{Either, select};

use crate::support::*;

/// Sends bytes as they are, and reads until the server closes or says no more.
fn raw(api: &Api, sent: &str) -> String {
    let mut stream = TcpStream::connect(api.base.trim_start_matches("http://")).unwrap();
    stream
        .set_read_timeout(Some(Duration::from_secs(20)))
        .unwrap();
    stream.write_all(sent.as_bytes()).unwrap();
    let mut received = Vec::new();
    let mut chunk = [0; 4096];
    while let Ok(count @ 1..) = stream.read(&mut chunk) {
        received.extend_from_slice(&chunk[..count]);
        if received.ends_with(b"}") {
            break;
        }
    }
    String::from_utf8(received).unwrap()
}

#[actix_web::test]
async fn a_body_that_never_ends_is_a_timeout() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let api = api.beside_with(|service, _| service.request_timeout = Duration::from_millis(300));
    let head = format!(
        "POST /v1/claims HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {}\r\n\
         Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{{\"text\":",
        newsroom.key
    );
    let answer = raw(&api, &head);
    assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
    assert!(answer.contains("\"request_timeout\""), "{answer}");
}

#[actix_web::test]
async fn a_statement_that_takes_too_long_is_a_busy_database() {
    let api = Api::start_with(|_, db| db.lock_timeout = Duration::from_millis(100)).await;
    let newsroom = api.newsroom("one").await;
    let path = format!("/v1/claims/{}", id(&api.claim(&newsroom).await));
    let mut holder = api.connection().await;
    holder
        .batch_execute("BEGIN; LOCK TABLE claims IN ACCESS EXCLUSIVE MODE")
        .await
        .unwrap();
    let answer = api.delete(&path, &newsroom.key).await;
    answer.problem(503, "database_busy");
    assert_eq!(answer.header("retry-after").as_deref(), Some("1"));
    holder.batch_execute("ROLLBACK").await.unwrap();
    api.delete(&path, &newsroom.key).await.expect(204);
}

#[actix_web::test]
async fn a_full_pool_is_a_busy_database() {
    let adjust = |_: &mut _, db: &mut factcheck::db::DbConfig| {
        db.pool_size = 1;
        db.wait = Duration::from_secs(2);
    };
    let api = Api::start_with(adjust).await;
    let mut holder = api.connection().await;
    holder
        .batch_execute("BEGIN; LOCK TABLE claimants IN ACCESS EXCLUSIVE MODE")
        .await
        .unwrap();
    // The first waits for the lock with the one connection, the second for the connection.
    let mut first = api.get("/v1/claimants").into_future();
    let waiting = pin!(api.until_waiting(1));
    let Either::Right(_) = select(&mut first, waiting).await else {
        panic!("the first did not wait");
    };
    let second = api.get("/v1/claims").await;
    second.problem(503, "database_busy");
    assert_eq!(second.header("retry-after").as_deref(), Some("1"));
    holder.batch_execute("ROLLBACK").await.unwrap();
    first.await.expect(200);
}

#[actix_web::test]
async fn a_lost_connection_is_replaced_unseen() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let path = format!("/v1/claims/{}", id(&api.claim(&newsroom).await));
    for _ in 0..3 {
        api.get("/v1/claims").await.expect(200);
        api.get(&path).await.expect(200);
        api.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()")
            .await;
        api.get(&path).await.expect(200);
        api.get("/v1/claims").await.expect(200);
        api.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()")
            .await;
        api.post("/v1/claims", &newsroom.key, &a_claim())
            .await
            .expect(201);
    }
}

#[actix_web::test]
async fn a_500_tells_nothing_of_its_cause() {
    let api = Api::start().await;
    api.sql("ALTER TABLE claims RENAME COLUMN text TO words")
        .await;
    let answer = api.get("/v1/claims").await;
    let problem = answer.problem(500, "internal_error");
    let told = problem.to_string();
    assert!(
        !told.contains("column") && !told.contains("claims"),
        "{told}"
    );
    assert_eq!(
        problem["request_id"].as_str(),
        answer.header("x-request-id").as_deref()
    );
}

#[actix_web::test]
async fn a_panic_is_a_500_and_the_server_goes_on() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    // There is no such time, and the addition to the test's clock panics.
    api.pass(chrono::TimeDelta::MAX);
    for _ in 0..20 {
        let answer = api.post("/v1/claims", &newsroom.key, &a_claim()).await;
        let problem = answer.problem(500, "internal_error");
        assert!(!problem.to_string().contains("overflow"), "{problem}");
        assert_eq!(
            answer.header("access-control-allow-origin").as_deref(),
            Some("*")
        );
    }
    api.get("/v1/claims").await.expect(200);
}

#[actix_web::test]
async fn a_change_that_is_cut_off_lets_go_of_its_locks() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let path = format!("/v1/claims/{}", id(&api.claim(&newsroom).await));
    let hasty = api.beside_with(|service, _| service.request_timeout = Duration::from_secs(2));
    let patch = |location: &str| {
        hasty.patch(
            &path,
            &newsroom.key,
            &serde_json::json!({"location": location}),
        )
    };
    let mut holder = api.connection().await;
    let hold = "BEGIN; SELECT FROM claims FOR UPDATE";
    holder.batch_execute(hold).await.unwrap();
    patch("one").await.problem(408, "request_timeout");
    holder.batch_execute("ROLLBACK").await.unwrap();
    assert_eq!(patch("two").await.expect(200)["location"], "two");
    assert_eq!(api.get(&path).await.expect(200)["version"], 2);
}
