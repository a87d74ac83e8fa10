//! How long a search may take.

use std::cell::Cell;
use std::time::{Duration, Instant};

/// Records that are looked at between two looks at the clock.
const STRIDE: u32 = 1024;

/// When a search is given up, whatever it has found.
#[derive(Debug)]
pub(super) struct Deadline {
    until: Instant,
    looked: Cell<u32>,
    is_over: Cell<bool>,
}

#[expect(
    clippy::disallowed_methods,
    reason = "it bounds work, and no answer tells it"
)]
fn now() -> Instant {
    Instant::now()
}

impl Deadline {
    pub(super) fn after(time: Duration) -> Self {
        Self {
            until: now() + time,
            looked: Cell::new(0),
            is_over: Cell::new(false),
        }
    }

    /// Whether it has passed; asked for each record.
    pub(super) fn passes(&self) -> bool {
        let looked = self.looked.get();
        self.looked.set(looked.wrapping_add(1));
        if looked.is_multiple_of(STRIDE) && now() >= self.until {
            self.is_over.set(true);
        }
        self.is_over.get()
    }

    /// Whether a search was given up.
    pub(super) fn is_over(&self) -> bool {
        self.is_over.get()
    }
}
