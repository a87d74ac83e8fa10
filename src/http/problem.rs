//! Renders every failure as `application/problem+json` (RFC 9457), or as Google does where it is
//! stood in for, also those that other layers answered in their own way, and marks every answer
//! with the request's id and with how it stands with its rate limit.

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::error::InternalError;
use actix_web::http::StatusCode;
use actix_web::http::header::{
    ALLOW, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, ETAG, HeaderName,
    HeaderValue, RETRY_AFTER, TRANSFER_ENCODING, WWW_AUTHENTICATE,
};
use actix_web::middleware::Next;
use actix_web::{HttpResponse, ResponseError};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::google;
use super::layers::{self, REQUEST_ID, request_id};
use super::limits::Notice;
use crate::error::{Code, Fault, Problem};

/// The media type of failures.
pub const MEDIA_TYPE: &str = "application/problem+json";

/// Seconds after which a busy or absent database is worth another try.
const RETRY_AFTER_SECONDS: &str = "1";

/// A failure as it is sent: problem details of RFC 9457.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct ProblemDetails {
    /// The page that tells what the code means.
    #[serde(rename = "type")]
    #[schema(examples("/problems/validation_failed"))]
    pub kind: String,
    /// What the code means, in a few words that do not vary.
    pub title: &'static str,
    /// The HTTP status.
    #[schema(minimum = 400, maximum = 599, examples(422))]
    pub status: u16,
    /// What happened this time.
    pub detail: String,
    /// The stable code, for programs.
    #[schema(examples("validation_failed"))]
    pub code: &'static str,
    /// The id under which the server's log has this request; also in the header `X-Request-Id`.
    pub request_id: String,
    /// The values that break rules; empty where it is not about values.
    pub errors: Vec<Fault>,
    /// For `duplicate`, the id of what exists already, where it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub existing_id: Option<Uuid>,
    /// For `illegal_transition`, the moves that are legal now: `update`, `publish` and `delete`
    /// of a draft, `correct` and `retract` of what is public, none of what is retracted.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub legal_moves: Option<&'static [&'static str]>,
}

impl ProblemDetails {
    /// Those of a failure of a request.
    pub fn of(problem: Problem, request_id: &str) -> Self {
        Self {
            kind: format!("/problems/{}", problem.code.as_str()),
            title: problem.code.title(),
            status: problem.code.status().as_u16(),
            detail: problem.detail.into_owned(),
            code: problem.code.as_str(),
            request_id: request_id.to_owned(),
            errors: problem.errors,
            existing_id: problem.existing_id,
            legal_moves: problem.legal_moves,
        }
    }
}

/// The failure travels in the answer's extensions until the layer below renders it.
impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        self.code.status()
    }

    fn error_response(&self) -> HttpResponse {
        let mut response = HttpResponse::new(self.code.status());
        response.extensions_mut().insert(self.clone());
        response
    }
}

/// The layer, outside of all others but the log's.
pub async fn layer<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let id = request_id(request.request());
    let notice = Notice::open(&request);
    let shape = match google::is_for(&request) {
        true => Shape::Google,
        false => Shape::Own,
    };
    match next.call(request).await {
        Ok(response) => {
            let mut response = response.map_into_boxed_body();
            if response.status().is_client_error() || response.status().is_server_error() {
                let (request, plain) = response.into_parts();
                response = ServiceResponse::new(request, render(plain, shape, &id));
            }
            mark(response.response_mut(), &id);
            notice.tell(response.headers_mut());
            Ok(response)
        }
        Err(error) => {
            let mut response = render(error.error_response(), shape, &id);
            mark(&mut response, &id);
            notice.tell(response.headers_mut());
            layers::allow_any_origin(response.headers_mut());
            Err(InternalError::from_response(error, response).into())
        }
    }
}

fn mark(response: &mut HttpResponse, id: &str) {
    if let Ok(value) = HeaderValue::from_str(id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
}

/// How failures are told.
#[derive(Clone, Copy)]
enum Shape {
    Own,
    Google,
}

impl Shape {
    /// Status, media type and body of a failure.
    fn written(self, problem: Problem, id: &str) -> (StatusCode, &'static str, Vec<u8>) {
        match self {
            Self::Own => {
                let status = problem.code.status();
                let details = ProblemDetails::of(problem, id);
                // Strings and numbers: their serialization cannot fail.
                let body = serde_json::to_vec(&details).unwrap_or_default();
                (status, MEDIA_TYPE, body)
            }
            Self::Google => {
                let (status, body) = google::rendered(problem);
                (status, google::MEDIA_TYPE, body)
            }
        }
    }
}

/// The answer with a problem for its body; its own headers stay, except those of the old body.
fn render(mut response: HttpResponse, shape: Shape, id: &str) -> HttpResponse {
    let problem = response.extensions_mut().remove::<Problem>();
    let is_rendered = response
        .headers()
        .get(CONTENT_TYPE)
        .is_some_and(|media_type| media_type == MEDIA_TYPE);
    if is_rendered && problem.is_none() {
        return response;
    }
    let problem = problem.unwrap_or_else(|| {
        let code = Code::of_status(response.status());
        let cause = format!("answered {} by another layer", response.status());
        Problem::new(code, code.title()).because(cause)
    });
    log(&problem);

    let headers = response.headers_mut();
    for stale in [CONTENT_LENGTH, CONTENT_ENCODING, TRANSFER_ENCODING, ETAG] {
        headers.remove(stale);
    }
    set(headers, CACHE_CONTROL, "no-store");
    match problem.code {
        Code::MissingApiKey | Code::InvalidApiKey => set(headers, WWW_AUTHENTICATE, "Bearer"),
        Code::DatabaseBusy
        | Code::DatabaseUnavailable
        | Code::IndexBuilding
        | Code::IdempotencyInProgress => {
            set(headers, RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        _ => {}
    }
    if let Some(allow) = &problem.allow {
        set(headers, ALLOW, allow);
    }
    let (status, media_type, body) = shape.written(problem, id);
    set(headers, CONTENT_TYPE, media_type);
    *response.status_mut() = status;
    response.set_body(BoxBody::new(body))
}

fn set(headers: &mut actix_web::http::header::HeaderMap, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}

/// Two messages for a failure: the client has had its own, this is the log's.
fn log(problem: &Problem) {
    let code = problem.code.as_str();
    let cause = problem.cause.as_deref().unwrap_or_default();
    if problem.code.status().is_server_error() {
        tracing::error!(code, cause, detail = %problem.detail, "request failed");
    } else {
        tracing::debug!(code, cause, detail = %problem.detail, "request refused");
    }
}
