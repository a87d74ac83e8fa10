//! The committed document is the one that the handlers generate, says what it must of every
//! operation, and every operation has its tests.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::support::document::{committed, document, operations};
use crate::support::*;

#[test]
fn the_committed_document_is_the_generated_one() {
    let generated = factcheck::app::document().unwrap();
    assert!(
        committed("openapi.json").trim_end() == generated.to_pretty_json().unwrap().trim_end(),
        "openapi/openapi.json has drifted: run make openapi"
    );
    assert_eq!(
        committed("operations.txt"),
        factcheck::openapi::inventory(&generated),
        "openapi/operations.txt has drifted: run make openapi"
    );
}

#[actix_web::test]
async fn the_served_document_is_the_committed_one() {
    let api = Api::start().await;
    let served = api.get("/openapi.json").await.expect(200);
    assert!(&served == document());
}

#[test]
fn it_is_openapi_3_1_with_a_licence() {
    assert_eq!(document()["openapi"], "3.1.0");
    assert_eq!(document()["info"]["license"]["identifier"], "Apache-2.0");
}

#[test]
fn no_reference_leads_nowhere() {
    let mut references = BTreeSet::new();
    collect(document(), &mut references);
    assert!(references.len() > 20);
    for reference in references {
        assert!(document().pointer(&reference[1..]).is_some(), "{reference}");
    }
}

fn collect(value: &'static Value, references: &mut BTreeSet<&'static str>) {
    match value {
        Value::Object(members) => {
            references.extend(members.get("$ref").and_then(Value::as_str));
            members
                .values()
                .for_each(|value| collect(value, references));
        }
        Value::Array(values) => values.iter().for_each(|value| collect(value, references)),
        _ => {}
    }
}

#[test]
fn pages_refer_to_their_entries() {
    let schemas = document()["components"]["schemas"].as_object().unwrap();
    assert!(schemas.keys().all(|name| !name.contains('_')));
    let pages = schemas.iter().filter(|(name, _)| name.ends_with("Page"));
    for (name, page) in pages {
        let entry = format!("#/components/schemas/{}", name.trim_end_matches("Page"));
        assert_eq!(page["properties"]["data"]["items"]["$ref"], entry);
    }
}

fn is_told(value: &Value) -> bool {
    value.as_str().is_some_and(|told| !told.trim().is_empty())
}

#[test]
fn every_operation_is_told() {
    let tags: Vec<&Value> = document()["tags"].as_array().unwrap().iter().collect();
    assert!(tags.iter().all(|tag| is_told(&tag["description"])));
    for operation in operations() {
        let (id, definition) = (&operation.id, operation.definition);
        assert!(is_told(&definition["summary"]), "{id} has no summary");
        assert!(
            is_told(&definition["description"]),
            "{id} has no description"
        );
        let own = &definition["tags"][0];
        assert!(
            tags.iter().any(|tag| tag["name"] == *own),
            "{id}: the tag {own}"
        );
        for parameter in definition["parameters"].as_array().into_iter().flatten() {
            assert!(
                is_told(&parameter["description"]),
                "{id}: {}",
                parameter["name"]
            );
            let is_optional = parameter["required"] == false;
            let is_nullable = parameter["schema"]["type"].is_array();
            assert!(!(is_optional && is_nullable), "{id}: {}", parameter["name"]);
        }
        for (status, response) in definition["responses"].as_object().unwrap() {
            assert!(is_told(&response["description"]), "{id} {status}");
        }
    }
}

#[test]
fn every_body_has_an_example_that_its_schema_takes() {
    for operation in operations()
        .iter()
        .filter(|operation| operation.body().is_some())
    {
        let (schema, media_type) = operation.body().unwrap();
        let content = &operation.definition["requestBody"]["content"][media_type];
        let example = [
            &content["example"],
            &schema["example"],
            &schema["examples"][0],
        ]
        .into_iter()
        .find(|example| !example.is_null())
        .unwrap_or_else(|| panic!("{} has no example", operation.id));
        if let Some(error) = document::compile(schema).iter_errors(example).next() {
            panic!("{}: {error} at {}", operation.id, error.instance_path());
        }
    }
}

#[test]
fn every_answer_has_an_example_that_its_schema_takes() {
    for operation in operations() {
        for (status, response) in operation.definition["responses"].as_object().unwrap() {
            let content = response["content"].as_object();
            let Some((_, content)) = content.and_then(|content| content.iter().next()) else {
                continue;
            };
            let place = format!("{} {status}", operation.id);
            let examples: Vec<&Value> = match content["examples"].as_object() {
                Some(examples) => examples
                    .values()
                    .map(|example| &document::resolve(example)["value"])
                    .collect(),
                None => vec![&content["example"]],
            };
            if text_only(content) {
                continue;
            }
            assert!(
                examples.iter().all(|e| !e.is_null()),
                "{place} has no example"
            );
            let validator = document::compile(&content["schema"]);
            for example in examples {
                if let Some(error) = validator.iter_errors(example).next() {
                    panic!("{place}: {error} at {}", error.instance_path());
                }
            }
        }
    }
}

/// Pages for people, and the document itself, are shown by no example.
fn text_only(content: &Value) -> bool {
    content["schema"]["type"] == "string" || content["schema"].get("$ref").is_none()
}

#[test]
fn every_operation_has_its_module_of_tests() {
    let mut missing = Vec::new();
    for line in committed("operations.txt").lines() {
        let mut words = line.split(' ');
        let id = words.nth(2).unwrap();
        let operation = operations().into_iter().find(|o| o.id == id).unwrap();
        let file = text(&operation.definition["tags"][0]).replace(' ', "_");
        let verb = match id.split('_').next().unwrap() {
            "match" => "r#match",
            verb => verb,
        };
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/api");
        let tests = std::fs::read_to_string(format!("{folder}/{file}.rs")).unwrap_or_default();
        if !tests.contains(&format!("\nmod {verb} {{"))
            && !tests.contains(&format!("\nmod {verb};"))
        {
            missing.push(format!("{file}::{verb} for {line}"));
        }
    }
    assert!(missing.is_empty(), "no tests:\n{}", missing.join("\n"));
}

#[actix_web::test]
async fn what_operations_can_answer_is_what_the_codes_mean() {
    let api = Api::start().await;
    for code in factcheck::error::Code::ALL {
        let page = api.get(format!("/problems/{}", code.as_str())).await;
        assert_eq!(page.status, 200);
        let page = String::from_utf8(page.body.to_vec()).unwrap();
        assert!(page.contains(code.title()) && page.contains(code.meaning()));
    }
}
