//! Whether somebody has checked what a post says: candidates of the index are compared with it
//! term by term, ranked, and each given the probability that it is what is meant.
//!
//! Ranking adds to BM25 how much of the claim and of its verdicts' titles the post explains, words
//! of which only parts agree, and figures that do not. Its weights, and those of the confidence,
//! were fitted on English posts (CheckThat! 2022, task 2A, training queries, half of them with
//! the right claim taken away) and rounded; they hold for Indonesian narratives unchanged.

mod alike;
mod comparison;
mod confidence;
mod conflicts;
mod countries;
mod crossed;
mod dates;
mod denial;
mod lists;
mod names;
mod opposites;
mod partly;
mod post;
mod rarity;
mod signed;
mod slots;
mod swaps;
#[cfg(test)]
mod tests;
mod units;

use std::collections::HashSet;

use super::analysis::{Language, Token, TokenKind};

pub(super) use post::Post;
pub(super) use rarity::{Frequencies, Rarity};

use conflicts::{Beside, Conflicts, Text};
use partly::Partly;
use rarity::{ratio, sum};

/// A claim that may be what a post says.
pub(super) struct Candidate {
    /// How well the index says that it matches (BM25).
    pub score: f32,
    /// The claim, and the titles and summaries of its verdicts; words that say nothing included.
    pub wordings: Vec<Wording>,
    pub titles: Vec<Token>,
    pub summaries: Vec<Token>,
}

/// A claim in one language.
pub(super) struct Wording {
    pub language: Language,
    pub tokens: Vec<Token>,
}

/// A claim that is compared.
pub(super) struct Match {
    /// Which of the candidates.
    pub candidate: usize,
    pub score: f64,
    /// The probability that it is what the post says.
    pub confidence: f64,
    /// The words of the post that it shares, as they are written there.
    pub matched: Vec<String>,
}

/// Weights of what is added to BM25.
const EXPLAINED: f64 = 5.0;
const PARTLY: f64 = 40.0;
const OTHER_FIGURES: f64 = -5.0;
const SHARED: f64 = 5.0;

fn is_figure(term: &str) -> bool {
    term.starts_with(|c: char| c.is_ascii_digit())
}

/// Terms that are compared: addresses and mentions name who says something and where.
fn is_compared(token: &&Token) -> bool {
    !token.stop && matches!(token.kind, TokenKind::Word | TokenKind::Number)
}

fn terms(tokens: &[Token]) -> HashSet<&str> {
    let compared = tokens.iter().filter(is_compared);
    compared.map(|token| token.term.as_str()).collect()
}

/// What a candidate has in common with the post.
struct Compared<'a> {
    /// The reading of the post, and the wording of the claim, that agree best.
    post: &'a Post,
    claim: &'a Wording,
    wording: HashSet<&'a str>,
    /// Those of the wording and the titles.
    both: HashSet<&'a str>,
    /// Those of the summaries as well.
    all: HashSet<&'a str>,
    /// The rarity of `both` together.
    rarity: f64,
    explained_wording: f64,
    explained_titles: f64,
    explained: f64,
    score: f64,
}

