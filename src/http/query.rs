//! Query strings, typed. Parameters that an operation does not have are refused before, for all
//! operations alike, by `routes::known_parameters`.

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use futures_util::future::{Ready, ready};
use serde::de::value::StrDeserializer;
use serde::de::{DeserializeOwned, IntoDeserializer};
use serde::{Deserialize, Deserializer};
use url::form_urlencoded;
use validator::Validate;

use super::rules;
use crate::error::{Problem, Result};

/// Query parameters that keep every rule of their type.
#[derive(Debug)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned + Validate> FromRequest for Query<T> {
    type Error = Problem;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(parse(request.query_string()).map(Self))
    }
}

/// The decoded pairs of a query string.
pub(super) fn pairs(query: &str) -> Vec<(String, String)> {
    form_urlencoded::parse(query.as_bytes())
        .into_owned()
        .collect()
}

/// What belongs to `T`; the rest of the query is somebody else's.
pub(super) fn parse<T: DeserializeOwned + Validate>(query: &str) -> Result<T> {
    let form = serde_html_form::Deserializer::new(form_urlencoded::parse(query.as_bytes()));
    let parsed: T = serde_path_to_error::deserialize(form).map_err(|error| {
        let path = error.path().to_string();
        let name = path.split(['.', '[']).next().unwrap_or_default();
        Problem::fault(
            format!("/{name}"),
            "invalid_value",
            error.inner().to_string(),
        )
    })?;
    parsed
        .validate()
        .map_err(|errors| Problem::invalid(rules::faults(&errors)))?;
    Ok(parsed)
}

/// What a parameter lists, each once: by commas, as people write it, or repeated, as OpenAPI has it
/// where nothing is said; clients made from the document know one of the two at most.
pub fn words<'de, D, T>(deserializer: D) -> std::result::Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned + PartialEq,
{
    let values = Vec::<String>::deserialize(deserializer)?;
    let mut words = Vec::new();
    for word in values.iter().flat_map(|value| value.split(',')) {
        let word: StrDeserializer<'_, D::Error> = word.into_deserializer();
        let word = T::deserialize(word)?;
        if !words.contains(&word) {
            words.push(word);
        }
    }
    Ok(words)
}
