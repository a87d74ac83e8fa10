//! What handlers answer: resources and lists, with entity tags and caching told the same way
//! by all of them.

use actix_web::body::BoxBody;
use actix_web::http::StatusCode;
use actix_web::http::header::{
    CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH, LINK, LOCATION, VARY,
};
use actix_web::{HttpMessage, HttpRequest, HttpResponse, HttpResponseBuilder, Responder};
use serde::Serialize;
use uuid::Uuid;

use super::caller::Caller;
use super::etag;
use super::page::{Page, next_link};
use crate::error::Problem;

/// A representation with an address and a version.
pub trait Resource: Serialize {
    /// The path of its collection.
    const PATH: &'static str;
    /// Its id.
    fn id(&self) -> Uuid;
    /// Its version, raised by every change.
    fn version(&self) -> i64;
}

/// What a GET of one resource found.
pub struct Found<T>(pub T);

/// A page of a list.
pub struct Listed<T>(pub Page<T>);

/// A resource just made: 201, with its address.
pub struct Created<T>(pub T);

/// A resource as a change left it.
pub struct Changed<T>(pub T);

/// Gone: 204.
pub struct Deleted;

impl<T: Resource> Responder for Found<T> {
    type Body = BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        read(
            request,
            &self.0,
            |body| etag::of_version(self.0.version(), body),
            None,
        )
    }
}

impl<T: Serialize> Responder for Listed<T> {
    type Body = BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        let link = self.0.next_cursor.as_ref().map(|c| next_link(request, c));
        read(request, &self.0, etag::of_bytes, link)
    }
}

impl<T: Resource> Responder for Created<T> {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        let mut answer = HttpResponse::Created();
        answer.insert_header((LOCATION, format!("{}/{}", T::PATH, self.0.id())));
        written(answer, &self.0)
    }
}

impl<T: Resource> Responder for Changed<T> {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        written(HttpResponse::Ok(), &self.0)
    }
}

impl Responder for Deleted {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        HttpResponse::NoContent().finish()
    }
}

/// What is read may be kept, but must be asked for again before it is used: it is cheap, and
/// what a newsroom has just corrected must not be shown uncorrected.
fn read<T: Serialize>(
    request: &HttpRequest,
    value: &T,
    tag: impl FnOnce(&[u8]) -> String,
    link: Option<String>,
) -> HttpResponse {
    let body = match serde_json::to_vec(value) {
        Ok(body) => body,
        Err(error) => return HttpResponse::from_error(Problem::internal(error)),
    };
    let tag = tag(&body);
    let is_held = etag::is_held(request, &tag);
    let mut answer = HttpResponse::build(if is_held {
        StatusCode::NOT_MODIFIED
    } else {
        StatusCode::OK
    });
    let caching = if request.extensions().get::<Caller>().is_some() {
        "private, no-cache"
    } else {
        "public, no-cache"
    };
    answer.insert_header((CACHE_CONTROL, caching));
    answer.insert_header((VARY, "Authorization, Accept-Encoding"));
    if let Some(link) = link {
        answer.insert_header((LINK, link));
    }
    if is_held {
        // The tag of the encoding that the client holds, as the 200 would have carried it.
        let held = request.headers().get(IF_NONE_MATCH).filter(|held| {
            held.to_str()
                .is_ok_and(|held| held.starts_with('"') && !held.contains(','))
        });
        match held {
            Some(held) => answer.insert_header((ETAG, held.clone())),
            None => answer.insert_header((ETAG, tag)),
        };
        return answer.finish();
    }
    answer.insert_header((ETAG, tag));
    answer.insert_header((CONTENT_TYPE, "application/json"));
    answer.body(body)
}

fn written<T: Resource>(mut answer: HttpResponseBuilder, value: &T) -> HttpResponse {
    match serde_json::to_vec(value) {
        Ok(body) => answer
            .insert_header((ETAG, etag::of_version(value.version(), &body)))
            .insert_header((CACHE_CONTROL, "no-store"))
            .insert_header((CONTENT_TYPE, "application/json"))
            .body(body),
        Err(error) => HttpResponse::from_error(Problem::internal(error)),
    }
}
