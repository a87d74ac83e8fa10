//! What can be told of a URL without asking for it.

use url::{ParseError, Url};
use uuid::Uuid;

use super::fault::FaultCode;
use crate::site;

/// Hosts whose URLs lead elsewhere and may end.
const SHORTENERS: [&str; 19] = [
    "bit.ly",
    "buff.ly",
    "cutt.ly",
    "dlvr.it",
    "fb.me",
    "goo.gl",
    "is.gd",
    "lnkd.in",
    "ow.ly",
    "rb.gy",
    "rebrand.ly",
    "s.id",
    "shorturl.at",
    "t.co",
    "t.ly",
    "tiny.cc",
    "tinyurl.com",
    "trib.al",
    "v.gd",
];

/// Whether a text begins as a URL of the web.
fn has_web_scheme(text: &str) -> bool {
    let starts = |scheme: &str| {
        text.get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    };
    starts("http://") || starts("https://")
}

/// The id of a record of this service, out of the `@id` that its markup has (RFC 9562).
pub fn urn(id: &str) -> Option<Uuid> {
    id.strip_prefix("urn:uuid:")?.parse().ok()
}

/// Whether a text is meant as a URL.
pub(super) fn is_link(text: &str) -> bool {
    has_web_scheme(text.trim())
}

/// The URLs of a text that holds several, split by spaces, commas and the like.
pub(super) fn split(text: &str) -> Vec<&str> {
    let is_divider = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '|');
    let mut starts: Vec<usize> = Vec::new();
    let mut is_start = true;
    for (at, c) in text.char_indices() {
        if is_start && has_web_scheme(text.get(at..).unwrap_or_default()) {
            starts.push(at);
        }
        is_start = is_divider(c);
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let parts = starts.iter().zip(ends);
    parts
        .filter_map(|(start, end)| text.get(*start..end))
        .map(|part| part.trim_matches(is_divider))
        .collect()
}

/// An absolute URL of the web as it is stored, or what it is instead.
pub(super) fn parse(text: &str) -> Result<(Url, String), (FaultCode, &'static str)> {
    if !has_web_scheme(text) {
        return Err(match Url::parse(text) {
            Ok(url) if !url.cannot_be_a_base() || is_scheme(url.scheme()) => {
                (FaultCode::UnsafeUrl, "http or https is expected")
            }
            Ok(_) => (FaultCode::NotAUrl, "a URL is expected"),
            Err(ParseError::RelativeUrlWithoutBase) if is_path(text) => (
                FaultCode::RelativeUrl,
                "an absolute URL is expected, with https:// and a host",
            ),
            Err(_) => (FaultCode::NotAUrl, "a URL is expected"),
        });
    }
    let no_url = (
        FaultCode::NotAUrl,
        "an absolute http or https URL is expected",
    );
    let url = Url::parse(text).map_err(|_| no_url)?;
    // As it is written where it can stay so.
    let text = match site::is_url(text) {
        true => text.to_owned(),
        false => url.to_string(),
    };
    match site::is_url(&text) {
        true => Ok((url, text)),
        false => Err(no_url),
    }
}

/// Schemes that are met where a URL is expected.
fn is_scheme(scheme: &str) -> bool {
    let known = [
        "about",
        "blob",
        "data",
        "file",
        "ftp",
        "javascript",
        "mailto",
        "tel",
        "vbscript",
    ];
    known.contains(&scheme)
}

/// Whether a text without a scheme looks like a path, or like a host and a path.
fn is_path(text: &str) -> bool {
    let is_word = !text.chars().any(char::is_whitespace);
    is_word && (text.starts_with(['/', '.', '#', '?']) || text.contains(['.', '/']))
}

/// The host of a URL, where it is that of a shortener.
pub(super) fn shortener(url: &Url) -> Option<&'static str> {
    let host = site::bare(url.host_str()?);
    SHORTENERS.iter().copied().find(|known| *known == host)
}

/// Whether a URL is that of a whole site.
pub(super) fn is_root(url: &Url) -> bool {
    let is_bare = url.query().is_none() && url.fragment().is_none();
    is_bare && matches!(url.path(), "" | "/")
}
