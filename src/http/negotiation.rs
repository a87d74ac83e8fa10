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
/// That of this API's own form.
const OWN: &str = "application/json";

/// Whether a client would rather have linked data: who takes either gets this API's own form.
#[derive(Debug, Clone, Copy)]
pub struct PrefersLinkedData(pub bool);

impl FromRequest for PrefersLinkedData {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        // What cannot be read asks for nothing.
        let accept = Accept::parse(request).unwrap_or_else(|_| Accept(Vec::new()));
        let linked = quality(&accept, LINKED_DATA);
        ready(Ok(Self(linked > quality(&accept, OWN))))
    }
}

/// How much a client wants a media type of `application/`: as the most specific range says that has
/// it (RFC 9110, section 12.5.1), and not at all where none has.
fn quality(accept: &Accept, media_type: &str) -> Quality {
    let matching = accept.iter().filter_map(|range| {
        let specificity = match range.item.essence_str() {
            exact if exact == media_type => 2,
            "application/*" => 1,
            "*/*" => 0,
            _ => return None,
        };
        Some((specificity, range.quality))
    });
    matching.max().map_or(Quality::ZERO, |(_, quality)| quality)
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
