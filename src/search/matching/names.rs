//! The names of a text: who and where, told by their capitals.

use std::collections::{HashMap, HashSet};
use std::ops::RangeInclusive;
use std::sync::LazyLock;

use super::super::analysis::{Language, Token, TokenKind};
use super::alike::alike;
use super::lists::{folded, lines};
use super::{countries, units};

/// By language: what stands before a name, or instead of a first one (*President*), folded.
static TITLES: LazyLock<HashMap<&'static str, HashSet<String>>> = LazyLock::new(|| {
    let mut titles: HashMap<&str, HashSet<String>> = HashMap::new();
    for (language, words) in lines(include_str!("titles.txt")) {
        let words = words.split_whitespace();
        let of_language = titles.entry(language.code()).or_default();
        of_language.extend(words.map(|word| folded(word, language)));
    }
    titles
});

pub(super) fn is_title(token: &Token, language: Language) -> bool {
    let titles = TITLES.get(language.code());
    titles.is_some_and(|titles| titles.contains(&token.word))
}

/// Whether nearly every word has a capital: then none is a name for it.
pub(super) fn are_shouted(tokens: &[&Token]) -> bool {
    let upper = tokens.iter().filter(|it| it.capitalized).count();
    let all = tokens.iter().filter(|it| it.kind == TokenKind::Word);
    upper * 4 > all.count() * 3
}

/// A name: words with capitals that follow one another.
pub(super) type Name<'a> = Vec<&'a Token>;

/// The names among words. One that begins a sentence is a name where another with a capital follows.
fn names<'a>(tokens: &[&'a Token], language: Language) -> Vec<Name<'a>> {
    // German has capitals for whatever there is.
    if are_shouted(tokens) || language.code() == "de" {
        return Vec::new();
    }
    let mut names: Vec<Name<'_>> = Vec::new();
    for token in tokens {
        if !token.capitalized || token.kind != TokenKind::Word {
            continue;
        }
        let next = names.last().and_then(|name| name.last());
        let goes_on = next.is_some_and(|it| it.position + 1 == token.position);
        match names.last_mut().filter(|_| goes_on && !token.begins) {
            Some(name) => name.push(token),
            None => names.push(vec![token]),
        }
    }
    names.retain(|name| !matches!(name.as_slice(), [only] if only.begins));
    names
}

/// A text as its names are compared with those of another.
pub(super) struct Named<'a, 't> {
    /// The words that are compared.
    pub words: &'t [&'a Token],
    pub language: Language,
    /// Whether the other text, or what stands beside it, has a word.
    pub is_told: &'t dyn Fn(&Token) -> bool,
}

impl<'a> Named<'a, '_> {
    /// Its names without titles, and of each what the other text does not tell; none of a country
    /// that this names in another way.
    fn names(&self, other: &[&Token]) -> Vec<(Name<'a>, Name<'a>)> {
        let names = names(self.words, self.language).into_iter();
        let untitled = names.map(|mut name| {
            name.retain(|word| !is_title(word, self.language) && units::named(&[word]).is_empty());
            let untold = name.iter().copied().filter(|word| !(self.is_told)(word));
            let untold: Name<'a> = untold.collect();
            (name, untold)
        });
        let told = countries::named(other);
        let others = untitled.filter(|(name, untold)| {
            let is_told = !countries::named(name).is_disjoint(&told) || is_short_for(name, other);
            !untold.is_empty() && !is_told
        });
        others.collect()
    }
}

/// The terms of a claim's names in whose stead a post has others, whole or in part (*Mount Etna*,
/// *Mount Fuji*), wherever they stand.
pub(super) fn others<'a>(post: &Named<'_, '_>, claim: &Named<'a, '_>) -> HashSet<&'a str> {
    let (theirs, ours) = (post.names(claim.words), claim.names(post.words));
    let is_whole = |(name, untold): &&(Name<'_>, Name<'_>)| name.len() == untold.len();
    let share = |a: &Name<'_>, b: &Name<'_>| a.iter().any(|a| b.iter().any(|b| alike(a, b)));
    let has_whole = theirs.iter().any(|it| is_whole(&it));
    let others = ours.iter().filter(|it| match is_whole(it) {
        true => has_whole,
        false => theirs.iter().any(|(other, _)| share(&it.0, other)),
    });
    let terms = others.flat_map(|(_, untold)| untold);
    terms.map(|it| it.term.as_str()).collect()
}

/// Whether a name is an acronym of words of another text, or these are of it: *WHO*, *Kemenkes*.
fn is_short_for(name: &[&Token], other: &[&Token]) -> bool {
    let short = |short: &Token, long: &[&Token]| abbreviates(&short.word, long);
    let of_other = name.iter().any(|it| short(it, other));
    of_other || other.iter().any(|it| it.capitalized && short(it, name))
}

/// Letters that an acronym has, and words that it may be short for.
const LETTERS: RangeInclusive<usize> = 2..=16;
const LONGEST: usize = 6;

/// Whether a word is put together of the beginnings of words that follow one another, of two at
/// least.
pub(super) fn abbreviates(short: &str, long: &[&Token]) -> bool {
    let letters: Vec<char> = short.chars().collect();
    LETTERS.contains(&letters.len())
        && (0..long.len()).any(|begin| {
            let words = long.iter().skip(begin).take(LONGEST);
            is_made_of(&letters, words.map(|it| it.word.as_str()))
        })
}

fn is_made_of<'w>(letters: &[char], words: impl Iterator<Item = &'w str>) -> bool {
    // How far the words so far can have come.
    let mut reached: Vec<usize> = vec![0];
    for (place, word) in words.enumerate() {
        let mut next: Vec<usize> = reached
            .iter()
            .flat_map(|from| {
                let rest = letters.iter().skip(*from);
                let same = rest.zip(word.chars()).take_while(|(a, b)| *a == b);
                same.enumerate().map(move |(count, _)| from + count + 1)
            })
            .collect();
        next.sort_unstable();
        next.dedup();
        if place > 0 && next.contains(&letters.len()) {
            return true;
        }
        if next.is_empty() {
            return false;
        }
        reached = next;
    }
    false
}
