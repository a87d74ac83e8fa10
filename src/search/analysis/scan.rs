//! The pieces of a text: addresses, mentions and hashtags whole, words, figures. In one pass, each
//! with the bytes of the text that it came from.

use std::ops::Range;

use super::fold::is_invisible;

/// What a piece is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Word,
    Figure,
    Handle,
    Hashtag,
    Url,
}

/// A piece of a text.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub kind: Kind,
    pub span: Range<usize>,
}

/// What addresses begin with.
const ADDRESSES: [&str; 9] = [
    "http://",
    "https://",
    "www.",
    "pic.twitter.com/",
    "t.co/",
    "bit.ly/",
    "fb.me/",
    "wa.me/",
    "youtu.be/",
];

/// A text is read so far.
pub(super) const PIECES: usize = 20_000;

/// The pieces of a text, in order.
pub(super) fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = text;
    let at = |rest: &str| text.len() - rest.len();
    while let Some(c) = rest.chars().next() {
        if pieces.len() >= PIECES {
            break;
        }
        let start = at(rest);
        let length = piece(rest, &mut pieces, start).unwrap_or(c.len_utf8());
        rest = rest.get(length..).unwrap_or_default();
    }
    pieces
}

/// Takes the piece that a text begins with; its length, or none where it begins with none.
fn piece(rest: &str, pieces: &mut Vec<Piece>, start: usize) -> Option<usize> {
    let mut push = |kind, length: usize| {
        pieces.push(Piece {
            kind,
            span: start..start + length,
        });
        Some(length)
    };
    if let Some(length) = address(rest) {
        return push(Kind::Url, length);
    }
    let first = rest.chars().next()?;
    if matches!(first, '@' | '＠' | '#' | '＃') {
        let mark = first.len_utf8();
        let length = run(rest.get(mark..)?, |c| is_letter(c) || c == '_');
        return match length {
            0 => None,
            length if matches!(first, '@' | '＠') => push(Kind::Handle, mark + length),
            length => push(Kind::Hashtag, mark + length),
        };
    }
    if is_digit(first) {
        let length = figure(rest);
        return push(Kind::Figure, length);
    }
    if !is_letter(first) {
        return None;
    }
    if let Some(length) = acronym(rest) {
        return push(Kind::Word, length);
    }
    let length = word(rest);
    if rest.get(length..)?.starts_with('@') {
        // An address of e-mail.
        let is_part = |c| is_letter(c) || matches!(c, '.' | '-' | '_');
        let host = run(rest.get(length + 1..)?, is_part);
        if host > 0 {
            return push(Kind::Handle, length + 1 + host);
        }
    }
    push(Kind::Word, length)
}

/// Letters, digits and what belongs to them; not `_`, which parts words.
fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c) || is_invisible(c)
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || (!c.is_ascii() && c.is_numeric() && folds_to_digits(c))
}

fn folds_to_digits(c: char) -> bool {
    let folded = super::fold::folded(c.encode_utf8(&mut [0; 4]));
    !folded.is_empty() && folded.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '`' | '´' | 'ʼ' | '＇')
}

fn run(text: &str, is_part: impl Fn(char) -> bool) -> usize {
    text.find(|c| !is_part(c)).unwrap_or(text.len())
}

fn address(text: &str) -> Option<usize> {
    let begins = |prefix: &&&str| {
        text.get(..prefix.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(prefix))
    };
    if ADDRESSES.iter().find(begins).is_none() && !is_host_with_path(text) {
        return None;
    }
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    let whole = text.get(..end)?;
    let closes = |c| {
        matches!(
            c,
            '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '"' | '\'' | '”' | '’' | '»' | '>'
        )
    };
    Some(whole.trim_end_matches(closes).len())
}

/// Whether a text begins with a host and a path, as addresses are written without their scheme.
fn is_host_with_path(text: &str) -> bool {
    let host = run(text, |c| {
        c.is_ascii_alphanumeric() || matches!(c, '-' | '.')
    });
    let (host, path) = text.split_at(host);
    let Some((name, top)) = host.rsplit_once('.') else {
        return false;
    };
    let is_top = top.len() >= 2 && top.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_name = name.bytes().any(|byte| byte.is_ascii_alphabetic());
    path.starts_with('/') && is_top && is_name
}

/// A word, apostrophes inside it included; an address that is glued to it is none of it.
fn word(text: &str) -> usize {
    let mut end = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if at > 0 && matches!(c, 'p' | 'h' | 'w') && text.get(at..).and_then(address).is_some() {
            break;
        }
        let next_is_letter = chars.peek().is_some_and(|(_, next)| is_letter(*next));
        if is_letter(c) || (is_apostrophe(c) && end > 0 && next_is_letter) {
            end = at + c.len_utf8();
        } else {
            break;
        }
    }
    end
}

/// `U.S.`, `a.m.`: single letters, each with its dot, the last one perhaps without.
fn acronym(text: &str) -> Option<usize> {
    let mut end = 0;
    let mut letters = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if !c.is_alphabetic() {
            break;
        }
        letters += 1;
        let after = at + c.len_utf8();
        match chars.peek() {
            Some((_, '.')) => {
                end = after + 1;
                chars.next();
            }
            Some((_, next)) if is_letter(*next) => return None,
            _ => {
                end = after;
                break;
            }
        }
    }
    (letters >= 2 && text.get(..end)?.contains('.')).then_some(end)
}

/// Digits, the marks that group them, and letters that are glued to them.
fn figure(text: &str) -> usize {
    let mut end = 0;
    let mut chars = text.char_indices().peekable();
    let mut last_is_digit = false;
    while let Some((at, c)) = chars.next() {
        let next_is_digit = chars.peek().is_some_and(|(_, next)| is_digit(*next));
        let groups = matches!(
            c,
            '.' | ',' | '\'' | '’' | '\u{a0}' | '\u{2009}' | '\u{202f}'
        );
        if is_letter(c) || (groups && last_is_digit && next_is_digit) {
            end = at + c.len_utf8();
            last_is_digit = is_digit(c);
        } else {
            break;
        }
    }
    end
}
