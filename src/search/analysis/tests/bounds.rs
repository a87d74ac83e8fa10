//! Odd and long texts.

use super::*;

#[test]
fn odd_texts_have_whole_spans_and_bounded_terms() {
    let odd = [
        "\u{301}",
        "\u{200d}\u{200f}\u{feff}",
        "\0",
        "👨‍👩‍👧",
        "@",
        "#",
        "#ـ",
        "1\u{fe0f}\u{20e3}",
        "\"١ŉǄ\"",
        "１１１１１１１１１㍿㍿",
        "ह\u{94d}",
        "Rp",
        "1億万億万億万",
        "'",
        "ß１ẞ",
        "\u{1160}",
        "ﷺ12ﷺ",
        "a@",
        "@@a@b.c",
        "https://",
        "www.",
        "½²①Ⅷ",
    ];
    for first in odd {
        for second in odd {
            let text = format!("{first}{second}a1.{first}");
            for language in Language::all() {
                let tokens = Analyzer::new(Synonyms::default()).analyze_all(&text, language);
                for token in tokens {
                    assert!(
                        text.get(token.span.clone())
                            .is_some_and(|it| !it.is_empty()),
                        "{token:?} of {text:?}"
                    );
                    assert!(
                        (1..=60).contains(&token.term.len()),
                        "{token:?} of {text:?}"
                    );
                }
            }
        }
    }
}

#[test]
fn long_texts_have_bounded_terms() {
    let analyzer = Analyzer::new(Synonyms::builtin());
    for unit in [
        "a",
        "ing",
        "@",
        "#",
        "1,1,",
        "中",
        "a.",
        "a' ",
        "www.",
        "1 million ",
        "covid ",
        "\u{301}",
    ] {
        let text = unit.repeat(200_000 / unit.len());
        for tag in ["en", "lt", "und"] {
            let tokens = analyzer.analyze_all(&text, Language::of_tag(tag));
            assert!(tokens.len() <= 20_000, "{unit} in {tag}");
        }
    }
}
