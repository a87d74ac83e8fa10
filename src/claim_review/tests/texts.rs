//! What is no JSON, and what made it so.

use super::{has, now, sound};
use crate::claim_review::Document;
use crate::claim_review::Severity::Required;

#[track_caller]
fn is_told(text: &str, code: &'static str) {
    let document = Document::of_text(text.as_bytes(), now());
    has(&document, &[("", code, Required)], text);
    assert!(document.reviews.is_empty());
}

#[test]
fn quotes_that_end_a_text_before_its_end() {
    for text in [
        r#"{"claimReviewed": "He said "no" to it"}"#,
        r#"{"claimReviewed": "He said "no", and left"}"#,
        r#"{"claimReviewed": "The word "", he said"}"#,
        r#"{"claimReviewed": "The "Post", "Times"", "url": "x"}"#,
        r#"{"claimReviewed": "An end "here", ganz genau "so""}"#,
        "{\"claimReviewed\":\n \"Ведь \"нет\" значит\"}",
        r#"["a "b" c"]"#,
    ] {
        is_told(text, "unescaped_quote");
    }
}

#[test]
fn line_breaks_in_a_text() {
    is_told("{\"claimReviewed\": \"one\ntwo\"}", "raw_control_character");
    is_told("{\"claimReviewed\": \"one\ttwo\"}", "raw_control_character");
}

#[test]
fn pages_and_scripts() {
    is_told("<html><body></body></html>", "html_page");
    is_told(
        "\n<script type=\"application/ld+json\">{}</script>",
        "html_page",
    );
}

#[test]
fn what_is_broken_in_other_ways() {
    for text in [
        "",
        "  \n",
        "{",
        r#"{"a": 1,}"#,
        r#"{"a": "b" "c": "d"}"#,
        r#"{"a": "b", c: "d"}"#,
        r#"{"a": "b" {"c": 1}}"#,
        "{'a': 1}",
        "nul",
        "{} {}",
        r#"{"a": "\ud800"}"#,
        r#"{"a": 1e999}"#,
    ] {
        is_told(text, "malformed_json");
    }
    let document = Document::of_text(b"{\"a\": \"\xff\"}", now());
    has(&document, &[("", "malformed_json", Required)], "no UTF-8");
}

#[test]
fn a_byte_order_mark_before_it_is_none_of_it() {
    let text = format!("\u{feff}{}", sound());
    let document = Document::of_text(text.as_bytes(), now());
    has(&document, &[], "marked");
    assert_eq!(document.reviews.len(), 1);
    is_told("\u{feff}", "malformed_json");
    is_told("\u{feff}\u{feff}{}", "malformed_json");
}

#[test]
fn the_place_is_told() {
    let document = Document::of_text(b"{\n \"a\": \"b \"c\"\n}", now());
    let detail = &document.faults[0].detail;
    assert!(detail.contains("line 2 column 11"), "{detail}");
}

#[test]
fn nesting_beyond_measure() {
    for (open, close) in [("[", "]"), ("{\"@graph\":", "}")] {
        let deep = |levels: usize| [open.repeat(levels), "1".into(), close.repeat(levels)].concat();
        is_told(&deep(128), "too_deep");
        is_told(&deep(100_000), "too_deep");
        let document = Document::of_text(deep(127).as_bytes(), now());
        assert!(document.reviews.is_empty() && !document.faults.is_empty());
    }
}
