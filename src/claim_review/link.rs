//! URLs as they are met: with spaces, several in one text, relative, shortened, or none at all.

use serde_json::Value;
use url::Url;

use super::fault::{FaultCode, Severity, shown};
use super::place::{Object, Place, below};
use super::reader::Reader;
use super::web;
use crate::{lengths, site};

/// The longest URL taken, in characters.
pub(super) const URL_MAX: usize = lengths::size(lengths::URL);
/// The most entries of a list of URLs.
pub(super) const LIST_MAX: usize = 100;
/// The most addresses that identify somebody.
const URLS_MAX: usize = 50;

/// What a URL is that of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    /// A page, which is more than a site.
    Page,
    /// A page or a site.
    Any,
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
        let parts = web::split(text);
        if let (Some(first), true) = (parts.first(), parts.len() > 1) {
            let detail = format!("one URL is expected, not {}", parts.len());
            if self.stays(text) {
                self.suspect(&pointer, FaultCode::SeveralUrls, detail);
                return self.one(&pointer, text, need, target);
            }
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
        for entry in self.entries_up_to(URLS_MAX, &place, need) {
            // Each of them is compared with all before it.
            if urls.len() > URLS_MAX {
                break;
            }
            let Some((pointer, text)) = self.raw_url(entry, need) else {
                continue;
            };
            for url in self.several(&pointer, text, need, target) {
                if !urls.contains(&url) {
                    urls.push(url);
                }
            }
        }
        if urls.len() > URLS_MAX {
            let detail = format!("the first {URLS_MAX} URLs are taken");
            self.suspect(&place.pointer, FaultCode::TooMany, detail);
            urls.truncate(URLS_MAX);
        }
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
        let parts = web::split(text);
        if parts.len() < 2 {
            return self.one(pointer, text, need, target).into_iter().collect();
        }
        let detail = format!("{} URLs stand in one text; a list is expected", parts.len());
        self.suspect(pointer, FaultCode::SeveralUrls, detail);
        if self.stays(text) {
            return self.one(pointer, text, need, target).into_iter().collect();
        }
        let parts = parts.into_iter().take(LIST_MAX);
        parts
            .filter_map(|part| self.one(pointer, part, need, target))
            .collect()
    }

    /// The entries of a list, or the value that stands there alone.
    pub fn entries(&mut self, place: &Place<'v>, need: Severity) -> Vec<Place<'v>> {
        self.entries_up_to(LIST_MAX, place, need)
    }

    fn entries_up_to(&mut self, max: usize, place: &Place<'v>, need: Severity) -> Vec<Place<'v>> {
        let Value::Array(entries) = place.value else {
            return vec![place.clone()];
        };
        if entries.iter().all(Value::is_null) {
            let detail = "the list is empty";
            self.fault(&place.pointer, FaultCode::Blank, need, detail);
        }
        if entries.len() > max {
            let count = entries.len();
            let detail = format!("it has {count} entries; the first {max} are taken");
            self.suspect(&place.pointer, FaultCode::TooMany, detail);
        }
        let entries = entries.iter().enumerate().take(max);
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
        let mut unescaped = trimmed.replace("&amp;", "&");
        if unescaped != trimmed {
            let detail = "& is written as &amp;, which is HTML";
            self.suspect(pointer, FaultCode::Html, detail);
            if self.stays(trimmed) {
                unescaped = trimmed.to_owned();
            }
        }
        match web::parse(&unescaped) {
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
        if let Some(host) = web::shortener(url) {
            let detail = format!("{host} only leads to the page; its own URL is expected");
            self.suspect(pointer, FaultCode::ShortUrl, detail);
        }
        if target == Target::Page && web::is_root(url) {
            let detail = "the URL of a page is expected, not of a whole site";
            self.suspect(pointer, FaultCode::RootUrl, detail);
        }
        if target == Target::Page && self.is_own(&text) {
            let detail = "it is on the fact-checker's own site, which made no such claim";
            self.suspect(pointer, FaultCode::OwnAppearance, detail);
        }
        Some(text)
    }

    /// Whether a text is one URL that is left as it is.
    fn stays(&self, text: &str) -> bool {
        self.is_ours && site::is_url(text)
    }

    /// Whether a URL is on the site of the fact-check, or on a part of it.
    pub fn is_own(&self, url: &str) -> bool {
        let own = self.own_site.as_deref();
        own.is_some_and(|own| site::is_on(url, own))
    }
}
