//! What figures count: eight metres are not eight feet, and *cm* is what *centimetres* are.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::super::analysis::{Language, Token, TokenKind};
use super::lists::folded;

/// `KIND UNIT: WORDS`, in all languages, folded; a word may name several.
static UNITS: LazyLock<HashMap<String, HashSet<&'static str>>> = LazyLock::new(|| {
    let mut units: HashMap<String, HashSet<&str>> = HashMap::new();
    let lines = include_str!("units.txt").lines();
    for (unit, words) in lines.filter_map(|line| line.split_once(':')) {
        for word in words.split_whitespace() {
            let word = folded(word, Language::UNKNOWN);
            units.entry(word).or_default().insert(unit);
        }
    }
    units
});

/// The units that the first words of some name.
pub(super) fn named(words: &[&Token]) -> HashSet<&'static str> {
    let word = |token: &&Token| token.word.clone();
    let two = match words {
        [a, b, ..] => UNITS.get(&format!("{} {}", a.word, b.word)),
        _ => None,
    };
    let one = words.first().map(word).and_then(|it| UNITS.get(&it));
    two.or(one).cloned().unwrap_or_default()
}

/// The figures of a text and what each counts, where that is a unit.
fn counted(tokens: &[Token]) -> HashMap<&str, HashSet<&'static str>> {
    let mut counted: HashMap<&str, HashSet<&str>> = HashMap::new();
    for (at, token) in tokens.iter().enumerate() {
        if token.kind == TokenKind::Number {
            let behind: Vec<&Token> = tokens.iter().skip(at + 1).take(2).collect();
            let known = counted.entry(&token.term).or_default();
            known.extend(named(&behind));
        }
    }
    counted
}

/// Whether the same figure counts one thing in one text, and another in the other.
pub(super) fn differ(a: &[Token], b: &[Token]) -> bool {
    let (ours, theirs) = (counted(a), counted(b));
    ours.iter().any(|(figure, units)| {
        let others = theirs.get(figure).filter(|it| it.is_disjoint(units));
        // Of another kind they may be told as well: *seven dollars a kilo*.
        let kind = |unit: &'static str| unit.split(' ').next();
        let mut others = others.into_iter().flatten();
        others.any(|other| units.iter().any(|unit| kind(unit) == kind(other)))
    })
}
