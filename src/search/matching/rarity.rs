//! How rare terms are among the records, and counts as the numbers that are reckoned with.

use std::collections::HashMap;

/// How common terms are.
pub(in crate::search) trait Frequencies {
    /// Records in all.
    fn documents(&self) -> u64;
    /// Records that have a term.
    fn frequency(&self, term: &str) -> u64;
}

/// The rarity of terms (inverse document frequency), looked up once each.
pub(in crate::search) struct Rarity<'a, F> {
    frequencies: &'a F,
    /// Records in all.
    pub(super) documents: f64,
    known: HashMap<String, f64>,
    /// That of a term which no record has.
    pub most: f64,
}

impl<'a, F: Frequencies> Rarity<'a, F> {
    pub(in crate::search) fn new(frequencies: &'a F) -> Self {
        let documents = count(frequencies.documents().max(1));
        Self {
            frequencies,
            documents,
            known: HashMap::new(),
            most: (1.0 + (documents - 0.5) / 1.5).ln(),
        }
    }

    pub(super) fn of(&mut self, term: &str) -> f64 {
        if let Some(rarity) = self.known.get(term) {
            return *rarity;
        }
        let with = count(self.frequencies.frequency(term));
        let documents = self.documents.max(with);
        let rarity = match with {
            0.0 => self.most,
            with => (1.0 + (documents - with + 0.5) / (with + 0.5)).ln(),
        };
        self.known.insert(term.to_owned(), rarity);
        rarity
    }

    pub(super) fn sum<'t>(&mut self, terms: impl Iterator<Item = &'t str>) -> f64 {
        sum(terms.map(|term| self.of(term)))
    }
}

/// A sum whose last digits do not depend on the order of what is summed: what is the same has the
/// same score in every answer.
pub(super) fn sum(numbers: impl Iterator<Item = f64>) -> f64 {
    let mut numbers: Vec<f64> = numbers.collect();
    numbers.sort_unstable_by(f64::total_cmp);
    numbers.into_iter().sum()
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts of records are below 2^52"
)]
fn count(number: u64) -> f64 {
    number as f64
}

pub(super) fn ratio(part: usize, whole: usize) -> f64 {
    let number = |n| count(u64::try_from(n).unwrap_or(u64::MAX));
    number(part) / number(whole)
}
