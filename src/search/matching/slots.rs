//! What a post has in the place of words of a claim: another figure, another name, another word.
//! This needs no lists, and so holds in every language.

use std::collections::HashSet;

use super::super::analysis::{Language, Token};
use super::alike::alike;
use super::names::{abbreviates, are_shouted, is_title};
use super::{countries, is_figure, units};

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum SlotKind {
    Figure,
    Name,
    Word,
}

/// Words of a claim in whose place the post has others.
pub(super) struct Slot<'a> {
    pub kind: SlotKind,
    pub terms: Vec<&'a str>,
}

/// Words that one place may hold.
const WIDEST: usize = 3;

/// The words of a post that are compared, and those of a claim.
pub(super) struct Words<'p, 'c> {
    pub post: Vec<&'p Token>,
    pub claim: Vec<&'c Token>,
    /// Of the claim.
    pub language: Language,
}

impl<'c> Words<'_, 'c> {
    /// The places that are filled otherwise; a word that stands beside the claim (`known`), or that
    /// the post has elsewhere (`said`), is not another one.
    pub(super) fn slots(
        &self,
        known: &HashSet<&str>,
        said: &dyn Fn(&str) -> bool,
    ) -> Vec<Slot<'c>> {
        let is_said = |it: &Token| said(&it.term) || self.post.iter().any(|own| alike(own, it));
        let missing: Vec<bool> = self.claim.iter().map(|it| !is_said(it)).collect();
        let places = Places::of(self, known);
        let is_missing = |at: usize| missing.get(at).copied().unwrap_or_default();
        let mut slots = Vec::new();
        let mut begin = 0;
        while begin < missing.len() {
            let end = begin + (begin..).take_while(|at| is_missing(*at)).count();
            let run = self.claim.get(begin..end).unwrap_or_default();
            let before = begin.checked_sub(1).and_then(|at| self.claim.get(at));
            let after = self.claim.get(end);
            if (1..=WIDEST).contains(&run.len()) && !joins(before, run, after) {
                let others = places.instead(before.copied(), after.copied());
                // It may be spelled out by more words than a place may hold.
                let is_spelled_out = matches!(run, [it] if abbreviates(&it.word, &self.post));
                let others = others.into_iter();
                let others =
                    others.filter(|it| !is_spelled_out && !is_same(run, it, self.language));
                slots.extend(others.filter_map(|other| {
                    let terms = run.iter().map(|it| it.term.as_str()).collect();
                    let kind = places.kind(run, other)?;
                    Some(Slot { kind, terms })
                }));
            }
            begin = end.max(begin + 1);
        }
        slots
    }
}

/// Whether what stands in a place is the same in other words: a title for a first name, an acronym,
/// a country and who is of it.
fn is_same(run: &[&Token], other: &[&Token], language: Language) -> bool {
    let is_title = |word: &&Token| is_title(word, language);
    let titled = |a: &[&Token], b: &[&Token]| {
        a.iter().all(is_title) && b.iter().all(|it| it.capitalized && !is_title(it))
    };
    let short = |a: &[&Token], b: &[&Token]| matches!(a, [short] if abbreviates(&short.word, b));
    let (ours, theirs) = (countries::places(run), countries::places(other));
    titled(run, other)
        || titled(other, run)
        || short(run, other)
        || short(other, run)
        || !ours.is_empty() && ours == theirs
        || !units::named(run).is_disjoint(&units::named(other))
}

/// Whether a run is but where two words meet, in scripts whose words are pairs of letters: *CD*
/// between *BC* and *DE*.
fn joins(before: Option<&&Token>, run: &[&Token], after: Option<&&Token>) -> bool {
    let (Some(before), [between], Some(after)) = (before, run, after) else {
        return false;
    };
    let (before, after) = (before.word.chars().last(), after.word.chars().next());
    let is_pair = !between.word.is_ascii() && before.is_some() && after.is_some();
    is_pair && between.word.chars().eq(before.into_iter().chain(after))
}

