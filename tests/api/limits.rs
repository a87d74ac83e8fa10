//! Every documented limit, at it and one step past it: generated from the document's schemas.

use std::collections::HashMap;

use serde_json::{Value, json};

use crate::support::document::{Operation, api_operations};
use crate::support::scene::Scene;
use crate::support::*;

mod probes;

use probes::{Probe, bare, probes, with};

#[actix_web::test]
async fn bodies_hold_at_every_limit_and_break_one_step_past_it() {
    let api = Api::start().await;
    let mut scene = Scene::set(&api).await;
    let mut probed: HashMap<String, usize> = HashMap::new();
    for operation in api_operations() {
        let Some((schema, _)) = operation.body().filter(|_| !operation.takes_lines()) else {
            // The limits of lines are those of the requests that would make their parts.
            continue;
        };
        let mut all = Vec::new();
        // Creating and updating must not take each other's shortest slug.
        probes(schema, "", operation.id.chars().next().unwrap(), &mut all);
        probed.insert(operation.id.clone(), all.len());
        for mut probe in all {
            if let Some(one) = cited(&scene, &operation, &probe.pointer) {
                let count = probe.value.as_array().unwrap().len();
                probe.value = std::iter::repeat_n(one, count).collect();
            }
            attempt(&api, &scene, &operation, &probe).await;
            if matches!(operation.id.as_str(), "retract_verdict" | "merge_claimant") {
                // It is final, and the next needs another one.
                scene = Scene::set(&api).await;
            }
        }
    }
    // The document has limits for every one of them, or this test would test nothing.
    for (operation, count) in probed {
        assert!(count > 0, "{operation} has no limits");
    }
}

/// A piece of evidence, where a list of it stands: its source must be one.
fn cited(scene: &Scene, operation: &Operation, pointer: &str) -> Option<Value> {
    let is_evidence =
        pointer == "/evidence" || operation.id == "put_evidence" && pointer.is_empty();
    is_evidence.then(|| scene.evidence())
}

async fn attempt(api: &Api, scene: &Scene, operation: &Operation, probe: &Probe) {
    let Probe {
        pointer,
        value,
        is_allowed,
    } = probe;
    let mut body = scene.body(operation).unwrap();
    if pointer.starts_with("/evidence/") {
        body["evidence"] = json!([scene.evidence()]);
    }
    let body = with(body, pointer, value);
    let request = scene.request_with(api, operation, Some(&body));
    let answer = request.key(scene.key(operation)).await;
    if *is_allowed {
        assert!(
            answer.status < 300,
            "{} at {pointer}: {answer:?}",
            operation.id
        );
        return;
    }
    let problem = answer.problem(422, "validation_failed");
    let faults = problem["errors"].as_array().unwrap();
    // A list names the item where the item's own type is what breaks.
    let is_named = faults
        .iter()
        .any(|fault| text(&fault["pointer"]) == pointer)
        || faults
            .iter()
            .any(|fault| format!("{}/0", text(&fault["pointer"])) == *pointer);
    assert!(is_named, "{} past {pointer}: {problem}", operation.id);
}

#[actix_web::test]
async fn parameters_hold_at_every_limit_and_break_one_step_past_it() {
    let api = Api::start().await;
    let scene = Scene::set(&api).await;
    let mut count = 0;
    for operation in api_operations() {
        let parameters = operation.definition["parameters"].as_array();
        for parameter in parameters
            .into_iter()
            .flatten()
            .filter(|p| p["in"] == "query")
        {
            let name = text(&parameter["name"]);
            if matches!(name, "cursor" | "pageToken") {
                continue;
            }
            let mut all = Vec::new();
            probes(&parameter["schema"], &format!("/{name}"), 'q', &mut all);
            for probe in all {
                count += 1;
                let mut query = query(name, &parameter["schema"], &probe.value);
                if operation.takes_lines() {
                    query = format!("format=claim-review&{query}");
                }
                let answer = scene.query(&api, &operation, &query).await;
                match probe.is_allowed {
                    true => drop(answer.expect(200)),
                    false if operation.fails_as_google() => {
                        let told = answer.failure(&operation, 422, "validation_failed");
                        assert!(told.contains(&format!("'{}'", snake(name))), "{told}");
                    }
                    false => {
                        let problem = answer.problem(422, "validation_failed");
                        assert_eq!(problem["errors"][0]["pointer"], format!("/{name}"));
                    }
                }
            }
        }
    }
    assert!(count >= 30, "only {count} limits of parameters");
}

/// A name in camelCase as Google's messages have it.
fn snake(name: &str) -> String {
    let step = |letter: char| match letter.is_ascii_uppercase() {
        true => format!("_{}", letter.to_ascii_lowercase()),
        false => letter.to_string(),
    };
    name.chars().map(step).collect()
}

fn query(name: &str, schema: &'static Value, value: &Value) -> String {
    let encoded =
        |value: &str| -> String { value.bytes().map(|byte| format!("%{byte:02X}")).collect() };
    match value {
        Value::Array(items) => {
            let word = text(&bare(&schema["items"])["enum"][0]);
            vec![format!("{name}={word}"); items.len()].join("&")
        }
        // The catalogue alone is listed by site.
        Value::String(value) if name == "site" => {
            format!("catalogue=true&{name}={}", encoded(value))
        }
        Value::String(value) => format!("{name}={}", encoded(value)),
        // A bound is one of figures of a subject.
        other if name.starts_with("quantity_") => {
            format!("quantity_subject=bases&{name}={other}")
        }
        other => format!("{name}={other}"),
    }
}

#[actix_web::test]
async fn a_cursor_past_its_length_is_refused() {
    let api = Api::start().await;
    let long = "A".repeat(8001);
    api.get(format!("/v1/claims?cursor={long}"))
        .await
        .fault("/cursor", "length");
    let at = "A".repeat(8000);
    api.get(format!("/v1/claims?cursor={at}"))
        .await
        .problem(400, "cursor_mismatch");
}
