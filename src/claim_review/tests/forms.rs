//! What may be sent: one, several, a graph, a feed, an article with its review.

use serde_json::{Value, json};

use super::{has, read, sound, with, without};
use crate::claim_review::Severity::{Required, Suspicious};
use crate::claim_review::{Document, REVIEWS_MAX};

/// The sound one on another page.
fn page(name: &str) -> Value {
    with("/url", json!(format!("https://checks.example/{name}")))
}

fn pointers(document: &Value) -> Vec<String> {
    let read = read(document);
    read.reviews.into_iter().map(|one| one.pointer).collect()
}

#[test]
fn one_a_list_and_a_graph_are_read() {
    assert_eq!(pointers(&sound()), [""]);
    assert_eq!(pointers(&json!([page("a"), page("b")])), ["/0", "/1"]);
    let mut bare = page("a");
    bare.as_object_mut().unwrap().remove("@context");
    let graph = json!({
        "@context": "https://schema.org",
        "@graph": [{"@type": "WebPage", "name": "A page"}, bare],
    });
    has(&read(&graph), &[], "graph");
    assert_eq!(pointers(&graph), ["/@graph/1"]);
}

#[test]
fn the_context_of_what_a_review_stands_in_holds_for_it() {
    let bare = without("/@context");
    let graph = json!({"@graph": [bare, bare]});
    let expected = [
        ("/@context", "missing_context", Suspicious),
        ("/@graph/1", "repeated_review", Suspicious),
    ];
    has(&read(&graph), &expected, "graph");
    for context in [
        json!("http://schema.org"),
        json!("https://schema.org/"),
        json!("https://www.schema.org"),
        json!(["https://schema.org", {"x": "https://x.example/"}]),
        json!({"@vocab": "https://schema.org/"}),
    ] {
        has(&read(&with("/@context", context)), &[], "context");
    }
}

#[test]
fn a_feed_is_read_with_its_gaps() {
    let feed = json!({
        "@context": "https://schema.org",
        "@type": "DataFeed",
        "sdLicense": "https://creativecommons.org/licenses/by/4.0/",
        "dataFeedElement": [
            {"@type": "DataFeedItem", "url": "https://checks.example/a", "item": [page("a"), null]},
            null,
            {"@type": "DataFeedItem", "item": null},
            {"@type": "DataFeedItem", "item": page("b")},
            {"@type": "DataFeedItem", "item": "nothing"},
            page("c"),
        ],
    });
    assert_eq!(
        pointers(&feed),
        [
            "/dataFeedElement/0/item/0",
            "/dataFeedElement/3/item",
            "/dataFeedElement/5"
        ]
    );
    let expected = [
        ("/dataFeedElement/0/item/1", "null_element", Suspicious),
        ("/dataFeedElement/1", "null_element", Suspicious),
        ("/dataFeedElement/2/item", "null_element", Suspicious),
        ("/dataFeedElement/4/item", "wrong_type", Suspicious),
    ];
    has(&read(&feed), &expected, "feed");
}

#[test]
fn the_review_of_an_article_is_found() {
    for member in ["review", "mainEntity", "hasPart"] {
        let article = json!({
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            member: without("/@context"),
        });
        has(&read(&article), &[], member);
        assert_eq!(pointers(&article), [format!("/{member}")]);
    }
}

#[test]
fn types_are_known_by_their_whole_names() {
    for name in [
        "ClaimReview",
        "schema:ClaimReview",
        "http://schema.org/ClaimReview",
        "https://schema.org/ClaimReview",
    ] {
        has(&read(&with("/@type", json!(name))), &[], name);
    }
    let mut prefixed = sound();
    let claim = prefixed
        .as_object_mut()
        .unwrap()
        .remove("claimReviewed")
        .unwrap();
    prefixed["schema:claimReviewed"] = claim.clone();
    let told = read(&prefixed);
    has(&told, &[], "schema:claimReviewed");
    let taken = |document: Document| document.reviews[0].review.clone().unwrap().claim_reviewed;
    assert_eq!(taken(told), claim);
    let mut misspelled = without("/claimReviewed");
    misspelled["claim_reviewed"] = claim.clone();
    let told = read(&misspelled);
    let expected = [("/claim_reviewed", "wrong_case", Suspicious)];
    has(&told, &expected, "claim_reviewed");
    assert_eq!(taken(told), claim);
}

#[test]
fn so_many_are_read_and_no_more() {
    let pages = |count: usize| -> Value { (0..count).map(|n| page(&n.to_string())).collect() };
    let all = read(&pages(REVIEWS_MAX));
    assert_eq!((all.reviews.len(), all.too_many), (REVIEWS_MAX, None));
    let more = read(&json!({"@graph": pages(REVIEWS_MAX + 1)}));
    assert_eq!(more.reviews.len(), REVIEWS_MAX);
    assert_eq!(more.too_many, Some(format!("/@graph/{REVIEWS_MAX}")));
    let longer = read(&vec![1; REVIEWS_MAX + 1].into());
    assert_eq!(longer.too_many.as_deref(), Some(""));
}

#[test]
fn what_is_meant_as_one_without_its_type_is_read_as_one() {
    let read = read(&without("/@type"));
    has(&read, &[("/@type", "missing", Required)], "no type");
    assert_eq!(read.reviews[0].review, None);
}
