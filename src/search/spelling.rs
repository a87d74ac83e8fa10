//! Words that are still in typing, and slips of the hand.

use std::collections::HashMap;

use unicode_normalization::char::is_combining_mark;

use super::analysis::Language;
use super::query::Compiler;
use super::typed::{ALTERNATIVES, Word};

/// Letters that a word must have for one of them to be wrong.
const FORGIVEN: usize = 5;
/// A slip is taken for another word only where that one is so much more common.
const MORE_COMMON: u64 = 10;
/// What begins with a word, and what it may be a slip for, weighs less than the word itself.
const BEGINNING: f32 = 0.6;
const SLIP: f32 = 0.5;
/// A word that so many records have is taken for whole.
const WHOLE: u64 = 64;
/// Words that are looked at in each segment for one that is still in typing.
const LOOKED_AT: usize = 2_000;

/// Words that say nothing by themselves, of those that begin with one that nothing else does.
const FEW: usize = 3;

/// Words, and how many records have each.
type Counts = HashMap<String, u64>;

impl Compiler<'_> {
    /// Adds what begins with a word.
    pub(super) fn complete(&self, word: &mut Word) -> tantivy::Result<()> {
        if !word.is_word || word.text.is_empty() || self.common(word)? >= WHOLE {
            return Ok(());
        }
        let mut found = Counts::new();
        self.scope
            .each_beginning(&word.text, LOOKED_AT, |beginning, count| {
                note(&mut found, beginning, count);
                !self.deadline.passes()
            })?;
        self.take(word, &found, BEGINNING, 0)?;
        if word.is_unknown() && !self.deadline.passes() {
            let few = sorted(&found).filter(|(text, _)| self.says_nothing(text));
            let few = few.take(FEW).map(|(text, _)| text.clone());
            word.whole.extend(few);
        }
        Ok(())
    }

    /// Whether a word says nothing by itself in one of the languages.
    fn says_nothing(&self, word: &str) -> bool {
        let in_language = |language: &Language| {
            let tokens = self.analyzer.analyze_all(word, *language);
            tokens.iter().all(|token| token.stop)
        };
        self.languages.iter().any(in_language)
    }

    /// Adds what a word may be a slip for.
    pub(super) fn forgive(&self, word: &mut Word) -> tantivy::Result<()> {
        let letters = word.text.chars().count();
        let is_part = |c: char| c.is_alphabetic() || is_combining_mark(c);
        let is_alphabetic = word.text.chars().all(is_part);
        if !word.is_word || !is_alphabetic || letters < FORGIVEN {
            return Ok(());
        }
        let common = self.common(word)?;
        if common >= WHOLE {
            return Ok(());
        }
        let mut found = Counts::new();
        self.scope.each_near(&word.text, |near, count| {
            if near != word.text {
                note(&mut found, near, count);
            }
            !self.deadline.passes()
        })?;
        self.take(word, &found, SLIP, common * MORE_COMMON)
    }

    /// Adds the terms of the most common of some words.
    fn take(
        &self,
        word: &mut Word,
        found: &Counts,
        weight: f32,
        least: u64,
    ) -> tantivy::Result<()> {
        let found = sorted(found).filter(|(_, count)| **count >= least.max(1));
        let mut taken = 0;
        for (text, _) in found {
            if taken == ALTERNATIVES || self.deadline.passes() {
                break;
            }
            let mut is_taken = false;
            for language in &self.languages {
                for token in self.analyzer.analyze(text, *language) {
                    // What came up after a list began does not take the place of what it found.
                    if self.statistics.knows(&token.term) && self.scope.having(&token.term)? > 0 {
                        word.add(&token.term, weight);
                        is_taken = true;
                    }
                }
            }
            taken += usize::from(is_taken);
        }
        Ok(())
    }
}

/// The most common first.
fn sorted(found: &Counts) -> impl Iterator<Item = (&String, &u64)> {
    let mut found: Vec<(&String, &u64)> = found.iter().collect();
    found.sort_by(|(a, n), (b, m)| m.cmp(n).then_with(|| a.cmp(b)));
    found.into_iter()
}

fn note(found: &mut Counts, word: &str, count: u64) {
    match found.get_mut(word) {
        Some(known) => *known += count,
        None => {
            found.insert(word.to_owned(), count);
        }
    }
}
