//! What every answer has in common: tags and preconditions, methods, and CORS.

use serde_json::json;

use crate::support::document::{api_operations, operations};
use crate::support::scene::Scene;
use crate::support::*;

#[actix_web::test]
async fn every_read_has_a_tag_and_is_not_sent_again_while_it_holds() {
    let api = Api::start().await;
    let scene = Scene::set(&api).await;
    let reads = api_operations().into_iter().filter(|o| o.method == "GET");
    for operation in &reads.filter(|o| !o.gives_lines()).collect::<Vec<_>>() {
        let read = || scene.request(&api, operation).key(&scene.newsroom.key);
        let first = read().await;
        first.expect(200);
        let tag = first.etag();
        assert_eq!(
            first.header("cache-control").as_deref(),
            Some("private, no-cache")
        );
        assert_eq!(
            first.header("vary").as_deref(),
            Some("Authorization, Accept-Encoding")
        );
        for held in [
            tag.clone(),
            format!("W/{tag}"),
            format!("\"other\", {tag}"),
            "*".to_owned(),
        ] {
            let again = read().header("If-None-Match", held.as_str()).await;
            assert_eq!(again.status, 304, "{} with {held}", operation.id);
            assert!(again.body.is_empty());
            assert!(again.header("etag").is_some() && again.header("cache-control").is_some());
        }
        read().header("If-None-Match", "\"1.0\"").await.expect(200);
    }
}

#[actix_web::test]
async fn what_is_read_by_a_post_is_kept_by_nobody() {
    let api = Api::start().await;
    let scene = Scene::set(&api).await;
    let reads = api_operations().into_iter();
    let reads = reads.filter(|it| it.method == "POST" && it.is_public());
    let mut tried = 0;
    for operation in reads {
        let body = scene.body(&operation).unwrap();
        for held in [None, Some("*")] {
            let request = scene.request_with(&api, &operation, Some(&body));
            let answer = match held {
                Some(held) => request.header("If-None-Match", held).await,
                None => request.await,
            };
            answer.expect(200);
            let caching = answer.header("cache-control");
            assert_eq!(caching.as_deref(), Some("no-store"), "{}", operation.id);
            assert_eq!(answer.header("etag"), None, "{}", operation.id);
        }
        tried += 1;
    }
    assert!(tried >= 2, "only {tried} are read so");
}

#[actix_web::test]
async fn a_public_read_may_be_kept_by_anyone() {
    let api = Api::start().await;
    let answer = api.get("/v1/claims").await;
    assert_eq!(
        answer.header("cache-control").as_deref(),
        Some("public, no-cache")
    );
}

#[actix_web::test]
async fn a_tag_notices_an_embedded_name_that_changes() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let path = format!("/v1/claims/{}", id(&api.claim(&newsroom).await));
    let before = api.get(&path).await.etag();
    let organization = format!("/v1/organizations/{}", newsroom.id);
    let admin = api.instance_admin().await;
    api.patch(organization, &admin, &json!({"name": "Renamed"}))
        .await
        .expect(200);
    let after = api
        .get(&path)
        .header("If-None-Match", before.as_str())
        .await;
    assert_eq!(after.expect(200)["created_by"]["name"], "Renamed");
    let version = |tag: &str| tag.split('.').next().unwrap().to_owned();
    assert_eq!(
        version(&before),
        version(&after.etag()),
        "its own version is the same"
    );
    // So a change on the ground of the earlier read still applies.
    let patch = api.patch(&path, &newsroom.key, &json!({"text": "Other words."}));
    patch.if_match(&before).await.expect(200);
}

#[actix_web::test]
async fn if_match_is_compared_by_version() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let claim = api.claim(&newsroom).await;
    let path = format!("/v1/claims/{}", id(&claim));
    let tag = api.get(&path).await.etag();
    let patch = |text: &str| api.patch(&path, &newsroom.key, &json!({"text": text}));
    patch("none")
        .without("If-Match")
        .await
        .problem(428, "precondition_required");
    for stale in ["\"0.0\"", "\"2.0\"", "\"abc\"", "abc", "\"\"", "W/\"99\""] {
        patch("stale")
            .if_match(stale)
            .await
            .problem(412, "precondition_failed");
    }
    assert_eq!(
        api.get(&path).await.expect(200),
        claim,
        "nothing has changed"
    );
    let second = patch("second").if_match(&tag).await;
    assert_eq!(second.expect(200)["version"], 2);
    patch("lost")
        .if_match(&tag)
        .await
        .problem(412, "precondition_failed");
    let weak = format!("\"7.x\", W/{}", second.etag());
    patch("third").if_match(&weak).await.expect(200);
}

