//! Figures in one spelling: `12.000`, `12,000`, `12 ribu`, `12 thousand` and `12K` are `12000`.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::fold::folded;
use super::hash::Quick;
use super::language::Language;

/// Figures with more digits are taken as they are: they name things, and count none.
const MOST_DIGITS: usize = 18;

/// By the place of the language.
type Table<V> = Vec<HashMap<String, V, Quick>>;

/// `LANGUAGE: WORD=FIGURE …`, a line for each language and figure.
fn table<V: Copy>(text: &str, value: impl Fn(&str) -> Option<V>) -> Table<V> {
    let mut table: Table<V> = Language::all().map(|_| HashMap::default()).collect();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let Some((language, entries)) = line.split_once(':') else {
            continue;
        };
        let Some(words) = table.get_mut(Language::of_tag(language.trim()).place()) else {
            continue;
        };
        for entry in entries.split_whitespace() {
            if let Some((word, figure)) = entry.split_once('=')
                && let Some(figure) = value(figure)
            {
                words.insert(folded(word), figure);
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
    let of = |language: Language| MAGNITUDES.get(language.place())?.get(word).copied();
    of(language).or_else(|| of(Language::UNKNOWN))
}

/// The figure that a word spells.
pub(super) fn spelled(word: &str, language: Language) -> Option<u32> {
    SPELLED.get(language.place())?.get(word).copied()
}

/// Words that are figures only before one that multiplies them: *one million*.
const ONE: [(&str, &[&str]); 9] = [
    ("en", &["one"]),
    ("id", &["satu"]),
    ("ms", &["satu"]),
    ("es", &["un"]),
    ("pt", &["um"]),
    ("fr", &["un"]),
    ("de", &["ein", "eine"]),
    ("it", &["un"]),
    ("tr", &["bir"]),
];

/// Words that stand between the parts of a figure.
const AND: [(&str, &[&str]); 4] = [
    ("en", &["and"]),
    ("es", &["y"]),
    ("pt", &["e"]),
    ("fr", &["et"]),
];

fn is_among(words: &[(&str, &[&str])], word: &str, language: Language) -> bool {
    let mut words = words.iter().filter(|it| it.0 == language.code());
    words.any(|(_, words)| words.contains(&word))
}

/// Whether a word is one where another multiplies it.
pub(super) fn is_one(word: &str, language: Language) -> bool {
    is_among(&ONE, word, language)
}

/// Whether a word may stand between the parts of a figure.
pub(super) fn is_and(word: &str, language: Language) -> bool {
    is_among(&AND, word, language)
}

/// Whether a word adds ten to the one before it: *dua belas*.
pub(super) fn is_teen(word: &str, language: Language) -> bool {
    matches!(language.code(), "id" | "ms") && word == "belas"
}

/// A figure and ten, where it has one digit.
pub(super) fn teen(figure: &str) -> Option<String> {
    let figure: u32 = figure.parse().ok()?;
    (2..10).contains(&figure).then(|| (figure + 10).to_string())
}

/// The figure of two that are spelled one after the other: the second fills places of the first
/// that are zero.
pub(super) fn sum(first: &str, second: &str) -> Option<String> {
    let (first, second): (u32, u32) = (first.parse().ok()?, second.parse().ok()?);
    let fits =
        |place: u32| first >= 2 * place && first % place == 0 && (1..place).contains(&second);
    let is_sum = first < 1_000 && (fits(10) || first == 100 && second < 100 || fits(100));
    is_sum.then(|| (first + second).to_string())
}

/// The power of ten of a character that multiplies what stands before it, in Chinese, Japanese
/// and Korean.
fn multiplier(c: char) -> Option<i32> {
    Some(match c {
        '十' => 1,
        '百' => 2,
        '千' | '천' => 3,
        '万' | '萬' | '만' => 4,
        '億' | '亿' | '억' => 8,
        '兆' | '조' => 12,
        _ => return None,
    })
}

/// Whether a character multiplies the figure before it.
pub(super) fn is_multiplier(c: char) -> bool {
    multiplier(c).is_some()
}

/// `1億2千万`: each figure times what stands after it, together.
fn multiplied(piece: &str) -> Option<String> {
    let mut total: u128 = 0;
    let mut rest = piece;
    while !rest.is_empty() {
        let end = rest.find(is_multiplier).unwrap_or(rest.len());
        let (number, after) = rest.split_at_checked(end)?;
        let end = after.find(|c| !is_multiplier(c)).unwrap_or(after.len());
        let (multipliers, after) = after.split_at_checked(end)?;
        let exponent = multipliers.chars().filter_map(multiplier).sum();
        if number.is_empty()
            || !number
                .chars()
                .all(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
        {
            return None;
        }
        let value = scaled(&plain(number)?, exponent);
        if total == 0 && after.is_empty() {
            return Some(value);
        }
        total = total.checked_add(value.parse().ok()?)?;
        rest = after;
    }
    Some(total.to_string())
}

/// Signs and short names of currencies that figures are glued to, or stand after.
const CURRENCIES: [&str; 10] = [
    "rp", "rm", "rs", "usd", "idr", "eur", "gbp", "myr", "sgd", "inr",
];

/// Whether a word names a currency, as it is written before a sum.
pub(super) fn is_currency(word: &str) -> bool {
    CURRENCIES
        .iter()
        .any(|currency| word.eq_ignore_ascii_case(currency))
}

/// Whether a text ends in the sign or the name of a currency, and spaces perhaps.
pub(super) fn is_money(before: &str) -> bool {
    let ends = before.chars().rev().take(6);
    let ends: Vec<char> = ends
        .skip_while(|c| c.is_whitespace() || *c == '.')
        .collect();
    let name: String = ends.iter().take_while(|c| c.is_alphabetic()).collect();
    let name: String = name.chars().rev().collect();
    matches!(
        ends.first(),
        Some('$' | '€' | '£' | '¥' | '₹' | '₩' | '₽' | '₺')
    ) || is_currency(&name)
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

/// The figures of a folded piece that are parted by marks, where they are no groups of one figure.
pub(super) fn parted(piece: &str) -> Option<impl Iterator<Item = &str>> {
    let is_mark = |c| matches!(c, '.' | ',' | '٫' | '٬');
    let all_digits = piece.chars().all(|c| c.is_ascii_digit() || is_mark(c));
    (all_digits && plain(piece).is_none()).then(|| piece.split(is_mark))
}

/// Reads a folded piece that begins with a digit; none where it is a word (`4ever`, `2day`).
pub(super) fn read(piece: &str) -> Option<Figure> {
    if let Some(digits) = piece
        .contains(is_multiplier)
        .then(|| multiplied(piece))
        .flatten()
    {
        return Some(Figure {
            digits,
            suffix: String::new(),
        });
    }
    let end = piece.rfind(|c: char| c.is_ascii_digit())? + 1;
    let (number, suffix) = piece.split_at_checked(end)?;
    if number.chars().any(char::is_alphabetic) {
        return None;
    }
    let is_known = suffix.is_empty()
        || SUFFIXES.contains(&suffix)
        || MAGNITUDES.iter().any(|words| words.contains_key(suffix))
        || suffix.chars().next().is_some_and(|c| !c.is_ascii());
    if !is_known {
        return None;
    }
    Some(Figure {
        digits: plain(number)?,
        suffix: suffix.to_owned(),
    })
}

/// A number without what groups its digits; none where its marks part figures, as in a date
/// (`28.10.2024`) or a version.
fn plain(number: &str) -> Option<String> {
    let parts: Vec<&str> = number.split(|c: char| !c.is_ascii_digit()).collect();
    let mut marks = number.chars().filter(|c| !c.is_ascii_digit());
    let (first_mark, last_mark) = (marks.next(), marks.next_back());
    let (Some(first), Some(last)) = (parts.first(), parts.last()) else {
        return Some(number.to_owned());
    };
    let is_group = |part: &&str| part.len() == 3;
    let middle = parts
        .get(1..parts.len().saturating_sub(1))
        .unwrap_or_default();
    // In India those before the last three digits are of two: 1,00,000.
    let is_indian = |part: &&str| part.len() == 2 && last.len() == 3 && first_mark == Some(',');
    let grouped = (1..=3).contains(&first.len())
        && *first != "0"
        && (middle.iter().all(is_group) || middle.iter().all(is_indian));
    let ends_in_fraction = match (parts.len(), last_mark) {
        (1, _) => false,
        // Of one mark alone: three digits are a group, all else is a fraction.
        (2, last_mark) => !(grouped && last.len() == 3) || last_mark.or(first_mark) == Some('٫'),
        (_, last_mark) => last_mark.is_some() && last_mark != first_mark || last.len() != 3,
    };
    if parts.len() > 2 && !(grouped && (last.len() == 3 || last_mark != first_mark)) {
        return None;
    }
    let digits = match ends_in_fraction {
        true => {
            let whole = parts.get(..parts.len() - 1).unwrap_or_default().concat();
            decimal(&whole, last)
        }
        false => decimal(&parts.concat(), ""),
    };
    Some(digits)
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
