//! What stands in for an API of Google, under `/v1alpha1`: its failures have the shape and the
//! statuses of Google's, whatever layer they come from, and its own rules for what is sent.

use std::collections::BTreeMap;

use actix_web::dev::ServiceRequest;
use actix_web::http::StatusCode;
use actix_web::http::header::HeaderValue;
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;
use utoipa::openapi::content::ContentBuilder;
use utoipa::openapi::example::{Example, ExampleBuilder};
use utoipa::openapi::{Ref, RefOr, Response, ResponseBuilder};

use super::caller::secret::Secret;
use super::{failures, routes};
use crate::error::{Code, Problem};

/// Where it stands.
pub const BASE: &str = "/v1alpha1";
/// The media type of failures.
pub const MEDIA_TYPE: &str = "application/json";

/// Whether a request is for it.
pub fn is_for(request: &ServiceRequest) -> bool {
    routes::is_under(request, BASE)
}

/// Whether a credential is a key of ours. Programs send Google's as well, which nobody here can
/// check: they are as good as none.
pub(super) fn is_our_key(authorization: &HeaderValue) -> bool {
    let sent = authorization.to_str().ok();
    let secret = sent.and_then(|sent| sent.split_once(' '));
    secret.is_some_and(|(_, secret)| Secret::is_marked(secret.trim()))
}

/// A failure as APIs of Google tell it.
#[derive(Debug, Serialize, ToSchema)]
pub struct GoogleError {
    pub error: GoogleStatus,
}

/// What went wrong (google.rpc.Status).
#[derive(Debug, Serialize, ToSchema)]
pub struct GoogleStatus {
    /// The HTTP status.
    #[schema(minimum = 400, maximum = 599, examples(400))]
    pub code: u16,
    /// What happened this time.
    #[schema(examples("Request must specify query or reviewPublisherSiteFilter."))]
    pub message: String,
    /// The stable code, for programs (google.rpc.Code).
    #[schema(examples("INVALID_ARGUMENT"))]
    pub status: &'static str,
}

impl GoogleError {
    fn of(code: Code, message: String) -> Self {
        let (http, status) = status(code);
        Self {
            error: GoogleStatus {
                code: http.as_u16(),
                message,
                status,
            },
        }
    }
}

/// A failure as it is sent: its status and body.
pub(super) fn rendered(problem: Problem) -> (StatusCode, Vec<u8>) {
    let (http, _) = status(problem.code);
    let message = match problem.code {
        Code::NotFound => "Method not found.".to_owned(),
        _ => problem.detail.into_owned(),
    };
    let error = GoogleError::of(problem.code, message);
    // Strings and numbers: their serialization cannot fail.
    (http, serde_json::to_vec(&error).unwrap_or_default())
}

/// What a code is among Google's.
fn status(code: Code) -> (StatusCode, &'static str) {
    let own = code.status();
    match own {
        StatusCode::UNAUTHORIZED => (own, "UNAUTHENTICATED"),
        StatusCode::FORBIDDEN => (own, "PERMISSION_DENIED"),
        StatusCode::NOT_FOUND => (own, "NOT_FOUND"),
        StatusCode::METHOD_NOT_ALLOWED => (own, "UNIMPLEMENTED"),
        // Clients of Google's send it again after this one.
        StatusCode::REQUEST_TIMEOUT => (StatusCode::GATEWAY_TIMEOUT, "DEADLINE_EXCEEDED"),
        StatusCode::CONFLICT => (own, "ABORTED"),
        StatusCode::TOO_MANY_REQUESTS => (own, "RESOURCE_EXHAUSTED"),
        StatusCode::INTERNAL_SERVER_ERROR => (own, "INTERNAL"),
        StatusCode::SERVICE_UNAVAILABLE => (own, "UNAVAILABLE"),
        _ => (StatusCode::BAD_REQUEST, "INVALID_ARGUMENT"),
    }
}

/// The responses for sets of codes.
pub fn document(sets: &[&[Code]]) -> BTreeMap<String, RefOr<Response>> {
    failures::by_status(sets, |code| status(code).0, response)
}

fn response(codes: &[Code]) -> Response {
    let titles: Vec<String> = codes.iter().map(|it| format!("{}.", it.title())).collect();
    let mut description = titles.join(" ");
    let mut content = ContentBuilder::new().schema(Some(Ref::from_schema_name("GoogleError")));
    // Codes of one status are one code of Google's.
    if let Some(code) = codes.first() {
        let (_, name) = status(*code);
        description = format!("`{name}`: {description}");
        let example = RefOr::<Example>::T(example(*code));
        content = content.examples_from_iter([(name, example)]);
    }
    let response = ResponseBuilder::new()
        .description(description)
        .content(MEDIA_TYPE, content.build());
    failures::with_headers(response, codes).build()
}

fn example(code: Code) -> Example {
    let error = GoogleError::of(code, format!("{}.", code.title()));
    ExampleBuilder::new()
        .summary(code.title())
        .value(Some(json!(error)))
        .build()
}
