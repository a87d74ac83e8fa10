//! Corrections: of what is public, with a note, and nothing lost of what was said before.

use super::*;
use crate::support::client::Request;
use crate::support::locks::in_this_order;

mod rules;

/// What readers are told of a correction.
const NOTE: &str = "NATO confirmed the deployment on 28 October 2024.";

impl Desk {
    /// A correction of a verdict, with the note that all of them need.
    fn correction(&self, of: &Value, change: Value) -> Request {
        self.correction_with(&self.newsroom.key, of, change)
    }

    fn correction_with(&self, key: &str, of: &Value, change: Value) -> Request {
        let body = with(json!({"correction_note": NOTE}), change);
        self.api.post(format!("{}/correct", path(of)), key, &body)
    }

    async fn claim_now(&self) -> Answer {
        let path = format!("/v1/claims/{}", text(&self.claim["id"]));
        self.api.get(path).await
    }

    /// The actions of a verdict's history, the latest first.
    async fn actions(&self, verdict: &Value) -> Vec<String> {
        let history = format!("{}/history", path(verdict));
        let entries = self.api.list_as(&self.newsroom.key, history).await;
        let actions = column(&entries, "action").into_iter();
        actions.map(str::to_owned).collect()
    }
}

#[actix_web::test]
async fn changes_what_it_names_and_says_why() {
    let desk = Desk::start().await;
    let published = desk.publish().await;
    let change = json!({
        "rating_id": desk.scale["ratings"][2]["id"], "title": "Unproven", "summary": "In brief.",
        "explanation": "At\nlength.", "url": "https://one.example/kursk", "language": "ID",
        "reviewed_at": "2024-10-29T12:00:00Z"
    });
    let answer = desk.correction(&published, change.clone()).await;
    let corrected = answer.expect(200);
    let mut expected = with(published.clone(), change);
    expected.as_object_mut().unwrap().remove("rating_id");
    let rating = json!({
        "label": "Tidak Terbukti", "normalized": "unproven", "value": null, "best": 5, "worst": 1
    });
    let moved = json!({
        "language": "id", "rating": rating, "status": "corrected", "correction_note": NOTE,
        "version": published["version"].as_i64().unwrap() + 1,
        "updated_at": corrected["updated_at"], "corrected_at": corrected["updated_at"]
    });
    assert_eq!(corrected, with(expected, moved));
    assert!(text(&corrected["updated_at"]) > text(&published["updated_at"]));
    let read = desk.api.get(path(&published)).await;
    assert_eq!(read.expect(200), corrected);
    assert_eq!(read.etag(), answer.etag());
}

#[actix_web::test]
async fn a_note_alone_is_a_correction_and_all_else_stays() {
    let desk = Desk::start().await;
    let published = desk.publish().await;
    let corrected = desk.correction(&published, json!({})).await.expect(200);
    let moved = json!({
        "status": "corrected", "correction_note": NOTE, "version": corrected["version"],
        "updated_at": corrected["updated_at"], "corrected_at": corrected["updated_at"]
    });
    assert_eq!(corrected, with(published, moved));
}

#[actix_web::test]
async fn may_be_made_again_and_keeps_when_it_was_first_published() {
    let desk = Desk::start().await;
    let published = desk.publish().await;
    for (version, title) in (4..).zip(["First", "Second", "Third"]) {
        let change = json!({"title": title, "correction_note": format!("The {title}.")});
        let corrected = desk.correction(&published, change).await.expect(200);
        let expected = json!({
            "title": title, "correction_note": format!("The {title}."), "status": "corrected",
            "version": version, "published_at": published["published_at"]
        });
        assert_includes(&corrected, &expected);
        assert!(text(&corrected["updated_at"]) > text(&published["updated_at"]));
    }
    let mut actions = vec!["verdict.corrected"; 3];
    actions.extend(["verdict.published", "verdict.updated", "verdict.created"]);
    assert_eq!(desk.actions(&published).await, actions);
}

#[actix_web::test]
async fn null_removes_what_a_published_verdict_may_lack() {
    let desk = Desk::start().await;
    let filled = json!({
        "summary": "In brief.", "explanation": "At length.", "url": "https://one.example/kursk"
    });
    let published = desk.publish().await;
    desk.correction(&published, filled).await.expect(200);
    for member in ["summary", "explanation", "url"] {
        let answer = desk.correction(&published, json!({member: null})).await;
        assert_eq!(answer.expect(200)[member], Value::Null, "{member}");
    }
}

