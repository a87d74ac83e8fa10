//! Which language a text is in, by its letters (trigrams) and its script.

use whatlang::{Lang, Script};

use super::language::Language;
use super::scan::{self, Kind};

/// What a text seems to be.
#[derive(Debug, Clone, Copy)]
pub struct Detected {
    /// The language.
    pub language: Language,
    /// Whether it can be relied on.
    pub reliable: bool,
}

/// Letters of a text that are looked at.
const ENOUGH: usize = 2_000;

/// The language of a text, its addresses and mentions left out.
pub fn detect(text: &str) -> Option<Detected> {
    let mut plain = String::new();
    let mut letters = 0;
    for piece in scan::pieces(text) {
        if piece.kind == Kind::Word && letters < ENOUGH {
            let word = text.get(piece.span).unwrap_or_default();
            for c in word.chars().take(ENOUGH - letters) {
                plain.push(c);
                letters += 1;
            }
            plain.push(' ');
        }
    }
    let info = whatlang::detect(&plain)?;
    let of_script = match info.script() {
        Script::Thai => Some("th"),
        Script::Hangul => Some("ko"),
        Script::Hiragana | Script::Katakana => Some("ja"),
        Script::Khmer => Some("km"),
        Script::Greek => Some("el"),
        Script::Armenian => Some("hy"),
        Script::Tamil => Some("ta"),
        Script::Bengali => Some("bn"),
        Script::Myanmar => Some("my"),
        _ => None,
    };
    if let Some(code) = of_script {
        return Some(Detected {
            language: Language::of_tag(code),
            reliable: true,
        });
    }
    // Javanese is Indonesian to the stemmer, as to most who write it in the news.
    let code = match info.lang() {
        Lang::Jav => "id",
        lang => lang.code(),
    };
    Some(Detected {
        language: Language::of_tag(code),
        reliable: info.is_reliable(),
    })
}
