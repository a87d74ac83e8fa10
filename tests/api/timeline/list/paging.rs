//! Filters and pages.

use factcheck::db::keyset::{Key, Place};
use factcheck::http::cursor::Fingerprint;

use super::*;

/// A claim with something of every type: its first appearance and two statements in 2024, the
/// later two of one day, and all else on the day of the clock.
async fn eventful(api: &Api) -> Value {
    let newsroom = api.newsroom("one").await;
    let claim = dated(api, &newsroom, "2024-10-01", "month").await;
    let other = api.claim(&newsroom).await;
    for _ in 0..2 {
        said(api, &newsroom, &claim, ("2024-10-28", "day")).await;
    }
    related(api, &newsroom, &claim, &other).await;
    let verdict = api.verdict(&newsroom, &claim).await;
    api.corrected(&newsroom, &verdict).await;
    api.retracted(&newsroom, &verdict).await;
    claim
}

/// The types of [`eventful`], in order.
const ALL: [&str; 7] = [
    "first_appearance",
    "statement",
    "statement",
    "relation_added",
    "verdict_published",
    "verdict_corrected",
    "verdict_retracted",
];

#[actix_web::test]
async fn filters_by_type() {
    let api = Api::start().await;
    let claim = eventful(&api).await;
    assert_eq!(column(&api.list(path(&claim)).await, "type"), ALL);
    for kind in ALL {
        let found = api.list(format!("{}?type={kind}", path(&claim))).await;
        let expected = ALL.into_iter().filter(|it| *it == kind);
        assert_eq!(column(&found, "type"), expected.collect::<Vec<_>>());
    }
    let several = "type=verdict_retracted&type=statement&type=relation_added";
    let found = api.walk(&format!("{}?{several}", path(&claim))).await;
    assert_eq!(
        column(&found, "type"),
        [
            "statement",
            "statement",
            "relation_added",
            "verdict_retracted"
        ]
    );
}

#[actix_web::test]
async fn filters_by_whole_days() {
    let api = Api::start().await;
    let claim = eventful(&api).await;
    for (query, expected) in [
        ("from=2024-10-01", &ALL[..]),
        ("from=2024-10-02", &ALL[1..]),
        ("from=2024-10-28", &ALL[1..]),
        ("from=2024-10-29", &ALL[3..]),
        ("from=2026-01-05", &ALL[3..]),
        ("from=2026-01-06", &[]),
        ("to=2024-09-30", &[]),
        ("to=2024-10-01", &ALL[..1]),
        ("to=2026-01-04", &ALL[..3]),
        // With all its hours.
        ("to=2026-01-05", &ALL),
        ("to=9999-12-31", &ALL),
        ("from=2024-10-28&to=2024-10-28", &ALL[1..3]),
        ("from=2024-10-02&to=2026-01-05&type=statement", &ALL[1..3]),
        ("from=2026-01-05&to=2026-01-05&type=statement", &[]),
    ] {
        let found = api.walk(&format!("{}?{query}", path(&claim))).await;
        assert_eq!(column(&found, "type"), expected, "{query}");
    }
}

#[actix_web::test]
async fn refuses_what_is_no_type_or_no_span() {
    let api = Api::start().await;
    let claim = api.claim(&api.newsroom("one").await).await;
    for (query, pointer, code) in [
        ("type=verdict_drafted", "/type", "invalid_value"),
        ("type=statement&type=", "/type", "required"),
        (&["type=statement"; 7].join("&"), "/type", "length"),
        ("from=2024-10-02&to=2024-10-01", "/to", "range"),
        ("from=2024-13-01", "/from", "invalid_value"),
        ("from=0000-01-01", "/from", "range"),
        ("to=yesterday", "/to", "invalid_value"),
        ("sort=type", "/sort", "invalid_value"),
    ] {
        let answer = api.get(format!("{}?{query}", path(&claim))).await;
        answer.fault(pointer, code);
    }
    let day = format!("{}?from=2024-10-01&to=2024-10-01", path(&claim));
    api.get(day).await.expect(200);
}

#[actix_web::test]
async fn pages_visit_every_entry_once_both_ways() {
    let api = Api::start().await;
    let claim = eventful(&api).await;
    let mut whole = api.list(path(&claim)).await;
    for sort in ["at", "-at"] {
        let walked = api.walk(&format!("{}?sort={sort}", path(&claim))).await;
        assert_eq!(walked, whole, "{sort}");
        whole.reverse();
    }
}

#[actix_web::test]
async fn pages_visit_what_is_of_one_moment_once_both_ways() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let claim = dated(&api, &newsroom, "2024-01-01", "year").await;
    for precision in ["day", "month", "year", "month", "day", "year", "month"] {
        said(&api, &newsroom, &claim, ("2024-01-01", precision)).await;
    }
    let mut whole = api.list(path(&claim)).await;
    assert_eq!(whole.len(), 8);
    for sort in ["at", "-at"] {
        let walked = api.walk(&format!("{}?sort={sort}", path(&claim))).await;
        assert_eq!(walked, whole, "{sort}");
        whole.reverse();
    }
}

#[actix_web::test]
async fn counts_what_the_filter_leaves_when_asked() {
    let api = Api::start().await;
    let claim = eventful(&api).await;
    api.counts(&path(&claim), 7).await;
    api.counts(&format!("{}?type=statement", path(&claim)), 2)
        .await;
    api.counts(&format!("{}?to=2024-10-28", path(&claim)), 3)
        .await;
}

#[actix_web::test]
async fn a_cursor_continues_its_own_query_alone() {
    let api = Api::start().await;
    let claim = eventful(&api).await;
    let other = api.claim(&api.newsroom("two").await).await;
    let others = [
        "sort=-at",
        "type=statement",
        "from=2024-10-01",
        "to=2026-01-05",
    ];
    api.binds_cursors(&path(&claim), &others).await;
    let cursor = api.cursor(&path(&claim)).await;
    for foreign in [path(&other), format!("{}/statements", claim_path(&claim))] {
        let answer = api.get(format!("{foreign}?cursor={cursor}")).await;
        answer.problem(400, "cursor_mismatch");
    }
}

#[actix_web::test]
async fn a_cursor_that_is_made_up_is_refused() {
    let api = Api::start().await;
    let claim = eventful(&api).await;
    let none: [(&str, &str); 0] = [];
    for key in [
        Key::Time("2024-10-01T00:00:00Z".parse().unwrap()),
        Key::Moment(chrono::DateTime::<chrono::Utc>::MAX_UTC, 20),
        Key::Tally(1, "x".to_owned()),
    ] {
        let place = Place(key, uuid::Uuid::nil());
        let cursor = Fingerprint::of(&path(&claim), none.into_iter());
        let cursor = cursor.cursor(&place).unwrap();
        let answer = api.get(format!("{}?cursor={cursor}", path(&claim))).await;
        answer.problem(400, "cursor_mismatch");
    }
}