#[actix_web::test]
async fn evidence_replaces_the_whole_list_in_order() {
    let desk = Desk::start().await;
    let published = desk.publish().await;
    let first = &published["evidence"][0]["source"]["id"];
    let other = desk.api.source(&desk.newsroom).await;
    let evidence = json!([
        {"source_id": other["id"], "stance": "refutes", "quote": "No.", "note": "Page 3."},
        {"source_id": first, "stance": "context"},
        {"source_id": other["id"], "stance": "mixed"},
    ]);
    let change = json!({"evidence": evidence});
    let corrected = desk.correction(&published, change).await.expect(200);
    let cited = corrected["evidence"].as_array().unwrap();
    let shown: Vec<Value> = cited
        .iter()
        .map(|one| {
            let mut told = json!({"source_id": one["source"]["id"], "stance": one["stance"]});
            for member in ["quote", "note"] {
                if !one[member].is_null() {
                    told[member] = one[member].clone();
                }
            }
            told
        })
        .collect();
    assert_eq!(json!(shown), evidence);
    assert_eq!(corrected["version"], 4, "one change, one version");
    let kept = desk.correction(&published, json!({})).await.expect(200);
    assert_eq!(kept["evidence"], corrected["evidence"]);
    let free = format!("/v1/sources/{}", text(first));
    let answer = desk.api.delete(free, &desk.newsroom.key).await;
    answer.problem(409, "in_use");
}

#[actix_web::test]
async fn the_claim_follows() {
    let desk = Desk::start().await;
    let newsroom = &desk.newsroom;
    let published = desk.publish().await;
    let other = desk.api.claim(newsroom).await;
    let later = "2024-11-10T12:00:00Z";
    desk.api.verdict_at(newsroom, &other, later).await;
    let before = desk.claim_now().await;
    let change = json!({
        "rating_id": desk.scale["ratings"][1]["id"], "title": "Another",
        "reviewed_at": "2024-11-20T12:00:00Z"
    });
    let corrected = desk.correction(&published, change).await.expect(200);
    let after = desk.claim_now().await;
    let claim = after.expect(200);
    assert_eq!(
        claim["version"],
        before.expect(200)["version"].as_i64().unwrap() + 1
    );
    assert_eq!(claim["updated_at"], corrected["updated_at"]);
    assert_ne!(after.etag(), before.etag());
    for member in ["id", "rating", "title", "reviewed_at", "status"] {
        assert_eq!(claim["verdicts"][0][member], corrected[member], "{member}");
    }
    let newest = desk.api.list("/v1/claims?sort=-reviewed_at").await;
    assert_eq!(newest[0]["id"], claim["id"], "reviewed on 20 November");
    let found = desk.api.list("/v1/claims?rating=misleading").await;
    assert_eq!(ids(&found), ids([&claim]));
}

#[actix_web::test]
async fn two_at_once_both_land_one_after_the_other() {
    let desk = Desk::start().await;
    let published = desk.publish().await;
    let change = |title: &str| desk.correction(&published, json!({"title": title}));
    let hold = "SELECT FROM verdicts FOR UPDATE";
    let [one, two] = in_this_order(&desk.api, hold, [change("One"), change("Two")]).await;
    let (one, two) = (one.expect(200), two.expect(200));
    assert_eq!((&one["version"], &two["version"]), (&json!(4), &json!(5)));
    assert!(text(&one["updated_at"]) < text(&two["updated_at"]));
    assert_eq!(desk.read(&published).await.expect(200), two);
    assert_eq!(desk.claim_now().await.expect(200)["version"], 4);
    let history = format!("{}/history", path(&published));
    let entries = desk.api.list(history).await;
    let snapshots: Vec<&Value> = entries.iter().map(|entry| &entry["snapshot"]).collect();
    assert_eq!(snapshots, [&two, &one, &published]);
}

#[actix_web::test]
async fn what_is_retracted_meanwhile_is_not_corrected() {
    let desk = Desk::start().await;
    let published = desk.publish().await;
    let retract = format!("{}/retract", path(&published));
    let reason = json!({"reason": "Forged."});
    let retraction = desk.api.post(retract, &desk.newsroom.key, &reason);
    let correction = desk.correction(&published, json!({"title": "Late"}));
    let hold = "SELECT FROM verdicts FOR UPDATE";
    let [retracted, late] = in_this_order(&desk.api, hold, [retraction, correction]).await;
    late.problem(409, "illegal_transition");
    let read = desk.read(&published).await.expect(200);
    assert_eq!(read, retracted.expect(200));
    assert_eq!(read["title"], published["title"]);
}
