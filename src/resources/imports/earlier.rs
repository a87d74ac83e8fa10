//! What earlier lines of an import did, as far as later ones name their claims: by an id that is
//! another one here, or, in a rehearsal, though nothing was kept of them.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use uuid::Uuid;

use super::batch::Done;
use super::record::{Other, Record};

/// What earlier lines did.
#[derive(Default)]
pub struct Earlier {
    renamed: RefCell<HashMap<Uuid, Uuid>>,
    rehearsed: RefCell<HashSet<String>>,
}

impl Earlier {
    /// Remembers what became of a line.
    pub fn note(&self, record: &Record, done: Done, is_rehearsal: bool) {
        let id = done.claim();
        if let (Done::Created(_), true) = (done, is_rehearsal) {
            self.rehearsed.borrow_mut().extend(record.own_names());
        } else if let Some(given) = record.id.filter(|given| *given != id) {
            self.renamed.borrow_mut().insert(given, id);
        }
    }

    /// The id that a claim has here.
    pub fn id(&self, given: Uuid) -> Uuid {
        self.renamed.borrow().get(&given).copied().unwrap_or(given)
    }

    /// Whether the claim would be there, were it not for the rehearsal.
    pub fn has_rehearsed(&self, other: &Other) -> bool {
        self.rehearsed.borrow().contains(&other.name())
    }
}
