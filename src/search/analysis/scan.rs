//! The pieces of a text: addresses, mentions and hashtags whole, words, figures. In one pass, each
//! with the bytes of the text that it came from.

use std::ops::Range;

use super::fold::is_invisible;
use super::numbers;
use super::segment::is_spaced;

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

/// The part of an address of e-mail before its `@` has at most so many bytes (RFC 5321).
const MAILBOX: usize = 64;

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
    if let Some(length) = address(rest).or_else(|| page(rest)) {
        return push(Kind::Url, length);
    }
    let first = rest.chars().next()?;
    // What only directs the eye begins nothing: figures in Arabic and Hebrew texts often follow it.
    if is_invisible(first) {
        return None;
    }
    if matches!(first, '@' | '＠' | '#' | '＃') {
        let mark = first.len_utf8();
        let length = run(rest.get(mark..)?, |c| is_letter(c) || c == '_');
        return match length {
            0 => None,
            length if matches!(first, '@' | '＠') => push(Kind::Handle, mark + length),
            length => push(Kind::Hashtag, mark + length),
        };
    }
    if let Some(length) = mail(rest) {
        return push(Kind::Handle, length);
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
    push(Kind::Word, word(rest))
}

/// Letters, digits and what belongs to them; not `_`, which parts words.
fn is_letter(c: char) -> bool {
    match c.is_ascii() {
        true => c.is_ascii_alphanumeric(),
        false => {
            c.is_alphanumeric()
                || unicode_normalization::char::is_combining_mark(c)
                || is_invisible(c)
        }
    }
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || (!c.is_ascii() && c.is_numeric() && folds_to_digits(c))
}

fn folds_to_digits(c: char) -> bool {
    let folded = super::fold::folded(c.encode_utf8(&mut [0; 4]));
    !folded.is_empty() && folded.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a character may stand where letters are left out.
pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '`' | '´' | 'ʼ' | '＇')
}

fn run(text: &str, is_part: impl Fn(char) -> bool) -> usize {
    text.find(|c| !is_part(c)).unwrap_or(text.len())
}

/// `newsroom@example.org`, whole.
fn mail(text: &str) -> Option<usize> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '+');
    let places = text.char_indices().take(MAILBOX + 1);
    let (at, mark) = places.into_iter().find(|(_, c)| !is_part(*c))?;
    if mark != '@' {
        return None;
    }
    let rest = text.get(at + 1..)?;
    let host = rest.get(..run(rest, |c| is_letter(c) || matches!(c, '.' | '-')))?;
    let host = host.trim_end_matches(['.', '-']);
    host.contains('.').then_some(at + 1 + host.len())
}

fn address(text: &str) -> Option<usize> {
    // Most characters begin no address.
    if !matches!(
        text.as_bytes().first()?.to_ascii_lowercase(),
        b'h' | b'w' | b'p' | b't' | b'b' | b'f' | b'y'
    ) {
        return None;
    }
    let begins = |prefix: &&&str| {
        text.get(..prefix.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(prefix))
    };
    ADDRESSES.iter().find(begins)?;
    to_end(text)
}

/// A host has at most so many bytes (RFC 1035).
const HOST: usize = 255;

/// A host and a path, as addresses are written without their scheme: `example.org/page`.
fn page(text: &str) -> Option<usize> {
    let near = text.get(..text.floor_char_boundary(HOST))?;
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.');
    let (host, path) = near.split_at_checked(run(near, is_part))?;
    let (name, top) = host.rsplit_once('.')?;
    let is_top = top.len() >= 2 && top.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_name = name.bytes().any(|byte| byte.is_ascii_alphabetic());
    match path.starts_with('/') && is_top && is_name {
        true => to_end(text),
        false => None,
    }
}

/// An address ends with its text, without what closes the sentence.
fn to_end(text: &str) -> Option<usize> {
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

/// A word, apostrophes inside it included; an address that is glued to it is none of it, nor is
/// a figure after the name of a currency (`Rp5.000`) or a script without spaces (`武汉2020年`).
fn word(text: &str) -> usize {
    let mut end = 0;
    let mut last = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let is_address = |rest| match last {
            // Hosts of other scripts have such letters too; those without spaces part from them.
            Some(last) if !is_spaced(last) => address(rest).or_else(|| page(rest)).is_some(),
            _ => address(rest).is_some(),
        };
        if c.is_ascii()
            && text
                .get(at..)
                .is_some_and(|rest| at > 0 && is_address(rest))
        {
            break;
        }
        if is_digit(c)
            && last.is_some_and(|last| !is_digit(last))
            && (last.is_some_and(|last| !is_spaced(last))
                || text.get(..at).is_some_and(numbers::is_currency))
        {
            break;
        }
        last = Some(c);
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

/// Digits, the marks that group them, and letters that are glued to them; of scripts without
/// spaces only those that multiply (`12万人` is 12万).
fn figure(text: &str) -> usize {
    let mut end = 0;
    let mut chars = text.char_indices().peekable();
    let mut last_is_digit = false;
    while let Some((at, c)) = chars.next() {
        let next_is_digit = chars.peek().is_some_and(|(_, next)| is_digit(*next));
        let groups = matches!(
            c,
            '.' | ',' | '\'' | '’' | '\u{a0}' | '\u{2009}' | '\u{202f}' | '٬' | '٫'
        );
        if !is_spaced(c) && !is_digit(c) && !numbers::is_multiplier(c) {
            break;
        }
        if is_letter(c) || (groups && last_is_digit && next_is_digit) {
            end = at + c.len_utf8();
            last_is_digit = is_digit(c);
        } else {
            break;
        }
    }
    end
}