#[actix_web::test]
async fn a_wrong_method_is_told_the_right_ones() {
    let api = Api::start().await;
    let scene = Scene::set(&api).await;
    for operation in operations() {
        let path = match operation.is_of_api() {
            true => scene.path(&operation),
            false => operation.path.replace("{code}", "duplicate"),
        };
        for wrong in ["TRACE", "PROPFIND"] {
            let answer = api.request(wrong, &path).await;
            answer.failure(&operation, 405, "method_not_allowed");
            let allow = answer.header("allow").unwrap();
            assert!(
                allow.split(", ").any(|known| known == operation.method),
                "{path}: {allow}"
            );
            let has_head = allow.split(", ").any(|known| known == "HEAD");
            assert_eq!(has_head, allow.split(", ").any(|known| known == "GET"));
        }
        let options = api.request("OPTIONS", &path).await;
        assert_eq!(options.status, 204);
        assert!(options.header("allow").unwrap().contains(&operation.method));
    }
    let answer = api.request("DELETE", "/v1/claims").await;
    answer.problem(405, "method_not_allowed");
    assert_eq!(
        answer.header("allow").as_deref(),
        Some("GET, HEAD, POST, OPTIONS")
    );
}

#[actix_web::test]
async fn what_is_no_path_is_not_found() {
    let api = Api::start().await;
    for path in [
        "/",
        "/v1",
        "/v1/",
        "/v1/claims/",
        "/v2/claims",
        "/v1/claim",
        "/favicon.ico",
        "//v1/claims",
    ] {
        api.get(path).await.problem(404, "not_found");
        api.request("POST", path).await.problem(404, "not_found");
    }
}

#[actix_web::test]
async fn head_is_get_without_the_body() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let claim = format!("/v1/claims/{}", id(&api.claim(&newsroom).await));
    for path in [
        claim.as_str(),
        "/v1/claims?limit=1",
        "/healthz",
        "/openapi.json",
        "/problems",
    ] {
        let get = api.get(path).await;
        let head = api.request("HEAD", path).await;
        assert_eq!((head.status, head.body.len()), (200, 0), "{path}");
        for name in ["content-length", "content-type", "etag", "cache-control"] {
            assert_eq!(head.header(name), get.header(name), "{path}: {name}");
        }
    }
    let gone = api
        .request("HEAD", "/v1/claims/0192d3a1-7b5e-7c3d-9f21-4a5b6c7d8e9f")
        .await;
    assert_eq!((gone.status, gone.body.len()), (404, 0));
}

#[actix_web::test]
async fn pages_of_other_sites_may_read_and_write() {
    let api = Api::start().await;
    let preflight = api
        .request("OPTIONS", "/v1/claims")
        .header("Origin", "https://front-end.example")
        .header("Access-Control-Request-Method", "PATCH")
        .header("Access-Control-Request-Headers", "authorization,if-match")
        .await;
    assert_eq!(preflight.status, 204);
    let told = |name: &str| preflight.header(name).unwrap().to_lowercase();
    assert_eq!(told("access-control-allow-origin"), "*");
    assert!(told("access-control-allow-methods").contains("patch"));
    for header in [
        "authorization",
        "content-type",
        "if-match",
        "if-none-match",
        "idempotency-key",
    ] {
        assert!(
            told("access-control-allow-headers").contains(header),
            "{header}"
        );
    }
    let newsroom = api.newsroom("one").await;
    for answer in [
        api.get("/v1/claims").await,
        api.get("/v1/claims/not-a-uuid").await,
        api.get("/nowhere").await,
        api.request("PUT", "/v1/claims").await,
        api.post("/v1/claims", &newsroom.key, &json!({})).await,
        api.post("/v1/claims", "fc_wrong", &json!({})).await,
    ] {
        assert_eq!(
            answer.header("access-control-allow-origin").as_deref(),
            Some("*"),
            "{answer:?}"
        );
        let exposed = answer
            .header("access-control-expose-headers")
            .unwrap()
            .to_lowercase();
        for header in [
            "etag",
            "link",
            "location",
            "retry-after",
            "allow",
            "x-request-id",
        ] {
            assert!(exposed.contains(header), "{header}");
        }
    }
}
