//! Bodies and answers that are never whole anywhere.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;

use super::*;

/// An import over a connection of its own, part by part.
struct Slow(BufReader<TcpStream>);

impl Slow {
    fn start(desk: &Desk) -> Self {
        Self::start_at(desk, "/v1/imports", "application/x-ndjson")
    }

    fn start_at(desk: &Desk, path: &str, media_type: &str) -> Self {
        let stream = TcpStream::connect(desk.api.base.trim_start_matches("http://")).unwrap();
        stream
            .set_read_timeout(Some(Duration::from_secs(20)))
            .unwrap();
        let mut slow = Self(BufReader::new(stream));
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {}\r\n\
             Content-Type: {media_type}\r\nTransfer-Encoding: chunked\r\n\r\n",
            desk.key()
        );
        slow.0.get_mut().write_all(head.as_bytes()).unwrap();
        slow
    }

    fn send(&mut self, part: &str) {
        let chunk = format!("{:x}\r\n{part}\r\n", part.len());
        self.0.get_mut().write_all(chunk.as_bytes()).unwrap();
    }

    /// The next result; none at the end of the answer.
    fn result(&mut self) -> Option<Value> {
        loop {
            let mut line = String::new();
            let is_over = self.0.read_line(&mut line).unwrap() == 0;
            if is_over || line == "0\r\n" {
                return None;
            }
            if line.starts_with("{\"line\"") {
                return Some(serde_json::from_str(&line).unwrap());
            }
        }
    }
}

fn lines(count: usize) -> String {
    ndjson(&(0..count).map(|_| a_line()).collect::<Vec<_>>())
}

#[actix_web::test]
async fn answers_begin_before_the_body_ends() {
    let desk = Desk::start().await;
    let mut slow = Slow::start(&desk);
    slow.send(&lines(500));
    for number in 1..=500 {
        let result = slow.result().unwrap();
        assert_eq!(
            (&result["line"], &result["status"]),
            (&json!(number), &json!("created"))
        );
    }
    desk.api.counts("/v1/claims", 500).await;
    slow.send(&lines(3));
    slow.0.get_mut().write_all(b"0\r\n\r\n").unwrap();
    for number in 501..=503 {
        assert_eq!(slow.result().unwrap()["line"], number);
    }
    assert_eq!(slow.result(), None);
}

#[actix_web::test]
async fn answers_begin_before_a_long_document_ends() {
    let api = Api::start_with(|service, _| service.body_limit = 4 << 10).await;
    let newsroom = api.newsroom("one").await;
    api.scale(&newsroom).await;
    let desk = Desk { api, newsroom };
    let path = "/v1/imports?format=claim-review";
    let mut slow = Slow::start_at(&desk, path, "application/ld+json");
    let review = |number: usize| {
        let review = json!({
            "@type": "ClaimReview", "url": format!("https://one.example/{number}"),
            "claimReviewed": format!("There are {number} bases."),
            "reviewRating": {"alternateName": "Benar"}, "reviewBody": "a".repeat(500)
        });
        format!("{review},")
    };
    slow.send("[");
    for number in 1..=20 {
        slow.send(&review(number));
    }
    for number in 1..=20 {
        let result = slow.result().unwrap();
        assert_eq!(
            (&result["line"], &result["status"]),
            (&json!(number), &json!("created"))
        );
    }
    slow.send(&review(21));
    slow.send("null]");
    slow.0.get_mut().write_all(b"0\r\n\r\n").unwrap();
    assert_eq!(slow.result().unwrap()["line"], 21);
    assert_eq!(slow.result(), None);
}

#[actix_web::test]
async fn what_came_before_a_body_breaks_off_stays() {
    let desk = Desk::start().await;
    let mut slow = Slow::start(&desk);
    slow.send(&lines(250));
    assert_eq!(slow.result().unwrap()["line"], 1);
    slow.send("{\"text\":");
    drop(slow);
    desk.api.counts("/v1/claims", 250).await;
    // The right to a stream comes back: there are few of them.
    for _ in 0..20 {
        desk.api.imported(desk.key(), &a_line()).await;
    }
}

#[actix_web::test]
async fn a_body_that_rests_too_long_is_told_so() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let api = api.beside_with(|service, _| service.request_timeout = Duration::from_secs(2));
    let desk = Desk { api, newsroom };
    let mut slow = Slow::start(&desk);
    slow.send(&lines(2));
    assert_eq!(slow.result().unwrap()["status"], "created");
    assert_eq!(slow.result().unwrap()["status"], "created");
    let last = slow.result().unwrap();
    assert_eq!(
        (&last["line"], &last["problem"]["code"]),
        (&json!(3), &json!("request_timeout"))
    );
    assert_eq!(slow.result(), None);
}

