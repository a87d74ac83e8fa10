//! What is taken out of a ClaimReview.

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::{Value, json};

use super::{read, sound, with};
use crate::claim_review::{Date, Numbers, PartyKind, Review};
use crate::vocabulary::DatePrecision;

#[track_caller]
fn review(document: &Value) -> Review {
    let read = read(document);
    let one = read.reviews.into_iter().next().unwrap();
    one.review.unwrap_or_else(|| panic!("{:?}", one.faults))
}

#[test]
fn everything_that_it_says() {
    let mut document = sound();
    document["@id"] = "https://checks.example/#1".into();
    document["name"] = "Soldiers".into();
    document["headline"] = "Are they there?".into();
    document["inLanguage"] = "EN-gb".into();
    document["citation"] = json!({
        "@type": "Report", "name": "On soldiers",
        "publisher": {"name": "An agency"}, "author": "A. Uthor", "datePublished": "2024",
    });
    document["correction"] = "A date was wrong.".into();
    document["itemReviewed"]["firstAppearance"] = "https://news.example/first".into();
    let review = review(&document);
    assert_eq!(review.url, "https://checks.example/2024/soldiers");
    assert_eq!(review.id.as_deref(), Some("https://checks.example/#1"));
    assert_eq!(
        review.claim_reviewed,
        "12,000 North Korean soldiers are in Russia"
    );
    assert_eq!(review.title.as_deref(), Some("Are they there?"));
    assert_eq!(review.language.unwrap().as_str(), "en-GB");
    assert_eq!(review.correction.as_deref(), Some("A date was wrong."));
    assert_eq!(review.rating.label, "Mostly true");
    let numbers = Numbers {
        value: 4.0,
        best: 5.0,
        worst: 1.0,
    };
    assert_eq!(review.rating.numbers, Some(numbers));
    let author = review.author.unwrap();
    assert_eq!(
        (author.kind, author.name.as_deref()),
        (PartyKind::Organization, Some("Checks"))
    );
    assert_eq!(author.same_as, ["https://social.example/checks"]);
    let claimant = &review.claim.authors[0];
    assert_eq!(claimant.kind, PartyKind::Person);
    assert_eq!(claimant.job_title.as_deref(), Some("Minister"));
    let places = review.claim.appearances.iter();
    let places = places.map(|it| (it.work.url.as_deref().unwrap(), it.is_first));
    assert_eq!(
        places.collect::<Vec<_>>(),
        [
            ("https://news.example/first", true),
            ("https://news.example/a", false)
        ]
    );
    let cited = &review.citations[0];
    assert_eq!(cited.name.as_deref(), Some("On soldiers"));
    assert_eq!(cited.publisher.as_deref(), Some("An agency"));
    assert_eq!(cited.author.as_deref(), Some("A. Uthor"));
    assert_eq!(cited.date_published.unwrap().precision, DatePrecision::Year);
}

