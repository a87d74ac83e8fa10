//! Exports as streams: of one snapshot, and recognizably broken off where they are.

use std::future::IntoFuture;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::pin::pin;

use diesel_async::SimpleAsyncConnection;
use futures_util::future::{Either, select};

use super::*;

#[actix_web::test]
async fn a_change_that_is_committed_meanwhile_is_not_in_it() {
    let (api, newsroom) = desk().await;
    let lines: Vec<Value> = (0..600).map(|_| a_line()).collect();
    api.import(&newsroom.key, &lines).await;
    let before = api.export("claims").await;
    let mut holder = api.connection().await;
    let hold = "BEGIN; LOCK TABLE statements IN ACCESS EXCLUSIVE MODE";
    holder.batch_execute(hold).await.unwrap();
    let export = api.get("/v1/exports/claims.ndjson").into_future();
    let waiting = pin!(api.until_waiting(1));
    let Either::Right(((), export)) = select(export, waiting).await else {
        panic!("it did not wait");
    };
    // Of the first page as well as of the second, which has not been asked for.
    api.sql("UPDATE claims SET text = 'Changed', updated_at = now()")
        .await;
    holder.batch_execute("COMMIT").await.unwrap();
    assert_eq!(export.await.lines(), before);
    let after = api.export("claims").await;
    assert_eq!((after.len(), &after[0]["text"]), (600, &json!("Changed")));
}

#[actix_web::test]
async fn an_answer_that_is_broken_off_does_not_look_whole() {
    let (api, newsroom) = desk().await;
    api.imported(&newsroom.key, &judged()).await;
    for encoding in ["identity", "gzip"] {
        let mut holder = api.connection().await;
        let hold = "BEGIN; LOCK TABLE statements IN ACCESS EXCLUSIVE MODE";
        holder.batch_execute(hold).await.unwrap();
        let mut stream = TcpStream::connect(api.base.trim_start_matches("http://")).unwrap();
        let request = format!(
            "GET /v1/exports/claims.ndjson HTTP/1.1\r\nHost: a\r\nAccept-Encoding: {encoding}\r\n\r\n"
        );
        stream.write_all(request.as_bytes()).unwrap();
        api.until_waiting(1).await;
        let end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
             WHERE datname = current_database() AND wait_event_type = 'Lock'";
        api.sql(end).await;
        let mut answer = Vec::new();
        // Closed, or reset.
        let _ = stream.read_to_end(&mut answer);
        let answer = String::from_utf8_lossy(&answer);
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        assert!(
            answer.to_lowercase().contains("transfer-encoding: chunked"),
            "{answer}"
        );
        assert!(!answer.ends_with("0\r\n\r\n"), "{answer}");
        holder.batch_execute("COMMIT").await.unwrap();
    }
    // The right to a stream came back each time.
    for _ in 0..8 {
        assert_eq!(api.export("claims").await.len(), 1);
    }
}

#[actix_web::test]
async fn a_database_that_is_busy_is_told_so_at_once() {
    let adjust = |_: &mut _, db: &mut factcheck::db::DbConfig| {
        db.pool_size = 1;
        db.wait = std::time::Duration::from_secs(2);
    };
    let api = Api::start_with(adjust).await;
    // Claims are read over two connections, others over one.
    let answer = api.get("/v1/exports/claims.ndjson").await;
    answer.problem(503, "database_busy");
    assert!(answer.header("retry-after").is_some());
    for kind in ["verdicts", "sources"] {
        assert_eq!(api.export(kind).await, Vec::<Value>::new());
    }
}

#[actix_web::test]
async fn too_many_readers_are_sent_away_and_no_import_with_them() {
    let api = Api::start_with(|_, db| db.pool_size = 8).await;
    let newsroom = api.newsroom("one").await;
    api.import(&newsroom.key, &[a_line()]).await;
    let feed = "/v1/feeds/claim-reviews.json";
    let tag = api.get(feed).await.etag();
    let mut holder = api.connection().await;
    let hold = "BEGIN; LOCK TABLE statements IN ACCESS EXCLUSIVE MODE";
    holder.batch_execute(hold).await.unwrap();
    let export = || actix_web::rt::spawn(api.get("/v1/exports/claims.ndjson").into_future());
    let running = [export(), export(), export()];
    api.until_waiting(3).await;
    for path in [
        "/v1/exports/claims.ndjson",
        "/v1/exports/sources.ndjson",
        feed,
    ] {
        let answer = api.get(path).await;
        answer.problem(503, "database_busy");
        assert!(answer.header("retry-after").is_some(), "{path}");
        // Who reads nothing takes nothing.
        assert_eq!(api.request("HEAD", path).await.status, 200, "{path}");
    }
    let held = api.get(feed).header("If-None-Match", tag).await;
    assert_eq!(held.status, 304);
    let results = api.import(&newsroom.key, &[json!({})]).await;
    assert_eq!(results[0]["problem"]["code"], "validation_failed");
    holder.batch_execute("COMMIT").await.unwrap();
    for export in running {
        assert_eq!(export.await.unwrap().lines().len(), 1);
    }
    assert_eq!(api.export("claims").await.len(), 1);
}

#[actix_web::test]
async fn who_goes_away_ends_it() {
    let (api, newsroom) = desk().await;
    let long = json!({"text": "ä".repeat(5_000)});
    let lines: Vec<Value> = (0..60).map(|_| with(a_line(), long.clone())).collect();
    for _ in 0..20 {
        let lines: Vec<Value> = lines
            .iter()
            .map(|line| {
                with(
                    line.clone(),
                    json!({"external_id": a_line()["external_id"]}),
                )
            })
            .collect();
        api.import(&newsroom.key, &lines).await;
    }
    for _ in 0..6 {
        let mut stream = TcpStream::connect(api.base.trim_start_matches("http://")).unwrap();
        let request = "GET /v1/exports/claims.ndjson HTTP/1.1\r\nHost: a\r\n\r\n";
        stream.write_all(request.as_bytes()).unwrap();
        stream.read_exact(&mut [0; 512]).unwrap();
        drop(stream);
        api.until_true(
            "SELECT count(*) = 0 FROM pg_stat_activity WHERE datname = current_database() \
             AND state = 'idle in transaction'",
        )
        .await;
    }
    assert_eq!(api.export("claims").await.len(), 1_200);
}

#[actix_web::test]
async fn is_not_kept_by_anyone_and_has_no_body_for_head() {
    let (api, newsroom) = desk().await;
    api.imported(&newsroom.key, &judged()).await;
    for kind in ["claims", "verdicts", "sources"] {
        let path = format!("/v1/exports/{kind}.ndjson");
        let answer = api.get(&path).await;
        assert_eq!(answer.header("cache-control").as_deref(), Some("no-store"));
        assert_eq!(answer.header("etag"), None);
        let head = api.request("HEAD", &path).await;
        assert_eq!((head.status, head.body.len()), (200, 0));
        let packed = api.get(&path).header("Accept-Encoding", "gzip").await;
        let mut plain = Vec::new();
        flate2::read::GzDecoder::new(&packed.body[..])
            .read_to_end(&mut plain)
            .unwrap();
        assert_eq!(plain, answer.body);
    }
}
