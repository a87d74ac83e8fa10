//! A ClaimReview without a fault, and what becomes of it when it is broken.

mod faults;
mod forms;
mod hostile;
mod ours;
mod references;
mod repeated;
mod reviews;
mod samples;
mod texts;

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::{Document, Fault, Severity};

/// A fault as a test expects it.
type Expected = (&'static str, &'static str, Severity);

fn now() -> DateTime<Utc> {
    "2025-01-01T00:00:00Z".parse().unwrap()
}

fn sound() -> Value {
    json!({
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": "https://checks.example/2024/soldiers",
        "claimReviewed": "12,000 North Korean soldiers are in Russia",
        "author": {
            "@type": "Organization",
            "name": "Checks",
            "url": "https://checks.example/",
            "sameAs": ["https://social.example/checks"],
        },
        "datePublished": "2024-10-30",
        "itemReviewed": {
            "@type": "Claim",
            "author": {
                "@type": "Person",
                "name": "Jane Roe",
                "jobTitle": "Minister",
                "sameAs": "https://people.example/roe",
            },
            "datePublished": "2024-10-23",
            "appearance": {"@type": "CreativeWork", "url": "https://news.example/a"},
        },
        "reviewRating": {
            "@type": "Rating",
            "alternateName": "Mostly true",
            "ratingValue": 4,
            "bestRating": 5,
            "worstRating": 1,
        },
    })
}

/// The sound one with another value at a pointer, or with one that was not there.
fn with(pointer: &str, value: Value) -> Value {
    let mut document = sound();
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    let parent = document.pointer_mut(parent).unwrap();
    parent[name] = value;
    document
}

/// The sound one without a member.
fn without(pointer: &str) -> Value {
    let mut document = sound();
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    let parent = document.pointer_mut(parent).unwrap();
    parent.as_object_mut().unwrap().remove(name);
    document
}

fn read(document: &Value) -> Document {
    Document::of_value(document, now())
}

/// All faults, of the whole and of its ClaimReviews.
fn all(document: &Document) -> Vec<&Fault> {
    let reviews = document.reviews.iter().flat_map(|one| &one.faults);
    document.faults.iter().chain(reviews).collect()
}

#[track_caller]
fn has(document: &Document, expected: &[Expected], sent: &str) {
    let told: Vec<(&str, &str, Severity)> = all(document)
        .into_iter()
        .map(|fault| (fault.pointer.as_str(), fault.code.as_str(), fault.severity))
        .collect();
    assert_eq!(told, expected, "{sent}: {:?}", all(document));
    for fault in all(document) {
        assert!(!fault.detail.is_empty() && fault.detail.chars().count() < 300);
    }
    for review in &document.reviews {
        let is_unusable = review
            .faults
            .iter()
            .any(|fault| fault.severity == Severity::Required);
        assert_eq!(review.review.is_none(), is_unusable, "{sent}");
    }
}

#[test]
fn a_sound_claim_review_has_no_fault() {
    has(&read(&sound()), &[], "sound");
    assert!(!read(&sound()).is_truncated);
}
