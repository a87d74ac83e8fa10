//! What surrounds every handler: the log's span, HEAD, CORS, the time limit, the catching of
//! panics and the tags of compressed answers.

use std::panic::AssertUnwindSafe;

use actix_web::body::{BoxBody, EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ACCESS_CONTROL_REQUEST_METHOD,
    CONTENT_ENCODING, ETAG, HeaderMap, HeaderName, HeaderValue, ORIGIN,
};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage, HttpRequest, HttpResponse};
use futures_util::FutureExt;
use tracing::Span;
use tracing_actix_web::{RequestId, RootSpanBuilder};

use super::etag;
use crate::app::State;
use crate::error::{Code, Problem};

/// Names a request in answers and in the log.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

const EXPOSED: &str = "ETag, Link, Location, Retry-After, Allow, X-Request-Id, Content-Language, \
                       Idempotency-Replayed, RateLimit, RateLimit-Policy, WWW-Authenticate";
const METHODS: &str = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";
const HEADERS: &str = "Authorization, Content-Type, Content-Encoding, If-Match, If-None-Match, \
                       Idempotency-Key, Accept, Accept-Language, X-Goog-Api-Key, X-Goog-Api-Client, \
                       X-Goog-User-Project";

type Answer<B> = Result<ServiceResponse<B>, Error>;

/// The span of a request, so that each line of its log has its id; and one line at its end.
pub struct RequestSpan;

impl RootSpanBuilder for RequestSpan {
    fn on_request_start(request: &ServiceRequest) -> Span {
        let id = request_id(request.request());
        tracing::info_span!("request", id, method = %request.method(), path = request.path())
    }

    fn on_request_end<B: MessageBody>(span: Span, outcome: &Answer<B>) {
        let status = match outcome {
            Ok(response) => response.status(),
            Err(error) => error.as_response_error().status_code(),
        };
        // Successful reads are the bulk of the traffic and tell little.
        span.in_scope(|| {
            if status.is_success() || status.as_u16() == 304 {
                tracing::debug!(status = status.as_u16(), "answered");
            } else {
                tracing::info!(status = status.as_u16(), "answered");
            }
        });
    }
}

/// The id of a request.
pub fn request_id(request: &HttpRequest) -> String {
    request
        .extensions()
        .get::<RequestId>()
        .map(ToString::to_string)
        .unwrap_or_default()
}

/// Marks a request whose answer's body is left out: no stream need be made for it.
pub struct HeadersOnly;

/// HEAD is GET without the body, which the protocol's encoder leaves out by itself.
pub async fn head<B: MessageBody>(mut request: ServiceRequest, next: Next<B>) -> Answer<B> {
    if request.method() == Method::HEAD {
        request.head_mut().method = Method::GET;
        request.extensions_mut().insert(HeadersOnly);
    }
    next.call(request).await
}

/// CORS (Fetch standard): any page may read and, with a key in a header, write. There are no
/// cookies, so no origin can do more than another. The policy is constant, and stands here
/// rather than in a crate because it must also be on failures that pass every layer as errors.
pub async fn cors<B: MessageBody>(
    request: ServiceRequest,
    next: Next<B>,
) -> Answer<EitherBody<B, BoxBody>> {
    let is_preflight = request.method() == Method::OPTIONS
        && request.headers().contains_key(ORIGIN)
        && request
            .headers()
            .contains_key(ACCESS_CONTROL_REQUEST_METHOD);
    if is_preflight {
        let preflight = HttpResponse::NoContent()
            .insert_header((ACCESS_CONTROL_ALLOW_ORIGIN, "*"))
            .insert_header((ACCESS_CONTROL_ALLOW_METHODS, METHODS))
            .insert_header((ACCESS_CONTROL_ALLOW_HEADERS, HEADERS))
            .insert_header((ACCESS_CONTROL_MAX_AGE, "86400"))
            .finish();
        return Ok(request.into_response(preflight).map_into_right_body());
    }
    let mut response = next.call(request).await?;
    allow_any_origin(response.headers_mut());
    Ok(response.map_into_left_body())
}

/// The CORS headers of an answer.
pub(super) fn allow_any_origin(headers: &mut HeaderMap) {
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(
        ACCESS_CONTROL_EXPOSE_HEADERS,
        HeaderValue::from_static(EXPOSED),
    );
}

/// Ends a request that takes too long, its body included, until the head of its answer.
pub async fn time_limit<B: MessageBody>(request: ServiceRequest, next: Next<B>) -> Answer<B> {
    let limit = State::of(request.request())?.config.request_timeout;
    tokio::time::timeout(limit, next.call(request))
        .await
        .unwrap_or_else(|_| {
            let detail = format!("A request may take {} s.", limit.as_secs_f32());
            Err(Problem::new(Code::RequestTimeout, detail).into())
        })
}

/// Answers for a handler that panics; without this the connection just closes.
pub async fn catch_panics<B: MessageBody>(request: ServiceRequest, next: Next<B>) -> Answer<B> {
    AssertUnwindSafe(next.call(request))
        .catch_unwind()
        .await
        .unwrap_or_else(|panic| {
            let said = panic
                .downcast_ref::<&str>()
                .map(ToString::to_string)
                .or_else(|| panic.downcast_ref::<String>().cloned())
                .unwrap_or_default();
            Err(Problem::internal(format!("panicked: {said}")).into())
        })
}

/// A compressed answer is another sequence of bytes, and so has another strong tag.
pub async fn tag_encodings<B: MessageBody>(request: ServiceRequest, next: Next<B>) -> Answer<B> {
    let mut response = next.call(request).await?;
    let headers = response.headers_mut();
    let tag = headers.get(CONTENT_ENCODING).and_then(|encoding| {
        let tag = headers.get(ETAG)?.to_str().ok()?;
        etag::suffixed(tag, encoding.to_str().ok()?)
    });
    if let Some(tag) = tag.and_then(|tag| HeaderValue::from_str(&tag).ok()) {
        headers.insert(ETAG, tag);
    }
    Ok(response)
}