#[test]
fn texts_without_what_is_no_text() {
    for (sent, taken) in [
        (
            "Rishi &amp; Sunak&#039;s <b>ideas</b>",
            "Rishi & Sunak's ideas",
        ),
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("<script>alert('x')</script>One", "One"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;One", "One"),
        ("One<!-- two --> three", "One three"),
        ("a < b, <c> and x<y", "a < b, <c> and x<y"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("\u{0}one\u{1b}two ", "one two"),
        ("<b", "<b"),
        ("AT&T; R&D", "AT&T; R&D"),
    ] {
        let review = review(&with("/claimReviewed", json!(sent)));
        assert_eq!(review.claim_reviewed, taken, "{sent}");
    }
    let label = review(&with(
        "/reviewRating/alternateName",
        json!(" Half\ntrue \r"),
    ));
    assert_eq!(label.rating.label, "Half true");
}

#[test]
fn urls_as_they_are_stored() {
    for (sent, taken) in [
        ("https://a.example/x?y=%20", "https://a.example/x?y=%20"),
        (
            "https://a.example/publicações",
            "https://a.example/publica%C3%A7%C3%B5es",
        ),
        (
            "https://bücher.example/x",
            "https://xn--bcher-kva.example/x",
        ),
        ("HTTPS://A.example/x y", "https://a.example/x%20y"),
        (
            "https://a.example/?a=1&amp;b=2",
            "https://a.example/?a=1&b=2",
        ),
    ] {
        let review = review(&with("/url", json!(sent)));
        assert_eq!(review.url, taken, "{sent}");
    }
}

#[test]
fn appearances_in_all_their_forms() {
    for sent in [
        json!("https://a.example/1, https://b.example/2"),
        json!("https://a.example/1\nhttps://b.example/2"),
        json!(["https://a.example/1", {"url": "https://b.example/2"}]),
        json!([{"@id": "https://a.example/1"}, "https://b.example/2", "https://a.example/1"]),
    ] {
        let review = review(&with("/itemReviewed/appearance", sent.clone()));
        let urls = review.claim.appearances.into_iter();
        let urls: Vec<_> = urls.map(|it| it.work.url.unwrap()).collect();
        assert_eq!(
            urls,
            ["https://a.example/1", "https://b.example/2"],
            "{sent}"
        );
    }
    let own = review(&with(
        "/itemReviewed/appearance",
        json!("https://en.checks.example/b"),
    ));
    assert!(own.claim.appearances[0].is_own);
}

#[test]
fn numbers_only_where_they_make_sense() {
    let numbers = |rating: Value| {
        let mut rating = rating;
        rating["alternateName"] = "Mostly true".into();
        let read = review(&with("/reviewRating", rating)).rating.numbers;
        read.map(|read| (read.value, read.best, read.worst))
    };
    let of = |value: Value, best: Value, worst: Value| {
        numbers(json!({"ratingValue": value, "bestRating": best, "worstRating": worst}))
    };
    assert_eq!(
        of(json!("4"), json!("5"), json!("1")),
        Some((4.0, 5.0, 1.0))
    );
    assert_eq!(of(json!(4.5), json!(6), json!(null)), Some((4.5, 6.0, 1.0)));
    assert_eq!(
        of(json!(4), json!(null), json!(null)),
        Some((4.0, 5.0, 1.0))
    );
    for (value, best, worst) in [
        (0, 10, 1),
        (-1, -1, -1),
        (3, 1, 5),
        (2, 2, 2),
        (1, 5, 0),
        (7, 5, 1),
    ] {
        assert_eq!(of(json!(value), json!(best), json!(worst)), None);
    }
    assert_eq!(of(json!(null), json!(5), json!(1)), None);
}

#[test]
fn dates_as_precise_as_they_were_written() {
    let date = |sent: &Value| {
        review(&with("/itemReviewed/datePublished", sent.clone()))
            .claim
            .date_published
            .unwrap()
    };
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    for (sent, precision, expected) in [
        (json!("2024"), DatePrecision::Year, "2024-01-01"),
        (json!("2024-06"), DatePrecision::Month, "2024-06-01"),
        (json!("2024-06-23"), DatePrecision::Day, "2024-06-23"),
        (json!("20240623"), DatePrecision::Day, "2024-06-23"),
        (json!("2024-6-23"), DatePrecision::Day, "2024-06-23"),
        (json!("2024/06/23"), DatePrecision::Day, "2024-06-23"),
        (json!("23.06.2024"), DatePrecision::Day, "2024-06-23"),
        (json!("23/06/2024"), DatePrecision::Day, "2024-06-23"),
        (json!("06/23/2024"), DatePrecision::Day, "2024-06-23"),
        (json!("June 23, 2024"), DatePrecision::Day, "2024-06-23"),
        (json!("23 Jun 2024"), DatePrecision::Day, "2024-06-23"),
    ] {
        let time = None;
        let date_read = date(&sent);
        let expected = Date {
            date: day(expected),
            precision,
            time,
        };
        assert_eq!(date_read, expected, "{sent}");
    }
    let time = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
    for (sent, expected, expected_day) in [
        (
            "2024-06-23T01:02:03+05:30",
            "2024-06-22T19:32:03Z",
            "2024-06-23",
        ),
        (
            "2024-06-23T20:02:03+0200",
            "2024-06-23T18:02:03Z",
            "2024-06-23",
        ),
        ("2024-06-23T20:02+02", "2024-06-23T18:02:00Z", "2024-06-23"),
        (
            "2024-06-23T20:02:06.838Z",
            "2024-06-23T20:02:06.838Z",
            "2024-06-23",
        ),
        ("2024-06-23T20:02Z", "2024-06-23T20:02:00Z", "2024-06-23"),
        ("2024-06-23T20:02", "2024-06-23T20:02:00Z", "2024-06-23"),
        ("2024-06-23 20:02", "2024-06-23T20:02:00Z", "2024-06-23"),
        ("2024-06-23 20:02:16", "2024-06-23T20:02:16Z", "2024-06-23"),
        (
            "2024-06-23 20:02:16 UTC",
            "2024-06-23T20:02:16Z",
            "2024-06-23",
        ),
        (
            "2024-06-23 20:02:16 Z",
            "2024-06-23T20:02:16Z",
            "2024-06-23",
        ),
        ("2024-06-23 20:02Z", "2024-06-23T20:02:00Z", "2024-06-23"),
        (
            "2024-06-23T20:02:16 Z",
            "2024-06-23T20:02:16Z",
            "2024-06-23",
        ),
        (
            "2024-06-23 20:02:16+02:00",
            "2024-06-23T18:02:16Z",
            "2024-06-23",
        ),
        (
            "Sun, 23 Jun 2024 20:02:16 +0200",
            "2024-06-23T18:02:16Z",
            "2024-06-23",
        ),
        ("2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z", "2016-12-31"),
    ] {
        let read = date(&json!(sent));
        assert_eq!(read.time, Some(time(expected)), "{sent}");
        assert_eq!(read.date, day(expected_day), "{sent}");
    }
    let read = date(&json!(1_719_172_920));
    assert_eq!(read.time, Some(time("2024-06-23T20:02:00Z")));
    assert_eq!(date(&json!(1_719_172_920_000_i64)), read);
}

#[test]
fn the_newsroom_is_the_author_that_is_a_body() {
    let mut document = sound();
    document["author"] = json!([
        {"@type": "Person", "name": "A. Uthor"},
        {"@type": "Organization", "name": "Checks"},
    ]);
    document["publisher"] = json!({"@type": "NewsMediaOrganization", "name": "The Group"});
    let review = review(&document);
    assert_eq!(review.author.unwrap().name.as_deref(), Some("Checks"));
    assert_eq!(review.publisher.unwrap().kind, PartyKind::Media);
}
