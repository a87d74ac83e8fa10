//! How texts become terms: parted into pieces, spelled in one way, rewritten by synonyms, stemmed,
//! all by the rules of their language. Texts and queries go through the same, and so meet.

mod counted;
mod detect;
mod fold;
mod hash;
mod language;
mod numbers;
mod scan;
mod segment;
mod synonyms;
#[cfg(test)]
mod tests;
mod words;

use std::ops::Range;
use std::sync::Arc;

use twox_hash::XxHash3_64;

use words::Word;

pub use detect::{Detected, detect};
pub use language::Language;
pub use synonyms::Synonyms;

/// Raised by every change of what the analysis makes of a text: an index of other terms is built
/// anew.
const VERSION: u64 = 7;
/// Bytes that a term has at most.
const LONGEST: usize = 60;
/// Capitals tell nothing in a text that is mostly written in them; but one of so few words is an
/// acronym as likely.
const FEW: usize = 3;

/// How texts become terms; cheap to clone.
#[derive(Clone)]
pub struct Analyzer(Arc<Synonyms>);

/// A term of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Folded and stemmed: what is indexed.
    pub term: String,
    /// Folded alone: what the ends of words that are still typed, and typos, are looked up in.
    pub word: String,
    /// Its place among the words; those that say nothing count, so that phrases keep their gaps.
    pub position: u32,
    /// The bytes of the text that it came from.
    pub span: Range<usize>,
    /// What it is.
    pub kind: TokenKind,
    /// Whether it begins with a capital, as names do.
    pub capitalized: bool,
    /// Whether a sentence begins with it, or what stands behind a colon.
    pub begins: bool,
    /// Whether it says nothing by itself.
    pub stop: bool,
}

/// What a term is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// A word.
    Word,
    /// A figure, in digits.
    Number,
    /// `@somebody`, or an address of e-mail.
    Handle,
    /// `#something`.
    Hashtag,
    /// An address.
    Url,
}

impl Analyzer {
    /// By these synonyms.
    pub fn new(synonyms: Synonyms) -> Self {
        Self(Arc::new(synonyms))
    }

    /// Tells terms of one analysis from those of another.
    pub fn fingerprint(&self) -> u64 {
        XxHash3_64::oneshot_with_seed(VERSION, self.0.lines().join("\n").as_bytes())
    }

    /// The terms of a text, without the words that say nothing; never more than 20,000.
    pub fn analyze(&self, text: &str, language: Language) -> Vec<Token> {
        let mut tokens = self.analyze_all(text, language);
        tokens.retain(|token| !token.stop);
        tokens
    }

    /// The same with those words.
    pub fn analyze_all(&self, text: &str, language: Language) -> Vec<Token> {
        let words = words::read(text, language);
        let shouts = shouts(text) && words.len() > FEW;
        let words = self.rewritten(words, language, shouts);
        let mut tokens: Vec<Token> = Vec::with_capacity(words.len());
        let mut position = 0;
        for word in words.into_iter().take(scan::PIECES) {
            if word.beside {
                position = u32::saturating_sub(position, 1);
            }
            let mut token = token(word, position, language, shouts);
            token.begins = tokens.last().is_none_or(|before| {
                let between = text.get(before.span.end..token.span.start);
                between.is_some_and(|it| it.contains(is_end))
            });
            tokens.push(token);
            position += 1;
        }
        tokens
    }

    /// Replaces what synonyms rewrite.
    fn rewritten(&self, words: Vec<Word>, language: Language, shouts: bool) -> Vec<Word> {
        if !self.0.any(language) {
            return words;
        }
        // In a text of capitals, WHO is who; but AS, which is no Indonesian stop word, is America.
        let acronym = |word: &Word| word.capitals && !(shouts && language.is_stop(&word.text));
        let mut out = Vec::with_capacity(words.len());
        let mut rest = words.as_slice();
        while let Some(first) = rest.first() {
            let rules = match first.kind {
                TokenKind::Word => self.0.beginning(language, &first.text),
                _ => &[],
            };
            let fits = |rule: &&synonyms::Rule| {
                rest.get(..rule.from.len()).is_some_and(|words| {
                    let mut pairs = words.iter().zip(&rule.from);
                    pairs
                        .all(|(word, from)| word.text == *from && (!rule.capitals || acronym(word)))
                })
            };
            let Some(rule) = rules.iter().find(fits) else {
                out.push(first.clone());
                rest = rest.get(1..).unwrap_or_default();
                continue;
            };
            let (replaced, after) = rest.split_at(rule.from.len());
            let end = replaced.last().map_or(first.span.end, |last| last.span.end);
            out.extend(rule.to.iter().enumerate().map(|(place, text)| Word {
                text: text.clone(),
                span: first.span.start..end,
                beside: place == 0 && first.beside,
                capitals: false,
                ..first.clone()
            }));
            rest = after;
        }
        out
    }
}

fn token(word: Word, position: u32, language: Language, shouts: bool) -> Token {
    let is_acronym = word.capitals && !shouts;
    let (term, stop) = match word.kind {
        TokenKind::Word => {
            let stop = language.is_stop(&word.text);
            // Nothing of that length is a word, and stemmers take their time with it.
            let keeps = stop && is_acronym
                || word.text.len() > LONGEST
                || word.text.bytes().any(|byte| byte.is_ascii_digit());
            let lonely = word.text.len() == 1 && word.text.bytes().all(|b| b.is_ascii_alphabetic());
            match keeps {
                true => (word.text.clone(), false),
                false => (language.stem(&word.text), stop || lonely),
            }
        }
        _ => (word.text.clone(), false),
    };
    Token {
        term: cut(term),
        word: cut(word.text),
        position,
        span: word.span,
        kind: word.kind,
        capitalized: word.capitalized,
        begins: false,
        stop,
    }
}

fn cut(mut term: String) -> String {
    if term.len() > LONGEST {
        term.truncate(term.floor_char_boundary(LONGEST));
    }
    term
}

/// Whether a sentence ends with it, or a part of one that is by itself.
fn is_end(c: char) -> bool {
    matches!(
        c,
        '.' | '!'
            | '?'
            | '…'
            | ':'
            | ';'
            | '\n'
            | '。'
            | '！'
            | '？'
            | '：'
            | '；'
            | '।'
            | '؟'
            | '؛'
    )
}

/// Whether most letters of a text are capitals.
fn shouts(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic());
    let (upper, all) = letters.fold((0_usize, 0_usize), |(upper, all), c| {
        (upper + usize::from(c.is_uppercase()), all + 1)
    });
    upper * 2 > all
}
