//! What a schema allows and what it refuses, one step from each other.

use factcheck::vocabulary::Scope;
use serde_json::{Value, json};

use crate::support::document::resolve;
use crate::support::newsroom::fresh;

/// A value that a limit allows or refuses, at its place in a body.
pub struct Probe {
    pub pointer: String,
    pub value: Value,
    pub is_allowed: bool,
}

/// The limits of a schema and of what is in it.
pub fn probes(schema: &'static Value, pointer: &str, seed: char, out: &mut Vec<Probe>) {
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
pub fn bare(schema: &'static Value) -> &'static Value {
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
pub fn with(mut body: Value, pointer: &str, value: &Value) -> Value {
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
