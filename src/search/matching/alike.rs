//! Whether two words are forms of one: what is only spelled or inflected otherwise is no other word.

use super::super::analysis::{Token, TokenKind};

/// The shortest words, in characters, that may be forms of one another without being the same term.
const SHORTEST: usize = 4;

pub(super) fn alike(a: &Token, b: &Token) -> bool {
    let is_word = |it: &Token| it.kind == TokenKind::Word;
    a.term == b.term || is_word(a) && is_word(b) && are_forms(&a.word, &b.word)
}

/// By what they begin with but for an article, or but a letter (a typo).
fn are_forms(a: &str, b: &str) -> bool {
    let bare = |word: &str| word.starts_with(ARTICLE);
    let (a, b) = match (bare(a), bare(b)) {
        (true, false) => (a.trim_start_matches(ARTICLE), b),
        (false, true) => (a, b.trim_start_matches(ARTICLE)),
        _ => (a, b),
    };
    let shorter = a.chars().count().min(b.chars().count());
    if shorter < SHORTEST || negated(a, b) {
        return false;
    }
    let same = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    same >= SHORTEST && same * 10 >= shorter * 7
        || shorter > SHORTEST && strsim::osa_distance(a, b) < 2
}

/// The article of Arabic, which is written together with its word.
const ARTICLE: &str = "ال";

/// Beginnings that turn a word into its opposite: *legal*, *illegal*.
const TURNING: [&str; 8] = ["un", "non", "anti", "dis", "il", "ir", "in", "im"];

/// Whether one of two words is the other with a beginning that turns it.
pub(super) fn negated(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let start = long.strip_suffix(short);
    // Port and import, form and inform.
    let is_long = short.chars().count() > SHORTEST;
    is_long && start.is_some_and(|start| TURNING.contains(&start))
}
