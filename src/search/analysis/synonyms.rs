//! Words that are written instead of others: the spellings of a file are rewritten into one, in
//! texts and in queries alike.

use std::collections::HashMap;

use super::hash::Quick;
use super::language::Language;
use super::words::read;

/// Rewritings by language and first word. Of several that fit, the longest is taken.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Synonyms {
    rules: HashMap<Language, HashMap<String, Vec<Rule>, Quick>>,
    lines: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Rule {
    /// The words that are rewritten, folded.
    pub from: Vec<String>,
    /// Only where they are written in capitals: `AS`, not `as`.
    pub capitals: bool,
    /// The words that they become.
    pub to: Vec<String>,
}

const MOST_WORDS: usize = 8;

impl Synonyms {
    /// Those that the program comes with.
    pub fn builtin() -> Self {
        Self::parse(include_str!("synonyms.txt")).unwrap_or_default()
    }

    /// Reads a file of lines `LANGUAGE: WORDS = WORDS`: the left side is rewritten into the right
    /// one. A left side of capitals alone is found in capitals alone. `#` begins a comment. What is
    /// wrong is told with the number of its line.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut synonyms = Self::default();
        for (number, line) in text.lines().enumerate() {
            let line = line.split('#').next().unwrap_or_default().trim();
            if line.is_empty() {
                continue;
            }
            let wrong = |what| format!("line {}: {what}", number + 1);
            let (language, rule) = line
                .split_once(':')
                .ok_or_else(|| wrong("a language and a colon are missing"))?;
            let (from, to) = rule
                .split_once('=')
                .ok_or_else(|| wrong("an equals sign is missing"))?;
            let tag = language.trim();
            let language = Language::of_tag(tag);
            if language == Language::UNKNOWN && tag != "und" {
                return Err(wrong("the language is not one that is told from others"));
            }
            // As texts are read: what is written with hyphens, dots or figures is found as well.
            let words = |text: &str| -> Vec<String> {
                read(text, language)
                    .into_iter()
                    .map(|word| word.text)
                    .collect()
            };
            let rule = Rule {
                capitals: !from.chars().any(char::is_lowercase)
                    && from.chars().any(char::is_uppercase),
                from: words(from),
                to: words(to),
            };
            if !(1..=MOST_WORDS).contains(&rule.from.len())
                || !(1..=MOST_WORDS).contains(&rule.to.len())
            {
                return Err(wrong("each side has one to eight words"));
            }
            synonyms.add(language, rule);
            synonyms.lines.push(line.to_owned());
        }
        Ok(synonyms)
    }

    /// These, and others beside; of two rewritings of the same words, the other one's.
    pub fn extended_by(mut self, other: Self) -> Self {
        for (language, rules) in other.rules {
            for rule in rules.into_values().flatten() {
                self.add(language, rule);
            }
        }
        self.lines.extend(other.lines);
        self
    }

    fn add(&mut self, language: Language, rule: Rule) {
        let Some(first) = rule.from.first() else {
            return;
        };
        let rules = self.rules.entry(language).or_default();
        let rules = rules.entry(first.clone()).or_default();
        rules.retain(|known| known.from != rule.from || known.capitals != rule.capitals);
        rules.push(rule);
        rules.sort_by_key(|rule| std::cmp::Reverse(rule.from.len()));
    }

    /// The rewritings that may begin with a word.
    pub(super) fn beginning(&self, language: Language, word: &str) -> &[Rule] {
        let rules = self.rules.get(&language);
        rules
            .and_then(|rules| rules.get(word))
            .map_or(&[], Vec::as_slice)
    }

    /// Whether there are any for a language.
    pub(super) fn any(&self, language: Language) -> bool {
        self.rules.contains_key(&language)
    }

    /// What they are made of, in order.
    pub(super) fn lines(&self) -> &[String] {
        &self.lines
    }
}
