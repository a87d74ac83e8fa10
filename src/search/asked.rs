//! What somebody typed, as a query: words, `"phrases"` in quotes, and `-words` that must not be
//! there. Nothing that can be typed is an error.

use unicode_normalization::char::is_combining_mark;

/// A part of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The words.
    pub text: String,
    /// Whether its words are to stand side by side.
    pub is_phrase: bool,
    /// Whether it must not be there.
    pub is_excluded: bool,
}

/// A query in its parts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// The words outside quotes, as they were typed.
    pub words: String,
    /// Phrases, and what is excluded.
    pub parts: Vec<Part>,
    /// Whether its last word may still be in typing.
    pub is_open: bool,
}

/// Phrases and exclusions that are looked at; what is beyond is not.
const PARTS: usize = 16;

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»' | '＂')
}

impl Asked {
    /// The parts of what was typed.
    pub fn of(text: &str) -> Self {
        let mut asked = Self::default();
        let mut rest = text;
        let mut at_start = true;
        while let Some(c) = rest.chars().next() {
            let after = rest.get(c.len_utf8()..).unwrap_or_default();
            let excludes = at_start && matches!(c, '-' | '−' | '–');
            let begin = if excludes { after } else { rest };
            let first = begin.chars().next();
            match first {
                Some(quote) if is_quote(quote) => {
                    let inner = begin.get(quote.len_utf8()..).unwrap_or_default();
                    // An open quote is a phrase that is still in typing.
                    let end = inner.find(is_quote).unwrap_or(inner.len());
                    let (phrase, behind) = inner.split_at(end);
                    asked.part(phrase, true, excludes);
                    let close = behind.chars().next().map_or(0, char::len_utf8);
                    rest = behind.get(close..).unwrap_or_default();
                    asked.words.push(' ');
                    asked.is_open = false;
                    at_start = true;
                }
                Some(first) if excludes && first.is_alphanumeric() => {
                    let end = begin.find(char::is_whitespace).unwrap_or(begin.len());
                    let (word, behind) = begin.split_at(end);
                    asked.part(word, false, true);
                    rest = behind;
                    asked.is_open = false;
                    at_start = true;
                }
                _ => {
                    asked.words.push(c);
                    asked.is_open = c.is_alphanumeric() || is_combining_mark(c);
                    at_start = c.is_whitespace() || c == '(';
                    rest = after;
                }
            }
        }
        asked
    }

    /// What is looked for.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        let parts = self.parts.iter().filter(|part| !part.is_excluded);
        std::iter::once(self.words.as_str()).chain(parts.map(|part| part.text.as_str()))
    }

    /// Whether something must be there as it is written.
    pub(super) fn has_phrase(&self) -> bool {
        self.parts.iter().any(|part| !part.is_excluded)
    }

    fn part(&mut self, text: &str, is_phrase: bool, is_excluded: bool) {
        if text.trim().is_empty() || self.parts.len() >= PARTS {
            return;
        }
        self.parts.push(Part {
            text: text.to_owned(),
            is_phrase,
            is_excluded,
        });
    }
}

/// A text that somebody pasted, and what was typed behind it to be left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pasted<'a> {
    pub text: &'a str,
    pub excluded: Vec<Part>,
}

impl<'a> Pasted<'a> {
    /// The parts of what was pasted. Dashes and quotes in it are its own; only what it ends with is
    /// excluded, `-words` and `-"phrases"` on the line of the word before them. A dash behind a
    /// sentence signs it, and one before a figure is a sign.
    pub(super) fn of(text: &'a str) -> Self {
        let mut excluded = Vec::new();
        let mut rest = text.trim_end();
        while excluded.len() < PARTS
            && let Some((before, part)) = last_excluded(rest)
        {
            excluded.push(part);
            rest = before;
        }
        let is_word = |c: char| c.is_alphanumeric() || is_combining_mark(c);
        if !rest.ends_with(is_word) {
            (rest, excluded) = (text.trim_end(), Vec::new());
        }
        excluded.reverse();
        Self {
            text: rest,
            excluded,
        }
    }
}

/// The exclusion that a text ends with, and what is before it.
fn last_excluded(text: &str) -> Option<(&str, Part)> {
    let (before, inner) = match text.strip_suffix(is_quote) {
        Some(text) => text.rsplit_once(is_quote)?,
        None => {
            let (space, c) = text.char_indices().rfind(|(_, c)| c.is_whitespace())?;
            let (before, word) = text.split_at_checked(space + c.len_utf8() + 1)?;
            (before, word)
        }
    };
    let spaced = before.strip_suffix('-')?;
    let rest = spaced.trim_end_matches(|c: char| c.is_whitespace() && c != '\n');
    let is_behind = rest.len() < spaced.len() && !rest.ends_with('\n');
    let part = Part {
        text: inner.to_owned(),
        is_phrase: text.ends_with(is_quote),
        is_excluded: true,
    };
    (is_behind && inner.starts_with(char::is_alphabetic)).then_some((rest, part))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is excluded, and what is left.
    fn read(text: &str) -> (&str, Vec<String>) {
        let Pasted { text, excluded } = Pasted::of(text);
        (text, excluded.into_iter().map(|part| part.text).collect())
    }

    #[test]
    fn a_pasted_text_ends_with_what_it_excludes() {
        for (text, left, excluded) in [
            (
                "the bridge is closed -bridge",
                "the bridge is closed",
                vec!["bridge"],
            ),
            ("closed -bridge  -toll ", "closed", vec!["bridge", "toll"]),
            (
                "closed -\"the toll\" -bridge",
                "closed",
                vec!["the toll", "bridge"],
            ),
            ("สะพานปิดแล้วที่ -สะพาน", "สะพานปิดแล้วที่", vec!["สะพาน"]),
        ] {
            assert_eq!(
                read(text),
                (left, excluded.iter().map(ToString::to_string).collect())
            );
        }
    }

    #[test]
    fn dashes_of_prose_exclude_nothing() {
        for text in [
            "the bridge - as they say - is closed",
            "the bridge -as they say- is closed",
            "the bridge – closed",
            "it is closed –bridge",
            "Be yourself. -Wilde",
            "“Be yourself” -Wilde",
            "Be yourself\n-Wilde",
            "it fell to -10",
            "it is well-known",
            "-bridge",
            "a -",
            "a -\"",
            "",
        ] {
            assert_eq!(read(text), (text.trim_end(), vec![]), "{text}");
        }
    }
}
