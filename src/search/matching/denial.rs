//! What a text denies, and what it asserts.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::super::analysis::{Language, Token};
use super::{Candidate, Post, is_compared};

/// Words that deny, by language: `CODE: WORD WORD …`, folded.
static NEGATORS: LazyLock<HashMap<&'static str, HashSet<&'static str>>> = LazyLock::new(|| {
    let lines = include_str!("negators.txt").lines();
    let languages = lines.filter_map(|line| line.split_once(':'));
    languages
        .map(|(code, words)| (code, words.split_whitespace().collect()))
        .collect()
});

/// Words behind a denial that it is taken to deny.
const REACH: usize = 3;

fn is_negator(token: &Token, language: Language) -> bool {
    let negators = NEGATORS.get(language.code());
    negators.is_some_and(|words| words.contains(token.word.as_str()))
}

/// Whether a text denies something.
pub(super) fn denies(tokens: &[Token], language: Language) -> bool {
    tokens.iter().any(|token| is_negator(token, language))
}

/// How a post and a claim differ in what they deny.
pub(super) struct Denial {
    /// What one denies the other asserts.
    pub differs: bool,
    /// One puts a denial between two words that stand together in the other.
    pub between: bool,
}

impl Denial {
    pub(super) fn of(post: &Post, candidate: &Candidate) -> Self {
        let theirs = Denied::of(&post.tokens, post.language);
        let ours = Denied::of(&candidate.wording, candidate.language);
        let against = |a: &Denied<'_>, b: &Denied<'_>| {
            let mut denied = a.denied.difference(&a.asserted);
            denied.any(|term| b.asserted.contains(term) && !b.denied.contains(term))
        };
        let between = theirs.pairs.iter().any(|(pair, how)| {
            let other = ours.pairs.get(pair);
            other.is_some_and(|other| how.is_disjoint(other))
        });
        Self {
            differs: against(&theirs, &ours) || against(&ours, &theirs),
            between,
        }
    }
}

#[derive(Default)]
struct Denied<'a> {
    denied: HashSet<&'a str>,
    asserted: HashSet<&'a str>,
    /// Words that stand together, and whether a denial does between them.
    pairs: HashMap<(&'a str, &'a str), HashSet<bool>>,
}

impl<'a> Denied<'a> {
    fn of(tokens: &'a [Token], language: Language) -> Self {
        let mut found = Self::default();
        let (mut left, mut denies) = (0, false);
        let mut before: Option<&str> = None;
        for token in tokens {
            if is_negator(token, language) {
                (left, denies) = (REACH, true);
                continue;
            }
            if !is_compared(&token) {
                continue;
            }
            let term = token.term.as_str();
            match left {
                0 => found.asserted.insert(term),
                _ => {
                    left -= 1;
                    found.denied.insert(term)
                }
            };
            if let Some(before) = before {
                let pair = found.pairs.entry((before, term)).or_default();
                pair.insert(denies);
            }
            before = Some(term);
            denies = false;
        }
        found
    }
}
