//! Every failure that a client can meet: the table of error codes, and `Problem`, the one
//! error type of the service. It becomes `application/problem+json` (RFC 9457) in
//! `http::problem`, whatever layer it comes from.

use std::borrow::Cow;
use std::fmt;

use actix_web::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// The result of everything that a request does.
pub type Result<T, E = Problem> = std::result::Result<T, E>;

macro_rules! codes {
    ($($variant:ident = $code:literal, $status:ident, $title:literal, $meaning:literal;)+) => {
        /// The code of a failure: stable, for programs.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Code { $(#[doc = $meaning] $variant,)+ }

        impl Code {
            /// Every code, in order of status.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The code as the API spells it.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// The HTTP status that it comes with.
            pub const fn status(self) -> StatusCode {
                match self { $(Self::$variant => StatusCode::$status),+ }
            }

            /// What went wrong, in a few words that do not vary.
            pub const fn title(self) -> &'static str {
                match self { $(Self::$variant => $title),+ }
            }

            /// What it means and what to do, for the page of the code.
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$variant => $meaning),+ }
            }
        }
    };
}

codes! {
    BadRequest = "bad_request", BAD_REQUEST, "The request cannot be understood",
        "The request breaks a rule of the protocol: its body is not what its headers announce.";
    MalformedJson = "malformed_json", BAD_REQUEST, "The body is not JSON",
        "The request body is not JSON text (RFC 8259, UTF-8, at most 128 levels deep, no lone surrogates). The detail names the line and column.";
    UnknownParameter = "unknown_parameter", BAD_REQUEST, "There is no such query parameter",
        "The query string has a parameter that this operation does not know. The detail names the nearest known one.";
    CursorMismatch = "cursor_mismatch", BAD_REQUEST, "The cursor is not of this query",
        "A cursor continues exactly the query (path, filters and sort) that gave it, unchanged. Start again without a cursor.";
    MissingApiKey = "missing_api_key", UNAUTHORIZED, "An API key is needed",
        "Send the key as Authorization: Bearer fc_…. Reads are public, but for those of keys; writes need a key.";
    InvalidApiKey = "invalid_api_key", UNAUTHORIZED, "The API key is not valid",
        "The key is unknown, malformed, expired or revoked. Ask the administrator of your organization for a new one.";
    MissingScope = "missing_scope", FORBIDDEN, "The key lacks the scope",
        "The key is valid but was not given the scope that this operation needs. The detail names it.";
    NotOwner = "not_owner", FORBIDDEN, "It belongs to another organization",
        "Anyone may read this, but only the organization that owns it may change or delete it.";
    OrganizationRequired = "organization_required", FORBIDDEN, "The key belongs to no organization",
        "What is written here belongs to an organization. Use a key of one.";
    NotFound = "not_found", NOT_FOUND, "There is nothing here",
        "No such resource, or none that this caller may see. Drafts and keys are seen by their own organization alone.";
    MethodNotAllowed = "method_not_allowed", METHOD_NOT_ALLOWED, "The method is not allowed here",
        "The path exists, but not with this method. The Allow header lists those that it has.";
    NotAcceptable = "not_acceptable", NOT_ACCEPTABLE, "No acceptable representation",
        "The Accept headers rule out every representation that the server has.";
    RequestTimeout = "request_timeout", REQUEST_TIMEOUT, "The request took too long",
        "The whole request, its body included, was not finished in the time that the server allows. Send it again.";
    Duplicate = "duplicate", CONFLICT, "It exists already",
        "Something with the same unique value exists. existing_id names it where it is known.";
    InUse = "in_use", CONFLICT, "Other records rest on it",
        "It cannot be deleted or changed so, because other records refer to it.";
    RelationCycle = "relation_cycle", CONFLICT, "The claims would stand in a circle",
        "No claim narrows or broadens itself, by however many others: the relation contradicts those that there are. Delete one of them first, or turn this one round.";
    IllegalTransition = "illegal_transition", CONFLICT, "Its status does not allow that",
        "A verdict moves from draft to published to corrected (any number of times) to retracted. legal_moves names the moves that are legal now.";
    IdempotencyInProgress = "idempotency_in_progress", CONFLICT, "The same request is under way",
        "A request with the same Idempotency-Key has not been answered yet. Send it again in a moment: the answer will be that of the first.";
    PreconditionFailed = "precondition_failed", PRECONDITION_FAILED, "It has changed since it was read",
        "The version named by If-Match is not the current one. Read it again, apply the change to what comes back and repeat.";
    BodyTooLarge = "body_too_large", PAYLOAD_TOO_LARGE, "The body is too large",
        "The request body, after decompression, is larger than the server allows. The detail names the limit in bytes.";
    UnsupportedMediaType = "unsupported_media_type", UNSUPPORTED_MEDIA_TYPE, "The body's type is not supported",
        "Send application/json (a PATCH also application/merge-patch+json, markup also application/ld+json), in UTF-8, uncompressed or with Content-Encoding: gzip.";
    ValidationFailed = "validation_failed", UNPROCESSABLE_ENTITY, "A value breaks a rule",
        "Each entry of errors names a value by JSON pointer (a parameter by its name), a code and what the rule is.";
    IdempotencyMismatch = "idempotency_mismatch", UNPROCESSABLE_ENTITY, "The Idempotency-Key was used for another request",
        "An Idempotency-Key names one request: its method, path, query and body, of one organization, for 24 hours. Use a new key for a new request.";
    PreconditionRequired = "precondition_required", PRECONDITION_REQUIRED, "If-Match is needed",
        "Send If-Match with the ETag of the last read, so that no other change is overwritten unseen.";
    RateLimited = "rate_limited", TOO_MANY_REQUESTS, "Too many requests",
        "The requests that a key, or an address without one, may send in a minute are used up. Send it again after the seconds in Retry-After; RateLimit tells on every answer what is left.";
    InternalError = "internal_error", INTERNAL_SERVER_ERROR, "The server failed",
        "The fault is the server's, and its cause is in the server's log under the request_id.";
    DatabaseBusy = "database_busy", SERVICE_UNAVAILABLE, "The database is busy",
        "The database did not take or finish the work in time. Retry after the seconds in Retry-After.";
    IndexBuilding = "index_building", SERVICE_UNAVAILABLE, "The search index is being built",
        "The server makes its search index anew, as after an upgrade; everything but search works meanwhile. The detail tells how far it is. Retry after the seconds in Retry-After.";
    DatabaseUnavailable = "database_unavailable", SERVICE_UNAVAILABLE, "The database cannot be reached",
        "The server is up but its database is not. Retry after the seconds in Retry-After.";
}

