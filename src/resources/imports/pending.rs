//! What the batches under way are just making. Two of them run side by side, and what both name
//! and neither has found is made by one of them alone: the other waits until that is done, and
//! looks again.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use tokio::sync::Notify;

/// Names, and the tickets of those who hold them.
#[derive(Default)]
pub struct Pending {
    holders: RefCell<HashMap<String, u64>>,
    last: Cell<u64>,
    freed: Notify,
}

/// The right to hold names; let go of when it is dropped.
pub struct Ticket<'a> {
    pending: &'a Pending,
    number: u64,
}

impl Pending {
    /// A ticket that holds nothing yet.
    pub fn ticket(&self) -> Ticket<'_> {
        self.last.set(self.last.get() + 1);
        Ticket {
            pending: self,
            number: self.last.get(),
        }
    }
}

impl Ticket<'_> {
    /// Takes all of the names in place of those that it holds; where another has one of them,
    /// takes none, waits until one is let go of and tells that it did not take them.
    pub async fn take(&self, names: Vec<String>) -> bool {
        self.free();
        let freed = self.pending.freed.notified();
        if self.take_now(names) {
            return true;
        }
        freed.await;
        false
    }

    fn take_now(&self, names: Vec<String>) -> bool {
        let mut holders = self.pending.holders.borrow_mut();
        if names.iter().any(|name| holders.contains_key(name)) {
            return false;
        }
        holders.extend(names.into_iter().map(|name| (name, self.number)));
        true
    }

    fn free(&self) {
        let mut holders = self.pending.holders.borrow_mut();
        let before = holders.len();
        holders.retain(|_, holder| *holder != self.number);
        if holders.len() < before {
            self.pending.freed.notify_waiters();
        }
    }
}

impl Drop for Ticket<'_> {
    fn drop(&mut self) {
        self.free();
    }
}
