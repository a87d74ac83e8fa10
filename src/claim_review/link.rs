//! URLs as they are met: with spaces, several in one text, relative, shortened, or none at all.

use serde_json::Value;
use url::{ParseError, Url};

use super::fault::{FaultCode, Severity, shown};
use super::place::{Object, Place, below};
use super::reader::Reader;
use crate::http::rules;

/// The longest URL taken, in characters.
const URL_MAX: usize = 2048;
/// The most entries of a list of URLs.
pub(super) const LIST_MAX: usize = 50;

/// Hosts whose URLs lead elsewhere and may end to.
const SHORTENERS: [&str; 20] = [
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
    "wa.me",
];

/// What a URL is that of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    /// A page, which is more than a site.
    Page,
    /// A page or a site.
    Any,
}

/// Where a text begins that may be a URL.
fn has_web_scheme(text: &str) -> bool {
    let starts = |scheme: &str| {
        text.get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    };
    starts("http://") || starts("https://")
}

/// Whether a text is meant as a URL.
pub(super) fn is_link(text: &str) -> bool {
    has_web_scheme(text.trim())
}

/// The URLs of a text that holds several, split by spaces, commas and the like.
fn split(text: &str) -> Vec<&str> {
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

/// The host of a URL, without what does not tell sites apart.
pub(super) fn site(url: &str) -> Option<String> {
    let url = Url::parse(url).ok()?;
    let host = url.host_str()?.to_ascii_lowercase();
    let bare = ["www.", "m.", "amp."];
    let mut bare = bare.iter().filter_map(|prefix| host.strip_prefix(prefix));
    Some(bare.next().unwrap_or(&host).to_owned())
}

/// An absolute URL of the web as it is stored, or what it is instead.
fn parse(text: &str) -> Result<(Url, String), (FaultCode, &'static str)> {
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
    let text = match rules::http_url(text) {
        Ok(()) => text.to_owned(),
        Err(_) => url.to_string(),
    };
    rules::http_url(&text).map_err(|_| no_url)?;
    Ok((url, text))
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

impl<'v> Reader<'v> {
    /// The URL of a member.
    pub fn url(
        &mut self,
        object: &Object<'v>,
        name: &str,
        need: Severity,
        target: Target,
    ) -> Option<String> {
        let Some(place) = object.get(name) else {
            self.missing(&object.at(name), need, name);
            return None;
        };
        self.url_at(place, need, target)
    }

    /// One URL.
    pub fn url_at(&mut self, place: Place<'v>, need: Severity, target: Target) -> Option<String> {
        let (pointer, text) = self.raw_url(place, need)?;
        let parts = split(text);
        if let (Some(first), true) = (parts.first(), parts.len() > 1) {
            let detail = format!("one URL is expected, not {}", parts.len());
            self.fault(&pointer, FaultCode::SeveralUrls, need, detail);
            return match need {
                Severity::Required => None,
                _ => self.one(&pointer, first, need, target),
            };
        }
        self.one(&pointer, text, need, target)
    }

    /// URLs: of a list, of one text that holds several, or just one.
    pub fn urls_at(&mut self, place: Place<'v>, need: Severity, target: Target) -> Vec<String> {
        let mut urls: Vec<String> = Vec::new();
        for place in self.entries(&place, need) {
            let Some((pointer, text)) = self.raw_url(place, need) else {
                continue;
            };
            for url in self.several(&pointer, text, need, target) {
                if !urls.contains(&url) {
                    urls.push(url);
                }
            }
        }
        urls.truncate(LIST_MAX);
        urls
    }

    /// The URLs of one text.
    pub fn several(
        &mut self,
        pointer: &str,
        text: &str,
        need: Severity,
        target: Target,
    ) -> Vec<String> {
        let parts = split(text);
        if parts.len() < 2 {
            return self.one(pointer, text, need, target).into_iter().collect();
        }
        let detail = format!("{} URLs stand in one text; a list is expected", parts.len());
        self.suspect(pointer, FaultCode::SeveralUrls, detail);
        let parts = parts.into_iter().take(LIST_MAX);
        parts
            .filter_map(|part| self.one(pointer, part, need, target))
            .collect()
    }

    /// The entries of a list, or the value that stands there alone.
    pub fn entries(&mut self, place: &Place<'v>, need: Severity) -> Vec<Place<'v>> {
        let Value::Array(entries) = place.value else {
            return vec![place.clone()];
        };
        if entries.iter().all(Value::is_null) {
            let detail = "the list is empty";
            self.fault(&place.pointer, FaultCode::Blank, need, detail);
        }
        if entries.len() > LIST_MAX {
            let detail = format!(
                "it has {} entries; the first {LIST_MAX} are taken",
                entries.len()
            );
            self.suspect(&place.pointer, FaultCode::TooMany, detail);
        }
        let entries = entries.iter().enumerate().take(LIST_MAX);
        let said = entries.filter(|(_, entry)| !entry.is_null());
        said.map(|(index, entry)| place.below(&index.to_string(), entry))
            .collect()
    }

    /// The text of a URL: a reference by `@id` is one.
    fn raw_url(&mut self, place: Place<'v>, need: Severity) -> Option<(String, &'v str)> {
        let place = self.only(place, need)?;
        if let Value::Object(fields) = place.value {
            for name in ["@id", "url"] {
                if let Some(Value::String(text)) = fields.get(name) {
                    return Some((below(&place.pointer, name), text));
                }
            }
        }
        self.raw_text(place, need)
    }

    /// A text that should be one URL.
    fn one(&mut self, pointer: &str, text: &str, need: Severity, target: Target) -> Option<String> {
        let trimmed = text.trim_matches(|c: char| c.is_whitespace() || c.is_control());
        if trimmed.is_empty() {
            self.fault(pointer, FaultCode::Blank, need, "there is nothing in it");
            return None;
        }
        if trimmed.len() != text.len() {
            let (code, what) = match text.chars().any(char::is_control) {
                true => (FaultCode::ControlCharacter, "control characters"),
                false => (FaultCode::StraySpace, "spaces"),
            };
            self.suspect(pointer, code, format!("there are {what} around it"));
        }
        if trimmed.chars().count() > URL_MAX {
            let detail = format!("a URL has at most {URL_MAX} characters");
            self.fault(pointer, FaultCode::TooLong, need, detail);
            return None;
        }
        let unescaped = trimmed.replace("&amp;", "&");
        if unescaped != trimmed {
            let detail = "& is written as &amp;, which is HTML";
            self.suspect(pointer, FaultCode::Html, detail);
        }
        match parse(&unescaped) {
            Ok((url, text)) => {
                let is_plain = |c: char| !c.is_whitespace() && !r#"<>"`{}|\^"#.contains(c);
                if !unescaped.chars().all(is_plain) {
                    let detail = "it has characters that must be percent-encoded, such as spaces";
                    self.suspect(pointer, FaultCode::UnencodedUrl, detail);
                }
                self.judged(pointer, &url, text, need, target)
            }
            Err((code, detail)) => {
                let detail = format!("{detail}: {}", shown(trimmed));
                self.fault(pointer, code, need, detail);
                None
            }
        }
    }

    /// What is a URL, with what is suspicious about it.
    fn judged(
        &mut self,
        pointer: &str,
        url: &Url,
        text: String,
        need: Severity,
        target: Target,
    ) -> Option<String> {
        if text.chars().count() > URL_MAX {
            let detail = format!("percent-encoded, it has more than {URL_MAX} characters");
            self.fault(pointer, FaultCode::TooLong, need, detail);
            return None;
        }
        let host = url.host_str().unwrap_or_default();
        let host = host.strip_prefix("www.").unwrap_or(host);
        if SHORTENERS.contains(&host) {
            let detail = format!("{host} only leads to the page; its own URL is expected");
            self.suspect(pointer, FaultCode::ShortUrl, detail);
        }
        let is_root = matches!(url.path(), "" | "/") && url.query().is_none();
        if target == Target::Page && is_root && url.fragment().is_none() {
            let detail = "the URL of a page is expected, not of a whole site";
            self.suspect(pointer, FaultCode::RootUrl, detail);
        }
        if target == Target::Page && self.is_own(&text) {
            let detail = "it is on the fact-checker's own site, which made no such claim";
            self.suspect(pointer, FaultCode::OwnAppearance, detail);
        }
        Some(text)
    }

    /// Whether a URL is on the site of the fact-check, or on a part of it.
    pub fn is_own(&self, url: &str) -> bool {
        let (Some(site), Some(own)) = (site(url), &self.own_site) else {
            return false;
        };
        let is_part = |part: &str, whole: &str| {
            let rest = part.strip_suffix(whole);
            rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        };
        is_part(&site, own) || is_part(own, &site)
    }
}
