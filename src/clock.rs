//! Time, handed in so that tests fix it, and ids: the only place that asks the machine for
//! either.

use std::sync::{Arc, Mutex};

use chrono::{DateTime, SubsecRound, Utc};
use uuid::{ContextV7, Timestamp, Uuid};

use crate::error::{Problem, Result};

/// Where the time comes from.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>);

impl Clock {
    /// The machine's clock.
    pub fn system() -> Self {
        #[expect(
            clippy::disallowed_methods,
            reason = "the one place that reads the clock"
        )]
        Self(Arc::new(Utc::now))
    }

    /// A clock of the caller's.
    pub fn from_fn(now: impl Fn() -> DateTime<Utc> + Send + Sync + 'static) -> Self {
        Self(Arc::new(now))
    }

    /// The time, to the microsecond that PostgreSQL keeps.
    pub fn now(&self) -> DateTime<Utc> {
        (self.0)().trunc_subsecs(6)
    }

    /// A time for which `as_of` asks, unless it is still to come: what will be answered then is
    /// not known.
    pub fn past(&self, as_of: DateTime<Utc>) -> Result<DateTime<Utc>> {
        if as_of <= self.now() {
            return Ok(as_of);
        }
        Err(Problem::fault(
            "/as_of",
            "range",
            "a time that is not in the future is expected",
        ))
    }
}

/// Where ids come from: UUIDv7 (RFC 9562), ascending also within one millisecond.
pub struct Ids(Mutex<ContextV7>);

impl Default for Ids {
    fn default() -> Self {
        Self(Mutex::new(ContextV7::new()))
    }
}

impl Ids {
    /// A new id of that time.
    pub fn next(&self, at: DateTime<Utc>) -> Uuid {
        let seconds = u64::try_from(at.timestamp()).unwrap_or_default();
        Uuid::new_v7(Timestamp::from_unix(
            &self.0,
            seconds,
            at.timestamp_subsec_nanos(),
        ))
    }
}
