//! What this server writes, on its way into its index. It is kept for as long as an index is there
//! to take it up, and only counted before: a build reads the tables, and then the journal.

use std::sync::{Mutex, MutexGuard, PoisonError};

use uuid::Uuid;

use crate::vocabulary::Subject;

/// A record that was written.
pub(super) type Change = (Subject, Uuid);

#[derive(Debug, Default)]
pub(super) struct News(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    /// How often something was told.
    count: u64,
    is_taken_up: bool,
    changes: Vec<Change>,
}

impl News {
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Tells of what was written and committed.
    pub(super) fn tell(&self, changes: Vec<Change>) {
        let mut kept = self.kept();
        kept.count += 1;
        if kept.is_taken_up {
            kept.changes.extend(changes);
        }
    }

    /// How often something was told so far.
    pub(super) fn count(&self) -> u64 {
        self.kept().count
    }

    /// Keeps what is told from now on. Everything that was told before is committed, and whoever
    /// begins to read afterwards finds it in the database.
    pub(super) fn keep(&self) {
        self.kept().is_taken_up = true;
    }

    /// Keeps nothing any more, as there is no index.
    pub(super) fn forget(&self) {
        let mut kept = self.kept();
        kept.is_taken_up = false;
        kept.changes = Vec::new();
    }

    /// Takes what is kept, and the count up to which it then was taken.
    pub(super) fn take(&self) -> (u64, Vec<Change>) {
        let mut kept = self.kept();
        (kept.count, std::mem::take(&mut kept.changes))
    }

    /// Gives back what was taken and could not be taken up.
    pub(super) fn give_back(&self, changes: Vec<Change>) {
        self.kept().changes.extend(changes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn a_change() -> Vec<Change> {
        vec![(Subject::Claim, Uuid::nil())]
    }

    #[test]
    fn nothing_is_kept_while_no_index_takes_it_up() {
        let news = News::default();
        for _ in 0..3 {
            news.tell(a_change());
        }
        assert_eq!(news.take(), (3, Vec::new()));
        news.keep();
        news.tell(a_change());
        assert_eq!(news.take(), (4, a_change()));
        news.give_back(a_change());
        news.forget();
        news.tell(a_change());
        assert_eq!(news.take(), (5, Vec::new()));
    }
}
