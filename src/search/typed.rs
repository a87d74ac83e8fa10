//! The words of a query: each with the terms that it may stand for, in the languages that the query
//! may be in, and whether it says anything.

use super::analysis::{Language, Token, TokenKind};
use super::asked::Asked;
use super::query::Compiler;

/// Words that are looked at; what is beyond is not.
pub(super) const WORDS: usize = 64;
/// Terms that stand for one word at most.
pub(super) const ALTERNATIVES: usize = 24;

/// One word that was typed, as the terms that it may stand for.
#[derive(Debug, Default)]
pub(super) struct Word {
    pub terms: Vec<(String, f32)>,
    /// Itself, where it may be a word that says nothing: of these there are no terms.
    pub whole: Vec<String>,
    pub text: String,
    pub is_word: bool,
    /// Whether it says nothing by itself: it need not be there, and is no slip for what is.
    pub is_stop: bool,
    // The languages in which it says nothing.
    stops_in: Vec<Language>,
    most: usize,
}

impl Word {
    fn new() -> Self {
        Self {
            most: ALTERNATIVES,
            ..Self::default()
        }
    }

    pub(super) fn add(&mut self, term: &str, weight: f32) {
        let is_new = !self.terms.iter().any(|(known, _)| known == term);
        if is_new && self.terms.len() < self.most {
            self.terms.push((term.to_owned(), weight));
        }
    }

    /// The terms as they are written.
    pub(super) fn texts(&self) -> impl Iterator<Item = String> {
        let terms = self.terms.iter().map(|(term, _)| term);
        terms.chain(&self.whole).cloned()
    }

    /// Whether nothing is to be found by it.
    pub(super) fn is_unknown(&self) -> bool {
        self.terms.is_empty() && self.whole.is_empty()
    }

    fn limit(&mut self, most: usize) {
        self.most = most.min(ALTERNATIVES);
        self.terms.truncate(self.most);
    }
}

impl Compiler<'_> {
    /// The words of a query that are outside quotes, which may stand for so many terms together.
    pub(super) fn typed(&self, asked: &Asked, terms: usize) -> tantivy::Result<Vec<Word>> {
        let mut words = self.words(&asked.words)?;
        if !asked.has_phrase() && words.iter().all(|word| word.is_stop) {
            // There is nothing else to look for.
            words.iter_mut().for_each(|word| word.is_stop = false);
        }
        for word in &mut words {
            if !word.is_stop && !word.stops_in.is_empty() && self.scope.writing(&word.text)? > 0 {
                word.whole.push(word.text.clone());
            }
        }
        let share = terms / words.len().max(1);
        words.iter_mut().for_each(|word| word.limit(share));
        if let Some(last) = words.last_mut()
            && asked.is_open
            && !last.is_stop
        {
            self.complete(last)?;
        }
        let is_meant = |word: &&mut Word| !word.is_stop && word.whole.is_empty();
        for word in words.iter_mut().filter(is_meant) {
            self.forgive(word)?;
        }
        for word in &mut words {
            word.terms.retain(|(term, _)| self.statistics.knows(term));
        }
        Ok(words)
    }

    /// The words of a text, each in the languages that it may be in.
    fn words(&self, text: &str) -> tantivy::Result<Vec<Word>> {
        let mut words: Vec<((usize, usize), Word)> = Vec::new();
        let mut knowing = Vec::new();
        for language in &self.languages {
            let mut before = (usize::MAX, 0);
            let mut known = 0;
            for token in self.analyzer.analyze_all(text, *language) {
                // What is written as one word and means several has as many places.
                let nth = if before.0 == token.span.start {
                    before.1 + 1
                } else {
                    0
                };
                before = (token.span.start, nth);
                let place = (token.span.start, nth);
                let found = words.iter().position(|(known, _)| *known == place);
                let at = match found {
                    Some(at) => at,
                    None if words.len() >= WORDS => continue,
                    None => {
                        words.push((place, Word::new()));
                        words.len() - 1
                    }
                };
                if let Some((_, word)) = words.get_mut(at) {
                    known += usize::from(self.alternative(word, &token, *language)?);
                }
            }
            if *language != Language::UNKNOWN {
                knowing.push((known, *language));
            }
        }
        words.sort_by_key(|(place, _)| *place);
        let mut words: Vec<Word> = words.into_iter().map(|(_, word)| word).collect();
        // Of the languages that it may be in, it is in those that know most of its words: what
        // says nothing in one of these says nothing here, whatever it means in others.
        let most = knowing.iter().map(|(known, _)| *known).max();
        let likely = knowing.iter().filter(|(known, _)| Some(*known) == most);
        let likely: Vec<Language> = likely.map(|(_, language)| *language).collect();
        for word in &mut words {
            word.is_stop = word.stops_in.iter().any(|it| likely.contains(it));
        }
        Ok(words)
    }

    /// Adds what a word is in a language; whether it is one that the language knows.
    fn alternative(
        &self,
        word: &mut Word,
        token: &Token,
        language: Language,
    ) -> tantivy::Result<bool> {
        if token.stop {
            word.stops_in.push(language);
        }
        word.is_word |= token.kind == TokenKind::Word;
        word.text.clone_from(&token.word);
        let mut is_known = token.stop;
        for term in [&token.term, &token.word] {
            if self.scope.having(term)? > 0 {
                is_known |= *term == token.term;
                word.add(term, 1.0);
            }
        }
        Ok(is_known)
    }
}
