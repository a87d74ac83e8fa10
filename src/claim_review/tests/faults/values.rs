//! What is wrong with numbers, URLs, dates and lengths.

use serde_json::{Value, json};

use super::Case;
use crate::claim_review::Severity::{Recommended, Required, Suspicious};
use crate::claim_review::tests::with;

pub(super) fn numbers() -> Vec<Case> {
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

pub(super) fn urls() -> Vec<Case> {
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

pub(super) fn appearances() -> Vec<Case> {
    let mut cases = cases! {
        "/itemReviewed/appearance": "https://a.example/1 https://b.example/2,https://c.example/3" => [("/itemReviewed/appearance", "several_urls", Suspicious)];
        "/itemReviewed/appearance": ["https://a.example/1", "https://b.example/2"] => [];
        "/itemReviewed/appearance": "Facebook post" => [("/itemReviewed/appearance", "not_a_url", Recommended)];
        "/itemReviewed/appearance": {"@type": "CreativeWork"} => [("/itemReviewed/appearance", "empty", Recommended)];
        "/itemReviewed/appearance": "https://www.checks.example/b" => [("/itemReviewed/appearance", "own_appearance", Suspicious)];
        "/itemReviewed/appearance": "https://news.example/" => [("/itemReviewed/appearance", "root_url", Suspicious)];
        "/itemReviewed/appearance": {"@id": "#post"} => [("/itemReviewed/appearance/@id", "unresolved_reference", Recommended)];
        "/itemReviewed/appearance": {"@id": "https://news.example/a"} => [];
        "/itemReviewed/appearance": "https://m.checks.example/b" => [("/itemReviewed/appearance", "own_appearance", Suspicious)];
        "/itemReviewed/appearance": 5 => [("/itemReviewed/appearance", "wrong_type", Recommended)];
        "/itemReviewed/firstAppearance": "https://news.example/first" => [];
        "/itemReviewed/url": "https://news.example/b" => [("/itemReviewed/url", "appearance_in_url", Suspicious)];
        "/itemReviewed/url": ["https://news.example/b", "https://news.example/c"] => [("/itemReviewed/url", "unexpected_list", Suspicious)];
        "/citation": [{"@type": "WebPage", "url": "https://agency.example/a"}, "A book", "https://b.example/"] => [];
        "/citation": [{"name": "A book", "author": {"@id": "#team"}}] => [("/citation/0/author/@id", "unresolved_reference", Suspicious)];
        "/citation": [{"@type": "WebPage"}] => [("/citation/0", "empty", Suspicious)];
    };
    let many: Vec<Value> = (0..101)
        .map(|n| json!(format!("https://a.example/{n}")))
        .collect();
    cases.push((
        with("/itemReviewed/appearance", many.into()),
        vec![("/itemReviewed/appearance", "too_many", Suspicious)],
    ));
    cases
}

pub(super) fn dates() -> Vec<Case> {
    cases! {
        "/datePublished": "" => [("/datePublished", "blank", Suspicious)];
        "/datePublished": "soon" => [("/datePublished", "not_a_date", Suspicious)];
        "/datePublished": "03/04/2024" => [("/datePublished", "not_a_date", Suspicious)];
        "/datePublished": "2024-02-30" => [("/datePublished", "not_a_date", Suspicious)];
        "/datePublished": "0000-00-00" => [("/datePublished", "not_a_date", Suspicious)];
        "/datePublished": "12024-01-01" => [("/datePublished", "not_a_date", Suspicious)];
        "/datePublished": "2024-10-30 20:02" => [("/datePublished", "not_iso_date", Suspicious)];
        "/datePublished": "2024-10-30 10:00:00 Z" => [("/datePublished", "not_iso_date", Suspicious)];
        "/datePublished": "October 30, 2024" => [("/datePublished", "not_iso_date", Suspicious)];
        "/datePublished": 1730246400 => [("/datePublished", "not_iso_date", Suspicious)];
        "/datePublished": "2024-10-30T20:02:00+0530" => [];
        "/datePublished": "2025-01-03" => [("/datePublished", "future_date", Suspicious)];
        "/datePublished": "2024-10-22" => [("/datePublished", "dates_out_of_order", Suspicious)];
        "/dateModified": "2024-10-29" => [("/dateModified", "dates_out_of_order", Suspicious)];
        "/datePublished": "2024-10" => [];
        "/datePublished": "2024" => [];
        "/datePublished": "2024-09" => [("/datePublished", "dates_out_of_order", Suspicious)];
        "/datePublished": "2023" => [("/datePublished", "dates_out_of_order", Suspicious)];
        "/dateModified": "2024-10" => [];
        "/dateModified": "2024" => [];
        "/dateModified": "2023" => [("/dateModified", "dates_out_of_order", Suspicious)];
        "/itemReviewed/datePublished": "last week" => [("/itemReviewed/datePublished", "not_a_date", Recommended)];
        "/itemReviewed/datePublished": "1970-01-01" => [("/itemReviewed/datePublished", "implausible_date", Suspicious)];
        "/itemReviewed/datePublished": "2024-10" => [];
        "/itemReviewed/datePublished": 5 => [("/itemReviewed/datePublished", "not_a_date", Recommended)];
        "/itemReviewed/datePublished": true => [("/itemReviewed/datePublished", "wrong_type", Recommended)];
    }
}

pub(super) fn lengths() -> Vec<Case> {
    let text = |length: usize| Value::from("ä".repeat(length));
    let url = |length: usize| {
        let start = "https://checks.example/";
        Value::from(format!("{start}{}", "a".repeat(length - start.len())))
    };
    let raw = |bytes: usize| Value::from(format!("Checks{}", " ".repeat(bytes - 6)));
    let urls = |count: usize| -> Value {
        let urls = (0..count).map(|n| format!("https://a.example/{n}"));
        urls.collect()
    };
    vec![
        (
            with("/author/name", raw(16 * 300)),
            vec![("/author/name", "stray_space", Suspicious)],
        ),
        (
            with("/author/name", raw(16 * 300 + 1)),
            vec![("/author/name", "too_long", Recommended)],
        ),
        (with("/author/sameAs", urls(50)), vec![]),
        (
            with("/author/sameAs", urls(51)),
            vec![("/author/sameAs", "too_many", Suspicious)],
        ),
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
