//! What makes a claim another one however many words it shares with a post: other figures, another
//! country, another name or word in its place, a denial, the opposite, two that have changed places.
//! Copies of a claim with one thing altered would else be taken for it; a conflict lowers the
//! confidence, and holds it below a cap where most else agrees.

use std::collections::HashSet;

use super::super::analysis::{Language, Token, TokenKind};
use super::alike::alike;
use super::dates::Dates;
use super::denial::Denial;
use super::names::Named;
use super::slots::{Slot, SlotKind, Words};
use super::{comparison, countries, crossed, is_compared, names, opposites, signed, swaps, units};

/// A text, as it is looked at for conflicts.
pub(super) struct Text<'a> {
    pub tokens: &'a [Token],
    pub language: Language,
}

/// What else is known of a post and a claim.
pub(super) struct Beside<'a> {
    /// Whether the post has a term, in whatever way it is written.
    pub said: &'a dyn Fn(&str) -> bool,
    /// The terms of the claim, its verdicts' among them.
    pub known: &'a HashSet<&'a str>,
    /// What stands in the titles of its verdicts.
    pub titles: &'a [Token],
}

/// In what a post and a claim conflict.
pub(super) struct Conflicts<'a> {
    figures: Figures,
    /// Of when they tell.
    dates: bool,
    /// Of what the same figures count.
    units: bool,
    /// A comparison.
    turned: bool,
    /// The terms of names in whose stead the post has others.
    names: HashSet<&'a str>,
    denial: Denial,
    elsewhere: bool,
    opposite: bool,
    untrue: bool,
    swapped: bool,
    crossed: bool,
    /// What the post has others in the place of.
    slots: Vec<Slot<'a>>,
}

/// How much a post and a claim agree.
pub(super) struct Agreement<'a> {
    /// How much of the post the claim has.
    pub covered: f64,
    /// How much of the claim's words the post has.
    pub explained: f64,
    /// How much of the claim the post has but for some terms; none where that is next to nothing.
    pub without: &'a mut dyn FnMut(&HashSet<&str>) -> f64,
}

impl<'a> Conflicts<'a> {
    pub(super) fn of(post: &Text<'_>, claim: &Text<'a>, beside: &Beside<'_>) -> Self {
        let (theirs, ours) = (post.tokens, claim.tokens);
        let dates = (
            Dates::of(theirs, post.language),
            Dates::of(ours, claim.language),
        );
        let words = Words {
            post: compared(theirs, &dates.0.places),
            claim: compared(ours, &dates.1.places),
            language: claim.language,
        };
        let theirs_named = Named {
            words: &named(theirs, &dates.0),
            language: post.language,
            is_told: &|it| {
                beside.known.contains(it.term.as_str()) || ours.iter().any(|own| alike(own, it))
            },
        };
        let ours_named = Named {
            words: &named(ours, &dates.1),
            language: claim.language,
            is_told: &|it| (beside.said)(&it.term) || theirs.iter().any(|own| alike(own, it)),
        };
        let is_untrue = |text: &Text<'_>| opposites::untrue(text.tokens, text.language);
        Self {
            figures: Figures::of(&words.post, &words.claim),
            dates: dates.0.differ(&dates.1),
            units: units::differ(theirs, ours),
            turned: comparison::turned(theirs, ours, claim.language),
            names: names::others(&theirs_named, &ours_named),
            denial: Denial::of(post, claim),
            elsewhere: elsewhere(theirs, ours, beside.titles),
            opposite: opposites::opposite(theirs, ours, claim.language),
            untrue: is_untrue(post) != is_untrue(claim),
            crossed: crossed::crossed(theirs, ours, claim.language),
            swapped: swaps::swapped(theirs, ours, claim.language),
            slots: words.slots(beside.known, beside.said),
        }
    }

    fn has(&self, kind: SlotKind) -> bool {
        self.slots.iter().any(|slot| slot.kind == kind)
    }

    /// Whether there is any, between texts that are nearly the same.
    pub(super) fn any(&self) -> bool {
        let Self {
            figures, denial, ..
        } = self;
        let of_words =
            self.opposite || self.untrue || self.swapped || self.crossed || !self.slots.is_empty();
        figures.none_agrees
            || figures.some_differ
            || denial.differs
            || denial.between
            || denial.alone
            || self.elsewhere
            || self.dates
            || self.turned
            || self.units
            || !self.names.is_empty()
            || of_words
    }

