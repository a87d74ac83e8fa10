//! Which countries a text names.

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use super::super::analysis::Token;

/// `CODE: NAME|NAME …`, names folded.
static NAMES: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let lines = include_str!("countries.txt").lines();
    let lines = lines.filter_map(|line| line.split_once(':'));
    let names =
        lines.flat_map(|(code, names)| names.split('|').map(move |name| (name.trim(), code)));
    names.collect()
});

/// Names that are words as well: a country where they begin with a capital.
const WORDS: [&str; 8] = [
    "turkey", "chile", "polish", "jordan", "chad", "mali", "oman", "cuba",
];

/// The countries, by code; a name of two words is not one of its parts.
pub(super) fn named(tokens: &[Token]) -> BTreeSet<&'static str> {
    let mut named = BTreeSet::new();
    let mut rest = tokens;
    while let Some(first) = rest.first() {
        let pair = rest
            .get(1)
            .map(|second| format!("{} {}", first.word, second.word));
        if let Some(code) = pair.and_then(|pair| NAMES.get(pair.as_str())) {
            named.insert(*code);
            rest = rest.get(2..).unwrap_or_default();
            continue;
        }
        let is_name = first.capitalized || !WORDS.contains(&first.word.as_str());
        if let Some(code) = NAMES.get(first.word.as_str()).filter(|_| is_name) {
            named.insert(*code);
        }
        rest = rest.get(1..).unwrap_or_default();
    }
    named
}
