//! Which of a claimant's statements decides the position that its claim shows.

use super::*;

/// A claim on which Ann said these, in the order in which they were recorded; the statements
/// come back with it.
async fn recorded(
    api: &Api,
    newsroom: &Newsroom,
    all: &[(&str, &str, &str)],
) -> (Value, Vec<Value>) {
    let claim = api.claim(newsroom).await;
    let ann = claimant(api, newsroom, "Ann").await;
    let mut made = Vec::new();
    for (position, said_on, precision) in all {
        let body = json!({
            "claimant_id": ann["id"], "position": position, "said_on": said_on,
            "date_precision": precision
        });
        made.push(api.made(&path(&claim), &newsroom.key, body).await);
    }
    (claim, made)
}

/// Whichever of two is recorded last, the same one is shown.
async fn decides(later: (&str, &str, &str), earlier: (&str, &str, &str)) {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    for all in [[later, earlier], [earlier, later]] {
        let (claim, _) = recorded(&api, &newsroom, &all).await;
        let claim = api.get(claim_path(&claim)).await.expect(200);
        let (position, said_on, precision) = later;
        let expected = json!({
            "position": position, "said_on": said_on, "date_precision": precision
        });
        assert_eq!(claim["claimants"].as_array().unwrap().len(), 1);
        assert_includes(&claim["claimants"][0], &expected);
    }
}

#[actix_web::test]
async fn a_later_day_counts() {
    let later = ("denies", "2024-10-02", "day");
    decides(later, ("asserts", "2024-10-01", "day")).await;
}

#[actix_web::test]
async fn a_day_counts_rather_than_the_month_that_begins_on_it() {
    let later = ("denies", "2024-10-01", "day");
    decides(later, ("asserts", "2024-10-01", "month")).await;
}

#[actix_web::test]
async fn a_month_counts_rather_than_the_year_that_begins_with_it() {
    let later = ("denies", "2024-01-01", "month");
    decides(later, ("asserts", "2024-01-01", "year")).await;
}

#[actix_web::test]
async fn a_later_month_counts_rather_than_a_day_before_it() {
    let later = ("denies", "2024-11-01", "month");
    decides(later, ("asserts", "2024-10-31", "day")).await;
}

#[actix_web::test]
async fn of_one_day_the_one_recorded_later_counts_whatever_is_changed_since() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let all = [
        ("asserts", "2024-10-01", "day"),
        ("denies", "2024-10-01", "day"),
    ];
    let (claim, made) = recorded(&api, &newsroom, &all).await;
    assert_eq!(positions(&api, &claim).await, [stand("Ann", "denies")]);
    let patch = json!({"quote": "It is so."});
    let patched = api.patch(at(&made[0]), &newsroom.key, &patch).await;
    patched.expect(200);
    assert_eq!(positions(&api, &claim).await, [stand("Ann", "denies")]);
}

#[actix_web::test]
async fn a_change_of_date_or_precision_decides_anew() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let all = [
        ("asserts", "2024-10-01", "day"),
        ("denies", "2024-10-01", "month"),
    ];
    let (claim, made) = recorded(&api, &newsroom, &all).await;
    for (which, patch, expected) in [
        (1, json!({"date_precision": "day"}), "denies"),
        (1, json!({"date_precision": "year"}), "asserts"),
        (0, json!({"said_on": "2023-12-31"}), "denies"),
        (1, json!({"said_on": null}), "asserts"),
    ] {
        let patched = api.patch(at(&made[which]), &newsroom.key, &patch).await;
        patched.expect(200);
        let now = positions(&api, &claim).await;
        assert_eq!(now, [stand("Ann", expected)], "{patch}");
    }
}

#[actix_web::test]
async fn claimants_come_in_the_same_order() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let claim = api.claim(&newsroom).await;
    for (name, said_on, precision) in [
        ("Ann", "2024-01-01", "year"),
        ("Bob", "2024-01-01", "day"),
        ("Cem", "2024-01-01", "month"),
        ("Dan", "2024-01-01", "day"),
        ("Eva", "2024-01-02", "day"),
    ] {
        let who = claimant(&api, &newsroom, name).await;
        let body = json!({
            "claimant_id": who["id"], "position": "asserts", "said_on": said_on,
            "date_precision": precision
        });
        api.made(&path(&claim), &newsroom.key, body).await;
    }
    let claim = api.get(claim_path(&claim)).await.expect(200);
    let shown = claim["claimants"].as_array().unwrap();
    assert_eq!(column(shown, "name"), ["Eva", "Bob", "Dan", "Cem", "Ann"]);
}