impl Code {
    /// The code for a failure that another layer answered with a bare status.
    pub fn of_status(status: StatusCode) -> Self {
        Self::ALL
            .iter()
            .copied()
            .find(|code| code.status() == status)
            .unwrap_or(if status.is_server_error() {
                Self::InternalError
            } else {
                Self::BadRequest
            })
    }
}

/// One value that breaks a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Fault {
    /// JSON pointer (RFC 6901) into the body; for a query or path parameter, `/` and its name.
    #[schema(examples("/quantities/0/value"))]
    pub pointer: String,
    /// What kind of rule is broken: `required`, `wrong_type`, `length`, `range`, ….
    #[schema(examples("wrong_type"))]
    pub code: Cow<'static, str>,
    /// The rule, for people.
    #[schema(examples("a number is expected, not a string"))]
    pub detail: String,
}

impl Fault {
    /// A fault at a pointer.
    pub fn new(
        pointer: impl Into<String>,
        code: impl Into<Cow<'static, str>>,
        detail: impl Into<String>,
    ) -> Self {
        Self {
            pointer: pointer.into(),
            code: code.into(),
            detail: detail.into(),
        }
    }
}

/// A failure, with what the client is told and, apart from it, what only the log is.
#[derive(Debug, Clone)]
pub struct Problem {
    /// Its place in the table of codes.
    pub code: Code,
    /// What happened this time, for people.
    pub detail: Cow<'static, str>,
    /// The values that break rules.
    pub errors: Vec<Fault>,
    /// What exists already, for `duplicate`.
    pub existing_id: Option<Uuid>,
    /// What may be done instead, for `illegal_transition`.
    pub legal_moves: Option<&'static [&'static str]>,
    /// Methods for the `Allow` header, for `method_not_allowed`.
    pub allow: Option<Box<str>>,
    /// For the log alone.
    pub cause: Option<Box<str>>,
    /// The transaction lost against another one and may win when it is run again.
    pub transient: bool,
}

impl Problem {
    /// A failure and its detail for the client.
    pub fn new(code: Code, detail: impl Into<Cow<'static, str>>) -> Self {
        Self {
            code,
            detail: detail.into(),
            errors: Vec::new(),
            existing_id: None,
            legal_moves: None,
            allow: None,
            cause: None,
            transient: false,
        }
    }

    /// Nothing is here, or nothing that the caller may see: both read the same.
    pub fn not_found() -> Self {
        Self::new(Code::NotFound, "No such resource.")
    }

    /// Values that break rules.
    pub fn invalid(errors: Vec<Fault>) -> Self {
        let detail = match errors.as_slice() {
            [one] if one.pointer.is_empty() => format!("The body: {}.", one.detail),
            [one] => format!("{}: {}.", one.pointer, one.detail),
            many => format!("{} values break a rule.", many.len()),
        };
        Self {
            errors,
            ..Self::new(Code::ValidationFailed, detail)
        }
    }

    /// One value that breaks a rule.
    pub fn fault(
        pointer: impl Into<String>,
        code: &'static str,
        detail: impl Into<String>,
    ) -> Self {
        Self::invalid(vec![Fault::new(pointer, code, detail)])
    }

    /// A reference at `pointer` to what does not exist.
    pub fn dangling(pointer: impl Into<String>, what: &str) -> Self {
        Self::fault(pointer, "not_found", format!("there is no such {what}"))
    }

    /// The server's own fault: the client learns nothing of the cause, the log all.
    pub fn internal(cause: impl fmt::Display) -> Self {
        Self {
            cause: Some(cause.to_string().into()),
            ..Self::new(
                Code::InternalError,
                "The server failed; the fault is not yours.",
            )
        }
    }

    /// Keeps a cause for the log.
    #[must_use]
    pub fn because(mut self, cause: impl fmt::Display) -> Self {
        self.cause = Some(cause.to_string().into());
        self
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code.as_str(), self.detail)?;
        for fault in &self.errors {
            write!(f, " [{} {}: {}]", fault.pointer, fault.code, fault.detail)?;
        }
        match &self.cause {
            Some(cause) => write!(f, " ({cause})"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Problem {}
