//! The order of what is found.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

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

/// The best so many, however many that are.
pub(super) struct Best {
    // The worst of them on top.
    hits: BinaryHeap<Kept>,
    rows: usize,
    after: Option<Rank>,
}

impl Best {
    /// The best so many that come after a place.
    pub fn after(after: Option<Rank>, rows: usize) -> Self {
        Self {
            hits: BinaryHeap::new(),
            rows,
            after,
        }
    }

    /// Takes a hit where it is among the best.
    pub fn take(&mut self, hit: Hit) {
        if self.after.is_some_and(|after| hit.rank >= after) {
            return;
        }
        if self.hits.len() < self.rows {
            self.hits.push(Kept(hit));
        } else if let Some(mut worst) = self.hits.peek_mut()
            && hit.rank > worst.0.rank
        {
            *worst = Kept(hit);
        }
    }

    /// The one that the next better takes the place of, once there are as many as are wanted.
    pub fn worst(&self) -> Option<&Hit> {
        let worst = self.hits.peek().filter(|_| self.hits.len() == self.rows);
        worst.map(|Kept(hit)| hit)
    }

    /// The score that a hit must be above to be taken.
    pub fn threshold(&self) -> f32 {
        self.worst()
            .map_or(f32::MIN, |worst| worst.score - 2.0 / STEPS)
    }

    /// Them, best first.
    pub fn hits(self) -> Vec<Hit> {
        let sorted = self.hits.into_sorted_vec().into_iter();
        sorted.map(|Kept(hit)| hit).collect()
    }
}

/// A hit that is greater the later it comes.
struct Kept(Hit);

impl Ord for Kept {
    fn cmp(&self, other: &Self) -> Ordering {
        other.0.rank.cmp(&self.0.rank)
    }
}

impl PartialOrd for Kept {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Kept {
    fn eq(&self, other: &Self) -> bool {
        self.0.rank == other.0.rank
    }
}

impl Eq for Kept {}

#[cfg(test)]
mod tests {
    use super::*;

    fn hit(key: i64, id: u128) -> Hit {
        let rank = Rank {
            key,
            id,
            ascending: false,
        };
        Hit {
            id: Uuid::from_u128(id),
            score: 0.0,
            rank,
        }
    }

    #[test]
    fn the_best_are_kept_in_whichever_order_they_come() {
        // Every key twice, all of them mixed by a step that shares no factor with their number.
        let mixed: Vec<Hit> = (0..1000)
            .map(|n: u16| n * 37 % 1000)
            .map(|n| hit((n / 2).into(), n.into()))
            .collect();
        let mut sorted = mixed.clone();
        sorted.sort_by_key(|hit| std::cmp::Reverse(hit.rank));
        let backwards: Vec<Hit> = sorted.iter().rev().copied().collect();
        for rows in [0, 1, 10, 999, 1000, 2000] {
            for hits in [&mixed, &sorted, &backwards] {
                for (after, rest) in [(None, &sorted[..]), (Some(sorted[4].rank), &sorted[5..])] {
                    let mut best = Best::after(after, rows);
                    hits.iter().for_each(|hit| best.take(*hit));
                    assert_eq!(best.worst().is_some(), rows > 0 && rows <= rest.len());
                    assert_eq!(best.hits(), rest[..rows.min(rest.len())], "{rows}");
                }
            }
        }
    }
}
