//! What stands in a post beside what it says: hashtags, and who signs it (*— Ada Brandt (@brandt)
//! March 3, 2021*).

use std::collections::HashSet;

use super::super::analysis::{Token, TokenKind};

/// The places of the words that are made of pieces of a kind, these among them.
pub(super) fn within(tokens: &[Token], kind: TokenKind) -> HashSet<usize> {
    let pieces = tokens.iter().filter(|it| it.kind == kind);
    let spans: Vec<_> = pieces.map(|it| it.span.clone()).collect();
    let is_within = |token: &Token| spans.iter().any(|span| span.contains(&token.span.start));
    let tokens = tokens.iter().enumerate();
    let within = tokens.filter(|(_, token)| is_within(token));
    within.map(|(at, _)| at).collect()
}

/// Words of the longest name.
const LONGEST: usize = 4;

/// The places of mentions, and of the names before them.
pub(super) fn signatures(tokens: &[Token]) -> HashSet<usize> {
    let mut signed = within(tokens, TokenKind::Handle);
    let begins: Vec<usize> = signed
        .iter()
        .copied()
        .filter(|at| at.checked_sub(1).is_none_or(|at| !signed.contains(&at)))
        .collect();
    for begin in begins {
        let before = tokens.iter().enumerate().take(begin).rev().take(LONGEST);
        let name = before.take_while(|(_, it)| it.capitalized);
        signed.extend(name.map(|(at, _)| at));
    }
    signed
}
