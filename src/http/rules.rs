//! Rules for values that more than one resource has. They are functions for validator's
//! `custom`; the document states each in the schema of the field beside it.

use std::collections::HashSet;

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use serde_json::Value;
use url::{Host, Url};
use validator::{ValidationError, ValidationErrors, ValidationErrorsKind};

use crate::error::Fault;

/// The longest URL taken, in characters.
pub const URL_MAX: u64 = 2048;

fn refuse(code: &'static str, message: &'static str) -> Result<(), ValidationError> {
    Err(ValidationError::new(code).with_message(message.into()))
}

/// An absolute http or https URL (RFC 3986), written without spaces.
pub fn http_url(url: &str) -> Result<(), ValidationError> {
    let lower = url.get(..8).unwrap_or(url).to_ascii_lowercase();
    let is_web = lower.starts_with("http://") || lower.starts_with("https://");
    let is_plain = !url
        .chars()
        .any(|c| c.is_whitespace() || matches!(c, '\\' | '<' | '>' | '"' | '`' | '{' | '}'));
    if is_web && is_plain && Url::parse(url).is_ok_and(|u| u.has_host()) {
        return Ok(());
    }
    refuse("invalid_url", "an absolute http or https URL is expected")
}

/// As [`http_url`], for a list.
pub fn http_urls(urls: &[String]) -> Result<(), ValidationError> {
    urls.iter().try_for_each(|url| {
        if url.chars().count() as u64 > URL_MAX {
            return refuse("length", "a URL has at most 2048 characters");
        }
        http_url(url)
    })
}

/// A host name: `example.org`.
pub fn host(name: &str) -> Result<(), ValidationError> {
    let is_name = name.contains('.')
        && !name.starts_with('.')
        && name
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-'));
    match Host::parse(name) {
        Ok(Host::Domain(_)) if is_name => Ok(()),
        _ => refuse(
            "invalid_host",
            "a host name is expected, such as example.org",
        ),
    }
}

/// A country of ISO 3166-1 alpha-2, in capitals.
pub fn country(code: &str) -> Result<(), ValidationError> {
    if code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase()) {
        return Ok(());
    }
    refuse(
        "invalid_country",
        "a country code of ISO 3166-1 is expected, such as ID",
    )
}

/// Lower-case letters and digits, in words joined by single hyphens.
pub fn slug(slug: &str) -> Result<(), ValidationError> {
    let is_word = |word: &str| {
        !word.is_empty()
            && word
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    };
    if slug.split('-').all(is_word) {
        return Ok(());
    }
    refuse(
        "invalid_slug",
        "lower-case letters and digits are expected, in words joined by hyphens",
    )
}

/// A date of the years 1 to 9999.
pub fn calendar_date(date: &NaiveDate) -> Result<(), ValidationError> {
    if (1..=9999).contains(&date.year()) {
        return Ok(());
    }
    refuse("range", "a date of the years 0001 to 9999 is expected")
}

/// A time of the years 1 to 9999.
pub fn calendar_time(time: &DateTime<Utc>) -> Result<(), ValidationError> {
    calendar_date(&time.date_naive())
}

/// One line: no line breaks or tabs, and not only spaces.
pub fn line(text: &str) -> Result<(), ValidationError> {
    if text.chars().any(char::is_control) {
        return refuse(
            "control_character",
            "line breaks and tabs are not allowed here",
        );
    }
    not_blank(text)
}

/// Not only spaces.
pub fn not_blank(text: &str) -> Result<(), ValidationError> {
    if text.trim().is_empty() {
        return refuse("blank", "it must not be blank");
    }
    Ok(())
}

/// Tags: distinct lines of 1 to 100 characters.
pub fn tags(tags: &[String]) -> Result<(), ValidationError> {
    let mut seen = HashSet::new();
    for tag in tags {
        line(tag)?;
        if tag.chars().count() > 100 {
            return refuse("length", "a tag has at most 100 characters");
        }
        if !seen.insert(tag) {
            return refuse("duplicate", "the same tag stands there twice");
        }
    }
    Ok(())
}

/// The known name nearest to a wrong one, when any is near.
pub fn nearest<'a>(wrong: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let wrong = wrong.get(..64).unwrap_or(wrong);
    known
        .map(|name| (strsim::normalized_damerau_levenshtein(wrong, name), name))
        .filter(|(likeness, _)| *likeness >= 0.4)
        .max_by(|(a, _), (b, _)| a.total_cmp(b))
        .map(|(_, name)| name)
}

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
