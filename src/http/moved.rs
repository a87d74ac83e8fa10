//! Resources that were found to be the same as another one: their addresses lead to it for good.

use std::collections::BTreeMap;

use actix_web::body::BoxBody;
use actix_web::http::header::{CACHE_CONTROL, LOCATION};
use actix_web::{HttpRequest, HttpResponse, Responder};
use utoipa::IntoResponses;
use utoipa::openapi::header::HeaderBuilder;
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{RefOr, Response, ResponseBuilder};
use uuid::Uuid;

/// What is at an address that has an id in it.
pub enum Current<T> {
    /// An answer.
    Here(T),
    /// Nothing any more: the resource is now part of the one with this id.
    Moved(Uuid),
}

impl<T: Responder<Body = BoxBody>> Responder for Current<T> {
    type Body = BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        match self {
            Self::Here(answer) => answer.respond_to(request),
            Self::Moved(id) => HttpResponse::MovedPermanently()
                .insert_header((LOCATION, address(request, id)))
                .insert_header((CACHE_CONTROL, "no-cache"))
                .finish(),
        }
    }
}

/// The address that was asked for, with another id.
fn address(request: &HttpRequest, id: Uuid) -> String {
    let pattern = request.match_pattern().unwrap_or_default();
    let path = pattern.replace("{id}", &id.to_string());
    match request.query_string() {
        "" => path,
        query => format!("{path}?{query}"),
    }
}

/// How an operation tells that a resource is part of another one, for its `responses(…)`.
pub struct Moved;

impl IntoResponses for Moved {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        let location = HeaderBuilder::new()
            .description(Some("The same of the record that it is part of now."))
            .schema(Some(ObjectBuilder::new().schema_type(Type::String)));
        let response = ResponseBuilder::new()
            .description("It was recorded twice, and merged into another record.")
            .header("Location", location.build());
        BTreeMap::from([("301".to_owned(), response.build().into())])
    }
}
