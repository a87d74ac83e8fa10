//! Values that are wrong in any way, in bodies, paths and queries: each gets its exact 4xx, and
//! nothing is stored. What can be generated is tried on every operation.

use serde_json::{Value, json};

use crate::support::document::{Operation, api_operations, resolve, with_body};
use crate::support::scene::Scene;
use crate::support::*;

/// The schemas of a body's own members. Of what an import takes and lets pass, since exports
/// give it, there is nothing to be wrong.
fn members(operation: &Operation) -> impl Iterator<Item = (&'static String, &'static Value)> {
    const LET_PASS: [&str; 4] = ["created_by", "created_at", "updated_at", "version"];
    let takes_lines = operation.takes_lines();
    let (schema, _) = operation.body().unwrap();
    let members = schema["properties"].as_object().into_iter().flatten();
    members.filter(move |(name, _)| !(takes_lines && LET_PASS.contains(&name.as_str())))
}

/// Tries a wrong value for each member of each body.
async fn each_member_refuses(wrong: impl Fn(&'static Value) -> Option<Value>, code: &str) {
    let api = Api::start().await;
    let scene = Scene::set(&api).await;
    let before = api.contents().await;
    let mut tried = 0;
    for operation in with_body() {
        for (name, schema) in members(&operation) {
            let Some(value) = wrong(schema) else { continue };
            let mut body = scene.body(&operation).unwrap();
            body[name] = value;
            let request = scene.request_with(&api, &operation, Some(&body));
            let answer = request.key(scene.key(&operation)).await;
            answer.fault(&format!("/{name}"), code);
            tried += 1;
        }
    }
    assert!(tried > 20, "only {tried} members");
    assert_eq!(api.contents().await, before);
}

fn is_text(schema: &'static Value) -> bool {
    is_a(schema, "string")
}

/// Whether a value of this type is allowed.
fn is_a(schema: &'static Value, kind: &str) -> bool {
    let schema = resolve(schema);
    let among = |kinds: &Vec<Value>| kinds.contains(&kind.into());
    schema["type"] == kind || schema["type"].as_array().is_some_and(among)
}

#[actix_web::test]
async fn control_characters_are_refused_in_every_text() {
    for character in ["\0", "\u{1b}", "\u{7f}", "\u{85}"] {
        let wrong = |schema| is_text(schema).then(|| format!("a{character}b").into());
        each_member_refuses(wrong, "control_character").await;
    }
}

#[actix_web::test]
async fn every_member_refuses_the_wrong_type() {
    let is_object = |schema| resolve(schema)["type"] == "object";
    let not_for_objects = |schema| (!is_object(schema)).then(|| json!({"a": 1}));
    each_member_refuses(not_for_objects, "wrong_type").await;
    let not_for_booleans = |schema| (!is_a(schema, "boolean")).then(|| json!(true));
    each_member_refuses(not_for_booleans, "wrong_type").await;
}

#[actix_web::test]
async fn unknown_fields_are_refused_by_name() {
    let api = Api::start().await;
    let scene = Scene::set(&api).await;
    let before = api.contents().await;
    for operation in with_body()
        .filter(|operation| operation.id != "put_evidence" && !operation.takes_anything())
    {
        let mut body = scene.body(&operation).unwrap();
        body["zebra"] = 1.into();
        let request = scene.request_with(&api, &operation, Some(&body));
        request
            .key(scene.key(&operation))
            .await
            .fault("/zebra", "unknown_field");
    }
    assert_eq!(api.contents().await, before);
}

#[actix_web::test]
async fn another_kind_of_body_is_the_wrong_type() {
    let api = Api::start().await;
    let scene = Scene::set(&api).await;
    for operation in with_body().filter(|operation| !operation.takes_anything()) {
        let is_list = operation.id == "put_evidence";
        let wrong = if is_list { json!({}) } else { json!([]) };
        for body in [wrong, json!("text"), json!(1), json!(null)] {
            let request = scene.request_with(&api, &operation, Some(&body));
            request
                .key(scene.key(&operation))
                .await
                .fault("", "wrong_type");
        }
    }
}

#[actix_web::test]
async fn each_required_member_is_missed_by_name() {
    let api = Api::start().await;
    let scene = Scene::set(&api).await;
    let before = api.contents().await;
    for operation in with_body() {
        let required = operation.body().unwrap().0["required"].as_array();
        for name in required.into_iter().flatten().map(text) {
            let mut body = scene.body(&operation).unwrap();
            let removed = body.as_object_mut().unwrap().remove(name);
            if removed.is_none() && operation.takes_lines() {
                // Exports always give it, and imports need not have it.
                continue;
            }
            let request = scene.request_with(&api, &operation, Some(&body));
            let answer = request.key(scene.key(&operation)).await;
            answer.fault(&format!("/{name}"), "required");
        }
    }
    assert_eq!(api.contents().await, before);
}

#[actix_web::test]
async fn ids_that_are_no_uuids_are_named() {
    let api = Api::start().await;
    let scene = Scene::set(&api).await;
    for operation in api_operations().iter().filter(|o| o.path.contains("{id}")) {
        for wrong in [
            "1",
            "not-a-uuid",
            "0192d3a1-7b5e-7c3d-9f21-4a5b6c7d8e9",
            "%00",
        ] {
            let path = operation
                .path
                .replace("{id}", wrong)
                .replace("{language}", "fr");
            let mut request = api.request(&operation.method, path).if_match("*");
            if let (Some(body), Some((_, media_type))) = (scene.body(operation), operation.body()) {
                request = request.json(&body).header("Content-Type", media_type);
            }
            request
                .key(scene.key(operation))
                .await
                .fault("/id", "invalid_value");
        }
    }
}

#[actix_web::test]
async fn limits_that_are_none_are_named() {
    let api = Api::start().await;
    let scene = Scene::set(&api).await;
    for operation in api_operations()
        .iter()
        .filter(|o| o.id.starts_with("list_"))
    {
        let ask = |query: String| scene.query(&api, operation, &query);
        for (wrong, code) in [
            ("0", "range"),
            ("101", "range"),
            ("-1", "invalid_value"),
            ("abc", "invalid_value"),
            ("1.5", "invalid_value"),
            ("", "required"),
        ] {
            let answer = ask(format!("limit={wrong}")).await;
            answer.fault("/limit", code);
        }
        let about = ask("count=about".into()).await;
        about.fault("/count", "invalid_value");
        let twice = ask("limit=1&limit=2".into()).await;
        twice.fault("/limit", "invalid_value");
    }
}

#[actix_web::test]
async fn unknown_parameters_are_refused_with_the_nearest_known_one() {
    let api = Api::start().await;
    let scene = Scene::set(&api).await;
    for operation in api_operations() {
        let path = format!("{}?zebra=1", scene.path(&operation));
        let mut request = api
            .request(&operation.method, path)
            .key(scene.key(&operation));
        if let (Some(body), Some((_, media_type))) = (scene.body(&operation), operation.body()) {
            request = request.json(&body).header("Content-Type", media_type);
        }
        let answer = request.if_match("*").await;
        answer.failure(&operation, 400, "unknown_parameter");
    }
    let problem = api
        .get("/v1/claims?langage=id")
        .await
        .problem(400, "unknown_parameter");
    assert!(
        text(&problem["detail"]).contains("The nearest is language."),
        "{problem}"
    );
}

#[actix_web::test]
async fn control_characters_in_queries_are_refused() {
    let api = Api::start().await;
    api.get("/v1/claims?tag=a%00b")
        .await
        .fault("/tag", "control_character");
    api.get("/v1/sources?url=https://a.example/%1B")
        .await
        .fault("/url", "control_character");
}

#[actix_web::test]
async fn bytes_that_are_no_utf_8_in_a_path_are_not_found_or_named() {
    let api = Api::start().await;
    let answer = api.get("/v1/claims/%ff").await;
    answer.fault("/id", "invalid_value");
    api.get("/v1/%ff").await.problem(404, "not_found");
}

#[actix_web::test]
async fn leap_seconds_are_out_of_range() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let mut body = a_source();
    body["published_at"] = "2016-12-31T23:59:60Z".into();
    let answer = api.post("/v1/sources", &newsroom.key, &body).await;
    answer.fault("/published_at", "range");
    let answer = api
        .get("/v1/claims?updated_since=2016-12-31T23:59:60Z")
        .await;
    answer.fault("/updated_since", "range");
}

#[actix_web::test]
async fn the_longest_unknown_names_are_answered_briefly() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let name = format!("a{}", "\u{e9}".repeat(400_000));
    let answer = api
        .post("/v1/claims", &newsroom.key, &json!({ name: 1 }))
        .await;
    answer.problem(422, "validation_failed");
    assert!(answer.body.len() < 4_000, "{} bytes", answer.body.len());
}
