//! Each fault alone: one thing is broken, and exactly that is told.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{Expected, all, has, read, sound, with, without};
use crate::claim_review::Severity::{Recommended, Required, Suspicious};
use crate::claim_review::{Document, FaultCode};

type Case = (Value, Vec<Expected>);

/// One value that is changed, and what is told of it there.
macro_rules! cases {
    ($($pointer:literal: $value:tt => [$($fault:expr),* $(,)?];)+) => {
        vec![$((with($pointer, json!($value)), vec![$($fault),*])),+]
    };
}

macro_rules! lacking {
    ($($pointer:literal => $code:literal, $severity:expr;)+) => {
        vec![$((without($pointer), vec![($pointer, $code, $severity)])),+]
    };
}

fn missing() -> Vec<Case> {
    lacking! {
        "/@type" => "missing", Required;
        "/@context" => "missing_context", Suspicious;
        "/url" => "missing", Required;
        "/claimReviewed" => "missing", Required;
        "/reviewRating" => "missing", Required;
        "/reviewRating/alternateName" => "missing", Required;
        "/author" => "missing", Recommended;
        "/author/@type" => "missing", Recommended;
        "/itemReviewed" => "missing", Recommended;
        "/itemReviewed/@type" => "missing", Recommended;
        "/itemReviewed/author" => "missing", Recommended;
        "/itemReviewed/author/name" => "missing", Recommended;
        "/itemReviewed/author/sameAs" => "missing", Recommended;
        "/itemReviewed/datePublished" => "missing", Recommended;
        "/itemReviewed/appearance" => "missing", Recommended;
    }
}

fn shapes() -> Vec<Case> {
    cases! {
        "/@type": ["Review", "ClaimReview"] => [("/@type", "unexpected_list", Suspicious)];
        "/@type": "Review" => [("/@type", "unknown_type", Required)];
        "/@type": "claimreview" => [("/@type", "wrong_case", Suspicious)];
        "/@type": 5 => [("/@type", "wrong_type", Required)];
        "/@context": "https://example.org" => [("/@context", "unknown_context", Suspicious)];
        "/@context": "schema.org" => [("/@context", "unknown_context", Suspicious)];
        "/claimreviewed": "x" => [("/claimreviewed", "wrong_case", Suspicious)];
        "/author": "Checks" => [("/author", "bare_text", Suspicious)];
        "/author": {} => [("/author", "empty", Recommended)];
        "/author": 5 => [("/author", "wrong_type", Recommended)];
        "/author": {"@id": "#team"} => [("/author/@id", "unresolved_reference", Recommended)];
        "/author/@type": "Dog" => [("/author/@type", "unknown_type", Recommended)];
        "/author/name": ["Checks", "London"] => [("/author/name", "several_values", Suspicious)];
        "/author/name": {"text": "Checks"} => [("/author/name", "object_instead_of_text", Suspicious)];
        "/itemReviewed": "A post" => [("/itemReviewed", "bare_text", Recommended)];
        "/itemReviewed": [] => [("/itemReviewed", "blank", Recommended)];
        "/itemReviewed": {} => [("/itemReviewed", "empty", Recommended)];
        "/itemReviewed": {"@type": "Claim"} => [("/itemReviewed", "empty", Recommended)];
        "/itemReviewed/@type": "creativeWork" => [("/itemReviewed/@type", "wrong_case", Suspicious)];
        "/itemReviewed/@type": "Recipe" => [("/itemReviewed/@type", "unknown_type", Recommended)];
        "/itemReviewed/author": "Jane Roe" => [("/itemReviewed/author", "bare_text", Suspicious)];
        "/itemReviewed/author/name": "Facebook, WhatsApp" => [("/itemReviewed/author/name", "nameless_author", Suspicious)];
        "/itemReviewed/author/name": "Social media users" => [("/itemReviewed/author/name", "nameless_author", Suspicious)];
        "/inLanguage": "English" => [("/inLanguage", "unknown_language", Suspicious)];
        "/inLanguage": "pt_BR" => [("/inLanguage", "unknown_language", Suspicious)];
    }
}

