//! A post, as claims are compared with it.

use std::collections::{BTreeMap, HashSet};

use super::super::analysis::{Analyzer, Language, Token, TokenKind};
use super::dates::Dates;
use super::rarity::ratio;
use super::{Frequencies, is_compared, is_figure};

/// Terms of a post that are looked for at most, the first ones of it.
const TERMS: usize = 128;
/// What is said twice matters more, and what is said late less.
const TWICE: f64 = 1.2;
const LATER: f64 = 0.02;

/// A post.
pub(in crate::search) struct Post {
    pub language: Language,
    text: String,
    /// Its words as they are, dates and what hides words among them.
    worded: Vec<String>,
    /// All of its words.
    pub tokens: Vec<Token>,
    /// Those that are compared, in order.
    pub kept: Vec<Token>,
    weights: BTreeMap<String, f64>,
    has_figures: bool,
}

impl Post {
    pub(in crate::search) fn new(
        text: &str,
        language: Language,
        analyzer: &Analyzer,
        frequencies: &impl Frequencies,
    ) -> Self {
        let mut tokens = analyzer.analyze_all(text, language);
        let worded = tokens.iter().map(|token| token.word.clone()).collect();
        for token in &mut tokens {
            plain(token, language, analyzer, frequencies);
        }
        let days = Dates::of(&tokens, language).days;
        let kept = tokens.iter().enumerate();
        let kept = kept.filter(|(at, token)| is_compared(token) && !days.contains(at));
        let kept: Vec<Token> = kept.map(|(_, token)| token.clone()).collect();
        let mut weights = BTreeMap::new();
        for (place, token) in kept.iter().take(TERMS).enumerate() {
            if !weights.contains_key(&token.term) {
                let twice = kept.iter().filter(|it| it.term == token.term).nth(1);
                let weight = if twice.is_some() { TWICE } else { 1.0 };
                weights.insert(token.term.clone(), weight / (1.0 + LATER * ratio(place, 1)));
            }
        }
        let has_figures = weights.keys().any(|term| is_figure(term));
        let mut post = Self {
            language,
            text: text.to_owned(),
            worded,
            tokens,
            kept,
            weights,
            has_figures,
        };
        post.join(analyzer, frequencies);
        post
    }

    /// The same text, as one of another language.
    pub(in crate::search) fn read_in(
        &self,
        language: Language,
        analyzer: &Analyzer,
        frequencies: &impl Frequencies,
    ) -> Self {
        Self::new(&self.text, language, analyzer, frequencies)
    }

    /// Adds what is written as two words and by others as one.
    fn join(&mut self, analyzer: &Analyzer, frequencies: &impl Frequencies) {
        let mut place = 0;
        let mut joined = Vec::new();
        for pair in self.tokens.windows(2) {
            let [first, second] = pair else { continue };
            place += usize::from(!first.stop);
            let is_long =
                |token: &Token| token.kind == TokenKind::Word && token.word.chars().count() > 2;
            if !is_long(first) || !is_long(second) || place > TERMS {
                continue;
            }
            let both = format!("{}{}", first.word, second.word);
            for token in analyzer.analyze(&both, self.language) {
                if frequencies.frequency(&token.term) > 0 {
                    joined.push((token.term, 1.0 / (1.0 + LATER * ratio(place, 1))));
                }
            }
        }
        for (term, weight) in joined {
            self.weights.entry(term).or_insert(weight);
        }
    }

    /// The distinct terms, and how much each weighs.
    pub(in crate::search) fn weights(&self) -> &BTreeMap<String, f64> {
        &self.weights
    }

    pub(super) fn has(&self, term: &str) -> bool {
        self.weights.contains_key(term)
    }

    /// Whether it has exactly these words.
    pub(super) fn is_worded_as(&self, tokens: &[Token]) -> bool {
        !tokens.is_empty()
            && self
                .worded
                .iter()
                .eq(tokens.iter().map(|token| &token.word))
    }

    pub(super) fn has_figures(&self) -> bool {
        self.has_figures
    }

    /// The words whose terms are among some, as they are written; each once, in order.
    pub(super) fn shared_with(&self, terms: &HashSet<&str>) -> Vec<String> {
        let shared = self
            .kept
            .iter()
            .filter(|token| terms.contains(token.term.as_str()));
        let words = shared.filter_map(|token| self.text.get(token.span.clone()));
        let mut known = HashSet::new();
        words
            .filter(|word| known.insert(word.to_lowercase()))
            .map(str::to_owned)
            .collect()
    }
}

/// Reads letters that are written as digits to hide a word from machines, where no record has the
/// word as it stands.
fn plain(
    token: &mut Token,
    language: Language,
    analyzer: &Analyzer,
    frequencies: &impl Frequencies,
) {
    let has = |is: fn(&char) -> bool| token.word.chars().any(|c| is(&c));
    let is_mixed = has(char::is_ascii_digit) && has(char::is_ascii_alphabetic);
    if token.kind != TokenKind::Word || !is_mixed || frequencies.frequency(&token.term) > 0 {
        return;
    }
    // One stands for either of two letters.
    for one in ['i', 'l'] {
        let letter = |c| match c {
            '4' => 'a',
            '3' => 'e',
            '1' => one,
            '0' => 'o',
            '5' => 's',
            '7' => 't',
            '8' => 'b',
            '9' => 'g',
            c => c,
        };
        let word: String = token.word.chars().map(letter).collect();
        if word.chars().count() <= 2 || !word.chars().all(char::is_alphabetic) {
            return;
        }
        let read = analyzer.analyze_all(&word, language).into_iter().next();
        let is_known = |it: &Token| it.stop || frequencies.frequency(&it.term) > 0;
        if let Some(read) = read.filter(is_known) {
            (token.term, token.word, token.stop) = (read.term, read.word, read.stop);
            return;
        }
    }
}