#[actix_web::test]
async fn two_thousand_lines_are_answered_in_order() {
    let desk = Desk::start().await;
    let results = desk.api.importing(desk.key(), lines(2_000)).await.lines();
    let numbers: Vec<u64> = results
        .iter()
        .map(|r| r["line"].as_u64().unwrap())
        .collect();
    assert_eq!(numbers, (1..=2_000).collect::<Vec<_>>());
    assert!(results.iter().all(|result| result["status"] == "created"));
    desk.api.counts("/v1/claims", 2_000).await;
}

fn gzipped(body: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(body.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

#[actix_web::test]
async fn a_body_may_come_packed() {
    let desk = Desk::start().await;
    let packed = gzipped(&lines(400));
    let send = |body: &[u8]| {
        let request = desk.api.importing(desk.key(), body);
        request.header("Content-Encoding", "gzip")
    };
    assert_eq!(send(&packed).await.lines().len(), 400);
    desk.api.counts("/v1/claims", 400).await;
    let twice = [gzipped(&lines(1)), gzipped(&lines(1))].concat();
    assert_eq!(send(&twice).await.lines().len(), 2);
    let no_gzip = send(b"not gzip").await.lines();
    assert_eq!(no_gzip.len(), 1);
    assert_eq!(no_gzip[0]["problem"]["code"], "bad_request");
    let broken = send(&packed[..packed.len() - 9]).await.lines();
    let last = broken.last().unwrap();
    assert_eq!(
        last["problem"]["code"], "bad_request",
        "it must not look whole"
    );
}

#[actix_web::test]
async fn an_empty_body_is_no_lines() {
    let desk = Desk::start().await;
    for body in ["", "\n", "\r\n \n"] {
        assert_eq!(
            desk.api.importing(desk.key(), body).await.lines(),
            Vec::<Value>::new()
        );
    }
}

#[actix_web::test]
async fn lines_come_under_any_name_of_theirs_and_no_other() {
    let desk = Desk::start().await;
    let send = |media_type: &str| {
        let request = desk.api.importing(desk.key(), lines(1));
        request.header("Content-Type", media_type)
    };
    for known in [
        "application/x-ndjson",
        "application/ndjson",
        "application/jsonl; charset=utf-8",
    ] {
        assert_eq!(send(known).await.lines().len(), 1, "{known}");
    }
    for other in [
        "application/json",
        "text/plain",
        "application/x-ndjson; charset=utf-16",
    ] {
        send(other).await.problem(415, "unsupported_media_type");
    }
    let none = send("").without("Content-Type").await;
    none.problem(415, "unsupported_media_type");
    let packed = send("application/x-ndjson").header("Content-Encoding", "br");
    packed.await.problem(415, "unsupported_media_type");
}

#[actix_web::test]
async fn too_many_at_once_are_sent_away() {
    let desk = Desk::start().await;
    let mut running: Vec<Slow> = (0..3).map(|_| Slow::start(&desk)).collect();
    for slow in &mut running {
        slow.send(&lines(250));
        assert_eq!(slow.result().unwrap()["status"], "created");
    }
    let refused = desk.api.importing(desk.key(), lines(1)).await;
    refused.problem(503, "database_busy");
    assert!(refused.header("retry-after").is_some());
    // Others are served meanwhile.
    desk.api.counts("/v1/claims", 750).await;
    assert_eq!(desk.api.export("claims").await.len(), 750);
    let mut first = running.remove(0);
    first.0.get_mut().write_all(b"0\r\n\r\n").unwrap();
    while first.result().is_some() {}
    desk.api.imported(desk.key(), &a_line()).await;
}

#[actix_web::test]
async fn a_fault_of_the_servers_own_is_told_of_each_line_without_its_cause() {
    let desk = Desk::start().await;
    let mut slow = Slow::start(&desk);
    slow.send(&lines(250));
    assert_eq!(slow.result().unwrap()["line"], 1);
    desk.api.sql("ALTER TABLE claims RENAME TO no_claims").await;
    slow.send(&lines(2));
    slow.0.get_mut().write_all(b"0\r\n\r\n").unwrap();
    let results: Vec<Value> = std::iter::from_fn(|| slow.result()).skip(249).collect();
    assert_eq!(column(&results, "status"), ["failed", "failed"]);
    for result in results {
        assert_eq!(result["problem"]["code"], "internal_error");
        assert!(
            !result.to_string().contains("no_claims"),
            "the cause is not told"
        );
    }
}
