//! The failures of an operation as a short list of codes, which the document expands: one
//! response for each status, with an example for each code.

use std::collections::BTreeMap;

use actix_web::http::StatusCode;
use serde_json::json;
use utoipa::openapi::content::ContentBuilder;
use utoipa::openapi::example::{Example, ExampleBuilder};
use utoipa::openapi::header::HeaderBuilder;
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{Ref, RefOr, Response, ResponseBuilder};

use super::problem::MEDIA_TYPE;
use crate::error::Code;

/// Any operation can fail so.
pub const ANY: &[Code] = &[
    Code::UnknownParameter,
    Code::RequestTimeout,
    Code::InternalError,
];
/// What the database adds.
pub const STORED: &[Code] = &[Code::DatabaseBusy, Code::DatabaseUnavailable];
/// What a key that is sent adds.
pub const KEYED: &[Code] = &[Code::InvalidApiKey];
/// What the counting of requests adds.
pub const LIMITED: &[Code] = &[Code::RateLimited];
/// What a list adds.
pub const LIST: &[Code] = &[Code::CursorMismatch, Code::ValidationFailed];
/// What a search adds.
pub const SEARCHED: &[Code] = &[Code::IndexBuilding];
/// What an id in the path adds.
pub const ONE: &[Code] = &[Code::ValidationFailed, Code::NotFound];
/// What the need of a scope adds.
pub const SCOPED: &[Code] = &[Code::MissingApiKey, Code::MissingScope];
/// What a body adds.
pub const BODY: &[Code] = &[
    Code::BadRequest,
    Code::MalformedJson,
    Code::BodyTooLarge,
    Code::UnsupportedMediaType,
    Code::ValidationFailed,
];
/// What a POST adds, which may be sent again.
pub const POSTED: &[Code] = &[
    Code::IdempotencyInProgress,
    Code::IdempotencyMismatch,
    Code::ValidationFailed,
];
/// What a demanded `If-Match` adds.
pub const MATCHED: &[Code] = &[Code::PreconditionFailed, Code::PreconditionRequired];

/// Declares the failures of one operation under `/v1`, for its `responses(…)`; with `service`,
/// of one that stands outside of the API's version; with `google`, of one that stands in for
/// Google's.
#[macro_export]
macro_rules! failures {
    ($name:ident: $($codes:expr),* $(,)?) => {
        $crate::failures!(
            service $name: $crate::http::failures::KEYED, $crate::http::failures::LIMITED,
            $crate::http::failures::STORED, $($codes),*
        );
    };
    (service $name:ident: $($codes:expr),* $(,)?) => {
        $crate::failures!(@ $name: $crate::http::failures::document, $($codes),*);
    };
    (google $name:ident: $($codes:expr),* $(,)?) => {
        $crate::failures!(
            @ $name: $crate::http::google::document, $crate::http::failures::KEYED,
            $crate::http::failures::LIMITED, $crate::http::failures::STORED, $($codes),*
        );
    };
    (@ $name:ident: $document:path, $($codes:expr),* $(,)?) => {
        #[doc = concat!("How an operation fails: `", stringify!($name), "`.")]
        pub struct $name;

        impl utoipa::IntoResponses for $name {
            fn responses() -> std::collections::BTreeMap<
                String,
                utoipa::openapi::RefOr<utoipa::openapi::Response>,
            > {
                $document(&[$crate::http::failures::ANY, $($codes),*])
            }
        }
    };
}

/// The responses for sets of codes.
pub fn document(sets: &[&[Code]]) -> BTreeMap<String, RefOr<Response>> {
    by_status(sets, Code::status, response)
}

/// The responses for sets of codes, one for each status that the codes have.
pub(super) fn by_status(
    sets: &[&[Code]],
    status: fn(Code) -> StatusCode,
    response: fn(&[Code]) -> Response,
) -> BTreeMap<String, RefOr<Response>> {
    let mut by_status: BTreeMap<u16, Vec<Code>> = BTreeMap::new();
    for code in sets.iter().copied().flatten() {
        let codes = by_status.entry(status(*code).as_u16()).or_default();
        if !codes.contains(code) {
            codes.push(*code);
        }
    }
    by_status
        .into_iter()
        .map(|(status, mut codes)| {
            codes.sort_unstable();
            (status.to_string(), response(&codes).into())
        })
        .collect()
}

fn response(codes: &[Code]) -> Response {
    let told: Vec<String> = codes
        .iter()
        .map(|code| format!("`{}`: {}.", code.as_str(), code.title()))
        .collect();
    let examples = codes.iter().map(|code| {
        let example = Ref::new(format!("#/components/examples/{}", code.as_str()));
        (code.as_str(), RefOr::<Example>::Ref(example))
    });
    let content = ContentBuilder::new()
        .schema(Some(Ref::from_schema_name("Problem")))
        .examples_from_iter(examples)
        .build();
    let response = ResponseBuilder::new()
        .description(told.join(" "))
        .content(MEDIA_TYPE, content);
    with_headers(response, codes).build()
}

/// The response with the headers that codes come with.
pub(super) fn with_headers(mut response: ResponseBuilder, codes: &[Code]) -> ResponseBuilder {
    for code in codes {
        let header = match code {
            Code::DatabaseBusy | Code::RateLimited | Code::IdempotencyInProgress => {
                Some(("Retry-After", "Seconds to wait before the next try."))
            }
            Code::MissingApiKey | Code::InvalidApiKey => {
                Some(("WWW-Authenticate", "The scheme of keys: Bearer."))
            }
            _ => None,
        };
        if let Some((name, description)) = header {
            response = response.header(
                name,
                HeaderBuilder::new()
                    .description(Some(description))
                    .schema(Some(ObjectBuilder::new().schema_type(Type::String)))
                    .build(),
            );
        }
    }
    response
}

/// An example of each code, for the document's components.
pub fn examples() -> impl Iterator<Item = (String, Example)> {
    Code::ALL.iter().map(|code| {
        let errors = match code {
            Code::ValidationFailed => {
                json!([{"pointer": "/text", "code": "required", "detail": "it is required"}])
            }
            _ => json!([]),
        };
        let example = ExampleBuilder::new()
            .summary(code.title())
            .value(Some(json!({
                "type": format!("/problems/{}", code.as_str()),
                "title": code.title(),
                "status": code.status().as_u16(),
                "detail": code.meaning(),
                "code": code.as_str(),
                "request_id": "019ab3c4-7d5e-7f01-8a2b-3c4d5e6f7a8b",
                "errors": errors,
            })))
            .build();
        (code.as_str().to_owned(), example)
    })
}
