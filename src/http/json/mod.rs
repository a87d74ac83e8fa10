//! Bodies: read within limits, parsed, checked against every rule, or refused with the place
//! and the reason.

pub(super) mod body;
mod node;
mod patch;

use actix_web::FromRequest;
use actix_web::HttpRequest;
use actix_web::dev::Payload;
use actix_web::web::Bytes;
use futures_util::future::LocalBoxFuture;
use serde::de::DeserializeOwned;
use serde_json::Value;
use validator::Validate;

use crate::error::{Code, Fault, Problem, Result};
use crate::http::rules;
use node::Node;

pub use patch::MergePatch;

/// A JSON body that keeps every rule of its type.
#[derive(Debug)]
pub struct Json<T>(pub T);

impl<T: DeserializeOwned + Validate + 'static> FromRequest for Json<T> {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let body = body::read(request, payload, &[body::JSON]);
        Box::pin(async move { check(&parse(&body.await?)?).map(Json) })
    }
}

/// A body that should be JSON or JSON-LD, as it came: for what tells itself what is wrong with it.
#[derive(Debug)]
pub struct Unread(pub Bytes);

impl FromRequest for Unread {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let body = body::read(request, payload, &[body::JSON, body::LINKED_DATA]);
        Box::pin(async move { body.await.map(Self) })
    }
}

/// JSON text to a value. The text is JSON or it is not: nothing else is said of it here.
pub fn parse(body: &[u8]) -> Result<Value> {
    serde_json::from_slice(body).map_err(|error| {
        Problem::new(
            Code::MalformedJson,
            format!("The body is not JSON: {error}."),
        )
    })
}

/// A parsed value to a type that has no rules beside its form.
pub fn read<T: DeserializeOwned>(value: &Value) -> Result<T, Fault> {
    T::deserialize(Node(value))
}

/// A member that an object does not have, told with the nearest one that it has.
pub fn unknown_field<'a>(at: &str, name: &str, known: impl Iterator<Item = &'a str>) -> Problem {
    let fault = node::unknown_field(name, known);
    Problem::invalid(vec![Fault {
        pointer: format!("{at}{}", fault.pointer),
        ..fault
    }])
}

/// A parsed value to a type whose rules it keeps.
pub fn check<T: DeserializeOwned + Validate>(value: &Value) -> Result<T> {
    let controls = rules::control_characters(value);
    if !controls.is_empty() {
        return Err(Problem::invalid(controls));
    }
    let checked = T::deserialize(Node(value)).map_err(|fault| Problem::invalid(vec![fault]))?;
    checked
        .validate()
        .map_err(|errors| Problem::invalid(rules::faults(&errors)))?;
    Ok(checked)
}
