//! What makes a claim another one however many words it shares with a post: other figures, another
//! country, another name, a denial, the opposite. Copies of a claim with one thing altered would
//! else be taken for it; a conflict lowers the confidence, and holds it below a cap where all else
//! agrees.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::super::analysis::{Token, TokenKind};
use super::confidence::Plain;
use super::denial::Denial;
use super::slots::{self, Slot, SlotKind};
use super::{Candidate, Compared, Frequencies, Post, Rarity, countries, is_figure};

const HIGHEST: f64 = 0.98;

/// The confidence, with what conflicts make of it.
pub(super) fn weighed<F: Frequencies>(
    post: &Post,
    candidate: &Candidate,
    own: &Compared<'_>,
    plain: Plain,
    rarity: &mut Rarity<'_, F>,
) -> f64 {
    let conflicts = Conflicts::of(post, candidate, own, rarity);
    let logit = plain.logit - conflicts.lowering();
    let cap = conflicts.cap(plain.covered);
    cap.min(1.0 / (1.0 + (-logit).exp()))
}

/// In what a post and a claim conflict, and how much they agree in beside.
struct Conflicts {
    figures: Figures,
    denial: Denial,
    elsewhere: bool,
    opposite: bool,
    other_name: bool,
    other_figure: bool,
    /// How much of the claim's words the post has.
    explained: f64,
    /// How much of those in whose place it has no others.
    rest: f64,
}

impl Conflicts {
    fn of<F: Frequencies>(
        post: &Post,
        candidate: &Candidate,
        own: &Compared<'_>,
        rarity: &mut Rarity<'_, F>,
    ) -> Self {
        let wording = || own.wording.iter().copied();
        let words: Vec<&str> = wording().filter(|it| !is_figure(it)).collect();
        let slots = slots::of(post, candidate, own);
        let has = |kind| slots.iter().any(|slot: &Slot<'_>| slot.kind == kind);
        let replaced = slots.iter().flat_map(|it| it.terms.iter().copied());
        let replaced: HashSet<&str> = replaced.collect();
        let rest: Vec<&str> = wording().filter(|it| !replaced.contains(it)).collect();
        Self {
            figures: Figures::of(post, candidate),
            denial: Denial::of(post, candidate),
            elsewhere: elsewhere(post, candidate),
            opposite: opposite(post, candidate),
            other_name: has(SlotKind::Name),
            other_figure: has(SlotKind::Figure),
            explained: share(&words, post, rarity),
            rest: match rest.len() {
                0 | 1 => 0.0,
                _ => share(&rest, post, rarity),
            },
        }
    }

    /// Below what the confidence is held, by how much of the post the claim has.
    fn cap(&self, covered: f64) -> f64 {
        let Self {
            figures, denial, ..
        } = self;
        let (explained, rest) = (self.explained, self.rest);
        let any = figures.none_agrees || figures.some_differ || denial.differs;
        let holds = [
            (figures.none_agrees && explained >= 0.7, 0.5),
            (figures.some_differ && explained >= 0.85, 0.5),
            (self.elsewhere && explained >= 0.6, 0.5),
            (self.other_figure && rest >= 0.5, 0.4),
            (self.other_name && rest >= 0.75, 0.4),
            ((denial.between || self.opposite) && explained >= 0.6, 0.4),
            (
                explained >= 0.7
                    && covered >= 0.5
                    && (any || self.elsewhere || self.other_name || self.opposite),
                0.35,
            ),
        ];
        let held = holds.into_iter().filter(|(holds, _)| *holds);
        held.map(|(_, below)| below).fold(HIGHEST, f64::min)
    }

    /// How much lower the logarithm of the odds is for it.
    fn lowering(&self) -> f64 {
        let Self {
            figures, denial, ..
        } = self;
        let lowers = [
            (figures.none_agrees || self.other_figure, 0.7),
            (denial.differs || denial.between || self.opposite, 0.7),
            (self.elsewhere, 1.2),
        ];
        let lowering = lowers.into_iter().filter(|(lowers, _)| *lowers);
        lowering.map(|(_, by)| by).sum()
    }
}

fn share<F: Frequencies>(terms: &[&str], post: &Post, rarity: &mut Rarity<'_, F>) -> f64 {
    let whole = rarity.sum(terms.iter().copied());
    let part = rarity.sum(terms.iter().copied().filter(|term| post.has(term)));
    part / whole.max(f64::MIN_POSITIVE)
}

struct Figures {
    /// Both have some, and none is the same.
    none_agrees: bool,
    /// Each has one that the other has not.
    some_differ: bool,
}

impl Figures {
    fn of(post: &Post, candidate: &Candidate) -> Self {
        let (theirs, ours) = (figures(&post.tokens), figures(&candidate.wording));
        // What is rounded is the same.
        let agree = |a: f64, b: f64| (a - b).abs() <= 0.02 * a.abs().max(b.abs());
        let alone = |of: &[f64], among: &[f64]| {
            let is_alone = |a: &&f64| !among.iter().any(|b| agree(**a, *b));
            of.iter().filter(is_alone).count()
        };
        let (only_ours, only_theirs) = (alone(&ours, &theirs), alone(&theirs, &ours));
        Self {
            none_agrees: !ours.is_empty() && !theirs.is_empty() && only_ours == ours.len(),
            some_differ: only_ours > 0 && only_theirs > 0,
        }
    }
}

/// The figures of a text, but for years.
fn figures(tokens: &[Token]) -> Vec<f64> {
    let numbers = tokens.iter().filter(|it| it.kind == TokenKind::Number);
    let values = numbers.filter_map(|it| it.term.parse::<f64>().ok());
    values
        .filter(|value| !(1900.0..2100.0).contains(value) || value.fract() != 0.0)
        .collect()
}

/// Whether both name countries, and none is the same.
fn elsewhere(post: &Post, candidate: &Candidate) -> bool {
    let theirs = countries::named(&post.tokens);
    let mut ours = countries::named(&candidate.wording);
    ours.extend(countries::named(&candidate.titles));
    !theirs.is_empty() && !ours.is_empty() && theirs.is_disjoint(&ours)
}

type Words = HashSet<&'static str>;

/// Words that say the opposite of each other, in any of their forms: `WORD WORD … | WORD WORD …`,
/// folded.
static OPPOSITES: LazyLock<Vec<(Words, Words)>> = LazyLock::new(|| {
    let lines = include_str!("opposites.txt").lines();
    let pairs = lines.filter_map(|line| line.split_once('|'));
    let words = |side: &'static str| side.split_whitespace().collect();
    pairs
        .map(|(one, other)| (words(one), words(other)))
        .collect()
});

/// Whether one says the opposite of the other, and neither says both.
fn opposite(post: &Post, candidate: &Candidate) -> bool {
    let says = |tokens: &[Token], words: &Words| {
        tokens
            .iter()
            .any(|token| words.contains(token.word.as_str()))
    };
    OPPOSITES.iter().any(|(one, other)| {
        let theirs = (says(&post.tokens, one), says(&post.tokens, other));
        let wording = &candidate.wording;
        let ours = (says(wording, one), says(wording, other));
        matches!(
            (theirs, ours),
            ((true, false), (false, true)) | ((false, true), (true, false))
        )
    })
}
