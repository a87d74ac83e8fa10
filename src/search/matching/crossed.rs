//! Whether a post says of one name what a claim says of another: two names have changed places, and
//! the same word follows the first of them in both texts (*Macron appointed Attal*, *In January Attal
//! appointed Macron*). Everything else may be worded otherwise.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::super::analysis::{Language, Token, TokenKind};
use super::lists::{folded, lines};
use super::swaps::{BY_ENDINGS, Shared, shared};
use super::{countries, is_compared, is_figure};

/// Words that tell who does something that is told of the other (*attacked by*), and who tells
/// something, which may stand on either side of him (*said Macron*).
struct Told {
    by: HashSet<String>,
    says: HashSet<String>,
}

/// By language: `CODE: BY … | SAYS …`, folded.
static TOLD: LazyLock<HashMap<&'static str, Told>> = LazyLock::new(|| {
    let told = lines(include_str!("told.txt")).map(|(language, words)| {
        let (by, says) = words.split_once('|').unwrap_or((words, ""));
        let all = |words: &str| {
            let words = words.split_whitespace();
            words.map(|word| folded(word, language)).collect()
        };
        let told = Told {
            by: all(by),
            says: all(says),
        };
        (language.code(), told)
    });
    told.collect()
});

/// Words between what marks who does something, and a name of him.
const NEAR: usize = 4;

pub(super) fn crossed(post: &[Token], claim: &[Token], language: Language) -> bool {
    let code = language.code();
    let told = TOLD.get(code).filter(|_| !BY_ENDINGS.contains(&code));
    let Some(Told { by, says }) = told else {
        return false;
    };
    let shared = shared(post, claim);
    let is_by = |tokens: &[Token], at: usize| {
        let mut before = tokens.iter().take(at).rev().take(NEAR);
        before.any(|it| by.contains(&it.word))
    };
    let is_name = |it: &&Shared<'_>| {
        // German has capitals for whatever there is.
        let capitals = it.own.capitalized && it.other.capitalized && code != "de";
        let is_word = it.own.kind == TokenKind::Word && (capitals || is_country(it.own));
        is_word && !is_by(post, it.post) && !is_by(claim, it.claim)
    };
    let names: Vec<&Shared<'_>> = shared.iter().filter(is_name).collect();
    // What follows a name, as long as it is no other.
    let next = |tokens: &[Token], at: usize| {
        let (place, next) = tokens
            .iter()
            .enumerate()
            .skip(at + 1)
            .find(|(_, it)| is_compared(it))?;
        let is_told = says.contains(&next.word);
        let is_word = !is_told && !next.capitalized && !is_figure(&next.term);
        is_word.then(|| (place, next.word.clone()))
    };
    let is_whole = |tokens: &[Token], from: usize, to: usize| {
        let mut between = tokens.iter().take(to + 1).skip(from + 1);
        !between.any(|it| it.begins)
    };
    names.iter().any(|a| {
        let mut after = names
            .iter()
            .filter(|b| a.claim < b.claim && b.post < a.post);
        after.any(|b| {
            let (ours, theirs) = (next(claim, a.claim), next(post, b.post));
            let is_same = ours.zip(theirs).is_some_and(|(ours, theirs)| {
                ours.1 == theirs.1 && ours.0 < b.claim && theirs.0 < a.post
            });
            is_same && is_whole(claim, a.claim, b.claim) && is_whole(post, b.post, a.post)
        })
    })
}

fn is_country(token: &Token) -> bool {
    !countries::named(std::slice::from_ref(token)).is_empty()
}
