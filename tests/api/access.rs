//! Who may do what: every operation of the document with every kind of caller.

use chrono::TimeDelta;
use factcheck::vocabulary::Scope;

use crate::support::api::START;
use crate::support::document::{Operation, api_operations};
use crate::support::newsroom::NEWSROOM_SCOPES;
use crate::support::scene::Scene;
use crate::support::*;

/// Refused, with this status and code, and with nothing changed by it.
async fn refused(
    api: &Api,
    scene: &Scene,
    operation: &Operation,
    key: Option<&str>,
    as_: (u16, &str),
) -> String {
    let before = api.contents().await;
    let mut request = scene.request(api, operation);
    if let Some(key) = key {
        request = request.key(key);
    }
    let detail = request.await.failure(operation, as_.0, as_.1);
    assert_eq!(
        api.contents().await,
        before,
        "{} stored something",
        operation.id
    );
    detail
}

/// Whether it is about what its own organization alone sees.
fn is_hidden(operation: &Operation) -> bool {
    let hidden = ["/v1/verdicts/{id}", "/v1/api-keys/{id}"];
    !operation.is_on_public_verdict() && hidden.iter().any(|path| operation.path.starts_with(path))
}

/// Done with this status, or refused as by [`refused`].
async fn answered(
    api: &Api,
    scene: &Scene,
    operation: &Operation,
    key: &str,
    expected: Result<u16, (u16, &str)>,
) {
    match expected {
        Ok(status) => {
            let request = scene.request(api, operation);
            request.key(key).await.expect(status);
        }
        Err(as_) => {
            refused(api, scene, operation, Some(key), as_).await;
        }
    }
}

#[actix_web::test]
async fn without_a_key_reading_is_free_but_for_keys_and_writing_is_not() {
    let api = Api::start().await;
    let scene = Scene::set(&api).await;
    for operation in api_operations() {
        match (operation.is_public(), operation.id.as_str()) {
            (false, _) => {
                refused(&api, &scene, &operation, None, (401, "missing_api_key")).await;
            }
            (true, _) if operation.is_on_draft() => {
                refused(&api, &scene, &operation, None, (404, "not_found")).await;
            }
            (true, _) => {
                scene.request(&api, &operation).await.expect(200);
            }
        }
    }
}

#[actix_web::test]
async fn a_key_that_is_not_valid_is_refused_everywhere() {
    let api = Api::start().await;
    let scene = Scene::set(&api).await;
    let start = START.parse().unwrap();
    let own = Some(scene.newsroom.id);
    let all = Scope::ALL;
    let expired = api.key_until(own, all, Some(start)).await;
    let revoked = api.key(own, all).await;
    api.revoke(&revoked).await;
    let unknown = format!("fc_{}", "A".repeat(55));
    let mut altered = scene.newsroom.key.clone();
    let last = if altered.pop() == Some('A') { 'E' } else { 'A' };
    altered.push(last);
    for operation in api_operations() {
        for key in [&expired, &revoked, &unknown, &altered] {
            refused(
                &api,
                &scene,
                &operation,
                Some(key),
                (401, "invalid_api_key"),
            )
            .await;
        }
    }
}

#[actix_web::test]
async fn a_key_ends_at_its_expiry() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let end = START.parse::<chrono::DateTime<chrono::Utc>>().unwrap() + TimeDelta::hours(1);
    let key = api
        .key_until(Some(newsroom.id), &NEWSROOM_SCOPES, Some(end))
        .await;
    api.post("/v1/claims", &key, &a_claim()).await.expect(201);
    api.pass(TimeDelta::hours(1));
    let answer = api.post("/v1/claims", &key, &a_claim()).await;
    answer.problem(401, "invalid_api_key");
    assert_eq!(answer.header("www-authenticate").as_deref(), Some("Bearer"));
}

#[actix_web::test]
async fn what_is_no_bearer_key_is_refused() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    for header in [
        "",
        "Bearer",
        "Bearer ",
        "Basic Zm9vOmJhcg==",
        newsroom.key.as_str(),
        "Bearer fc_short",
    ] {
        let request = api.get("/v1/claims").header("Authorization", header);
        request.await.problem(401, "invalid_api_key");
    }
    let request = api
        .get("/v1/claims")
        .header("Authorization", format!("bearer {}", newsroom.key));
    request.await.expect(200);
}

#[actix_web::test]
async fn a_key_without_the_scope_is_told_which_one_it_lacks() {
    let api = Api::start().await;
    let scene = Scene::set(&api).await;
    for operation in api_operations() {
        let Some(needed) = operation.scope().map(str::to_owned) else {
            continue;
        };
        let others: Vec<Scope> = NEWSROOM_SCOPES
            .into_iter()
            .filter(|scope| scope.as_str() != needed)
            .collect();
        let key = api.key(Some(scene.newsroom.id), &others).await;
        let detail = refused(&api, &scene, &operation, Some(&key), (403, "missing_scope")).await;
        assert!(detail.contains(&needed), "{}: {detail}", operation.id);
    }
}

#[actix_web::test]
async fn another_organization_reads_and_adds_but_changes_nothing() {
    let api = Api::start().await;
    let scene = Scene::set(&api).await;
    for operation in api_operations() {
        let verb = operation.id.split('_').next().unwrap();
        let expected = match (verb, operation.scope()) {
            (_, Some("instance:admin")) => Err((403, "missing_scope")),
            _ if is_hidden(&operation) => Err((404, "not_found")),
            (
                "list" | "get" | "feed" | "match" | "validate" | "search" | "export" | "import",
                _,
            ) => Ok(200),
            ("create" | "adopt", _) => Ok(201),
            ("update" | "delete" | "put" | "correct" | "retract", _) => Err((403, "not_owner")),
            _ => panic!("who may {}?", operation.id),
        };
        let key = &scene.other.key;
        answered(&api, &scene, &operation, key, expected).await;
    }
}

#[actix_web::test]
async fn a_key_of_the_instance_changes_everything_but_owns_nothing() {
    let api = Api::start().await;
    for operation in api_operations() {
        let scene = Scene::set(&api).await;
        let verb = operation.id.split('_').next().unwrap();
        let expected = match (verb, operation.id.as_str()) {
            (_, "create_organization") => Ok(201),
            _ if is_hidden(&operation) => Err((404, "not_found")),
            ("create" | "adopt" | "import", _) => Err((403, "organization_required")),
            ("correct" | "retract", _) => Err((403, "not_owner")),
            ("delete", _) => Ok(204),
            _ => Ok(200),
        };
        let key = &scene.admin;
        answered(&api, &scene, &operation, key, expected).await;
    }
}

#[actix_web::test]
async fn the_key_with_the_scope_alone_may() {
    let api = Api::start().await;
    for operation in api_operations() {
        let scene = Scene::set(&api).await;
        let Some(needed) = operation.scope() else {
            scene
                .request(&api, &operation)
                .key(&scene.newsroom.key)
                .await
                .expect(200);
            continue;
        };
        let scope = Scope::ALL
            .iter()
            .find(|scope| scope.as_str() == needed)
            .unwrap();
        let key = api.key(Some(scene.newsroom.id), &[*scope]).await;
        let answer = scene.request(&api, &operation).key(&key).await;
        assert!(
            matches!(answer.status, 200 | 201 | 204),
            "{}: {answer:?}",
            operation.id
        );
    }
}
