//! What handlers answer: resources and lists, with entity tags and caching told the same way
//! by all of them.

use actix_web::body::BoxBody;
use actix_web::http::StatusCode;
use actix_web::http::header::{
    CACHE_CONTROL, CONTENT_TYPE, ETAG, HeaderName, IF_NONE_MATCH, LINK, LOCATION, VARY,
};
use actix_web::{HttpMessage, HttpRequest, HttpResponse, HttpResponseBuilder, Responder};
use serde::Serialize;
use uuid::Uuid;

use super::caller::Caller;
use super::etag;
use super::page::{Page, next_link};
use crate::error::{Problem, Result};

/// A representation with an address.
pub trait Resource: Serialize {
    /// The path of its collection.
    const PATH: &'static str;
    /// Whether it has a secret, which must not be kept readable.
    const IS_SECRET: bool = false;
    /// Its id.
    fn id(&self) -> Uuid;
    /// Its version, raised by every change; none for what no change is ever conditional on.
    fn version(&self) -> Option<i64>;
    /// Its entity tag, where these bytes represent it.
    fn tag(&self, body: &[u8]) -> String {
        match self.version() {
            Some(version) => etag::of_version(version, body),
            None => etag::of_bytes(body),
        }
    }
}

/// What a GET of one resource found.
pub struct Found<T>(pub T);

/// What is read and is no resource of a collection.
pub struct Told<T>(pub T);

/// A page of a list.
pub struct Listed<T>(pub Page<T>);

/// A resource just made: 201, with its address.
pub struct Created<T>(pub T);

/// A resource as a change left it.
pub struct Changed<T>(pub T);

/// Gone: 204.
pub struct Deleted;

/// What a GET answers in a format that is not this API's own.
pub struct Rendered {
    /// The bytes.
    pub body: Vec<u8>,
    /// Their media type.
    pub media_type: &'static str,
    /// The version of what they represent, where it has one.
    pub version: Option<i64>,
}

impl Responder for Rendered {
    type Body = BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        let tag = match self.version {
            Some(version) => etag::of_version(version, &self.body),
            None => etag::of_bytes(&self.body),
        };
        sent(request, self.body, tag, self.media_type, None)
    }
}

impl<T: Resource> Responder for Found<T> {
    type Body = BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        read(request, &self.0, |body| self.0.tag(body), None)
    }
}

impl<T: Serialize> Responder for Told<T> {
    type Body = BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        read(request, &self.0, etag::of_bytes, None)
    }
}

/// A page of a list that tells more than others.
pub struct ListedMore<P>(pub P);

/// A page, whatever it tells.
pub trait Paged: Serialize {
    /// Continues the list.
    fn next_cursor(&self) -> Option<&str>;
}

impl<P: Paged> Responder for ListedMore<P> {
    type Body = BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        let link = self.0.next_cursor().map(|c| next_link(request, c));
        read(request, &self.0, etag::of_bytes, link)
    }
}

impl<T: Serialize> Responder for Listed<T> {
    type Body = BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        let link = self.0.next_cursor.as_ref().map(|c| next_link(request, c));
        read(request, &self.0, etag::of_bytes, link)
    }
}

/// An answer to a change, as it goes out and as it may be kept.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The headers that are the change's own.
    pub headers: Vec<(HeaderName, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Responder for Answer {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        let mut answer = HttpResponse::build(self.status);
        for header in self.headers {
            answer.insert_header(header);
        }
        answer.body(self.body)
    }
}

/// What a change is answered with.
pub trait Written {
    /// Whether the answer has a secret, which must not be kept readable.
    const IS_SECRET: bool = false;

    /// The answer.
    fn answer(&self) -> Result<Answer>;
}

impl<T: Resource> Written for Created<T> {
    const IS_SECRET: bool = T::IS_SECRET;

    fn answer(&self) -> Result<Answer> {
        let Self(made) = self;
        let mut answer = written(StatusCode::CREATED, made)?;
        let address = format!("{}/{}", T::PATH, made.id());
        answer.headers.push((LOCATION, address));
        Ok(answer)
    }
}

impl<T: Resource> Written for Changed<T> {
    fn answer(&self) -> Result<Answer> {
        written(StatusCode::OK, &self.0)
    }
}

fn written<T: Resource>(status: StatusCode, value: &T) -> Result<Answer> {
    let body = serde_json::to_vec(value).map_err(Problem::internal)?;
    Ok(Answer {
        status,
        headers: vec![
            (ETAG, value.tag(&body)),
            (CACHE_CONTROL, "no-store".to_owned()),
            (CONTENT_TYPE, "application/json".to_owned()),
        ],
        body,
    })
}

impl<T: Resource> Responder for Changed<T> {
    type Body = BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        match self.answer() {
            Ok(answer) => answer.respond_to(request),
            Err(problem) => HttpResponse::from_error(problem),
        }
    }
}

impl Responder for Deleted {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        HttpResponse::NoContent().finish()
    }
}

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
    sent(request, body, tag, "application/json", link)
}

fn sent(
    request: &HttpRequest,
    body: Vec<u8>,
    tag: String,
    media_type: &'static str,
    link: Option<String>,
) -> HttpResponse {
    let (mut answer, is_held) = begun(request, &tag);
    if let Some(link) = link {
        answer.insert_header((LINK, link));
    }
    if is_held {
        return answer.finish();
    }
    answer.insert_header((CONTENT_TYPE, media_type));
    answer.body(body)
}

/// The head of an answer to a read, and whether the client holds what it asks for. What is read by a
/// POST, since the question is too long for a URL, is kept by nobody (RFC 9110, sections 9.3.3 and
/// 13.1.2).
pub fn begun(request: &HttpRequest, tag: &str) -> (HttpResponseBuilder, bool) {
    if !request.method().is_safe() {
        let mut answer = HttpResponse::Ok();
        answer.insert_header((CACHE_CONTROL, "no-store"));
        return (answer, false);
    }
    if !etag::is_held(request, tag) {
        return (head(request, StatusCode::OK, tag), false);
    }
    let held = request.headers().get(IF_NONE_MATCH);
    let held = held.and_then(|held| held.to_str().ok());
    // The tag of the encoding that the client holds, as the 200 would have carried it.
    let encoded = held.filter(|held| held.starts_with('"') && !held.contains(','));
    let tag = encoded.unwrap_or(tag);
    (head(request, StatusCode::NOT_MODIFIED, tag), true)
}

/// The head of an answer to a read that is sent whatever the client holds. What is read may be kept,
/// but must be asked for again before it is used: it is cheap, and what a newsroom has just
/// corrected must not be shown uncorrected.
pub fn head(request: &HttpRequest, status: StatusCode, tag: &str) -> HttpResponseBuilder {
    let mut answer = HttpResponse::build(status);
    let caching = if request.extensions().get::<Caller>().is_some() {
        "private, no-cache"
    } else {
        "public, no-cache"
    };
    answer.insert_header((CACHE_CONTROL, caching));
    answer.insert_header((VARY, "Authorization, Accept-Encoding"));
    answer.insert_header((ETAG, tag));
    answer
}
