//! Markup of this service: what it can store as it stands there is left so, and told all the same.

use serde_json::{Value, json};

use super::{Expected, has, read, with};
use crate::claim_review::Severity::{Required, Suspicious};
use crate::claim_review::{Document, Review};

/// The sound one with another value, and as markup of this service.
fn ours(pointer: &str, value: Value) -> Value {
    let mut review = with(pointer, value);
    review["@id"] = "urn:uuid:0192d3a1-7b5e-7c3d-9f21-4a5b6c7d8e9f".into();
    review
}

fn taken(document: Document) -> Review {
    document.reviews[0].review.clone().unwrap()
}

#[test]
fn texts_are_left_as_they_are() {
    let code = |code: &'static str| -> Vec<Expected> { vec![("/claimReviewed", code, Suspicious)] };
    for (text, cleaned, told) in [
        (
            "a </script> <b>x</b> <!-- c --> d",
            Some("a \n x  d"),
            code("html"),
        ),
        ("AT&amp;T &lt;b&gt;", Some("AT&T"), code("html")),
        ("<b>", None, code("html")),
        ("l1\n\n\n\nl2\r\nl3", Some("l1\n\nl2\nl3"), vec![]),
        ("a\rb", Some("a\nb"), code("control_character")),
        (" lead ", Some("lead"), code("stray_space")),
    ] {
        let sent = ours("/claimReviewed", json!(text));
        let document = read(&sent);
        has(&document, &told, text);
        assert_eq!(taken(document).claim_reviewed, text);
        let review = read(&with("/claimReviewed", json!(text))).reviews[0]
            .review
            .clone();
        assert_eq!(review.map(|it| it.claim_reviewed).as_deref(), cleaned);
    }
}

#[test]
fn what_cannot_be_stored_is_cleaned_or_refused() {
    let name = |name: &str| {
        let document = read(&ours("/author/name", json!(name)));
        taken(document).author.unwrap().name.unwrap()
    };
    assert_eq!(name("a\nb\u{0}"), "a b");
    assert_eq!(name("a & <b>b</b> "), "a & <b>b</b> ");
    let blank = read(&ours("/claimReviewed", json!(" \n")));
    has(&blank, &[("/claimReviewed", "blank", Required)], "blank");
    let long = read(&ours("/claimReviewed", json!("ä".repeat(5_001))));
    has(&long, &[("/claimReviewed", "too_long", Required)], "long");
    assert_eq!(
        taken(read(&ours("/claimReviewed", json!("a\u{1}b")))).claim_reviewed,
        "a b"
    );
}

#[test]
fn addresses_are_left_as_they_are() {
    for (url, code) in [
        ("https://checks.example/?a=1&amp;b=2", "html"),
        (
            "https://checks.example/a,https://y.example/",
            "several_urls",
        ),
    ] {
        for (pointer, value) in [
            ("/url", json!(url)),
            ("/itemReviewed/author/sameAs", json!([url])),
            ("/citation", json!([{"url": url}])),
        ] {
            let document = read(&ours(pointer, value));
            let faults = &document.reviews[0].faults;
            let told: Vec<_> = faults
                .iter()
                .map(|it| (it.code.as_str(), it.severity))
                .collect();
            assert_eq!(told, [(code, Suspicious)], "{pointer} {url}");
            let review = taken(document);
            let same_as = review.claim.authors[0].same_as.first();
            let cited = review.citations.first().and_then(|it| it.url.as_ref());
            let kept = [Some(&review.url), same_as, cited];
            assert!(kept.contains(&Some(&url.to_owned())), "{kept:?}");
        }
    }
    let spaced = taken(read(&ours(
        "/url",
        json!("https://checks.example/a b&amp;c"),
    )));
    assert_eq!(spaced.url, "https://checks.example/a%20b&c");
}

#[test]
fn labels_are_told_letter_for_letter_whoever_printed_them() {
    let label = "Pants \"on\" Fire &amp; <b>fuel</b> ";
    for review in [
        with("/reviewRating/alternateName", json!(label)),
        ours("/reviewRating/alternateName", json!(label)),
    ] {
        let rating = taken(read(&review)).rating;
        assert_eq!(rating.printed, label);
        assert_eq!(rating.label, "Pants \"on\" Fire & fuel");
    }
    let rating = taken(read(&ours("/reviewRating/alternateName", json!("<b>")))).rating;
    assert_eq!(
        (rating.label.as_str(), rating.printed.as_str()),
        ("<b>", "<b>")
    );
}
