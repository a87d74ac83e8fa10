//! Each fault alone: one thing is broken, and exactly that is told.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{Expected, all, has, read, sound, with, without};
use crate::claim_review::Severity::{Recommended, Required, Suspicious};
use crate::claim_review::{Document, FaultCode};
use values::{appearances, dates, lengths, numbers, urls};

type Case = (Value, Vec<Expected>);

/// One value that is changed, and what is told of it there.
macro_rules! cases {
    ($($pointer:literal: $value:tt => [$($fault:expr),* $(,)?];)+) => {
        vec![$((with($pointer, json!($value)), vec![$($fault),*])),+]
    };
}

mod values;

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
        "/author": {"@id": "#team", "name": "Checks"} => [("/author/@type", "missing", Recommended)];
        "/reviewRating": {"@id": "#rating"} => [("/reviewRating/@id", "unresolved_reference", Required)];
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
        "/claimReviewed": "There are 12,000 {mostly true}" => [("/claimReviewed", "rating_in_claim", Suspicious)];
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
        "/reviewRating/alternateName": {"@value": "True"} => [("/reviewRating/alternateName", "object_instead_of_text", Suspicious)];
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
        (
            json!([with("/author", json!({"@id": "#team"})), {"@id": "#team", "name": "Checks", "logo": vec![1; 10_000]}]),
            vec![("/0/author/@id", "too_many_references", Recommended)],
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