fn texts() -> Vec<Case> {
    cases! {
        "/claimReviewed": "" => [("/claimReviewed", "blank", Required)];
        "/claimReviewed": " \r\n" => [("/claimReviewed", "blank", Required)];
        "/claimReviewed": null => [("/claimReviewed", "missing", Required)];
        "/claimReviewed": 12 => [("/claimReviewed", "wrong_type", Required)];
        "/claimReviewed": ["One", "Two"] => [("/claimReviewed", "several_values", Required)];
        "/claimReviewed": ["One"] => [("/claimReviewed", "unexpected_list", Suspicious)];
        "/claimReviewed": " spaced" => [("/claimReviewed", "stray_space", Suspicious)];
        "/claimReviewed": "a\rb" => [("/claimReviewed", "control_character", Suspicious)];
        "/claimReviewed": "a\u{0}b" => [("/claimReviewed", "control_character", Suspicious)];
        "/claimReviewed": "It&#039;s <b>so</b>" => [("/claimReviewed", "html", Suspicious)];
        "/claimReviewed": "Mostly true: there are 12,000" => [("/claimReviewed", "rating_in_claim", Suspicious)];
        "/claimReviewed": "There are 12,000 (mostly true)" => [("/claimReviewed", "rating_in_claim", Suspicious)];
        "/claimReviewed": "There are 12,000 – Mostly true." => [("/claimReviewed", "rating_in_claim", Suspicious)];
        "/claimReviewed": "Mostly true stories are told of 12,000" => [];
        "/claimReviewed": "1 < 2, and 3 > 2 & <thing>" => [];
        "/description": "a\r\n\r\nb" => [];
        "/description": "<p>a</p>" => [("/description", "html", Suspicious)];
        "/name": {"@value": "A title", "@language": "en"} => [];
    }
}

fn labels() -> Vec<Case> {
    cases! {
        "/reviewRating": "Mostly true" => [("/reviewRating", "bare_text", Suspicious)];
        "/reviewRating": 4 => [("/reviewRating", "wrong_type", Required)];
        "/reviewRating": {"name": "Mostly true"} => [("/reviewRating/name", "label_in_name", Suspicious)];
        "/reviewRating/@type": "Thing" => [("/reviewRating/@type", "unknown_type", Suspicious)];
        "/reviewRating/alternateName": ["Mostly true"] => [("/reviewRating/alternateName", "unexpected_list", Suspicious)];
        "/reviewRating/alternateName": ["True", "Untrue"] => [("/reviewRating/alternateName", "several_values", Required)];
        "/reviewRating/alternateName": {"en": "True"} => [("/reviewRating/alternateName", "object_instead_of_text", Suspicious)];
        "/reviewRating/alternateName": {"en": "True", "id": "Benar"} => [("/reviewRating/alternateName", "wrong_type", Required)];
        "/reviewRating/alternateName": false => [("/reviewRating/alternateName", "wrong_type", Required)];
        "/reviewRating/alternateName": "True \r" => [("/reviewRating/alternateName", "control_character", Suspicious)];
        "/reviewRating/alternateName": "They are there, but nobody knows how many there are." => [("/reviewRating/alternateName", "sentence_as_label", Suspicious)];
        "/reviewRating/alternateName": "mostly_true" => [("/reviewRating/alternateName", "coded_label", Suspicious)];
        "/reviewRating/alternateName": "https://checks.example/true.png" => [("/reviewRating/alternateName", "coded_label", Suspicious)];
        "/reviewRating/ratingExplanation": 5 => [("/reviewRating/ratingExplanation", "wrong_type", Suspicious)];
        "/reviewRating/image": "/true.png" => [("/reviewRating/image", "relative_url", Suspicious)];
    }
}

