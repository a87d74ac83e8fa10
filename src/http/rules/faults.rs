//! What is wrong with a request, as faults at their places in it.

use serde_json::Value;
use validator::{ValidationError, ValidationErrors, ValidationErrorsKind};

use crate::error::Fault;

/// validator's findings as faults, in the order of their pointers.
pub fn faults(errors: &ValidationErrors) -> Vec<Fault> {
    let mut faults = Vec::new();
    collect("", errors, &mut faults);
    faults.sort_by(|a, b| a.pointer.cmp(&b.pointer));
    faults
}

fn collect(at: &str, errors: &ValidationErrors, faults: &mut Vec<Fault>) {
    for (field, kind) in errors.errors() {
        let here = if *field == "__all__" {
            at.to_owned()
        } else {
            format!("{at}/{field}")
        };
        match kind {
            ValidationErrorsKind::Struct(inner) => collect(&here, inner, faults),
            ValidationErrorsKind::List(items) => {
                for (index, inner) in items {
                    collect(&format!("{here}/{index}"), inner, faults);
                }
            }
            ValidationErrorsKind::Field(broken) => {
                // A rule over several fields says itself which one it is about.
                faults.extend(broken.iter().map(|error| {
                    let about = error.params.get("field").and_then(Value::as_str);
                    let pointer = match about {
                        Some(field) => format!("{here}/{field}"),
                        None => here.clone(),
                    };
                    Fault::new(pointer, error.code.clone(), describe(error))
                }));
            }
        }
    }
}

/// A broken rule over several fields, told at one of them.
pub fn about(field: &'static str, code: &'static str, message: &'static str) -> ValidationError {
    let mut error = ValidationError::new(code).with_message(message.into());
    error.add_param("field".into(), &field);
    error
}

fn describe(error: &ValidationError) -> String {
    if let Some(message) = &error.message {
        return message.to_string();
    }
    let limit = |name: &str| error.params.get(name).map(Value::to_string);
    match (error.code.as_ref(), limit("min"), limit("max")) {
        ("length", Some(min), Some(max)) => format!("a length of {min} to {max} is expected"),
        ("length", None, Some(max)) => format!("a length of at most {max} is expected"),
        ("range", Some(min), Some(max)) => format!("a value from {min} to {max} is expected"),
        ("range", Some(min), None) => format!("a value of at least {min} is expected"),
        (code, _, _) => format!("it breaks the rule {code}"),
    }
}

/// Every string of a body that holds a control character other than tab and line break: they
/// have no place in text, and PostgreSQL cannot store NUL.
pub fn control_characters(value: &Value) -> Vec<Fault> {
    let mut faults = Vec::new();
    search(value, &mut String::new(), &mut faults);
    faults
}

/// Whether text holds what no text of ours may.
pub fn has_control(text: &str) -> bool {
    text.chars()
        .any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
}

fn search(value: &Value, at: &mut String, faults: &mut Vec<Fault>) {
    let here = at.len();
    match value {
        Value::String(text) if has_control(text) => faults.push(Fault::new(
            at.clone(),
            "control_character",
            "control characters are not allowed",
        )),
        Value::Array(values) => {
            for (index, value) in values.iter().enumerate() {
                at.push_str(&format!("/{index}"));
                search(value, at, faults);
                at.truncate(here);
            }
        }
        Value::Object(fields) => {
            for (key, value) in fields {
                at.push('/');
                at.push_str(&key.replace('~', "~0").replace('/', "~1"));
                search(value, at, faults);
                at.truncate(here);
            }
        }
        _ => {}
    }
}
