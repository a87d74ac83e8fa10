//! What a post has in the place of words of a claim: another figure, another name.

use super::super::analysis::{Token, TokenKind};
use super::{Candidate, Compared, Post, is_compared, is_figure};

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum SlotKind {
    Figure,
    Name,
}

/// Words of a claim in whose place the post has others.
pub(super) struct Slot<'a> {
    pub kind: SlotKind,
    pub terms: Vec<&'a str>,
}

/// Words that one place may hold.
const WIDEST: usize = 3;

pub(super) fn of<'a>(post: &Post, candidate: &'a Candidate, own: &Compared<'_>) -> Vec<Slot<'a>> {
    let claim: Vec<&Token> = candidate.wording.iter().filter(is_compared).collect();
    let places = Places::of(post, own);
    let mut slots = Vec::new();
    let mut begin = 0;
    while let Some(first) = claim.get(begin) {
        if post.has(&first.term) {
            begin += 1;
            continue;
        }
        let missing = claim
            .iter()
            .skip(begin)
            .take_while(|it| !post.has(&it.term));
        let end = begin + missing.count();
        let run = claim.get(begin..end).unwrap_or_default();
        let before = begin.checked_sub(1).and_then(|at| claim.get(at)).copied();
        let after = claim.get(end).copied();
        if run.len() <= WIDEST {
            let others = (0..places.words.len())
                .filter_map(|at| places.instead(at, before, after))
                .filter_map(|other| places.kind(run, other));
            slots.extend(others.map(|kind| Slot {
                kind,
                terms: run.iter().map(|it| it.term.as_str()).collect(),
            }));
        }
        begin = end.max(begin + 1);
    }
    slots
}

/// The words of a post, and which of them may stand in the place of a claim's.
struct Places<'a> {
    words: &'a [Token],
    own: &'a Compared<'a>,
    /// Where nearly every word has a capital, none is a name for it.
    names_show: bool,
}

impl<'a> Places<'a> {
    fn of(post: &'a Post, own: &'a Compared<'a>) -> Self {
        let words = &post.kept;
        let upper = words.iter().filter(|it| it.capitalized).count();
        let all = words.iter().filter(|it| it.kind == TokenKind::Word);
        Self {
            words,
            own,
            names_show: upper * 4 <= all.count() * 3,
        }
    }

    /// What the post has in place of a run, where the word at a place of it is the one that stands
    /// beside that run in the claim.
    fn instead(
        &self,
        at: usize,
        before: Option<&Token>,
        after: Option<&Token>,
    ) -> Option<&[Token]> {
        match (before, after) {
            (Some(before), after) if self.is_same(at, before) => self.behind(at, after),
            (None, Some(after)) if self.is_same(at, after) => {
                let places = (at.saturating_sub(WIDEST)..at).rev();
                let runs_back = |place: &usize| self.is_free(*place) && self.is_marked(*place);
                let count = places.take_while(runs_back).count();
                self.words.get(at - count..at)
            }
            _ => None,
        }
    }

    /// What stands behind a place: up to the word that ends the run in the claim, or, where nothing
    /// does, as far as names and figures go.
    fn behind(&self, at: usize, after: Option<&Token>) -> Option<&[Token]> {
        let runs_on =
            |place: &usize| self.is_free(*place) && (after.is_some() || self.is_marked(*place));
        let end = at + 1 + (at + 1..=at + WIDEST).take_while(runs_on).count();
        let closes = after.is_none_or(|it| self.is_same(end, it));
        closes.then(|| self.words.get(at + 1..end)).flatten()
    }

    fn is_same(&self, at: usize, token: &Token) -> bool {
        let word = self.words.get(at);
        word.is_some_and(|it| it.term == token.term)
    }

    /// Whether it is a word that the claim has not.
    fn is_free(&self, at: usize) -> bool {
        let word = self.words.get(at);
        word.is_some_and(|it| !self.own.all.contains(it.term.as_str()))
    }

    /// Whether it looks like a name or a figure.
    fn is_marked(&self, at: usize) -> bool {
        let word = self.words.get(at);
        word.is_some_and(|it| it.capitalized || is_figure(&it.term))
    }

    fn kind(&self, run: &[&Token], other: &[Token]) -> Option<SlotKind> {
        let has_figure = run.iter().any(|it| is_figure(&it.term));
        if has_figure && other.iter().any(|it| is_figure(&it.term)) {
            return Some(SlotKind::Figure);
        }
        let has_name = run.iter().any(|it| it.capitalized);
        let is_name = has_name && other.iter().any(|it| it.capitalized);
        (self.names_show && is_name).then_some(SlotKind::Name)
    }
}
