//! Which countries a text names.

use std::borrow::Borrow;
use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use super::super::analysis::{Language, Token};
use super::lists::folded;

/// Whose a name is.
struct Name {
    code: &'static str,
    /// It is a word as well: a country where it begins with a capital.
    is_word: bool,
}

/// `CODE:NAME|NAME …`; `^` marks names that are words as well. Parts of a country have codes that
/// begin with its own (`GB-SCT`).
static NAMES: LazyLock<HashMap<String, Vec<Name>>> = LazyLock::new(|| {
    let mut names: HashMap<String, Vec<Name>> = HashMap::new();
    for line in include_str!("countries.txt").lines() {
        let Some((code, all)) = line.split_once(':') else {
            continue;
        };
        for name in all.split('|') {
            let plain = name.trim_start_matches('^');
            let is_word = plain.len() < name.len();
            let plain = folded(plain, Language::UNKNOWN);
            names.entry(plain).or_default().push(Name { code, is_word });
        }
    }
    names
});

/// Words of the longest name; where words are not parted by blanks, pairs of letters.
const LONGEST: usize = 6;

/// The countries, by code, which those of their parts stand for as well.
pub(super) fn named(tokens: &[impl Borrow<Token>]) -> BTreeSet<&'static str> {
    let places = places(tokens).into_iter();
    let countries = places.map(|it| it.split_once('-').map_or(it, |(country, _)| country));
    countries.collect()
}

/// The countries and parts of them, by code. A name of several words is none of its parts, and one
/// that several countries have is all of them.
pub(super) fn places(tokens: &[impl Borrow<Token>]) -> BTreeSet<&'static str> {
    let mut named = BTreeSet::new();
    let mut rest = tokens;
    while let Some(first) = rest.first() {
        let known = (1..=LONGEST).rev().find_map(|count| {
            let words: Vec<&str> = rest
                .get(..count)?
                .iter()
                .map(|it| it.borrow().word.as_str())
                .collect();
            let name = words.join(" ");
            let singular = name.strip_suffix('s').unwrap_or(&name);
            let names = NAMES.get(name.as_str()).or_else(|| NAMES.get(singular))?;
            Some((count, names))
        });
        let count = known.map_or(1, |(count, _)| count);
        for name in known.into_iter().flat_map(|(_, names)| names) {
            let first = first.borrow();
            if first.capitalized && !first.stop || !name.is_word {
                named.insert(name.code);
            }
        }
        rest = rest.get(count..).unwrap_or_default();
    }
    named
}
