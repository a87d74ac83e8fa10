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
    let theirs = &post.kept;
    let upper = theirs.iter().filter(|it| it.capitalized).count();
    let words = theirs
        .iter()
        .filter(|it| it.kind == TokenKind::Word)
        .count();
    // Where nearly every word has a capital, none is a name for it.
    let names_show = upper * 4 <= words * 3;
    let is_marked = |token: &Token| token.capitalized || is_figure(&token.term);
    let is_free = |at: usize| {
        let token = theirs.get(at);
        token.is_some_and(|token| !own.all.contains(token.term.as_str()))
    };
    let is_same = |at: usize, term: &str| theirs.get(at).is_some_and(|it| it.term == term);
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
        let before = begin.checked_sub(1).and_then(|at| claim.get(at));
        let after = claim.get(end);
        if run.len() <= WIDEST {
            for at in 0..theirs.len() {
                let other = match (before, after) {
                    (Some(before), after) if is_same(at, &before.term) => {
                        let runs_on = |place: &usize| {
                            let marked = theirs.get(*place).is_some_and(is_marked);
                            is_free(*place) && (after.is_some() || marked)
                        };
                        let count = (at + 1..=at + WIDEST).take_while(runs_on).count();
                        let closes = after.is_none_or(|it| is_same(at + 1 + count, &it.term));
                        if closes {
                            theirs.get(at + 1..at + 1 + count)
                        } else {
                            None
                        }
                    }
                    (None, Some(after)) if is_same(at, &after.term) => {
                        let runs_back = |place: &usize| {
                            is_free(*place) && theirs.get(*place).is_some_and(is_marked)
                        };
                        let places = (at.saturating_sub(WIDEST)..at).rev();
                        let count = places.take_while(runs_back).count();
                        theirs.get(at - count..at)
                    }
                    _ => None,
                };
                let Some(other) = other else { continue };
                let kind = slot_kind(run, other, names_show);
                slots.extend(kind.map(|kind| Slot {
                    kind,
                    terms: run.iter().map(|it| it.term.as_str()).collect(),
                }));
            }
        }
        begin = end.max(begin + 1);
    }
    slots
}

fn slot_kind(run: &[&Token], other: &[Token], names_show: bool) -> Option<SlotKind> {
    let has_figure = run.iter().any(|it| is_figure(&it.term));
    if has_figure && other.iter().any(|it| is_figure(&it.term)) {
        return Some(SlotKind::Figure);
    }
    let has_name = run.iter().any(|it| it.capitalized);
    (names_show && has_name && other.iter().any(|it| it.capitalized)).then_some(SlotKind::Name)
}
