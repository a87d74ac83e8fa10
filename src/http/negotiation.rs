//! Answers that come in this API's own form or as linked data, as the client prefers.

use actix_web::body::BoxBody;
use actix_web::dev::Payload;
use actix_web::http::header::Header;
use actix_web::http::header::{Accept, HeaderValue, Quality, VARY};
use actix_web::{FromRequest, HttpRequest, HttpResponse, Responder};
use futures_util::future::{Ready, ready};

use super::reply::Rendered;
use crate::error::Problem;

/// The media type of linked data (JSON-LD 1.1).
pub const LINKED_DATA: &str = "application/ld+json";

/// Whether a client would rather have linked data.
#[derive(Debug, Clone, Copy)]
pub struct PrefersLinkedData(pub bool);

impl FromRequest for PrefersLinkedData {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        // What cannot be read asks for nothing.
        let accept = Accept::parse(request).map_or_else(|_| Vec::new(), |accept| accept.0);
        let acceptable = accept.iter().filter(|it| it.quality > Quality::ZERO);
        let mut linked = Quality::ZERO;
        let mut own = Quality::ZERO;
        for range in acceptable {
            match range.item.essence_str() {
                LINKED_DATA => linked = linked.max(range.quality),
                "application/json" => own = own.max(range.quality),
                _ => {}
            }
        }
        ready(Ok(Self(linked > own)))
    }
}

/// An answer in one of the two forms.
pub enum Negotiated<R> {
    /// This API's own.
    Own(R),
    /// Linked data.
    Linked(Rendered),
}

impl<R: Responder<Body = BoxBody>> Responder for Negotiated<R> {
    type Body = BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        let mut response = match self {
            Self::Own(answer) => answer.respond_to(request),
            Self::Linked(answer) => answer.respond_to(request),
        };
        let accept = HeaderValue::from_static("Accept");
        response.headers_mut().append(VARY, accept);
        response
    }
}