fn numbers() -> Vec<Case> {
    let rating = |value: Value, best: Value, worst: Value| {
        let rating = json!({
            "@type": "Rating", "alternateName": "Mostly true",
            "ratingValue": value, "bestRating": best, "worstRating": worst,
        });
        with("/reviewRating", rating)
    };
    let null = Value::Null;
    let (all, value, best, worst) = (
        "/reviewRating",
        "/reviewRating/ratingValue",
        "/reviewRating/bestRating",
        "/reviewRating/worstRating",
    );
    let mut cases = cases! {
        "/reviewRating/ratingValue": "4" => [("/reviewRating/ratingValue", "number_as_text", Suspicious)];
        "/reviewRating/ratingValue": 6 => [("/reviewRating/ratingValue", "rating_outside_scale", Suspicious)];
        "/reviewRating/bestRating": 3 => [("/reviewRating/ratingValue", "rating_outside_scale", Suspicious)];
        "/reviewRating/worstRating": 0 => [("/reviewRating/worstRating", "worst_below_one", Suspicious)];
        "/reviewRating/worstRating": null => [("/reviewRating", "incomplete_rating", Recommended)];
    };
    let more: Vec<Case> = vec![
        (rating(null.clone(), null.clone(), null.clone()), vec![]),
        (
            rating(json!(0), json!(10), json!(1)),
            vec![(value, "rating_outside_scale", Suspicious)],
        ),
        (
            rating(json!(-1), json!(-1), json!(-1)),
            vec![(all, "placeholder_rating", Suspicious)],
        ),
        (
            rating(json!(3), json!(1), json!(5)),
            vec![(best, "scale_reversed", Suspicious)],
        ),
        (
            rating(json!(2), json!(2), json!(2)),
            vec![(best, "scale_without_range", Suspicious)],
        ),
        (
            rating(null, json!(5), json!(1)),
            vec![(all, "incomplete_rating", Recommended)],
        ),
        (
            rating(json!("4 of 5"), json!(5), json!(1)),
            vec![
                (value, "not_a_number", Recommended),
                (all, "incomplete_rating", Recommended),
            ],
        ),
        (
            rating(json!("inf"), json!(5), json!(1)),
            vec![
                (value, "not_a_number", Recommended),
                (all, "incomplete_rating", Recommended),
            ],
        ),
        (
            rating(json!(""), json!(""), json!("")),
            vec![
                (value, "blank", Suspicious),
                (best, "blank", Suspicious),
                (worst, "blank", Suspicious),
            ],
        ),
    ];
    cases.extend(more);
    cases
}

fn urls() -> Vec<Case> {
    cases! {
        "/url": "" => [("/url", "blank", Required)];
        "/url": "/2024/soldiers" => [("/url", "relative_url", Required)];
        "/url": "checks.example/2024/soldiers" => [("/url", "relative_url", Required)];
        "/url": "//checks.example/2024" => [("/url", "relative_url", Required)];
        "/url": "our page" => [("/url", "not_a_url", Required)];
        "/url": "https://" => [("/url", "not_a_url", Required)];
        "/url": "javascript:alert(1)" => [("/url", "unsafe_url", Required)];
        "/url": "data:text/html,<script>" => [("/url", "unsafe_url", Required)];
        "/url": "https://bit.ly/3abc" => [("/url", "short_url", Suspicious)];
        "/url": "https://checks.example/" => [("/url", "root_url", Suspicious)];
        "/url": "https://checks.example/a b" => [("/url", "unencoded_url", Suspicious)];
        "/url": "https://checks.example/?a=1&amp;b=2" => [("/url", "html", Suspicious)];
        "/url": "https://checks.example/publicações" => [];
        "/url": " https://checks.example/a " => [("/url", "stray_space", Suspicious)];
        "/url": "https://checks.example/a\r\n" => [("/url", "control_character", Suspicious)];
        "/url": "https://checks.example/a, https://checks.example/b" => [("/url", "several_urls", Required)];
        "/url": ["https://checks.example/a"] => [("/url", "unexpected_list", Suspicious)];
        "/url": {"@id": "https://checks.example/a"} => [];
        "/author/url": "/about" => [("/author/url", "relative_url", Recommended)];
        "/author/sameAs": "Checks" => [("/author/sameAs", "not_a_url", Suspicious)];
        "/itemReviewed/author/sameAs": "" => [("/itemReviewed/author/sameAs", "blank", Recommended)];
        "/itemReviewed/author/sameAs": [] => [("/itemReviewed/author/sameAs", "blank", Recommended)];
    }
}

