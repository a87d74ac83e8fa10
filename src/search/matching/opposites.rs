//! Words that say the opposite of each other, and words that call what a text says untrue.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::super::analysis::{Analyzer, Language, Synonyms, Token};
use super::alike::negated;
use super::is_compared;

/// Words, as stems.
type Stems = Vec<String>;

#[derive(Default)]
struct Known {
    pairs: Vec<(Stems, Stems)>,
    untrue: Stems,
}

/// By language: `CODE: WORD WORD … | WORD WORD …`, and with a single side the words that call a
/// whole text untrue.
static KNOWN: LazyLock<HashMap<&'static str, Known>> = LazyLock::new(|| {
    let analyzer = Analyzer::new(Synonyms::builtin());
    let mut known: HashMap<&'static str, Known> = HashMap::new();
    let lines = include_str!("opposites.txt").lines();
    for (code, words) in lines.filter_map(|line| line.split_once(':')) {
        let language = Language::of_tag(code);
        let stems = |words: &str| -> Stems {
            let words = words.split_whitespace();
            let tokens = words.flat_map(|word| analyzer.analyze_all(word, language));
            tokens.map(|token| token.term).collect()
        };
        let of_language = known.entry(language.code()).or_default();
        match words.split_once('|') {
            Some((one, other)) => of_language.pairs.push((stems(one), stems(other))),
            None => of_language.untrue.extend(stems(words)),
        }
    }
    known
});

fn says(tokens: &[Token], stems: &Stems) -> bool {
    tokens.iter().any(|token| stems.contains(&token.term))
}

/// Whether one says the opposite of the other, and neither says both.
pub(super) fn opposite(a: &[Token], b: &[Token], language: Language) -> bool {
    let known = KNOWN.get(language.code());
    let mut pairs = known.iter().flat_map(|known| &known.pairs);
    pairs.any(|(one, other)| {
        let a = (says(a, one), says(a, other));
        let b = (says(b, one), says(b, other));
        matches!(
            (a, b),
            ((true, false), (false, true)) | ((false, true), (true, false))
        )
    }) || turned(a, b)
        || turned(b, a)
}

/// Whether one has a word, and the other in its stead the same with a beginning that turns it.
fn turned(a: &[Token], b: &[Token]) -> bool {
    let has = |tokens: &[Token], word: &str| tokens.iter().any(|it| it.word == word);
    let words = a.iter().filter(is_compared);
    words.map(|it| it.word.as_str()).any(|word| {
        let mut others = b.iter().map(|it| it.word.as_str());
        others.any(|other| negated(word, other) && !has(a, other) && !has(b, word))
    })
}

/// Whether a text calls something untrue.
pub(super) fn untrue(tokens: &[Token], language: Language) -> bool {
    let known = KNOWN.get(language.code());
    known.is_some_and(|known| says(tokens, &known.untrue))
}
