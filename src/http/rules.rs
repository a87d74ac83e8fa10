//! Rules for values that more than one resource has. They are functions for validator's
//! `custom`; the document states each in the schema of the field beside it.

mod faults;
mod lists;

use chrono::{DateTime, Datelike, NaiveDate, Timelike, Utc};
use serde_json::Number;
use url::Host;
use validator::ValidationError;

use crate::site;

pub use faults::{about, control_characters, faults, has_control};
pub use lists::{
    LIST_MAX, distinct, http_urls, http_urls_schema, names, names_schema, tags, tags_schema, texts,
    texts_schema,
};

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

/// The known name nearest to a wrong one, when any is near.
pub fn nearest<'a>(wrong: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let wrong: String = wrong.chars().take(64).collect();
    known
        .map(|name| (strsim::normalized_damerau_levenshtein(&wrong, name), name))
        .filter(|(likeness, _)| *likeness >= 0.4)
        .max_by(|(a, _), (b, _)| a.total_cmp(b))
        .map(|(_, name)| name)
}
