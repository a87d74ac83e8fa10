//! Figures in one spelling: `12.000`, `12,000`, `12 ribu`, `12 thousand` and `12K` are `12000`.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::fold::folded;
use super::language::Language;

/// Figures with more digits are taken as they are: they name things, and count none.
const MOST_DIGITS: usize = 18;

type Table<V> = HashMap<(Language, String), V>;

/// `LANGUAGE: WORD=FIGURE …`, a line for each language and figure.
fn table<V: Copy>(text: &str, value: impl Fn(&str) -> Option<V>) -> Table<V> {
    let mut table = Table::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let Some((language, entries)) = line.split_once(':') else {
            continue;
        };
        let language = Language::of_tag(language.trim());
        for entry in entries.split_whitespace() {
            if let Some((word, figure)) = entry.split_once('=')
                && let Some(figure) = value(figure)
            {
                table.insert((language, folded(word)), figure);
            }
        }
    }
    table
}

static MAGNITUDES: LazyLock<Table<i32>> = LazyLock::new(|| {
    table(include_str!("magnitudes.txt"), |exponent| {
        exponent.parse().ok()
    })
});

static SPELLED: LazyLock<Table<u32>> = LazyLock::new(|| {
    table(include_str!("number_words.txt"), |figure| {
        figure.parse().ok()
    })
});

/// The power of ten that a word multiplies the figure before it by.
pub(super) fn magnitude(word: &str, language: Language) -> Option<i32> {
    let of = |language| MAGNITUDES.get(&(language, word.to_owned())).copied();
    of(language).or_else(|| of(Language::UNKNOWN))
}

/// The figure that a word spells.
pub(super) fn spelled(word: &str, language: Language) -> Option<u32> {
    SPELLED.get(&(language, word.to_owned())).copied()
}

/// A figure as it stands in a text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Figure {
    /// In digits, without groups, its fraction after a dot.
    pub digits: String,
    /// What is glued to its end: `k`, `km`, `th`.
    pub suffix: String,
}

/// Units and endings that may be glued to a figure.
const SUFFIXES: [&str; 36] = [
    "k", "m", "b", "t", "bn", "mn", "tn", "rb", "jt", "st", "nd", "rd", "th", "km", "kg", "g",
    "mg", "cm", "mm", "ml", "gb", "mb", "tb", "kb", "kw", "mw", "gw", "hz", "mph", "kph", "am",
    "pm", "x", "an", "s", "v",
];

/// Reads a folded piece that begins with a digit; none where it is a word (`4pbn`, `2nite`).
pub(super) fn read(piece: &str) -> Option<Figure> {
    let end = piece.rfind(|c: char| c.is_ascii_digit())? + 1;
    let (number, suffix) = piece.split_at_checked(end)?;
    if number.chars().any(char::is_alphabetic) {
        return None;
    }
    let is_known = suffix.is_empty()
        || SUFFIXES.contains(&suffix)
        || suffix.chars().next().is_some_and(|c| !c.is_ascii());
    is_known.then(|| Figure {
        digits: plain(number),
        suffix: suffix.to_owned(),
    })
}

/// A number without what groups its digits.
fn plain(number: &str) -> String {
    let parts: Vec<&str> = number.split(|c: char| !c.is_ascii_digit()).collect();
    let mut marks = number.chars().filter(|c| !c.is_ascii_digit());
    let (first_mark, last_mark) = (marks.next(), marks.next_back());
    let (Some(first), Some(last)) = (parts.first(), parts.last()) else {
        return number.to_owned();
    };
    let is_group = |part: &&str| part.len() == 3;
    let middle = parts
        .get(1..parts.len().saturating_sub(1))
        .unwrap_or_default();
    let grouped = (1..=3).contains(&first.len()) && *first != "0" && middle.iter().all(is_group);
    let ends_in_fraction = match (parts.len(), last_mark) {
        (1, _) => false,
        // Of one mark alone: three digits are a group, all else is a fraction.
        (2, _) => !(grouped && last.len() == 3),
        (_, last_mark) => last_mark.is_some() && last_mark != first_mark || last.len() != 3,
    };
    if parts.len() > 2 && !grouped {
        // A date, a version: its parts as one.
        return parts.concat();
    }
    match ends_in_fraction {
        true => {
            let whole = parts.get(..parts.len() - 1).unwrap_or_default().concat();
            decimal(&whole, last)
        }
        false => decimal(&parts.concat(), ""),
    }
}

fn decimal(whole: &str, fraction: &str) -> String {
    let trimmed = whole.trim_start_matches('0');
    let whole = if trimmed.is_empty() { "0" } else { trimmed };
    match fraction.trim_end_matches('0') {
        "" => whole.to_owned(),
        fraction => format!("{whole}.{fraction}"),
    }
}

/// A figure times a power of ten.
pub(super) fn scaled(digits: &str, exponent: i32) -> String {
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let places = usize::try_from(exponent).unwrap_or_default();
    if whole.len() + places > MOST_DIGITS {
        return digits.to_owned();
    }
    let mut moved: String = fraction.chars().take(places).collect();
    while moved.len() < places {
        moved.push('0');
    }
    let rest: String = fraction.chars().skip(places).collect();
    decimal(&format!("{whole}{moved}"), &rest)
}
