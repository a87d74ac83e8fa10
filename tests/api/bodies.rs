//! Bodies as bytes: what is no JSON, of another type, too large or packed. Each gets its exact
//! 4xx from every operation, and nothing is stored. What is no markup is in `claim_reviews`.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;

use crate::support::api::BODY_LIMIT;
use crate::support::document::with_body;
use crate::support::scene::Scene;
use crate::support::*;

/// Sends one body to every operation that takes one; all refuse it, and store nothing.
async fn all_refuse(body: &[u8], media_type: Option<&str>, status: u16, code: &str) {
    let api = Api::start().await;
    let scene = Scene::set(&api).await;
    let before = api.contents().await;
    for operation in with_body() {
        let is_told_otherwise = operation.takes_anything() && code == "malformed_json";
        if is_told_otherwise || operation.takes_lines() && is_no_bad_line(body) {
            continue;
        }
        let media_type = media_type.unwrap_or(operation.body().unwrap().1);
        let request = scene.request(&api, &operation).bytes(body);
        let request = request.header("Content-Type", media_type);
        let answer = request.key(scene.key(&operation)).await;
        answer.problem(status, code);
    }
    assert_eq!(api.contents().await, before);
}

/// No lines at all are none that is bad, and a mark of the byte order may begin a file.
fn is_no_bad_line(body: &[u8]) -> bool {
    body.is_empty() || body.starts_with("\u{feff}".as_bytes())
}

#[actix_web::test]
async fn what_is_not_json_is_malformed() {
    for body in [
        "",
        "{",
        "{\"a\":1,}",
        "{'a':1}",
        "nul",
        "{} {}",
        "\u{feff}{}",
    ] {
        all_refuse(body.as_bytes(), None, 400, "malformed_json").await;
    }
    all_refuse(b"{\"text\":\"\xff\"}", None, 400, "malformed_json").await;
}

#[actix_web::test]
async fn lone_surrogates_are_malformed() {
    all_refuse(br#"{"text":"\ud800"}"#, None, 400, "malformed_json").await;
    all_refuse(br#"{"text":"\udc00\ud800"}"#, None, 400, "malformed_json").await;
}

#[actix_web::test]
async fn json_of_200_000_levels_is_malformed() {
    let deep = ["[".repeat(200_000), "]".repeat(200_000)].concat();
    all_refuse(deep.as_bytes(), None, 400, "malformed_json").await;
    let deep = ["{\"a\":".repeat(100_000), "1".into(), "}".repeat(100_000)].concat();
    all_refuse(deep.as_bytes(), None, 400, "malformed_json").await;
}

#[actix_web::test]
async fn a_number_that_no_double_holds_is_malformed() {
    all_refuse(br#"{"value":1e999}"#, None, 400, "malformed_json").await;
}

#[actix_web::test]
async fn other_types_than_json_are_not_supported() {
    for media_type in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/jsonp",
        "application/json; charset=utf-16",
    ] {
        all_refuse(b"{}", Some(media_type), 415, "unsupported_media_type").await;
    }
}

#[actix_web::test]
async fn a_merge_patch_is_for_patch_alone_and_json_for_all_but_lines() {
    let api = Api::start().await;
    let scene = Scene::set(&api).await;
    for operation in with_body().filter(|operation| !operation.takes_lines()) {
        let request = || scene.request(&api, &operation).key(scene.key(&operation));
        let merge_patch = request()
            .header("Content-Type", "application/merge-patch+json")
            .await;
        match operation.method.as_str() {
            "PATCH" => drop(merge_patch.expect(200)),
            _ => drop(merge_patch.problem(415, "unsupported_media_type")),
        }
        let json = request()
            .header("Content-Type", "Application/JSON; charset=\"UTF-8\"")
            .await;
        assert!(json.status < 300, "{}: {json:?}", operation.id);
        let none = request().without("Content-Type").await;
        none.problem(415, "unsupported_media_type");
    }
}

#[actix_web::test]
async fn a_body_holds_at_its_limit_and_is_too_large_one_byte_past_it() {
    let api = Api::start().await;
    let scene = Scene::set(&api).await;
    for operation in with_body() {
        let mut body = scene.body(&operation).unwrap().to_string().into_bytes();
        body.resize(BODY_LIMIT, b' ');
        let request = || scene.request(&api, &operation).key(scene.key(&operation));
        let at = request().bytes(body.clone()).await;
        assert!(at.status < 300, "{}: {at:?}", operation.id);
        let before = api.contents().await;
        body.push(b' ');
        request().bytes(body).await.problem(413, "body_too_large");
        assert_eq!(api.contents().await, before);
    }
}

fn gzipped(body: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(body).unwrap();
    encoder.finish().unwrap()
}

#[actix_web::test]
async fn a_gzip_bomb_is_too_large() {
    let api = Api::start().await;
    let scene = Scene::set(&api).await;
    let bomb = gzipped(&vec![b' '; 64 << 20]);
    assert!(bomb.len() < BODY_LIMIT / 10);
    let before = api.contents().await;
    for operation in with_body() {
        let request = scene.request(&api, &operation).bytes(bomb.clone());
        let request = request
            .header("Content-Encoding", "gzip")
            .key(scene.key(&operation));
        request.await.problem(413, "body_too_large");
    }
    assert_eq!(api.contents().await, before);
}

#[actix_web::test]
async fn gzip_is_taken_and_other_encodings_are_not() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let packed = gzipped(a_claim().to_string().as_bytes());
    let send = |encoding: &str, body: &[u8]| {
        let request = api
            .post("/v1/claims", &newsroom.key, &Value::Null)
            .bytes(body);
        request.header("Content-Encoding", encoding)
    };
    assert_eq!(
        send("gzip", &packed).await.expect(201)["text"],
        a_claim()["text"]
    );
    send("br", &packed)
        .await
        .problem(415, "unsupported_media_type");
    send("gzip, gzip", &packed)
        .await
        .problem(415, "unsupported_media_type");
    send("gzip", b"not gzip").await.problem(400, "bad_request");
    send("gzip", &packed[..packed.len() - 9])
        .await
        .problem(400, "bad_request");
}