/// Ranks candidates, those that the post most likely means first, each with its confidence. The
/// post is read in each of some languages, the one that it is likely in first: a short text is
/// easily taken to be in another one.
pub(super) fn rank<F: Frequencies>(
    readings: &[Post],
    candidates: &[Candidate],
    rarity: &mut Rarity<'_, F>,
) -> Vec<Match> {
    let mut readings: Vec<(&Post, Partly)> =
        readings.iter().map(|it| (it, Partly::new(it))).collect();
    let compared: Vec<Option<Compared<'_>>> = candidates
        .iter()
        .map(|candidate| best_reading(&mut readings, candidate, rarity))
        .collect();
    let mut order: Vec<(usize, &Compared<'_>)> = compared
        .iter()
        .enumerate()
        .filter_map(|(at, compared)| Some((at, compared.as_ref()?)))
        .collect();
    order.sort_by(|(_, a), (_, b)| b.score.total_cmp(&a.score));
    let matches = order.iter().filter_map(|(at, own)| {
        let candidate = candidates.get(*at)?;
        let noise = noise(own.post, rarity).min(own.score);
        let rival = rival(*at, own, &order, rarity).max(noise);
        Some(Match {
            candidate: *at,
            score: own.score,
            confidence: confidence::of(candidate, own, rival, rarity),
            matched: own.post.shared_with(&own.all),
        })
    });
    let mut matches: Vec<Match> = matches.collect();
    // What has the better score may conflict with the post.
    matches.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
    matches
}

/// A candidate as the reading of the post, and the wording of the claim, make most of it. Names and
/// figures are the same in many languages, and so the likeliest reading is compared with all; of
/// equals that in the language of the claim tells more.
fn best_reading<'a, F: Frequencies>(
    readings: &mut [(&'a Post, Partly)],
    candidate: &'a Candidate,
    rarity: &mut Rarity<'_, F>,
) -> Option<Compared<'a>> {
    let mut best: Option<Compared<'a>> = None;
    for claim in &candidate.wordings {
        for (place, (post, partly)) in readings.iter_mut().enumerate() {
            if place > 0 && post.language != claim.language {
                continue;
            }
            let compared = compare((*post, claim), candidate, rarity, partly);
            if best
                .as_ref()
                .is_none_or(|best| best.explained <= compared.explained)
            {
                best = Some(compared);
            }
        }
    }
    best
}

fn compare<'a, F: Frequencies>(
    (post, claim): (&'a Post, &'a Wording),
    candidate: &'a Candidate,
    rarity: &mut Rarity<'_, F>,
    partly: &mut Partly,
) -> Compared<'a> {
    let (wording, titles) = (terms(&claim.tokens), terms(&candidate.titles));
    let both: HashSet<&str> = wording.union(&titles).copied().collect();
    let all: HashSet<&str> = both.union(&terms(&candidate.summaries)).copied().collect();
    let mut explained = |terms: &HashSet<&str>| {
        let whole = rarity.sum(terms.iter().copied());
        let part = rarity.sum(terms.iter().copied().filter(|term| post.has(term)));
        (part / whole.max(f64::MIN_POSITIVE), whole)
    };
    let (explained_wording, _) = explained(&wording);
    let (explained_titles, _) = explained(&titles);
    let (explained, whole) = explained(&both);
    let missing = both.iter().filter(|term| !post.has(term));
    let soft = sum(missing.map(|term| rarity.of(term) * partly.of(term)));
    let figures = both.iter().filter(|term| is_figure(term)).count();
    let others = both
        .iter()
        .filter(|term| is_figure(term) && !post.has(term));
    let other_figures = match post.has_figures() {
        true => ratio(others.count(), 1 + figures),
        false => 0.0,
    };
    let shared = all.iter().filter(|term| post.has(term)).count();
    let score = f64::from(candidate.score)
        + EXPLAINED * (explained_titles + explained_wording)
        + PARTLY * soft / whole.max(f64::MIN_POSITIVE)
        + OTHER_FIGURES * other_figures
        + SHARED * ratio(1 + shared, 1).ln();
    Compared {
        post,
        claim,
        wording,
        both,
        all,
        rarity: whole,
        explained_wording,
        explained_titles,
        explained,
        score,
    }
}

/// Candidates that are looked at for the best that says something else.
const RIVALS: usize = 20;
/// Two candidates that share so much are reviews of one claim, and no rivals.
const SAME: f64 = 0.6;

/// What the score of claims of other things grows by: with the rarity and the number of the terms of
/// a post. Chosen to stay below what posts meet among ten thousand records, so that it matters in
/// small collections only: there nothing else may match, and of few claims one would otherwise be
/// certain that shares but a common word.
const NOISE_OF_TERMS: f64 = 0.4;
const NOISE: f64 = 2.0;

fn noise<F>(post: &Post, rarity: &Rarity<'_, F>) -> f64 {
    let terms = ratio(post.weights().len(), 1);
    NOISE_OF_TERMS * rarity.most * terms.sqrt() + NOISE * terms.ln_1p()
}

/// The score of the best candidate that says something else.
fn rival<F: Frequencies>(
    at: usize,
    own: &Compared<'_>,
    order: &[(usize, &Compared<'_>)],
    rarity: &mut Rarity<'_, F>,
) -> f64 {
    let others = order.iter().take(RIVALS);
    for (_, other) in others.filter(|(other, _)| *other != at) {
        let shared = rarity.sum(own.both.intersection(&other.both).copied());
        if shared < SAME * own.rarity.min(other.rarity) {
            return other.score;
        }
    }
    0.0
}

/// How alike two wordings are, from 0 to 1; 1 where only spelling, order and words that say nothing
/// differ. What makes them say different things halves it.
pub(super) fn similarity<F: Frequencies>(
    (a, b): (&[Token], &[Token]),
    language: Language,
    rarity: &mut Rarity<'_, F>,
) -> f64 {
    let (own, other) = (terms(a), terms(b));
    let whole = rarity
        .sum(own.iter().copied())
        .max(rarity.sum(other.iter().copied()));
    if whole <= 0.0 {
        return 0.0;
    }
    let shared = rarity.sum(own.intersection(&other).copied());
    let text = |tokens| Text { tokens, language };
    let beside = Beside {
        said: &|term| own.contains(term),
        known: &other,
        titles: &[],
    };
    let differs = Conflicts::of(&text(a), &text(b), &beside).any();
    shared / whole * if differs { 0.5 } else { 1.0 }
}
