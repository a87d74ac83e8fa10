//! Rate limits: what is counted together, what the client is told.

use std::time::Duration;

use chrono::TimeDelta;
use diesel_async::SimpleAsyncConnection;
use factcheck::config::Service;
use factcheck::db::DbConfig;
use factcheck::http::caller::secret::Secret;
use serde_json::json;

use crate::support::client::Request;
use crate::support::document::{api_operations, resolve};
use crate::support::newsroom::NEWSROOM_SCOPES;
use crate::support::*;

mod clock;

async fn limited(limits: &str) -> Api {
    Api::start_with(|service, _| service.rate_limits = limits.parse().unwrap()).await
}

/// What an answer tells: policy and what is left.
fn told(answer: &Answer) -> (String, String) {
    let header = |name: &str| answer.header(name).unwrap_or_default();
    (header("ratelimit-policy"), header("ratelimit"))
}

#[actix_web::test]
async fn past_the_limit_the_answer_is_429_until_a_request_is_free_again() {
    let api = limited("anonymous=3").await;
    let read = || api.get("/v1/claims");
    for left in [2, 1, 0] {
        let answer = read().await;
        answer.expect(200);
        assert!(
            told(&answer)
                .1
                .starts_with(&format!("\"anonymous\";r={left};"))
        );
        assert_eq!(answer.header("retry-after"), None);
    }
    let refused = read().await;
    let problem = refused.problem(429, "rate_limited");
    assert_eq!(problem["type"], "/problems/rate_limited");
    let detail = text(&problem["detail"]);
    assert!(
        detail.contains("3 requests a minute") && detail.contains("20 s"),
        "{detail}"
    );
    let expected = ("\"anonymous\";q=3;w=60", "\"anonymous\";r=0;t=20");
    assert_eq!(told(&refused), (expected.0.into(), expected.1.into()));
    assert_eq!(refused.header("retry-after").as_deref(), Some("20"));

    api.pass(TimeDelta::seconds(20));
    read().await.expect(200);
    read().await.problem(429, "rate_limited");
    api.pass(TimeDelta::seconds(60));
    for _ in 0..3 {
        read().await.expect(200);
    }
    read().await.problem(429, "rate_limited");
}

#[actix_web::test]
async fn the_headers_count_what_is_left_and_the_time_until_it_is_whole() {
    let api = limited("reads=4").await;
    let key = api.instance_admin().await;
    for left in ["r=3;t=15", "r=2;t=30", "r=1;t=45", "r=0;t=15"] {
        let answer = api.get("/v1/claims").key(&key).await;
        let expected = ("\"reads\";q=4;w=60".to_owned(), format!("\"reads\";{left}"));
        assert_eq!(told(&answer), expected);
    }
}

#[actix_web::test]
async fn reads_and_writes_of_a_key_are_counted_apart() {
    let api = limited("reads=2,writes=1").await;
    let newsroom = api.newsroom("one").await;
    let read = |method: &str| api.request(method, "/v1/claims").key(&newsroom.key);
    let write = || api.post("/v1/claims", &newsroom.key, &a_claim());
    let written = write().await;
    written.expect(201);
    assert_eq!(told(&written).0, "\"writes\";q=1;w=60");
    write().await.problem(429, "rate_limited");
    read("HEAD").await.expect(200);
    read("GET").await.expect(200);
    read("GET").await.problem(429, "rate_limited");
    assert_eq!(read("HEAD").await.status, 429);
}

#[actix_web::test]
async fn each_key_has_its_own_quota_and_the_address_another() {
    let api = limited("anonymous=1,reads=1").await;
    let newsroom = api.newsroom("one").await;
    let second = api.key(Some(newsroom.id), &NEWSROOM_SCOPES).await;
    for key in [&newsroom.key, &second] {
        api.get("/v1/claims").key(key).await.expect(200);
    }
    api.get("/v1/claims").await.expect(200);
    for key in [&newsroom.key, &second] {
        let refused = api.get("/v1/claims").key(key).await;
        refused.problem(429, "rate_limited");
    }
    api.get("/v1/claims").await.problem(429, "rate_limited");
}

#[actix_web::test]
async fn a_key_that_is_not_valid_counts_against_the_address() {
    let api = limited("anonymous=4").await;
    let valid = api.instance_admin().await;
    let revoked = api.instance_admin().await;
    api.revoke(&revoked).await;
    let unknown = format!("fc_{}", "A".repeat(55));
    let keys = [unknown.as_str(), "nonsense", &revoked];
    for (key, left) in keys.into_iter().zip([3, 2, 1]) {
        let answer = api.get("/v1/claims").key(key).await;
        answer.problem(401, "invalid_api_key");
        assert!(
            told(&answer)
                .1
                .starts_with(&format!("\"anonymous\";r={left};"))
        );
    }
    // Methods are not told apart.
    api.request("POST", "/v1/claims")
        .json(&a_claim())
        .await
        .problem(401, "missing_api_key");
    for key in keys {
        let refused = api.get("/v1/claims").key(key).await;
        refused.problem(429, "rate_limited");
        assert_eq!(refused.header("www-authenticate"), None);
    }
    api.get("/v1/claims").await.problem(429, "rate_limited");
    api.get("/v1/claims").key(&valid).await.expect(200);
}

