//! Rules for lists of plain values, and the schemas that state them. What breaks one is told at its
//! place in the list.

use std::collections::HashSet;
use std::hash::Hash;

use utoipa::openapi::schema::{Array, ArrayBuilder, ObjectBuilder, SchemaFormat, SchemaType, Type};
use validator::ValidationError;

use super::{http_url, line, not_blank, refuse};
use crate::lengths;

const URL_MAX: usize = lengths::size(lengths::URL);
/// The longest text of several that come at once, in characters.
const TEXT_MAX: usize = 10_000;
/// The longest tag, in characters.
const TAG_MAX: usize = 100;
const NAME_MAX: usize = lengths::size(lengths::NAME);
/// The most entries of a list of plain values.
pub const LIST_MAX: usize = 50;

/// Absolute http or https URLs.
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
