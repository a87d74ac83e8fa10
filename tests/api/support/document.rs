//! The committed document, and the check of every answer against it: its status, its media
//! type, its code and its shape are all documented, or the test fails.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock};

use jsonschema::Validator;
use serde_json::{Value, json};

use super::client::NDJSON;

/// The media type of what stands in for Google's, also where it fails.
pub const JSON: &str = "application/json";
/// The methods that a path item may have.
const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

/// An operation of the document.
#[derive(Clone)]
pub struct Operation {
    pub id: String,
    /// In capitals.
    pub method: String,
    /// With its parameters in braces.
    pub path: String,
    pub definition: &'static Value,
}

/// The document as it is committed.
pub fn document() -> &'static Value {
    static DOCUMENT: OnceLock<Value> = OnceLock::new();
    DOCUMENT.get_or_init(|| serde_json::from_str(&committed("openapi.json")).unwrap())
}

/// A committed file of the API.
pub fn committed(name: &str) -> String {
    std::fs::read_to_string(format!("{}/openapi/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// Every operation.
pub fn operations() -> Vec<Operation> {
    let paths = document()["paths"].as_object().unwrap();
    paths
        .iter()
        .flat_map(|(path, item)| {
            METHODS.iter().filter_map(move |method| {
                let definition = item.get(method)?;
                Some(Operation {
                    id: definition["operationId"].as_str().unwrap().to_owned(),
                    method: method.to_uppercase(),
                    path: path.clone(),
                    definition,
                })
            })
        })
        .collect()
}

/// Those of the versioned API, and of what stands in for Google's.
pub fn api_operations() -> Vec<Operation> {
    let all = operations().into_iter();
    all.filter(Operation::is_of_api).collect()
}

/// Those that take a body.
pub fn with_body() -> impl Iterator<Item = Operation> {
    let all = api_operations().into_iter();
    all.filter(|operation| operation.body().is_some())
}

impl Operation {
    /// Whether it is of the versioned API, or of what stands in for Google's.
    pub fn is_of_api(&self) -> bool {
        self.path.starts_with("/v1/") || is_google(&self.path)
    }

    /// Whether its failures are documented in the shape of Google's.
    pub fn fails_as_google(&self) -> bool {
        let content = &self.definition["responses"]["500"]["content"];
        content.get(JSON).is_some()
    }

    /// Whether it can be done without a key.
    pub fn is_public(&self) -> bool {
        let security = self.definition["security"].as_array();
        security.is_none_or(|ways| ways.iter().any(|way| way.get("api_key").is_none()))
    }

    /// The scope that its key needs; none for what is public or takes any key.
    pub fn scope(&self) -> Option<&str> {
        let security = self.definition["security"].as_array()?;
        security
            .iter()
            .find_map(|way| way["api_key"].as_array()?.first()?.as_str())
    }

    /// The schema of its JSON body, and its media type.
    pub fn body(&self) -> Option<(&'static Value, &'static str)> {
        let content = self.definition["requestBody"]["content"].as_object()?;
        // Lines, where other forms are taken as well.
        let lines = content.iter().find(|(media_type, _)| *media_type == NDJSON);
        let (media_type, content) = lines.or_else(|| content.iter().next())?;
        Some((resolve(&content["schema"]), media_type))
    }

    /// Whether its body is lines.
    pub fn takes_lines(&self) -> bool {
        self.body()
            .is_some_and(|(_, media_type)| media_type == NDJSON)
    }

    /// Whether it answers any body, and tells in the answer what is wrong with it.
    pub fn takes_anything(&self) -> bool {
        self.id == "validate_claim_reviews"
    }

    /// Whether its answer is a stream of lines, of which no tag can be told.
    pub fn gives_lines(&self) -> bool {
        let content = &self.definition["responses"]["200"]["content"];
        content.get(NDJSON).is_some()
    }

    fn matches(&self, method: &str, path: &str) -> bool {
        let own: Vec<&str> = self.path.split('/').collect();
        let asked: Vec<&str> = path.split('/').collect();
        self.method == method
            && own.len() == asked.len()
            && own
                .iter()
                .zip(asked)
                .all(|(own, asked)| own.starts_with('{') || *own == asked)
    }
}

/// What a `$ref` leads to; other values as they are.
pub fn resolve(value: &'static Value) -> &'static Value {
    match value["$ref"].as_str() {
        Some(reference) => resolve(document().pointer(&reference[1..]).unwrap()),
        None => value,
    }
}

/// Fails unless the answer is one that the document has for the request.
pub fn check(method: &str, path: &str, status: u16, media_type: &str, body: &[u8]) {
    let path = path.split('?').next().unwrap();
    let method = if method == "HEAD" { "GET" } else { method };
    let operation = operations().into_iter().find(|o| o.matches(method, path));
    let Some(operation) = operation else {
        // Nothing is documented there: only the layers can have answered.
        match status {
            400.. if is_google(path) => check_failure("GoogleError", body),
            400.. => check_failure("Problem", body),
            _ => {}
        }
        return;
    };
    let place = format!("{} {status}", operation.id);
    let responses = &operation.definition["responses"];
    let response = responses
        .get(status.to_string())
        .unwrap_or_else(|| panic!("{place} is not documented: {}", text(body)));
    if body.is_empty() {
        return;
    }
    let content = response["content"].as_object();
    let (documented, content) = content
        .and_then(|content| {
            content
                .iter()
                .find(|(known, _)| media_type.starts_with(*known))
        })
        .unwrap_or_else(|| panic!("{place}: {media_type} is not documented"));
    if !documented.ends_with("json") {
        return;
    }
    let schema = &content["schema"];
    if documented.ends_with("ndjson") {
        check_lines(&place, schema, body);
        return;
    }
    let value: Value = serde_json::from_slice(body).unwrap();
    let known = format!("{place} {documented}");
    if let Some(error) = validator(&known, schema).iter_errors(&value).next() {
        panic!("{place}: {error} at {}", error.instance_path());
    }
    if status >= 400 {
        let (code, told) = match operation.fails_as_google() {
            true => (&value["error"]["status"], &value["error"]["code"]),
            false => (&value["code"], &value["status"]),
        };
        let code = code.as_str().unwrap();
        assert!(
            content["examples"].get(code).is_some(),
            "{place}: the code {code} is not documented"
        );
        assert_eq!(*told, status);
    }
}

/// Whether it stands under Google's version of its API.
fn is_google(path: &str) -> bool {
    path.split('/').nth(1) == Some("v1alpha1")
}

fn check_lines(place: &str, schema: &Value, body: &[u8]) {
    let validator = validator(place, schema);
    for line in body.split(|byte| *byte == b'\n').filter(|l| !l.is_empty()) {
        let value: Value = serde_json::from_slice(line)
            .unwrap_or_else(|error| panic!("{place}: {error}: {}", text(line)));
        if let Some(error) = validator.iter_errors(&value).next() {
            panic!("{place}: {error} at {}: {value}", error.instance_path());
        }
    }
}

fn check_failure(name: &str, body: &[u8]) {
    let value: Value =
        serde_json::from_slice(body).unwrap_or_else(|_| panic!("no {name}: {}", text(body)));
    let schema = json!({"$ref": format!("#/components/schemas/{name}")});
    if let Some(error) = validator(name, &schema).iter_errors(&value).next() {
        panic!("{error} at {}: {value}", error.instance_path());
    }
}

/// The validator of a schema of the document, made once.
fn validator(name: &str, schema: &Value) -> Arc<Validator> {
    static MADE: OnceLock<Mutex<HashMap<String, Arc<Validator>>>> = OnceLock::new();
    let mut made = MADE.get_or_init(Mutex::default).lock().unwrap();
    let one = made
        .entry(name.to_owned())
        .or_insert_with(|| Arc::new(compile(schema)));
    Arc::clone(one)
}

/// Makes the validator of a schema that may refer to the document's components.
pub fn compile(schema: &Value) -> Validator {
    let mut schema = schema.clone();
    schema["components"] = document()["components"].clone();
    jsonschema::options()
        .should_validate_formats(true)
        .build(&schema)
        .unwrap()
}

fn text(body: &[u8]) -> String {
    String::from_utf8_lossy(body).chars().take(2000).collect()
}