#[actix_web::test]
async fn nobody_is_charged_while_it_cannot_be_told_whose_a_key_is() {
    let adjust = |service: &mut Service, db: &mut DbConfig| {
        service.rate_limits = "anonymous=1,reads=1".parse().unwrap();
        db.url = "host=/nowhere".to_owned();
    };
    let api = Api::start_with(adjust).await;
    let key = Secret::generate().unwrap();
    for _ in 0..3 {
        let answer = api.get("/v1/claims").key(key.expose()).await;
        answer.problem(503, "database_unavailable");
        assert_eq!(answer.header("retry-after").as_deref(), Some("1"));
        assert_eq!(told(&answer), Default::default());
    }
    let anonymous = api.get("/v1/claims").await;
    anonymous.problem(503, "database_unavailable");
    assert!(told(&anonymous).1.starts_with("\"anonymous\";r=0;"));
    assert_eq!(anonymous.header("retry-after").as_deref(), Some("1"));
}

#[actix_web::test]
async fn a_limit_that_is_off_tells_nothing_and_refuses_nothing() {
    for limits in [
        "anonymous=off,reads=1,writes=1",
        "anonymous=1,reads=off,writes=1",
        "anonymous=1,reads=1,writes=off",
        "off",
    ] {
        let api = limited(limits).await;
        let newsroom = api.newsroom("one").await;
        let requests: [(&str, &dyn Fn() -> Request); 3] = [
            ("anonymous", &|| api.get("/v1/claims")),
            ("reads", &|| api.get("/v1/claims").key(&newsroom.key)),
            ("writes", &|| {
                api.post("/v1/claims", &newsroom.key, &a_claim())
            }),
        ];
        for (name, request) in requests {
            let answers = [request().await, request().await];
            match limits.contains(&format!("{name}=1")) {
                true => answers[1].problem(429, "rate_limited").to_string(),
                false => answers[1].expect(answers[0].status).to_string(),
            };
            for answer in answers {
                let is_told = told(&answer) != Default::default();
                assert_eq!(is_told, limits.contains(&format!("{name}=1")), "{limits}");
            }
        }
    }
}

#[actix_web::test]
async fn the_service_itself_is_not_limited() {
    let api = limited("anonymous=1").await;
    api.get("/v1/claims").await.expect(200);
    for _ in 0..2 {
        for path in [
            "/healthz",
            "/readyz",
            "/openapi.json",
            "/docs/",
            "/problems",
            "/v2",
        ] {
            let answer = api.get(path).await;
            assert_eq!(answer.status, if path == "/v2" { 404 } else { 200 });
            assert_eq!(told(&answer), Default::default(), "{path}");
        }
        let preflight = api.request("OPTIONS", "/v1/claims");
        let preflight = preflight.header("Origin", "https://front-end.example");
        let preflight = preflight.header("Access-Control-Request-Method", "GET");
        assert_eq!(preflight.await.status, 204);
        for path in ["/v1/claims", "/v1", "/v1/", "/v1/nowhere", "/%761/claims"] {
            api.get(path).await.problem(429, "rate_limited");
        }
    }
}

#[actix_web::test]
async fn every_answer_tells_also_one_that_fails() {
    let adjust = |service: &mut Service, _: &mut DbConfig| {
        service.rate_limits = "anonymous=500,reads=500,writes=500".parse().unwrap();
    };
    let api = Api::start_with(adjust).await;
    let newsroom = api.newsroom("one").await;
    let key = &newsroom.key;
    let path = format!("/v1/claims/{}", id(&api.claim(&newsroom).await));
    let tag = api.get(&path).await.etag();
    for (status, request) in [
        (200, api.get("/v1/claims").header("Accept-Encoding", "gzip")),
        (304, api.get(&path).header("If-None-Match", tag)),
        (400, api.get("/v1/claims?colour=red")),
        (400, api.post("/v1/claims", key, &a_claim()).bytes("{")),
        (401, api.post("/v1/claims", "fc_wrong", &a_claim())),
        (403, api.post("/v1/organizations", key, &json!({}))),
        (404, api.get(format!("/v1/claims/{UNKNOWN}"))),
        (404, api.get("/v1/nowhere")),
        (405, api.request("PUT", "/v1/claims").key(key)),
        (
            415,
            api.post("/v1/claims", key, &a_claim())
                .header("Content-Type", "text/csv"),
        ),
        (422, api.get("/v1/claims/none")),
        (422, api.post("/v1/claims", key, &json!({}))),
        (428, api.patch(&path, key, &json!({})).without("If-Match")),
        (204, api.request("OPTIONS", "/v1/claims")),
        (204, api.delete(&path, key)),
    ] {
        let answer = request.await;
        assert_eq!(answer.status, status, "{answer:?}");
        assert!(told(&answer).0.ends_with(";q=500;w=60"), "{answer:?}");
        assert!(told(&answer).1.contains(";r="), "{answer:?}");
    }
    let mut holder = api.connection().await;
    let hold = "BEGIN; LOCK TABLE claims IN ACCESS EXCLUSIVE MODE";
    holder.batch_execute(hold).await.unwrap();
    let hasty = api.beside_with(|service, db| {
        adjust(service, db);
        service.request_timeout = Duration::from_millis(500);
    });
    let late = hasty.get("/v1/claims").await;
    late.problem(408, "request_timeout");
    assert!(told(&late).1.starts_with("\"anonymous\";r="), "{late:?}");
}

#[test]
fn every_operation_documents_its_limit() {
    for operation in api_operations() {
        let responses = operation.definition["responses"].as_object().unwrap();
        for (status, response) in responses {
            for name in ["RateLimit", "RateLimit-Policy"] {
                let description = &resolve(&response["headers"][name])["description"];
                assert!(description.is_string(), "{} {status} {name}", operation.id);
            }
        }
        let refused = &responses["429"];
        assert!(refused["headers"]["Retry-After"].is_object());
    }
}
