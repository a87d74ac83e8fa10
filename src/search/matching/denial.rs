//! What a text denies, and what it asserts.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::super::analysis::{Language, Token, TokenKind};
use super::alike::alike;
use super::conflicts::Text;
use super::is_compared;
use super::signed::within;

/// Words that deny: as they are, or by their beginning.
#[derive(Default)]
struct Negators {
    words: HashSet<&'static str>,
    beginnings: Vec<&'static str>,
}

/// By language: `CODE: WORD BEGINNING* …`, folded.
static NEGATORS: LazyLock<HashMap<&'static str, Negators>> = LazyLock::new(|| {
    let lines = include_str!("negators.txt").lines();
    let languages = lines.filter_map(|line| line.split_once(':'));
    let negators = |words: &'static str| {
        let mut negators = Negators::default();
        for word in words.split_whitespace() {
            match word.strip_suffix('*') {
                Some(beginning) => negators.beginnings.push(beginning),
                None => _ = negators.words.insert(word),
            }
        }
        negators
    };
    languages
        .map(|(code, words)| (code, negators(words)))
        .collect()
});

/// Words behind a denial that it is taken to deny.
const REACH: usize = 3;

fn is_negator(token: &Token, language: Language) -> bool {
    let word = token.word.as_str();
    NEGATORS.get(language.code()).is_some_and(|negators| {
        let mut beginnings = negators.beginnings.iter();
        negators.words.contains(word) || beginnings.any(|it| word.starts_with(it))
    })
}

/// The words of a text that deny something. Hashtags are names, whatever they say.
fn negators<'a>(text: &'a Text<'_>) -> impl Iterator<Item = usize> + 'a {
    let tags = within(text.tokens, TokenKind::Hashtag);
    let denies = move |(at, token): (usize, &Token)| {
        (!tags.contains(&at) && is_negator(token, text.language)).then_some(at)
    };
    text.tokens.iter().enumerate().filter_map(denies)
}

/// Whether a text denies something of which another tells: in one sentence, and not far from it.
fn denies(text: &Text<'_>, other: &Text<'_>) -> bool {
    let is_shared = |token: &&Token| {
        let mut others = other.tokens.iter().filter(is_compared);
        others.any(|it| alike(it, token))
    };
    negators(text).any(|at| {
        let behind = text.tokens.iter().skip(at + 1).take_while(|it| !it.begins);
        let begin = text.tokens.iter().take(at + 1).rposition(|it| it.begins);
        let before = text.tokens.iter().take(at).skip(begin.unwrap_or_default());
        let near = |tokens: &mut dyn Iterator<Item = &Token>| {
            let mut compared = tokens.filter(is_compared).take(REACH);
            compared.any(|it| is_shared(&it))
        };
        near(&mut behind.into_iter()) || near(&mut before.rev())
    })
}

/// Whether one of two words is the other, denied within itself, as Turkish does: *yasakladı*,
/// *yasaklamadı*.
fn denied_within(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    // Endings sound as what they follow: *durdurdu*, *durdurmadı*.
    let plain = |ending: &str| ending.replace('u', "i").replace('d', "t");
    let denies = |(denied, plainly): (&str, &str)| {
        let mut places = long.match_indices(denied).filter(|(at, _)| *at > 1);
        places.any(|(at, _)| {
            let (before, rest) = long.split_at(at);
            let rest = rest.strip_prefix(denied).unwrap_or_default();
            let other = short.strip_prefix(before);
            other.is_some_and(|it| plain(it) == format!("{plainly}{}", plain(rest)))
        })
    };
    let ways = [("ma", ""), ("me", ""), ("miyor", "iyor"), ("muyor", "iyor")];
    ways.into_iter().any(denies)
}

/// How a post and a claim differ in what they deny.
pub(super) struct Denial {
    /// What one denies the other asserts.
    pub differs: bool,
    /// One puts a denial between two words that stand together in the other.
    pub between: bool,
    /// One denies something, and the other nothing.
    pub alone: bool,
}

impl Denial {
    pub(super) fn of(post: &Text<'_>, claim: &Text<'_>) -> Self {
        let (theirs, ours) = (Denied::of(post), Denied::of(claim));
        let against = |a: &Denied<'_>, b: &Denied<'_>| {
            let mut denied = a.denied.difference(&a.asserted);
            denied.any(|term| b.asserted.contains(term) && !b.denied.contains(term))
        };
        let between = theirs.pairs.iter().any(|(pair, how)| {
            let other = ours.pairs.get(pair);
            other.is_some_and(|other| how.is_disjoint(other))
        });
        let by_endings = claim.language.code() == "tr" && {
            let mut words = post.tokens.iter().filter(is_compared);
            words.any(|own| {
                let mut others = claim.tokens.iter();
                others.any(|other| denied_within(&own.word, &other.word))
            })
        };
        // How far a denial reaches is a guess: what both deny is what they deny, where each denies
        // as often.
        let count = |text: &Text<'_>| negators(text).count();
        let is_same = !theirs.denied.is_disjoint(&ours.denied) && count(post) == count(claim);
        let differs = !is_same && (against(&theirs, &ours) || against(&ours, &theirs));
        Self {
            differs: differs || by_endings,
            between,
            alone: denies(post, claim) && negators(claim).next().is_none()
                || denies(claim, post) && negators(post).next().is_none(),
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
    fn of(text: &Text<'a>) -> Self {
        let mut found = Self::default();
        let (mut left, mut denies) = (0, false);
        let mut before: Option<&str> = None;
        let negators: HashSet<usize> = negators(text).collect();
        for (at, token) in text.tokens.iter().enumerate() {
            if token.begins {
                left = 0;
            }
            if negators.contains(&at) {
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
