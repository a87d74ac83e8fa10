//! The order of what is found.

use std::cmp::Ordering;

use uuid::Uuid;

/// A record that was found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hit {
    /// Its id.
    pub id: Uuid,
    /// How well it matches (BM25); nothing in a list by time.
    pub score: f32,
    pub(super) rank: Rank,
}

/// What hits are ordered by: the larger comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Rank {
    pub key: i64,
    pub id: u128,
    /// Ids run with the order, or against it.
    pub ascending: bool,
}

impl Ord for Rank {
    fn cmp(&self, other: &Self) -> Ordering {
        let ids = self.id.cmp(&other.id);
        self.key.cmp(&other.key).then(match self.ascending {
            true => ids.reverse(),
            false => ids,
        })
    }
}

impl PartialOrd for Rank {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Scores are compared in steps: what differs by less is equal, so that a record has the same
/// place whichever way its parts were added up.
const STEPS: f32 = 4096.0;

pub(super) fn steps(score: f32) -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "scores are some tens")]
    let steps = (score * STEPS).round() as i64;
    steps
}

impl Hit {
    /// Its time in a list by time, in microseconds.
    pub fn micros(&self, latest_first: bool) -> Option<i64> {
        let micros = match latest_first {
            true => self.rank.key,
            false => -self.rank.key,
        };
        (self.rank.key != i64::MIN).then_some(micros)
    }
}

/// The best so many.
pub(super) struct Best {
    pub hits: Vec<Hit>,
    pub rows: usize,
    after: Option<Rank>,
}

impl Best {
    /// The best so many that come after a place.
    pub fn after(after: Option<Rank>, rows: usize) -> Self {
        Self {
            hits: Vec::new(),
            rows,
            after,
        }
    }

    /// Takes a hit where it is among the best; whether there are as many as are wanted.
    pub fn take(&mut self, hit: Hit) {
        if self.after.is_some_and(|after| hit.rank >= after) {
            return;
        }
        if self.hits.len() == self.rows && self.hits.last().is_none_or(|last| hit.rank <= last.rank)
        {
            return;
        }
        let at = self.hits.partition_point(|known| known.rank > hit.rank);
        self.hits.insert(at, hit);
        self.hits.truncate(self.rows);
    }

    /// The score that a hit must be above to be taken.
    pub fn threshold(&self) -> f32 {
        match self.hits.last() {
            Some(last) if self.hits.len() == self.rows => last.score - 2.0 / STEPS,
            _ => f32::MIN,
        }
    }
}
