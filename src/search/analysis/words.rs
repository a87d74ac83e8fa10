//! The words of a text, on their way to being terms: folded, what is glued together parted, figures
//! in digits.

use std::ops::Range;

use twox_hash::XxHash3_64;

use super::counted::counted;
use super::fold::folded;
use super::scan::{self, Kind, Piece, is_apostrophe};
use super::{LONGEST, Language, TokenKind, numbers, segment};

/// A word on its way to being a term.
#[derive(Debug, Clone)]
pub(super) struct Word {
    pub text: String,
    pub span: Range<usize>,
    pub kind: TokenKind,
    pub capitalized: bool,
    pub capitals: bool,
    // Whether it stands where the word before it does.
    pub beside: bool,
}

/// The words of a text, folded, its figures in digits.
pub(super) fn read(text: &str, language: Language) -> Vec<Word> {
    counted(text, words(text, language), language)
}

/// The words of a text, folded.
fn words(text: &str, language: Language) -> Vec<Word> {
    let mut words = Vec::new();
    for Piece { kind, span } in scan::pieces(text) {
        if words.len() >= scan::PIECES {
            break;
        }
        let Some(piece) = text.get(span.clone()) else {
            continue;
        };
        match kind {
            Kind::Url => {
                let address = address(piece);
                // A host by itself is written without its scheme as well, and is words then.
                let labels = address.split('.').filter(|_| !address.contains(['/', ':']));
                let labels = labels.map(|it| whole(folded(it), span.clone(), TokenKind::Word));
                let labels: Vec<Word> = labels.collect();
                words.push(whole(address, span, TokenKind::Url));
                words.extend(labels);
            }
            Kind::Handle => {
                words.push(whole(folded(piece), span.clone(), TokenKind::Handle));
                if piece.starts_with(['@', '＠']) {
                    parts(piece, &span, &mut words);
                }
            }
            Kind::Hashtag => {
                words.push(whole(folded(piece), span.clone(), TokenKind::Hashtag));
                parts(piece, &span, &mut words);
            }
            Kind::Figure => figure(piece, span, &mut words),
            Kind::Word => spoken(piece, &span, language, &mut words),
        }
    }
    // Marks that stand on nothing, and what is not seen.
    words.retain(|word| word.text.contains(char::is_alphanumeric));
    words
}

fn whole(text: String, span: Range<usize>, kind: TokenKind) -> Word {
    Word {
        text,
        span,
        kind,
        capitalized: false,
        capitals: false,
        beside: false,
    }
}

/// An address in one spelling: without its scheme and `www.`, its host in lower case.
fn address(url: &str) -> String {
    let lower = url.to_lowercase();
    let bare = ["https://", "http://", "www."]
        .iter()
        .fold(lower.as_str(), |url, prefix| {
            url.strip_prefix(prefix).unwrap_or(url)
        });
    let bare = bare.trim_end_matches('/');
    match bare.len() > LONGEST {
        // What is cut would be the same of many.
        true => format!("url:{:x}", XxHash3_64::oneshot(bare.as_bytes())),
        false => bare.to_owned(),
    }
}

/// The words that are written as one in a mention or hashtag, beside it.
fn parts(piece: &str, span: &Range<usize>, words: &mut Vec<Word>) {
    let mark = piece.chars().next().map_or(0, char::len_utf8);
    let mut begin = mark;
    let mut before: Option<char> = None;
    let mut ranges = Vec::new();
    let mut chars = piece.char_indices().skip(1).peekable();
    while let Some((at, c)) = chars.next() {
        let next_is_lower = chars.peek().is_some_and(|(_, next)| next.is_lowercase());
        let parts = before.is_some_and(|before| {
            c == '_'
                || before == '_'
                || (c.is_uppercase() && !before.is_uppercase())
                || (c.is_uppercase() && before.is_uppercase() && next_is_lower)
                || (c.is_numeric() && before.is_alphabetic())
        });
        if parts {
            ranges.push(begin..at);
            begin = at;
        }
        before = Some(c);
    }
    ranges.push(begin..piece.len());
    let mut is_first = true;
    for range in ranges {
        let Some(part) = piece.get(range.clone()) else {
            continue;
        };
        let part = part.trim_matches('_');
        if part.is_empty() || matches!(part, "." | "@") {
            continue;
        }
        let begin = words.len();
        let at = span.start + range.start..span.start + range.end;
        match part.starts_with(|c: char| c.is_ascii_digit()) {
            true => figure(part, at, words),
            false => spoken(part, &at, Language::UNKNOWN, words),
        }
        if is_first && let Some(first) = words.get_mut(begin) {
            first.beside = true;
            is_first = false;
        }
    }
}

/// A word, or the words that its script or an apostrophe parts it into.
fn spoken(piece: &str, span: &Range<usize>, language: Language, words: &mut Vec<Word>) {
    let (mut piece, mut start) = (piece, span.start);
    if language.elides()
        && let Some((article, noun)) = piece.split_once(is_apostrophe)
        && article.chars().count() <= 5
        && noun.chars().count() > 1
    {
        start = span.end - noun.len();
        piece = noun;
    }
    // McDonald's is McDonald.
    let bare = piece.strip_suffix(['s', 'S']).unwrap_or(piece);
    if bare.len() < piece.len() && bare.ends_with(is_apostrophe) {
        piece = bare.trim_end_matches(is_apostrophe);
    }
    for range in segment::words(piece) {
        let Some(part) = piece.get(range.clone()) else {
            continue;
        };
        let mut text = folded(part);
        text.retain(|c| !is_apostrophe(c) && c != '.');
        let mut letters = part.chars().filter(|c| c.is_alphabetic());
        let capitalized = letters.clone().next().is_some_and(char::is_uppercase);
        let capitals = letters.clone().count() > 1 && letters.all(char::is_uppercase);
        words.push(Word {
            text,
            span: start + range.start..start + range.end,
            kind: TokenKind::Word,
            capitalized,
            capitals,
            beside: false,
        });
    }
}

/// A figure, and what is glued to it.
fn figure(piece: &str, span: Range<usize>, words: &mut Vec<Word>) {
    let plain = folded(piece);
    if let Some(parts) = numbers::parted(&plain) {
        // Where all is ASCII, marks are of one byte.
        let fits = piece.is_ascii();
        let mut begin = span.start;
        for part in parts.take(scan::PIECES) {
            let at = match fits {
                true => begin..begin + part.len(),
                false => span.clone(),
            };
            begin += part.len() + 1;
            words.push(whole(part.to_owned(), at, TokenKind::Number));
        }
        return;
    }
    let Some(figure) = numbers::read(&plain) else {
        words.push(whole(plain, span, TokenKind::Word));
        return;
    };
    words.push(whole(figure.digits, span.clone(), TokenKind::Number));
    let is_ordinal = matches!(
        figure.suffix.as_str(),
        "st" | "nd" | "rd" | "th" | "s" | "an" | ""
    );
    if !is_ordinal {
        let begin = span.end.saturating_sub(figure.suffix.len());
        let fits = piece.is_ascii();
        for range in segment::words(&figure.suffix) {
            let text = figure.suffix.get(range.clone()).unwrap_or_default();
            let at = match fits {
                true => begin + range.start..begin + range.end,
                false => span.clone(),
            };
            words.push(whole(text.to_owned(), at, TokenKind::Word));
        }
    }
}
