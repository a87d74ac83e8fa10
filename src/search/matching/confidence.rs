//! The probability that a claim is what a post says (logistic regression).

use std::collections::HashSet;

use super::super::analysis::Token;
use super::conflicts::{Agreement, Beside, Conflicts, Text};
use super::names::are_shouted;
use super::{Candidate, Compared, Frequencies, Post, Rarity, is_figure};

const BIAS: f64 = -9.2;
const EXPLAINED: f64 = 1.7;
const LEAD: f64 = 7.5;
const COVERED: f64 = 5.1;
const EXPLAINED_BEST: f64 = 2.8;
const LONG: f64 = 1.25;
const RAREST: f64 = 2.1;

/// The logarithm of how many claims make a collection in which it says something to lead.
const ENOUGH: f64 = 6.9;

const HIGHEST: f64 = 0.98;
/// Below what it is held where so many words are shared, unless these are all: one or two words are
/// what many claims have in common, however rare they are in a small collection.
const OF_FEW: [f64; 3] = [0.1, 0.3, 0.6];
const ALL: f64 = 0.95;
/// What is less likely is not looked into for conflicts, which would only make it less.
const LOOKED_INTO: f64 = 0.1;

/// The confidence: the odds, as far as conflicts leave them, held below what can be said of so few
/// words or claims.
pub(super) fn of<F: Frequencies>(
    candidate: &Candidate,
    own: &Compared<'_>,
    rival: f64,
    rarity: &mut Rarity<'_, F>,
) -> f64 {
    if own.post.is_worded_as(&own.claim.tokens) {
        return HIGHEST;
    }
    let covered = covered(own, rarity);
    let logit = logit(own, rival, &covered, rarity);
    let is_all = covered.share >= ALL && own.explained_wording >= ALL;
    let of_few = OF_FEW.get(things(own)).filter(|_| !is_all);
    // Where there is little else to match, what either has alone counts against it.
    let alone = 1.0 - covered.share.max(own.explained_wording);
    let of_small = 1.0 - smallness(rarity) * alone;
    let cap = of_few.unwrap_or(&HIGHEST).min(of_small);
    let plain = probability(logit).min(cap);
    match plain < LOOKED_INTO {
        true => plain,
        false => {
            let (lowering, of_conflicts) = conflicting(candidate, own, covered.share, rarity);
            probability(logit - lowering).min(cap).min(of_conflicts)
        }
    }
}

fn probability(logit: f64) -> f64 {
    1.0 / (1.0 + (-logit).exp())
}

/// How much conflicts lower the logarithm of the odds, and below what they hold the confidence.
fn conflicting<F: Frequencies>(
    candidate: &Candidate,
    own: &Compared<'_>,
    covered: f64,
    rarity: &mut Rarity<'_, F>,
) -> (f64, f64) {
    let conflicts = conflicts(candidate, own);
    let words = |without: &HashSet<&str>| {
        let words = own.wording.iter().copied();
        let words = words.filter(|it| !without.contains(it));
        words.collect::<Vec<&str>>()
    };
    let figures = own.wording.iter().copied().filter(|it| is_figure(it));
    let explained = share(&words(&figures.collect()), own.post, rarity);
    let mut agreement = Agreement {
        covered,
        explained,
        without: &mut |terms| match words(terms) {
            rest if rest.len() < 2 => 0.0,
            rest => share(&rest, own.post, rarity),
        },
    };
    let cap = conflicts.cap(&mut agreement, HIGHEST);
    (conflicts.lowering(), cap)
}

/// What the claim has of the post.
struct Covered {
    /// How much.
    share: f64,
    /// How rare the rarest of them is.
    rarest: f64,
}

fn covered<F: Frequencies>(own: &Compared<'_>, rarity: &mut Rarity<'_, F>) -> Covered {
    let (mut whole, mut shared, mut rarest) = (0.0, 0.0, 0.0_f64);
    for (term, weight) in own.post.weights() {
        let rare = rarity.of(term);
        whole += weight * rare;
        if own.all.contains(term.as_str()) {
            shared += weight * rare;
            rarest = rarest.max(rare * weight.min(1.0));
        }
    }
    Covered {
        share: shared / whole.max(f64::MIN_POSITIVE),
        rarest,
    }
}

/// How many things the claim has of the post: the words of a name are one.
fn things(own: &Compared<'_>) -> usize {
    let kept: Vec<&Token> = own.post.kept.iter().collect();
    let names_show = !are_shouted(&kept);
    let mut known = HashSet::new();
    let mut named: Option<u32> = None;
    let mut things = 0;
    for token in kept {
        if !own.all.contains(token.term.as_str()) {
            continue;
        }
        let is_new = known.insert(token.term.as_str());
        let goes_on =
            names_show && token.capitalized && named.is_some_and(|it| it + 1 == token.position);
        things += usize::from(is_new && !goes_on);
        named = token.capitalized.then_some(token.position);
    }
    things
}

/// The logarithm of the odds: from how well the claim and the post explain each other, how far the
/// claim leads before others, and how rare what they share is.
fn logit<F: Frequencies>(
    own: &Compared<'_>,
    rival: f64,
    covered: &Covered,
    rarity: &Rarity<'_, F>,
) -> f64 {
    let lead = ((own.score - rival) / own.score.max(1e-6)).clamp(-1.0, 1.0);
    BIAS + EXPLAINED * own.explained
        + LEAD * lead
        + COVERED * covered.share
        + EXPLAINED_BEST * own.explained_wording.max(own.explained_titles)
        + LONG * (1.0 + own.rarity / rarity.most).ln()
        + RAREST * covered.rarest / rarity.most
}

fn conflicts<'a>(candidate: &Candidate, own: &'a Compared<'_>) -> Conflicts<'a> {
    let text = |tokens, language| Text { tokens, language };
    let (post, claim) = (own.post, own.claim);
    Conflicts::of(
        &text(&post.tokens, post.language),
        &text(&claim.tokens, claim.language),
        &Beside {
            said: &|term| post.has(term),
            known: &own.all,
            titles: &candidate.titles,
        },
    )
}

/// How small the collection is: from 1, of a single claim, to 0.
fn smallness<F: Frequencies>(rarity: &Rarity<'_, F>) -> f64 {
    (1.0 - rarity.documents.ln() / ENOUGH).clamp(0.0, 1.0)
}

/// How much of some terms a post has.
fn share<F: Frequencies>(terms: &[&str], post: &Post, rarity: &mut Rarity<'_, F>) -> f64 {
    let whole = rarity.sum(terms.iter().copied());
    let part = rarity.sum(terms.iter().copied().filter(|term| post.has(term)));
    part / whole.max(f64::MIN_POSITIVE)
}
