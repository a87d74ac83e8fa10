//! The time that limits go by: what the service's clock has gone forward since they were made.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Utc};
use governor::clock::Clock as GovernorClock;
use governor::nanos::Nanos;

use super::WINDOW;
use crate::clock::Clock;

/// A clock that never goes back. Where the service's does, because somebody has set it, time
/// stands still for a look: no quota is lost or locked by it.
#[derive(Clone)]
pub(super) struct Elapsed {
    clock: Clock,
    last: Arc<Mutex<Look>>,
}

struct Look {
    at: DateTime<Utc>,
    elapsed: u64,
}

impl Elapsed {
    pub(super) fn new(clock: Clock) -> Self {
        let at = clock.now();
        let first = Look { at, elapsed: 0 };
        Self {
            clock,
            last: Arc::new(Mutex::new(first)),
        }
    }
}

impl GovernorClock for Elapsed {
    type Instant = Nanos;

    fn now(&self) -> Nanos {
        // A look that panicked has changed nothing.
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let now = self.clock.now();
        // A longer time makes no quota more whole, and could be more than the count holds.
        let passed = (now - last.at).to_std().unwrap_or_default().min(WINDOW);
        last.at = now;
        last.elapsed += u64::try_from(passed.as_nanos()).unwrap_or_default();
        Nanos::new(last.elapsed)
    }
}
