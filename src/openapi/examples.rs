//! An example for every JSON answer, put together from the examples of its schema's fields, so
//! that it has the shape of the schema by construction.

use serde_json::{Map, Value};
use utoipa::openapi::{OpenApi, RefOr};

use crate::error::Problem;
use crate::http::ndjson;
use crate::http::negotiation::LINKED_DATA;

/// What answers that succeed are given as.
const GIVEN: [&str; 4] = [
    "application/json",
    ndjson::MEDIA_TYPE,
    LINKED_DATA,
    "application/feed+json",
];
const ID: &str = "0192d3a1-7b5e-7c3d-9f21-4a5b6c7d8e9f";
const TIME: &str = "2024-10-28T12:00:00Z";
const DATE: &str = "2024-10-28";

/// Adds them to the answers that succeed; failures have theirs.
pub(super) fn complete(document: &mut OpenApi) -> Result<(), Problem> {
    let components = serde_json::to_value(&document.components).map_err(Problem::internal)?;
    let operations = document.paths.paths.values_mut().flat_map(|item| {
        [
            &mut item.get,
            &mut item.post,
            &mut item.put,
            &mut item.patch,
        ]
    });
    for operation in operations.flatten() {
        // A line that is sent is such as is given; other bodies have examples of their own.
        let sent = operation.request_body.iter_mut();
        let sent = sent.flat_map(|body| match body {
            RefOr::T(body) => body.content.get_mut(ndjson::MEDIA_TYPE),
            RefOr::Ref(_) => None,
        });
        let responses = operation.responses.responses.values_mut();
        let given = responses.flat_map(|response| match response {
            RefOr::T(response) => Some(response.content.iter_mut()),
            RefOr::Ref(_) => None,
        });
        let given = given.flatten();
        let given = given.filter(|(media_type, _)| GIVEN.contains(&media_type.as_str()));
        let given = given.map(|(_, content)| content);
        for content in sent.chain(given) {
            if let RefOr::T(content) = content
                && content.examples.is_empty()
                && let Some(schema) = &content.schema
            {
                let schema = serde_json::to_value(schema).map_err(Problem::internal)?;
                content.example = Some(example(&schema, &components));
            }
        }
    }
    Ok(())
}

fn example(schema: &Value, components: &Value) -> Value {
    let member = |name: &str| schema.get(name).filter(|value| !value.is_null());
    if let Some(reference) = member("$ref").and_then(Value::as_str) {
        let pointer = reference.trim_start_matches("#/components");
        return components
            .pointer(pointer)
            .map_or(Value::Null, |schema| example(schema, components));
    }
    let given = member("example").or_else(|| member("examples")?.get(0));
    if let Some(given) = given.or_else(|| member("enum")?.get(0)) {
        return given.clone();
    }
    if let Some(choices) = member("oneOf").and_then(Value::as_array) {
        let is_value = |choice: &&Value| choice.get("type") != Some(&"null".into());
        let chosen = choices.iter().find(is_value);
        return chosen.map_or(Value::Null, |schema| example(schema, components));
    }
    if let Some(parts) = member("allOf").and_then(Value::as_array) {
        let parts = parts.iter().map(|part| example(part, components));
        let members = parts.filter_map(|part| part.as_object().cloned());
        return members.flatten().collect::<Map<_, _>>().into();
    }
    match member("type").and_then(Value::as_str) {
        Some("object") => object(schema, components),
        Some("array") => member("items")
            .map(|item| example(item, components))
            .into_iter()
            .collect(),
        Some("string") => match member("format").and_then(Value::as_str) {
            Some("uuid") => ID.into(),
            Some("date-time") => TIME.into(),
            Some("date") => DATE.into(),
            _ => "…".into(),
        },
        Some("integer" | "number") => member("minimum").cloned().unwrap_or_else(|| 1.into()),
        Some("boolean") => true.into(),
        // What may be null and has no example of its own.
        _ => Value::Null,
    }
}

/// The members that are always there.
fn object(schema: &Value, components: &Value) -> Value {
    let required = schema.get("required").and_then(Value::as_array);
    let properties = schema.get("properties").and_then(Value::as_object);
    let is_required = |name: &str| required.is_some_and(|names| names.contains(&name.into()));
    properties
        .into_iter()
        .flatten()
        .filter(|(name, _)| is_required(name))
        .map(|(name, schema)| (name.clone(), example(schema, components)))
        .collect::<Map<_, _>>()
        .into()
}
