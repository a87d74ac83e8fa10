//! Rules for values that more than one resource has. They are functions for validator's
//! `custom`; the document states each in the schema of the field beside it.

use std::collections::HashSet;
use std::hash::Hash;

use chrono::{DateTime, Datelike, NaiveDate, Timelike, Utc};
use serde_json::{Number, Value};
use url::Host;
use utoipa::openapi::schema::{Array, ArrayBuilder, ObjectBuilder, SchemaFormat, SchemaType, Type};
use validator::{ValidationError, ValidationErrors, ValidationErrorsKind};

use crate::error::Fault;
use crate::{lengths, site};

const URL_MAX: usize = lengths::size(lengths::URL);
const NAME_MAX: usize = lengths::size(lengths::NAME);
/// The longest of several texts, in characters.
const TEXT_MAX: usize = 10_000;
/// The longest tag, in characters.
const TAG_MAX: usize = 100;
/// The most entries of a list of plain values.
pub const LIST_MAX: usize = 50;

fn refuse(code: &'static str, message: &'static str) -> Result<(), ValidationError> {
    Err(ValidationError::new(code).with_message(message.into()))
}

/// An absolute http or https URL (RFC 3986): ASCII without spaces, the rest percent-encoded.
pub fn http_url(url: &str) -> Result<(), ValidationError> {
    if site::is_url(url) {
        return Ok(());
    }
    refuse("invalid_url", "an absolute http or https URL is expected")
}

/// As [`http_url`], for a list.
pub fn http_urls(urls: &[String]) -> Result<(), ValidationError> {
    each(urls, |url| {
        if url.chars().count() > URL_MAX {
            return refuse("length", "a URL has at most 2048 characters");
        }
        http_url(url)
    })
}

/// The schema of a list of URLs.
pub fn http_urls_schema() -> Array {
    let url = ObjectBuilder::new()
        .schema_type(Type::String)
        .format(Some(SchemaFormat::Custom("uri".to_owned())))
        .max_length(Some(URL_MAX));
    list_schema(url)
}

/// A host name (RFC 1123) of two labels or more: `example.org`.
pub fn host(name: &str) -> Result<(), ValidationError> {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    let is_name = name.contains('.') && name.split('.').all(is_label);
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

/// A time of the years 1 to 9999; no leap second, which no column can hold.
pub fn calendar_time(time: &DateTime<Utc>) -> Result<(), ValidationError> {
    if time.nanosecond() >= 1_000_000_000 {
        return refuse("range", "a leap second cannot be stored");
    }
    calendar_date(&time.date_naive())
}

/// The largest figure, either way: up to it a double has every whole number.
const FIGURE_MAX: f64 = 1e15;

/// A figure of at most 1e15 either way.
pub fn figure(figure: &Number) -> Result<(), ValidationError> {
    bound(figure.as_f64().unwrap_or(f64::NAN))
}

/// As [`figure`], where it is already read.
pub fn bound(figure: f64) -> Result<(), ValidationError> {
    if figure.abs() <= FIGURE_MAX {
        return Ok(());
    }
    refuse("range", "a figure from -1e15 to 1e15 is expected")
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
    lines(tags, TAG_MAX, "a tag has at most 100 characters")
}

/// The schema of a list of tags.
pub fn tags_schema() -> Array {
    lines_schema(TAG_MAX)
}

/// Texts: 1 to 10000 characters each, not all of them blank.
pub fn texts(texts: &[String]) -> Result<(), ValidationError> {
    each(texts, |text| {
        if text.chars().count() > TEXT_MAX {
            return refuse("length", "a text has at most 10000 characters");
        }
        not_blank(text)
    })
}

/// The schema of a list of texts.
pub fn texts_schema() -> Array {
    let text = ObjectBuilder::new()
        .schema_type(Type::String)
        .min_length(Some(1))
        .max_length(Some(TEXT_MAX));
    ArrayBuilder::new()
        .schema_type(SchemaType::from_iter([Type::Array, Type::Null]))
        .items(text)
        .min_items(Some(1))
        .max_items(Some(50))
        .description(Some("Several at once."))
        .build()
}

/// Names: distinct lines of 1 to 300 characters.
pub fn names(names: &[String]) -> Result<(), ValidationError> {
    lines(names, NAME_MAX, "a name has at most 300 characters")
}

/// The schema of a list of names.
pub fn names_schema() -> Array {
    lines_schema(NAME_MAX)
}

fn lines(texts: &[String], max: usize, message: &'static str) -> Result<(), ValidationError> {
    each(texts, |text| {
        line(text)?;
        if text.chars().count() > max {
            return refuse("length", message);
        }
        Ok(())
    })?;
    distinct(texts)
}

fn lines_schema(max: usize) -> Array {
    let line = ObjectBuilder::new()
        .schema_type(Type::String)
        .min_length(Some(1))
        .max_length(Some(max));
    list_schema(line)
}

/// Each value once.
pub fn distinct<T: Eq + Hash>(values: &[T]) -> Result<(), ValidationError> {
    let mut seen = HashSet::new();
    each(values, |value| match seen.insert(value) {
        true => Ok(()),
        false => refuse("duplicate", "the same value stands there twice"),
    })
}

fn list_schema(item: ObjectBuilder) -> Array {
    ArrayBuilder::new()
        .schema_type(SchemaType::from_iter([Type::Array, Type::Null]))
        .items(item)
        .max_items(Some(LIST_MAX))
        .build()
}

/// Holds every entry to a rule; what breaks it is named by its index.
fn each<'a, T>(
    values: &'a [T],
    mut rule: impl FnMut(&'a T) -> Result<(), ValidationError>,
) -> Result<(), ValidationError> {
    values.iter().enumerate().try_for_each(|(index, value)| {
        rule(value).map_err(|mut error| {
            error.add_param("field".into(), &index.to_string());
            error
        })
    })
}

/// The known name nearest to a wrong one, when any is near.
pub fn nearest<'a>(wrong: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let wrong: String = wrong.chars().take(64).collect();
    known
        .map(|name| (strsim::normalized_damerau_levenshtein(&wrong, name), name))
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