    /// Below what the confidence is held, of texts that agree so much.
    pub(super) fn cap(&self, agreement: &mut Agreement<'_>, highest: f64) -> f64 {
        let Self {
            figures, denial, ..
        } = self;
        let (covered, explained) = (agreement.covered, agreement.explained);
        let replaced = self.slots.iter().flat_map(|it| it.terms.iter().copied());
        let rest = (agreement.without)(&replaced.collect());
        let unnamed = (agreement.without)(&self.names);
        let alike = covered >= 0.5 || explained >= 0.7;
        let nearly = covered >= 0.6 && explained >= 0.6;
        let holds = [
            (self.has(SlotKind::Figure) && rest >= 0.5, 0.4),
            (self.has(SlotKind::Name) && rest >= 0.6, 0.4),
            (
                self.has(SlotKind::Word) && rest >= 0.75 && covered >= 0.5,
                0.5,
            ),
            (figures.none_agrees && alike, 0.4),
            (figures.some_differ && alike, 0.5),
            (self.elsewhere && alike, 0.4),
            (self.dates && alike, 0.4),
            (self.turned && alike, 0.4),
            (self.units && alike, 0.4),
            (
                !self.names.is_empty() && unnamed >= 0.5 && covered >= 0.4,
                0.4,
            ),
            (denial.differs && alike, 0.4),
            (denial.between && alike, 0.4),
            (self.opposite && alike, 0.4),
            (self.untrue && nearly, 0.5),
            (denial.alone && nearly, 0.5),
            (self.swapped, 0.4),
            (self.crossed && alike, 0.4),
        ];
        let held = holds.into_iter().filter(|(holds, _)| *holds);
        held.map(|(_, below)| below).fold(highest, f64::min)
    }

    /// How much lower the logarithm of the odds is for it.
    pub(super) fn lowering(&self) -> f64 {
        let Self {
            figures, denial, ..
        } = self;
        let lowers = [
            (figures.none_agrees || self.has(SlotKind::Figure), 0.7),
            (denial.differs || denial.between || self.opposite, 0.7),
            (self.elsewhere, 1.2),
        ];
        let lowering = lowers.into_iter().filter(|(lowers, _)| *lowers);
        lowering.map(|(_, by)| by).sum()
    }
}

/// The words that are compared, without those at some places.
fn compared<'a>(tokens: &'a [Token], without: &HashSet<usize>) -> Vec<&'a Token> {
    let tokens = tokens.iter().enumerate();
    let kept = tokens.filter(|(at, token)| is_compared(token) && !without.contains(at));
    kept.map(|(_, token)| token).collect()
}

/// The words that may be names of whom a text tells: dates are none, and hashtags and signatures
/// name others.
fn named<'a>(tokens: &'a [Token], dates: &Dates) -> Vec<&'a Token> {
    let mut without = signed::within(tokens, TokenKind::Hashtag);
    without.extend(signed::signatures(tokens));
    without.extend(&dates.places);
    compared(tokens, &without)
}

struct Figures {
    /// Both have some, and none is the same.
    none_agrees: bool,
    /// Each has one that the other has not.
    some_differ: bool,
}

impl Figures {
    fn of(post: &[&Token], claim: &[&Token]) -> Self {
        let (theirs, ours) = (figures(post), figures(claim));
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
fn figures(tokens: &[&Token]) -> Vec<f64> {
    let numbers = tokens.iter().filter(|it| it.kind == TokenKind::Number);
    // *2,000* is none.
    let is_year = |it: &&&Token| {
        let is_plain = it.span.len() == it.term.len();
        let year = it.term.parse::<u32>().ok().filter(|_| is_plain);
        year.is_some_and(|it| (1900..2100).contains(&it))
    };
    let counts = numbers.filter(|it| !is_year(it));
    counts.filter_map(|it| it.term.parse().ok()).collect()
}

/// Whether each names a country that the other does not.
fn elsewhere(post: &[Token], claim: &[Token], titles: &[Token]) -> bool {
    let (theirs, ours) = (countries::named(post), countries::named(claim));
    let known = countries::named(titles);
    let others = theirs.difference(&ours).filter(|it| !known.contains(*it));
    others.count() > 0 && ours.difference(&theirs).count() > 0
}
