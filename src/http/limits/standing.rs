//! How a request stands with its limit, and how the client is told: the fields `RateLimit` and
//! `RateLimit-Policy` (draft-ietf-httpapi-ratelimit-headers) and `Retry-After`.

use std::cell::Cell;
use std::num::NonZeroU32;
use std::rc::Rc;
use std::time::Duration;

use actix_web::HttpMessage;
use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue, RETRY_AFTER};

use super::WINDOW;

/// What is counted together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Policy {
    /// All requests of an address without a valid key.
    Anonymous,
    /// The reads of a key.
    Reads,
    /// The writes of a key.
    Writes,
}

impl Policy {
    /// Its name in headers and settings.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Anonymous => "anonymous",
            Self::Reads => "reads",
            Self::Writes => "writes",
        }
    }

    /// What it counts, for people.
    pub(super) const fn counted(self) -> &'static str {
        match self {
            Self::Anonymous => "requests a minute without a valid key from one address",
            Self::Reads => "reads a minute with one key",
            Self::Writes => "writes a minute with one key",
        }
    }
}

const RATE_LIMIT: HeaderName = HeaderName::from_static("ratelimit");
const RATE_LIMIT_POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");

/// How much of a quota is left after a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// What it was counted with.
    pub policy: Policy,
    /// Requests a minute.
    pub quota: NonZeroU32,
    /// The requests that are left, of at most the quota.
    pub remaining: u32,
    /// The time until the quota is whole again; when nothing is left of it, until one request
    /// is.
    pub wait: Duration,
    /// Nothing was left for this request either.
    pub is_refused: bool,
}

impl Standing {
    /// Whole seconds to wait, at least one.
    pub fn seconds(&self) -> u64 {
        let begun = u64::from(self.wait.subsec_nanos() > 0);
        (self.wait.as_secs() + begun).max(1)
    }

    fn tell(&self, headers: &mut HeaderMap) {
        let (policy, seconds) = (self.policy.as_str(), self.seconds());
        let window = WINDOW.as_secs();
        let mut set = |name: HeaderName, value: String| {
            if let Ok(value) = HeaderValue::from_str(&value) {
                headers.insert(name, value);
            }
        };
        set(
            RATE_LIMIT_POLICY,
            format!("\"{policy}\";q={};w={window}", self.quota),
        );
        set(
            RATE_LIMIT,
            format!("\"{policy}\";r={};t={seconds}", self.remaining),
        );
        if self.is_refused {
            set(RETRY_AFTER, seconds.to_string());
        }
    }
}

/// Where a request's standing is put down once it is known, for the outermost layer to tell:
/// its answer may be made anywhere between, by a timeout or after a panic.
#[derive(Clone, Default)]
pub struct Notice(Rc<Cell<Option<Standing>>>);

impl Notice {
    /// Of a request that begins.
    pub fn open(request: &impl HttpMessage) -> Self {
        let notice = Self::default();
        request.extensions_mut().insert(notice.clone());
        notice
    }

    /// Puts a request's standing down.
    pub(super) fn put(request: &impl HttpMessage, standing: Standing) {
        if let Some(notice) = request.extensions().get::<Self>() {
            notice.0.set(Some(standing));
        }
    }

    /// Tells it in an answer's headers; nothing where no limit applied.
    pub fn tell(&self, headers: &mut HeaderMap) {
        if let Some(standing) = self.0.get() {
            standing.tell(headers);
        }
    }
}
