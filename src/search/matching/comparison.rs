//! Comparisons that are turned round: *drivers earn more than bakers*, *bakers earn more than
//! drivers*.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::super::analysis::{Language, Token};
use super::is_compared;
use super::lists::{folded, lines};

/// What stands between the sides of a comparison.
#[derive(Default)]
struct Markers {
    than: Vec<Vec<String>>,
    /// Words of which one stands before it, where there are some.
    more: HashSet<String>,
}

/// By language: `CODE: THAN … | MORE LESS …`.
static MARKERS: LazyLock<HashMap<&'static str, Markers>> = LazyLock::new(|| {
    let mut markers: HashMap<&str, Markers> = HashMap::new();
    for (language, words) in lines(include_str!("than.txt")) {
        let (than, more) = words.split_once('|').unwrap_or((words, ""));
        let all = |words: &'static str| {
            let words = words.split_whitespace();
            words.map(move |word| folded(word, language))
        };
        let phrase = |words: String| words.split(' ').map(str::to_owned).collect();
        markers.insert(
            language.code(),
            Markers {
                than: all(than).map(phrase).collect(),
                more: all(more).collect(),
            },
        );
    }
    markers
});

/// Words between *more* and *than*.
const REACH: usize = 5;

/// What stands on either side of the first comparison.
struct Sides<'a> {
    before: HashSet<&'a str>,
    after: HashSet<&'a str>,
}

impl<'a> Sides<'a> {
    fn of(tokens: &'a [Token], language: Language) -> Option<Self> {
        let markers = MARKERS.get(language.code())?;
        let is_marker = |at: usize| {
            markers.than.iter().find(|phrase| {
                let part = tokens.get(at..at + phrase.len());
                part.is_some_and(|part| part.iter().map(|it| &it.word).eq(phrase.iter()))
            })
        };
        let is_compared_with = |at: usize| {
            let near = tokens.iter().take(at).rev().take(REACH);
            markers.more.is_empty() || near.into_iter().any(|it| markers.more.contains(&it.word))
        };
        let mut places = (0..tokens.len()).filter(|at| is_compared_with(*at));
        let (at, phrase) = places.find_map(|at| Some((at, is_marker(at)?)))?;
        let begin = tokens.iter().take(at).rposition(|it| it.begins);
        let behind = tokens.iter().skip(at + phrase.len());
        let terms = |tokens: &mut dyn Iterator<Item = &'a Token>| -> HashSet<&'a str> {
            let tokens = tokens.filter(is_compared);
            tokens.map(|it| it.term.as_str()).collect()
        };
        Some(Self {
            before: terms(&mut tokens.iter().take(at).skip(begin.unwrap_or_default())),
            after: terms(&mut behind.take_while(|it| !it.begins)),
        })
    }

    /// What stands on one side alone.
    fn alone<'s>(of: &'s HashSet<&'a str>, other: &HashSet<&str>) -> HashSet<&'s str> {
        of.iter()
            .copied()
            .filter(|it| !other.contains(it))
            .collect()
    }
}

/// Whether two texts compare the same, the other way round.
pub(super) fn turned(a: &[Token], b: &[Token], language: Language) -> bool {
    let (Some(a), Some(b)) = (Sides::of(a, language), Sides::of(b, language)) else {
        return false;
    };
    let moved = |from: &HashSet<&str>, to: &HashSet<&str>| from.iter().any(|it| to.contains(it));
    let a = (
        Sides::alone(&a.before, &a.after),
        Sides::alone(&a.after, &a.before),
    );
    let b = (
        Sides::alone(&b.before, &b.after),
        Sides::alone(&b.after, &b.before),
    );
    moved(&a.0, &b.1) && moved(&a.1, &b.0)
}
