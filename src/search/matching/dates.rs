//! The dates of a text: a claim of another day, month or year is another claim.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::super::analysis::{Language, Token, TokenKind};
use super::lists::{folded, lines};
use super::signed::within;

/// By language: `CODE: JANUARY … | FEBRUARY … | …`.
static MONTHS: LazyLock<HashMap<&'static str, HashMap<String, u32>>> = LazyLock::new(|| {
    let mut months: HashMap<&str, HashMap<String, u32>> = HashMap::new();
    for (language, names) in lines(include_str!("months.txt")) {
        let of_language = months.entry(language.code()).or_default();
        for (month, names) in (1..).zip(names.split('|')) {
            let names = names.split_whitespace();
            of_language.extend(names.map(|name| (folded(name, language), month)));
        }
    }
    months
});

/// What a text tells of a day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Date {
    day: Option<u32>,
    month: Option<u32>,
    year: Option<u32>,
}

impl Date {
    /// What both tell, and whether it is the same.
    fn both<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = bool> + 'a {
        let pairs = [
            (self.day, other.day),
            (self.month, other.month),
            (self.year, other.year),
        ];
        let told = pairs.into_iter().filter_map(|(a, b)| Some((a?, b?)));
        told.map(|(a, b)| a == b)
    }

    /// Whether others tell of it, and all of them something else.
    fn is_contradicted(&self, others: &[Date]) -> bool {
        let comparable = |it: &&Date| self.both(it).next().is_some();
        let mut others = others.iter().filter(comparable).peekable();
        others.peek().is_some() && others.all(|it| self.both(it).any(|same| !same))
    }
}

/// The dates of a text.
#[derive(Debug, Default)]
pub(super) struct Dates {
    dates: Vec<Date>,
    /// The places of all words of those that are more than a year.
    pub places: HashSet<usize>,
    /// The places of days, and of months that are figures, where a year is told as well: many posts
    /// have them, and claims of the same day have little to do with each other.
    pub days: HashSet<usize>,
}

/// Bytes between the parts of a date: a blank, a mark, an ordinal's ending.
const GAP: usize = 3;

impl Dates {
    pub(super) fn of(tokens: &[Token], language: Language) -> Self {
        let reader = Reader {
            tokens,
            months: MONTHS.get(language.code()),
        };
        let mentions = within(tokens, TokenKind::Handle);
        let mut found = Self::default();
        let mut at = 0;
        while at < tokens.len() {
            let Some((date, parts)) = reader.date(at) else {
                at += 1;
                continue;
            };
            if date.year.is_some() {
                let figures = parts.iter().copied();
                let days = figures.filter(|at| reader.number(*at).is_some_and(|it| it <= 31));
                found.days.extend(days);
            }
            if parts.len() > 1 || date.year.is_none() {
                found.places.extend(&parts);
            }
            // When it was posted, behind who signs it.
            if !at.checked_sub(1).is_some_and(|at| mentions.contains(&at)) {
                found.dates.push(date);
            }
            at = parts.into_iter().max().unwrap_or(at) + 1;
        }
        found
    }

    /// Whether each tells a date that the other contradicts.
    pub(super) fn differ(&self, other: &Self) -> bool {
        let contradicted =
            |a: &Self, b: &Self| a.dates.iter().any(|it| it.is_contradicted(&b.dates));
        contradicted(self, other) && contradicted(other, self)
    }
}

struct Reader<'a> {
    tokens: &'a [Token],
    months: Option<&'a HashMap<String, u32>>,
}