fn appearances() -> Vec<Case> {
    let mut cases = cases! {
        "/itemReviewed/appearance": "https://a.example/1 https://b.example/2,https://c.example/3" => [("/itemReviewed/appearance", "several_urls", Suspicious)];
        "/itemReviewed/appearance": ["https://a.example/1", "https://b.example/2"] => [];
        "/itemReviewed/appearance": "Facebook post" => [("/itemReviewed/appearance", "not_a_url", Recommended)];
        "/itemReviewed/appearance": {"@type": "CreativeWork"} => [("/itemReviewed/appearance", "empty", Recommended)];
        "/itemReviewed/appearance": "https://www.checks.example/b" => [("/itemReviewed/appearance", "own_appearance", Suspicious)];
        "/itemReviewed/appearance": "https://news.example/" => [("/itemReviewed/appearance", "root_url", Suspicious)];
        "/itemReviewed/appearance": 5 => [("/itemReviewed/appearance", "wrong_type", Recommended)];
        "/itemReviewed/firstAppearance": "https://news.example/first" => [];
        "/itemReviewed/url": "https://news.example/b" => [("/itemReviewed/url", "appearance_in_url", Suspicious)];
        "/itemReviewed/url": ["https://news.example/b", "https://news.example/c"] => [("/itemReviewed/url", "unexpected_list", Suspicious)];
        "/citation": [{"@type": "WebPage", "url": "https://agency.example/a"}, "A book", "https://b.example/"] => [];
        "/citation": [{"@type": "WebPage"}] => [("/citation/0", "empty", Suspicious)];
    };
    let many: Vec<Value> = (0..51)
        .map(|n| json!(format!("https://a.example/{n}")))
        .collect();
    cases.push((
        with("/itemReviewed/appearance", many.into()),
        vec![("/itemReviewed/appearance", "too_many", Suspicious)],
    ));
    cases
}

fn dates() -> Vec<Case> {
    cases! {
        "/datePublished": "" => [("/datePublished", "blank", Suspicious)];
        "/datePublished": "soon" => [("/datePublished", "not_a_date", Suspicious)];
        "/datePublished": "03/04/2024" => [("/datePublished", "not_a_date", Suspicious)];
        "/datePublished": "2024-02-30" => [("/datePublished", "not_a_date", Suspicious)];
        "/datePublished": "0000-00-00" => [("/datePublished", "not_a_date", Suspicious)];
        "/datePublished": "12024-01-01" => [("/datePublished", "not_a_date", Suspicious)];
        "/datePublished": "2024-10-30 20:02" => [("/datePublished", "not_iso_date", Suspicious)];
        "/datePublished": "October 30, 2024" => [("/datePublished", "not_iso_date", Suspicious)];
        "/datePublished": 1730246400 => [("/datePublished", "not_iso_date", Suspicious)];
        "/datePublished": "2024-10-30T20:02:00+0530" => [];
        "/datePublished": "2025-01-03" => [("/datePublished", "future_date", Suspicious)];
        "/datePublished": "2024-10-22" => [("/datePublished", "dates_out_of_order", Suspicious)];
        "/dateModified": "2024-10-29" => [("/dateModified", "dates_out_of_order", Suspicious)];
        "/itemReviewed/datePublished": "last week" => [("/itemReviewed/datePublished", "not_a_date", Recommended)];
        "/itemReviewed/datePublished": "1970-01-01" => [("/itemReviewed/datePublished", "implausible_date", Suspicious)];
        "/itemReviewed/datePublished": "2024-10" => [];
        "/itemReviewed/datePublished": 5 => [("/itemReviewed/datePublished", "not_a_date", Recommended)];
        "/itemReviewed/datePublished": true => [("/itemReviewed/datePublished", "wrong_type", Recommended)];
    }
}

