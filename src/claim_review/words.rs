//! Plain text out of what stands in markup: without HTML, control characters and the spaces
//! around it.

use std::borrow::Cow;

use crate::lengths;

/// What a text may be.
#[derive(Debug, Clone, Copy)]
pub(super) struct Form {
    /// The most characters.
    pub max: usize,
    /// Whether it has no line breaks.
    pub is_line: bool,
}

impl Form {
    pub const fn line(max: u64) -> Self {
        Self {
            max: lengths::size(max),
            is_line: true,
        }
    }

    pub const fn text(max: u64) -> Self {
        Self {
            max: lengths::size(max),
            is_line: false,
        }
    }

    /// Whether a text is one already.
    pub fn has(self, text: &str) -> bool {
        let is_allowed =
            |c: char| !c.is_control() || !self.is_line && matches!(c, '\n' | '\r' | '\t');
        !text.trim().is_empty() && text.chars().count() <= self.max && text.chars().all(is_allowed)
    }
}

/// A text, and what it was cleaned of.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Cleaned {
    pub text: String,
    pub had_html: bool,
    pub had_control: bool,
    pub had_space: bool,
}

/// Elements of HTML that are met in markup; others may be what a text is about.
const ELEMENTS: [&str; 47] = [
    "a",
    "abbr",
    "article",
    "audio",
    "b",
    "blockquote",
    "body",
    "br",
    "code",
    "div",
    "em",
    "embed",
    "figcaption",
    "figure",
    "font",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "head",
    "hr",
    "html",
    "i",
    "iframe",
    "img",
    "input",
    "li",
    "link",
    "meta",
    "ol",
    "p",
    "pre",
    "script",
    "section",
    "small",
    "span",
    "strong",
    "style",
    "sub",
    "sup",
    "svg",
    "table",
    "td",
    "tr",
    "u",
    "ul",
];
/// Those of which what is in them is no text.
const HIDDEN: [&str; 2] = ["script", "style"];
/// Those that run on within a line.
const INLINE: [&str; 16] = [
    "a", "abbr", "b", "code", "em", "font", "i", "img", "small", "span", "strong", "sub", "sup",
    "svg", "u", "input",
];

/// Cleans a text: of one line, or of several.
pub(super) fn clean(raw: &str, is_line: bool) -> Cleaned {
    let plain = without_tags(raw);
    let plain = match html_escape::decode_html_entities(plain.as_ref()) {
        Cow::Borrowed(_) => plain,
        // What was escaped twice.
        Cow::Owned(decoded) => Cow::Owned(without_tags(&decoded).into_owned()),
    };
    let had_html = plain != raw;
    let had_control = has_stray_control(raw, is_line);
    let one = one_kind_of_breaks(&plain, is_line);
    let text = one.trim().to_owned();
    Cleaned {
        had_html,
        had_control,
        had_space: !had_html && !had_control && text.len() != one.len(),
        text,
    }
}

/// Whether there is a control character that is no line break or tab where they may be.
fn has_stray_control(raw: &str, is_line: bool) -> bool {
    let mut before = ' ';
    for c in raw.chars() {
        let is_stray_return = before == '\r' && c != '\n';
        let is_control = c.is_control() && (is_line || !matches!(c, '\n' | '\r' | '\t'));
        if is_stray_return || is_control {
            return true;
        }
        before = c;
    }
    before == '\r'
}

/// Line breaks as line feeds, never more than two of them; in one line, spaces.
fn one_kind_of_breaks(text: &str, is_line: bool) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut breaks = 0;
    let mut before = ' ';
    for c in text.chars() {
        let c = match c {
            '\n' if before == '\r' => {
                before = c;
                continue;
            }
            '\r' => {
                before = c;
                '\n'
            }
            c => {
                before = c;
                c
            }
        };
        match c {
            '\n' if !is_line => {
                breaks += 1;
                if breaks <= 2 {
                    kept.push('\n');
                }
            }
            '\t' if !is_line => kept.push('\t'),
            c if c.is_control() => kept.push(' '),
            c => {
                breaks = 0;
                kept.push(c);
            }
        }
    }
    kept
}

/// The text without tags and comments of HTML; what is no element of it stays.
fn without_tags(text: &str) -> Cow<'_, str> {
    if !text.contains('<') {
        return Cow::Borrowed(text);
    }
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        let (before, from) = rest.split_at(start);
        kept.push_str(before);
        let Some((tag, after)) = tag(from) else {
            kept.push('<');
            rest = from.get(1..).unwrap_or_default();
            continue;
        };
        if !tag.name.is_empty() && !INLINE.contains(&tag.name.as_str()) {
            kept.push('\n');
        }
        rest = match tag.is_opening && HIDDEN.contains(&tag.name.as_str()) {
            true => behind(after, &tag.name),
            false => after,
        };
    }
    kept.push_str(rest);
    Cow::Owned(kept)
}

struct Tag {
    /// Empty for a comment.
    name: String,
    is_opening: bool,
}

/// The tag or comment that a text begins with, and what follows it.
fn tag(text: &str) -> Option<(Tag, &str)> {
    let body = text.strip_prefix('<')?;
    if let Some(comment) = body.strip_prefix("!--") {
        let tag = Tag {
            name: String::new(),
            is_opening: false,
        };
        let after = comment.split_once("-->").map_or("", |(_, after)| after);
        return Some((tag, after));
    }
    let is_opening = !body.starts_with('/');
    let named = body.strip_prefix('/').unwrap_or(body);
    let end = named.find(|c: char| !c.is_ascii_alphanumeric())?;
    let name = named.get(..end)?.to_ascii_lowercase();
    if !ELEMENTS.contains(&name.as_str()) {
        return None;
    }
    let close = named.find(['<', '>'])?;
    let after = named.get(close..)?.strip_prefix('>')?;
    Some((Tag { name, is_opening }, after))
}

/// What follows the end of an element whose content is no text.
fn behind<'a>(text: &'a str, element: &str) -> &'a str {
    let mut rest = text;
    while let Some(start) = rest.find("</") {
        let from = rest.get(start..).unwrap_or_default();
        match tag(from) {
            Some((tag, after)) if tag.name == element => return after,
            _ => rest = from.get(2..).unwrap_or_default(),
        }
    }
    ""
}