impl Reader<'_> {
    /// The figure at a place, where it is written without marks.
    fn number(&self, at: usize) -> Option<u32> {
        let token = self.tokens.get(at)?;
        let is_plain = token.kind == TokenKind::Number && token.span.len() == token.term.len();
        is_plain.then(|| token.term.parse().ok())?
    }

    fn year(&self, at: usize) -> Option<u32> {
        self.number(at).filter(|it| (1900..2100).contains(it))
    }

    fn day(&self, at: usize) -> Option<u32> {
        self.number(at).filter(|it| (1..=31).contains(it))
    }

    /// The month that a word names, or two; where it ends.
    fn month(&self, at: usize) -> Option<(u32, usize)> {
        let months = self.months?;
        let word = &self.tokens.get(at)?.word;
        let two = self.tokens.get(at + 1);
        let two = two.and_then(|next| months.get(&format!("{word} {}", next.word)));
        match two {
            Some(month) => Some((*month, at + 1)),
            None => months.get(word).map(|month| (*month, at)),
        }
    }

    /// The place behind another, where it is near; a word that says nothing (*of*, *de*) may stand
    /// between.
    fn next(&self, at: usize) -> Option<usize> {
        let near = |a: usize| {
            let (a, b) = (self.tokens.get(a)?, self.tokens.get(a + 1)?);
            (b.span.start <= a.span.end + GAP).then_some(b)
        };
        match near(at)? {
            between if between.stop && self.month(at + 1).is_none() => near(at + 1).map(|_| at + 2),
            _ => Some(at + 1),
        }
    }

    /// The date that begins at a place, and where its parts are.
    fn date(&self, at: usize) -> Option<(Date, Vec<usize>)> {
        self.worded(at).or_else(|| self.in_figures(at)).or_else(|| {
            let year = self.year(at);
            let date = Date {
                year,
                ..Date::default()
            };
            year.map(|_| (date, vec![at]))
        })
    }

    /// *22 January 2024*, *January 22, 2024*, *January 2024*, *22 January*, *in January*.
    fn worded(&self, at: usize) -> Option<(Date, Vec<usize>)> {
        let year_behind = |at: usize| {
            let place = self.next(at)?;
            Some((self.year(place)?, place))
        };
        if let Some(day) = self.day(at) {
            let place = self.next(at)?;
            let month = self.month(place);
            let end = month.map_or(place, |(_, end)| end);
            let year = year_behind(end);
            let is_word = self.tokens.get(place).is_some_and(|it| {
                let letters = it.word.chars().count();
                it.kind == TokenKind::Word && !it.stop && (3..=12).contains(&letters)
            });
            if month.is_none() && !(is_word && year.is_some()) {
                return None;
            }
            let mut parts: Vec<usize> = (at..=end).collect();
            parts.extend(year.map(|(_, place)| place));
            let date = Date {
                day: Some(day),
                month: month.map(|(month, _)| month),
                year: year.map(|(year, _)| year),
            };
            return Some((date, parts));
        }
        let (month, end) = self.month(at)?;
        let mut parts: Vec<usize> = (at..=end).collect();
        let day = self.next(end).filter(|place| self.day(*place).is_some());
        parts.extend(day);
        let year = year_behind(day.unwrap_or(end));
        parts.extend(year.map(|(_, place)| place));
        let date = Date {
            day: day.and_then(|place| self.day(place)),
            month: Some(month),
            year: year.map(|(year, _)| year),
        };
        // By itself it may be another word: *may*, *march*.
        let is_name = self
            .tokens
            .get(at)
            .is_some_and(|it| it.capitalized && !it.begins);
        (is_name || parts.len() > 1).then_some((date, parts))
    }

    /// *22.1.2024*, *2024-01-22*, *22/2024*; what may be either day or month is neither.
    fn in_figures(&self, at: usize) -> Option<(Date, Vec<usize>)> {
        let parts = [at, at + 1, at + 2];
        let [a, b, c] = parts.map(|at| self.number(at));
        let near = |at: usize| {
            let (a, b) = (self.tokens.get(at)?, self.tokens.get(at + 1)?);
            (b.span.start < a.span.end + GAP).then_some(())
        };
        near(at)?;
        let month = |it: &u32| (1..=12).contains(it);
        if let (Some(_), Some(year)) = (self.day(at), self.year(at + 1)) {
            let date = Date {
                year: Some(year),
                ..Date::default()
            };
            return Some((date, vec![at, at + 1]));
        }
        near(at + 1)?;
        let (one, two, year) = match (self.year(at), self.year(at + 2)) {
            (Some(year), _) => (b?, c?, year),
            (_, Some(year)) => (a?, b?, year),
            _ => return None,
        };
        let is_day = |it: u32| (1..=31).contains(&it);
        if !is_day(one) || !is_day(two) {
            return None;
        }
        let begins = self.year(at).is_some();
        let (day, month) = match (begins, month(&one), month(&two)) {
            (true, true, _) => (Some(two), Some(one)),
            (false, true, false) => (Some(two), Some(one)),
            (false, false, true) => (Some(one), Some(two)),
            _ => (None, None),
        };
        let date = Date {
            day,
            month,
            year: Some(year),
        };
        Some((date, parts.to_vec()))
    }
}
