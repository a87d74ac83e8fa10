//! What somebody typed, as a query: words, `"phrases"` in quotes, and `-words` that must not be
//! there. Nothing that can be typed is an error.

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
                    asked.is_open = c.is_alphanumeric();
                    at_start = c.is_whitespace() || c == '(';
                    rest = after;
                }
            }
        }
        asked
    }

    /// How many words it has, between spaces.
    pub(super) fn count(&self) -> usize {
        let parts = self.parts.iter().map(|part| part.text.as_str());
        let texts = std::iter::once(self.words.as_str()).chain(parts);
        texts.map(|text| text.split_whitespace().count()).sum()
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
