//! Lists of words by language: `CODE: WORDS`, a line each.

use std::sync::LazyLock;

use super::super::analysis::{Analyzer, Language, Synonyms, Token};

/// The lines of a list, and their languages.
pub(super) fn lines(list: &'static str) -> impl Iterator<Item = (Language, &'static str)> {
    let lines = list.lines().filter_map(|line| line.split_once(':'));
    lines.map(|(code, words)| (Language::of_tag(code), words))
}

/// The words of a phrase, which is written with `_` between them, as terms.
pub(super) fn terms(phrase: &str, language: Language) -> Vec<String> {
    let tokens = analyzed(phrase, language);
    tokens.map(|token| token.term).collect()
}

/// A phrase as the words of texts are: folded.
pub(super) fn folded(phrase: &str, language: Language) -> String {
    let words: Vec<String> = analyzed(phrase, language).map(|token| token.word).collect();
    words.join(" ")
}

static ANALYZER: LazyLock<Analyzer> = LazyLock::new(|| Analyzer::new(Synonyms::builtin()));

fn analyzed(phrase: &str, language: Language) -> impl Iterator<Item = Token> {
    let words = phrase.replace('_', " ");
    ANALYZER.analyze_all(&words, language).into_iter()
}
