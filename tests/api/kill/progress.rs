//! How far the clients have come: what the killer waits for, and what is counted.

use std::sync::{Arc, Condvar, Mutex, PoisonError};

/// What happened so far.
#[derive(Debug, Clone, Default)]
pub struct Numbers {
    /// Requests that were sent.
    pub begun: u64,
    /// Requests that have come to an end, whichever.
    pub ended: u64,
    /// Requests that lost their connection.
    pub cut: u64,
    /// Requests that found nobody listening.
    pub refused: u64,
    /// Requests that were told to come again.
    pub put_off: u64,
    /// Keys that have their answer.
    pub settled: u64,
    /// Deaths of the server.
    pub kills: u64,
    /// Requests that were under way at those.
    pub struck: u64,
    all_killed: bool,
    is_over: bool,
}

/// The numbers, shared by the clients and the killer.
#[derive(Clone, Default)]
pub struct Progress(Arc<(Mutex<Numbers>, Condvar)>);

impl Progress {
    /// Counts something.
    pub fn note(&self, note: impl FnOnce(&mut Numbers)) {
        let (numbers, changed) = &*self.0;
        note(&mut numbers.lock().unwrap_or_else(PoisonError::into_inner));
        changed.notify_all();
    }

    pub fn numbers(&self) -> Numbers {
        let (numbers, _) = &*self.0;
        numbers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    pub fn are_all_killed(&self) -> bool {
        self.numbers().all_killed
    }

    pub fn is_over(&self) -> bool {
        self.numbers().is_over
    }

    /// The killer's last word.
    pub fn all_killed(&self) {
        self.note(|numbers| numbers.all_killed = true);
    }

    /// The clients' last word, also when one of them failed.
    pub fn over(&self) {
        self.note(|numbers| numbers.is_over = true);
    }

    /// Waits until they have come so far, or failed.
    pub fn until(&self, condition: impl Fn(&Numbers) -> bool) -> bool {
        self.before_more(condition, |_| ())
    }

    /// Waits until they have come so far and does something before they come further. Gives
    /// whether they have.
    pub fn before_more(
        &self,
        condition: impl Fn(&Numbers) -> bool,
        act: impl FnOnce(&mut Numbers),
    ) -> bool {
        let (numbers, changed) = &*self.0;
        let numbers = numbers.lock().unwrap();
        let mut numbers = changed
            .wait_while(numbers, |numbers| !numbers.is_over && !condition(numbers))
            .unwrap();
        let goes_on = !numbers.is_over;
        if goes_on {
            act(&mut numbers);
        }
        goes_on
    }
}
