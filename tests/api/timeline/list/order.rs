//! The order of what is known to the year, the month, the day and the very moment.

use super::*;

/// Each entry's type, and how much of its time is known.
fn known(entries: &[Value]) -> Vec<(&str, &str)> {
    let types = column(entries, "type").into_iter();
    types.zip(column(entries, "precision")).collect()
}

/// A claim with everything that can be of one first moment of a year, made in another order than
/// it is told.
async fn of_one_moment(api: &Api) -> Value {
    let newsroom = api.newsroom("one").await;
    let claim = dated(api, &newsroom, "2024-01-01", "day").await;
    let other = api.claim(&newsroom).await;
    related(api, &newsroom, &claim, &other).await;
    for precision in ["day", "month", "year"] {
        said(api, &newsroom, &claim, ("2024-01-01", precision)).await;
    }
    // Nothing can be related in the past, but as well it may be at a midnight.
    api.sql("UPDATE claim_relations SET created_at = '2024-01-01T00:00:00Z'")
        .await;
    claim
}

#[actix_web::test]
async fn of_one_moment_what_is_known_less_comes_first() {
    let api = Api::start().await;
    let claim = of_one_moment(&api).await;
    let entries = api.list(path(&claim)).await;
    let order = [
        ("statement", "year"),
        ("statement", "month"),
        ("first_appearance", "day"),
        ("statement", "day"),
        ("relation_added", "time"),
    ];
    assert_eq!(known(&entries), order);
    assert!(entries.iter().all(|it| it["at"] == "2024-01-01T00:00:00Z"));
}

#[actix_web::test]
async fn the_first_appearance_comes_before_what_was_said_of_its_time() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    for precision in ["year", "month", "day"] {
        let claim = dated(&api, &newsroom, "2024-01-01", precision).await;
        said(&api, &newsroom, &claim, ("2024-01-01", precision)).await;
        let entries = api.list(path(&claim)).await;
        let expected = [("first_appearance", precision), ("statement", precision)];
        assert_eq!(known(&entries), expected);
    }
}

#[actix_web::test]
async fn earlier_comes_before_later_whatever_it_is() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let claim = dated(&api, &newsroom, "2024-10-15", "day").await;
    let other = api.claim(&newsroom).await;
    related(&api, &newsroom, &claim, &other).await;
    for (date, precision) in [
        ("2027-03-01", "day"),
        ("2024-10-16", "day"),
        ("2024-10-01", "month"),
        ("2024-01-01", "year"),
        ("2023-12-31", "day"),
    ] {
        said(&api, &newsroom, &claim, (date, precision)).await;
    }
    let entries = api.list(path(&claim)).await;
    let days: Vec<&str> = column(&entries, "at").iter().map(|at| &at[..10]).collect();
    assert_eq!(
        days,
        [
            "2023-12-31",
            "2024-01-01",
            "2024-10-01",
            "2024-10-15",
            "2024-10-16",
            "2026-01-05",
            "2027-03-01"
        ]
    );
}

#[actix_web::test]
async fn a_month_is_of_its_first_moment_whichever_of_its_days_was_sent() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let claim = dated(&api, &newsroom, "2024-10-20", "year").await;
    said(&api, &newsroom, &claim, ("2024-10-02", "day")).await;
    said(&api, &newsroom, &claim, ("2024-10-20", "month")).await;
    let entries = api.list(path(&claim)).await;
    assert_eq!(
        column(&entries, "at"),
        [
            "2024-01-01T00:00:00Z",
            "2024-10-01T00:00:00Z",
            "2024-10-02T00:00:00Z"
        ]
    );
}

#[actix_web::test]
async fn latest_first_is_the_very_reverse() {
    let api = Api::start().await;
    let claim = of_one_moment(&api).await;
    let newsroom = api.newsroom("two").await;
    // Of one rank as well: nothing but their ids tells them apart.
    for _ in 0..3 {
        said(&api, &newsroom, &claim, ("2024-01-01", "month")).await;
    }
    let mut entries = api.list(path(&claim)).await;
    assert_eq!(entries.len(), 8);
    assert_eq!(api.list(format!("{}?sort=at", path(&claim))).await, entries);
    entries.reverse();
    let latest_first = api.list(format!("{}?sort=-at", path(&claim))).await;
    assert_eq!(latest_first, entries);
}