/// The words of a post, and which of them may stand in the place of a claim's.
struct Places<'a> {
    words: &'a [&'a Token],
    /// Which the claim has not.
    free: Vec<bool>,
    /// Where nearly every word has a capital, none is a name for it.
    names_show: bool,
}

impl<'a> Places<'a> {
    fn of(words: &'a Words<'_, '_>, known: &HashSet<&str>) -> Self {
        let is_free = |own: &&Token| {
            !known.contains(own.term.as_str()) && !words.claim.iter().any(|it| alike(own, it))
        };
        let post = &words.post;
        Self {
            words: post,
            free: post.iter().map(is_free).collect(),
            names_show: !are_shouted(post),
        }
    }

    /// What the post has in place of a run that stands between two words in the claim.
    fn instead(&self, before: Option<&Token>, after: Option<&Token>) -> Vec<&[&Token]> {
        let all = 0..self.words.len();
        let runs: Vec<&[&Token]> = match (before, after) {
            (Some(before), after) => {
                let starts = all.filter(|at| self.is_same(*at, before));
                starts.filter_map(|at| self.behind(at, after)).collect()
            }
            (None, Some(after)) => {
                let ends = all.filter(|at| self.is_same(*at, after));
                ends.filter_map(|at| self.ahead_of(at)).collect()
            }
            (None, None) => Vec::new(),
        };
        runs.into_iter().filter(|run| !run.is_empty()).collect()
    }

    /// What stands behind a place: up to the word that ends the run in the claim, or, where nothing
    /// does, up to the end, or as far as names and figures go.
    fn behind(&self, at: usize, after: Option<&Token>) -> Option<&[&Token]> {
        let begin = at + 1;
        let run = |goes_on: &dyn Fn(usize) -> bool| {
            let places = (begin..begin + WIDEST).take_while(|at| self.is_free(*at) && goes_on(*at));
            begin + places.count()
        };
        let end = run(&|_| true);
        if after.map_or(end == self.words.len(), |it| self.is_same(end, it)) {
            return self.words.get(begin..end);
        }
        let marked = after.is_none().then(|| run(&|at| self.is_marked(at)))?;
        self.words.get(begin..marked)
    }

    /// What stands before a place: from the beginning on, or as far as names and figures go.
    fn ahead_of(&self, at: usize) -> Option<&[&Token]> {
        let run = |goes_on: &dyn Fn(usize) -> bool| {
            let places = (at.saturating_sub(WIDEST)..at).rev();
            at - places
                .take_while(|at| self.is_free(*at) && goes_on(*at))
                .count()
        };
        match run(&|_| true) {
            0 => self.words.get(..at),
            _ => self.words.get(run(&|at| self.is_marked(at))..at),
        }
    }

    fn is_same(&self, at: usize, token: &Token) -> bool {
        self.words.get(at).is_some_and(|it| alike(it, token))
    }

    fn is_free(&self, at: usize) -> bool {
        self.free.get(at).copied().unwrap_or_default()
    }

    /// Whether it looks like a name or a figure.
    fn is_marked(&self, at: usize) -> bool {
        let word = self.words.get(at);
        word.is_some_and(|it| it.capitalized || is_figure(&it.term))
    }

    fn kind(&self, run: &[&Token], other: &[&Token]) -> Option<SlotKind> {
        let has_figure = |words: &[&Token]| words.iter().any(|it| is_figure(&it.term));
        match (has_figure(run), has_figure(other)) {
            (true, true) => return Some(SlotKind::Figure),
            // What is counted, and how often.
            (true, false) | (false, true) => return None,
            (false, false) => {}
        }
        let has_name = |words: &[&Token]| words.iter().any(|it| it.capitalized);
        let is_name = self.names_show && has_name(run) && has_name(other);
        Some(if is_name {
            SlotKind::Name
        } else {
            SlotKind::Word
        })
    }
}
