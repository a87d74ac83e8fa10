//! JSON as it is met: also such as is none, with what made it so.

use serde_json::Value;
use serde_json::error::{Category, Error};

use super::fault::{Fault, FaultCode, Severity};

/// With which some programs begin a text in UTF-8; it is no part of it.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// A text to JSON, or what breaks it.
pub(super) fn parse(text: &[u8]) -> Result<Value, Fault> {
    let text = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    serde_json::from_slice(text).map_err(|error| {
        let (code, detail) = cause(text, &error);
        Fault {
            pointer: String::new(),
            code,
            severity: Severity::Required,
            detail,
        }
    })
}

fn cause(text: &[u8], error: &Error) -> (FaultCode, String) {
    let start = text.trim_ascii_start();
    let malformed = |detail: &str| (FaultCode::MalformedJson, detail.to_owned());
    if start.is_empty() {
        return malformed("nothing was sent");
    }
    if start.starts_with(b"<") {
        let detail = "it is HTML: send only what stands between <script type=\"application/ld+json\"> and </script>";
        return (FaultCode::HtmlPage, detail.to_owned());
    }
    if let Err(error) = std::str::from_utf8(text) {
        let at = error.valid_up_to();
        return malformed(&format!("it is not UTF-8: byte {at} begins no character"));
    }
    told_by_parser(text, error)
}

/// What the parser stumbled over. It tells its reasons in words alone.
fn told_by_parser(text: &[u8], error: &Error) -> (FaultCode, String) {
    let told = error.to_string();
    let place = format!("line {} column {}", error.line(), error.column());
    if told.starts_with("recursion limit") {
        let detail = format!("values are nested deeper than 127 levels ({place})");
        return (FaultCode::TooDeep, detail);
    }
    if told.starts_with("control character") {
        let detail = format!(
            "a line break or another control character stands in a text; write it as \\n or \\u000a ({place})"
        );
        return (FaultCode::RawControlCharacter, detail);
    }
    let is_syntax = error.classify() == Category::Syntax;
    if is_syntax && is_quote(text, offset(text, error)) {
        let detail =
            format!("a text ends before its end: write a quotation mark in it as \\\" ({place})");
        return (FaultCode::UnescapedQuote, detail);
    }
    (FaultCode::MalformedJson, told)
}

/// Where the first byte stands that does not fit.
fn offset(text: &[u8], error: &Error) -> usize {
    let lines = text.split_inclusive(|byte| *byte == b'\n');
    let before: usize = lines
        .take(error.line().saturating_sub(1))
        .map(<[u8]>::len)
        .sum();
    before + error.column().saturating_sub(1)
}

/// Whether what does not fit follows the end of a text, so that this was most likely not meant as
/// its end.
fn is_quote(text: &[u8], at: usize) -> bool {
    let Some((before, from)) = text.split_at_checked(at) else {
        return false;
    };
    let Some(&wrong) = from.first() else {
        return false;
    };
    let left = before.trim_ascii_end();
    match left.last() {
        // A text that begins where one ends lacks a comma, unless they touch each other.
        Some(b'"') if wrong == b'"' => left.len() == before.len(),
        Some(b'"') => !matches!(wrong, b'{' | b'['),
        // A text that goes on behind a comma, up to the mark that was meant as its end.
        Some(b',') if wrong.is_ascii_alphabetic() || !wrong.is_ascii() => {
            let left = left.strip_suffix(b",").unwrap_or(left);
            let mut stops = from
                .iter()
                .filter(|byte| matches!(byte, b':' | b'"' | b'\n'));
            left.trim_ascii_end().ends_with(b"\"") && stops.next() == Some(&b'"')
        }
        _ => false,
    }
}