fn lengths() -> Vec<Case> {
    let text = |length: usize| Value::from("ä".repeat(length));
    let url = |length: usize| {
        let start = "https://checks.example/";
        Value::from(format!("{start}{}", "a".repeat(length - start.len())))
    };
    vec![
        (with("/claimReviewed", text(75)), vec![]),
        (
            with("/claimReviewed", text(76)),
            vec![("/claimReviewed", "long_claim", Recommended)],
        ),
        (
            with("/claimReviewed", text(5000)),
            vec![("/claimReviewed", "long_claim", Recommended)],
        ),
        (
            with("/claimReviewed", text(5001)),
            vec![("/claimReviewed", "too_long", Required)],
        ),
        (
            with("/reviewRating/alternateName", text(200)),
            vec![(
                "/reviewRating/alternateName",
                "sentence_as_label",
                Suspicious,
            )],
        ),
        (
            with("/reviewRating/alternateName", text(201)),
            vec![("/reviewRating/alternateName", "too_long", Required)],
        ),
        (with("/url", url(2048)), vec![]),
        (
            with("/url", url(2049)),
            vec![("/url", "too_long", Required)],
        ),
        (with("/name", text(300)), vec![]),
        (
            with("/name", text(301)),
            vec![("/name", "too_long", Suspicious)],
        ),
        (with("/itemReviewed/author/name", text(300)), vec![]),
        (
            with("/itemReviewed/author/name", text(301)),
            vec![("/itemReviewed/author/name", "too_long", Recommended)],
        ),
        (
            with("/description", text(2001)),
            vec![("/description", "too_long", Suspicious)],
        ),
    ]
}

fn documents() -> Vec<Case> {
    vec![
        (json!({}), vec![("", "no_claim_review", Required)]),
        (json!("ClaimReview"), vec![("", "wrong_type", Required)]),
        (json!(null), vec![("", "wrong_type", Required)]),
        (
            json!([null, sound()]),
            vec![("/0", "null_element", Suspicious)],
        ),
        (json!([sound(), 5]), vec![("/1", "wrong_type", Suspicious)]),
        (
            json!([sound(), sound()]),
            vec![("/1", "repeated_review", Suspicious)],
        ),
    ]
}

fn every_case() -> Vec<Case> {
    [
        missing(),
        shapes(),
        texts(),
        labels(),
        numbers(),
        urls(),
        appearances(),
        dates(),
        lengths(),
        documents(),
    ]
    .concat()
}

#[test]
fn each_fault_is_told_where_it_stands_and_nothing_else() {
    for (document, expected) in every_case() {
        has(&read(&document), &expected, &document.to_string());
    }
}

#[test]
fn no_code_is_without_its_case() {
    // What is no JSON is in the tests of texts.
    let texts = [
        FaultCode::MalformedJson,
        FaultCode::UnescapedQuote,
        FaultCode::RawControlCharacter,
        FaultCode::HtmlPage,
        FaultCode::TooDeep,
    ];
    let mut told: BTreeSet<FaultCode> = texts.into();
    for (document, _) in every_case() {
        let document: Document = read(&document);
        told.extend(all(&document).into_iter().map(|fault| fault.code));
    }
    let all: BTreeSet<FaultCode> = FaultCode::ALL.iter().copied().collect();
    assert_eq!(told, all);
}
