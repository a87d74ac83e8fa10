//! Words that are still in typing, and slips of the hand.

use tantivy::query::FuzzyTermQuery;
use tantivy::schema::Term;

use super::query::{ALTERNATIVES, Compiler, Word};

/// Letters that a word must have for one of them to be wrong.
const FORGIVEN: usize = 5;
/// A slip is taken for another word only where that one is so much more common.
const MORE_COMMON: u64 = 10;
/// What begins with a word, and what it may be a slip for, weighs less than the word itself.
const BEGINNING: f32 = 0.6;
const SLIP: f32 = 0.5;
/// A word that so many records have is taken for whole.
const WHOLE: u64 = 64;

impl Compiler<'_> {
    /// Adds what begins with a word.
    pub(super) fn complete(&self, word: &mut Word) -> tantivy::Result<()> {
        if !word.is_word || word.text.is_empty() || self.common(word)? >= WHOLE {
            return Ok(());
        }
        let text = word.text.clone();
        let mut found = Vec::new();
        for segment in self.searcher.segment_readers() {
            let index = segment.inverted_index(self.fields.words)?;
            let mut stream = index.terms().range().ge(&text).into_stream()?;
            let mut looked_at = 0;
            while looked_at < 2_000 && stream.advance() {
                if !stream.key().starts_with(text.as_bytes()) {
                    break;
                }
                looked_at += 1;
                note(&mut found, stream.key(), stream.value().doc_freq);
            }
        }
        self.take(word, found, BEGINNING, 0)
    }

    /// Adds what a word may be a slip for.
    pub(super) fn forgive(&self, word: &mut Word) -> tantivy::Result<()> {
        let letters = word.text.chars().count();
        let is_alphabetic = word.text.chars().all(char::is_alphabetic);
        if !word.is_word || !is_alphabetic || letters < FORGIVEN {
            return Ok(());
        }
        let common = self.common(word)?;
        if common >= WHOLE {
            return Ok(());
        }
        let term = Term::from_field_text(self.fields.words, &word.text);
        let slips = FuzzyTermQuery::new(term, 1, true);
        let mut found = Vec::new();
        for segment in self.searcher.segment_readers() {
            let index = segment.inverted_index(self.fields.words)?;
            let mut stream = index.terms().search(slips.automaton()?).into_stream()?;
            while stream.advance() {
                note(&mut found, stream.key(), stream.value().doc_freq);
            }
        }
        found.retain(|(text, _)| *text != word.text);
        self.take(word, found, SLIP, common * MORE_COMMON)
    }

    /// Adds the terms of the most common of some words.
    fn take(
        &self,
        word: &mut Word,
        mut found: Vec<(String, u64)>,
        weight: f32,
        least: u64,
    ) -> tantivy::Result<()> {
        found.retain(|(_, count)| *count >= least.max(1));
        found.sort_by(|(a, n), (b, m)| m.cmp(n).then_with(|| a.cmp(b)));
        for (text, _) in found.into_iter().take(ALTERNATIVES) {
            for language in &self.languages {
                for token in self.analyzer.analyze(&text, *language) {
                    if self.frequency(&token.term)? > 0 {
                        word.add(&token.term, weight);
                    }
                }
            }
        }
        Ok(())
    }
}

fn note(found: &mut Vec<(String, u64)>, word: &[u8], count: u32) {
    let Ok(word) = std::str::from_utf8(word) else {
        return;
    };
    match found.iter_mut().find(|(known, _)| known == word) {
        Some((_, known)) => *known += u64::from(count),
        None => found.push((word.to_owned(), count.into())),
    }
}
