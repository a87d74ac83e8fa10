//! Words that say the opposite of each other, and words that call what a text says untrue.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::super::analysis::{Language, Token};
use super::alike::negated;
use super::is_compared;
use super::lists::{lines, terms};

/// Words and phrases, as the terms of their words.
type Terms = Vec<Vec<String>>;

#[derive(Default)]
struct Known {
    pairs: Vec<(Terms, Terms)>,
    untrue: Terms,
}

/// By language: `CODE: WORD WORD … | WORD WORD …`, and with a single side the words that call a
/// whole text untrue; the words of a phrase are joined by `_`.
static KNOWN: LazyLock<HashMap<&'static str, Known>> = LazyLock::new(|| {
    let mut known: HashMap<&'static str, Known> = HashMap::new();
    for (language, words) in lines(include_str!("opposites.txt")) {
        let side = |words: &str| -> Terms {
            let words = words.split_whitespace();
            words.map(|word| terms(word, language)).collect()
        };
        let of_language = known.entry(language.code()).or_default();
        match words.split_once('|') {
            Some((one, other)) => of_language.pairs.push((side(one), side(other))),
            None => of_language.untrue.extend(side(words)),
        }
    }
    known
});

/// The terms of a text, as phrases are looked for in it.
struct Said<'a> {
    terms: Vec<&'a str>,
    all: HashSet<&'a str>,
}

impl<'a> Said<'a> {
    fn of(tokens: &'a [Token]) -> Self {
        let terms: Vec<&str> = tokens.iter().map(|token| token.term.as_str()).collect();
        let all = terms.iter().copied().collect();
        Self { terms, all }
    }

    fn has(&self, phrases: &Terms) -> bool {
        phrases.iter().any(|phrase| {
            let is_said = phrase.iter().all(|it| self.all.contains(it.as_str()));
            is_said
                && self
                    .terms
                    .windows(phrase.len().max(1))
                    .any(|it| it == phrase)
        })
    }
}

/// Whether one says the opposite of the other, and neither says both.
pub(super) fn opposite(a: &[Token], b: &[Token], language: Language) -> bool {
    let known = KNOWN.get(language.code());
    let mut pairs = known.iter().flat_map(|known| &known.pairs);
    let said = (Said::of(a), Said::of(b));
    pairs.any(|(one, other)| {
        let a = (said.0.has(one), said.0.has(other));
        let b = (said.1.has(one), said.1.has(other));
        matches!(
            (a, b),
            ((true, false), (false, true)) | ((false, true), (true, false))
        )
    }) || turned(a, b)
        || turned(b, a)
}

/// Whether one has a word, and the other in its stead the same with a beginning that turns it.
fn turned(a: &[Token], b: &[Token]) -> bool {
    let has = |tokens: &[Token], word: &str| tokens.iter().any(|it| it.word == word);
    let words = a.iter().filter(is_compared);
    words.map(|it| it.word.as_str()).any(|word| {
        let mut others = b.iter().map(|it| it.word.as_str());
        others.any(|other| negated(word, other) && !has(a, other) && !has(b, word))
    })
}

/// Whether a text calls something untrue.
pub(super) fn untrue(tokens: &[Token], language: Language) -> bool {
    let known = KNOWN.get(language.code());
    known.is_some_and(|known| Said::of(tokens).has(&known.untrue))
}
