//! Every documented limit, at it and one step past it: generated from the document's schemas.

use std::collections::HashMap;

use factcheck::vocabulary::Scope;
use serde_json::{Value, json};

use crate::support::document::{Operation, api_operations, resolve};
use crate::support::newsroom::fresh;
use crate::support::scene::Scene;
use crate::support::*;

/// A value that a limit allows or refuses, at its place in a body.
struct Probe {
    pointer: String,
    value: Value,
    is_allowed: bool,
}

/// The limits of a schema and of what is in it.
fn probes(schema: &'static Value, pointer: &str, seed: char, out: &mut Vec<Probe>) {
    let schema = bare(schema);
    let mut add = |value: Value, is_allowed| {
        let pointer = pointer.to_owned();
        out.push(Probe {
            pointer,
            value,
            is_allowed,
        });
    };
    let number = |name: &str| schema[name].as_u64().map(|n| usize::try_from(n).unwrap());
    let name = pointer
        .rsplit('/')
        .find(|step| step.parse::<u8>().is_err())
        .unwrap();
    if let Some(max) = number("maxLength") {
        add(sample(name, schema, seed, max).into(), true);
        add(sample(name, schema, seed, max + 1).into(), false);
    }
    if let Some(min) = number("minLength").filter(|_| number("maxLength").is_some()) {
        add(sample(name, schema, seed, min).into(), true);
        add(sample(name, schema, seed, min - 1).into(), false);
    }
    if let Some(max) = schema["maximum"].as_f64() {
        add(whole(max), true);
        add(whole(max + 1.0), false);
    }
    if let Some(min) = schema["minimum"].as_f64() {
        add(whole(min), true);
        add(whole(min - 1.0), false);
    }
    if let Some(max) = number("maxItems") {
        add(items(schema, name, max), true);
        add(items(schema, name, max + 1), false);
    }
    if let Some(min) = number("minItems") {
        add(items(schema, name, min), true);
        add(items(schema, name, min - 1), false);
    }
    if schema.get("items").is_some() {
        probes(&schema["items"], &format!("{pointer}/0"), seed, out);
    }
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        probes(property, &format!("{pointer}/{name}"), seed, out);
    }
}

/// A number as it is written for an integer.
fn whole(number: f64) -> Value {
    format!("{number:.0}").parse::<i64>().unwrap().into()
}

/// A schema without a reference and without the choice of null.
fn bare(schema: &'static Value) -> &'static Value {
    let schema = resolve(schema);
    match schema["oneOf"].as_array() {
        Some(choices) => bare(
            choices
                .iter()
                .find(|choice| choice["type"] != "null")
                .unwrap(),
        ),
        None => schema,
    }
}

/// Text of a length in characters, such as the field takes.
fn sample(name: &str, schema: &Value, seed: char, length: usize) -> String {
    let filled = |begin: String, with: &str| {
        let mut text = begin;
        text.extend(std::iter::repeat_n(with, length).flat_map(str::chars));
        text.chars().take(length).collect::<String>()
    };
    if schema["format"] == "uri" {
        return filled(format!("https://example.org/{}/", fresh()), "a");
    }
    match name {
        "language" | "lang" => filled("en-x-".to_owned(), "aaaaaaa-").replace("-a-", "-aa"),
        "site" => filled(String::new(), "a."),
        "slug" => filled(format!("{seed}{}", fresh()), "a"),
        "country" => "NLD".chars().take(length).collect(),
        // One character tells them apart, so that the shortest are unique as well.
        _ => {
            let first = char::from_u32(0x4e00 + u32::try_from(fresh() % 20_000).unwrap());
            filled(first.unwrap().to_string(), "ä")
        }
    }
}

fn items(schema: &'static Value, name: &str, count: usize) -> Value {
    (0..count).map(|n| item(schema, name, n)).collect()
}

fn item(schema: &'static Value, name: &str, n: usize) -> Value {
    match name {
        "quantities" => json!({"subject": "bases", "comparator": "eq", "value": n}),
        "ratings" => json!({"label": format!("L{n}"), "language": "id", "normalized": "unproven"}),
        "scopes" => Scope::ALL[n].as_str().into(),
        _ if bare(&schema["items"])["format"] == "uri" => format!("https://a.example/{n}").into(),
        _ => format!("item {n}").into(),
    }
}

/// The body with the value at the pointer, and whatever else it then needs.
fn with(mut body: Value, pointer: &str, value: &Value) -> Value {
    if pointer.is_empty() {
        return value.clone();
    }
    let mut place = &mut body;
    for step in pointer[1..].split('/') {
        if let Ok(index) = step.parse::<usize>() {
            if place.is_null() {
                *place = json!([]);
            }
            let list = place.as_array_mut().unwrap();
            list.resize(list.len().max(index + 1), Value::Null);
            place = &mut list[index];
        } else {
            place = place
                .as_object_mut()
                .unwrap()
                .entry(step)
                .or_insert(Value::Null);
        }
    }
    *place = value.clone();
    if pointer.starts_with("/texts") {
        // A match has one text or several.
        body.as_object_mut().unwrap().remove("text");
    }
    if pointer == "/quantities/0/value" {
        // A figure alone, with no upper one to be below of.
        body["quantities"][0]["comparator"] = "eq".into();
        body["quantities"][0]["value_max"] = Value::Null;
    }
    if let "/worst" | "/best" = pointer {
        // Numbers apart from each other, and no rating outside of them.
        body["ratings"] = items(&Value::Null, "ratings", 1);
        let other = if pointer == "/worst" {
            ("best", 1000)
        } else {
            ("worst", 1)
        };
        body[other.0] = other.1.into();
    }
    body
}

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
