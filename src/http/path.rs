//! Path parameters, typed: one that does not parse is a value that breaks a rule.

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use futures_util::future::{Ready, ready};
use serde::de::DeserializeOwned;

use crate::error::{Problem, Result};

/// The parameters of a path.
#[derive(Debug)]
pub struct Path<T>(pub T);

impl<T: DeserializeOwned> FromRequest for Path<T> {
    type Error = Problem;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(request.match_info().load().map(Path).map_err(|error| {
            // actix does not say which parameter it was: name the first that cannot be right.
            let suspect = request
                .match_info()
                .iter()
                .find(|(name, value)| *name != "id" || uuid::Uuid::try_parse(value).is_err())
                .map_or("id", |(name, _)| name);
            Problem::fault(format!("/{suspect}"), "invalid_value", error.to_string())
        }))
    }
}
