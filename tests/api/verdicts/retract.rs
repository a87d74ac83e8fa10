//! Retractions: final, with a reason, and the verdict still there to read.

use super::*;
use crate::support::client::Request;
use crate::support::locks::in_this_order;

impl Desk {
    fn retraction(&self, of: &Value, body: Value) -> Request {
        self.retraction_with(&self.newsroom.key, of, body)
    }

    fn retraction_with(&self, key: &str, of: &Value, body: Value) -> Request {
        self.api.post(format!("{}/retract", path(of)), key, &body)
    }

    async fn claim_left(&self) -> Answer {
        let path = format!("/v1/claims/{}", text(&self.claim["id"]));
        self.api.get(path).await
    }
}

fn reason() -> Value {
    json!({"reason": "Its source was forged.\nSee our apology."})
}

#[actix_web::test]
async fn the_verdict_stays_readable_with_its_reason() {
    let desk = Desk::start().await;
    let published = desk.publish().await;
    let answer = desk.retraction(&published, reason()).await;
    let retracted = answer.expect(200);
    let moved = json!({
        "status": "retracted", "retraction_reason": reason()["reason"], "version": 4,
        "updated_at": retracted["updated_at"]
    });
    assert_eq!(retracted, with(published.clone(), moved));
    assert!(text(&retracted["updated_at"]) > text(&published["updated_at"]));
    let read = desk.api.get(path(&published)).await;
    assert_eq!(read.expect(200), retracted);
    assert_eq!(read.etag(), answer.etag());
}

#[actix_web::test]
async fn keeps_what_a_correction_said() {
    let desk = Desk::start().await;
    let published = desk.publish().await;
    let corrected = desk.api.corrected(&desk.newsroom, &published).await;
    let retracted = desk.retraction(&published, reason()).await.expect(200);
    for member in ["correction_note", "published_at", "rating", "evidence"] {
        assert_eq!(retracted[member], corrected[member], "{member}");
    }
    assert_eq!(retracted["version"], 5);
}

#[actix_web::test]
async fn lists_and_claims_show_it_no_more_unless_asked() {
    let desk = Desk::start().await;
    let (api, key) = (&desk.api, &desk.newsroom.key);
    let published = desk.publish().await;
    let retracted = desk.retraction(&published, reason()).await.expect(200);
    for list in [
        VERDICTS.to_owned(),
        format!("{VERDICTS}?organization_id={}", desk.newsroom.id),
        format!("{VERDICTS}?rating=true"),
        "/v1/claims?has_verdict=true".to_owned(),
        "/v1/claims?rating=true".to_owned(),
        format!("/v1/claims?organization_id={}", desk.newsroom.id),
    ] {
        assert_eq!(api.list(&list).await, Vec::<Value>::new(), "{list}");
        assert_eq!(api.list_as(key, &list).await, Vec::<Value>::new(), "{list}");
    }
    let asked = format!("{VERDICTS}?status=retracted");
    assert_eq!(api.list(&asked).await, [retracted]);
    api.counts(&asked, 1).await;
    let without = api.list("/v1/claims?has_verdict=false").await;
    assert_eq!(ids(&without), ids([&desk.claim]));
}

#[actix_web::test]
async fn the_claim_follows() {
    let desk = Desk::start().await;
    let newsroom = &desk.newsroom;
    let early = "2024-10-01T12:00:00Z";
    let staying = desk.api.verdict_at(newsroom, &desk.claim, early).await;
    let published = desk.publish().await;
    let other = desk.api.claim(newsroom).await;
    let between = "2024-10-15T12:00:00Z";
    desk.api.verdict_at(newsroom, &other, between).await;
    let by_review = "/v1/claims?sort=-reviewed_at";
    assert_eq!(
        ids(&desk.api.list(by_review).await),
        ids([&desk.claim, &other])
    );
    let before = desk.claim_left().await;

    let retracted = desk.retraction(&published, reason()).await.expect(200);
    let after = desk.claim_left().await;
    let claim = after.expect(200);
    assert_eq!(
        claim["version"],
        before.expect(200)["version"].as_i64().unwrap() + 1
    );
    assert_eq!(claim["updated_at"], retracted["updated_at"]);
    assert_ne!(after.etag(), before.etag());
    assert_eq!(ids(claim["verdicts"].as_array().unwrap()), ids([&staying]));
    assert_eq!(
        ids(&desk.api.list(by_review).await),
        ids([&other, &desk.claim])
    );
}

#[actix_web::test]
async fn needs_a_reason_that_says_something() {
    let desk = Desk::start().await;
    let published = desk.publish().await;
    let before = desk.api.contents().await;
    for (body, pointer, code) in [
        (json!({}), "/reason", "required"),
        (json!({"reason": null}), "/reason", "wrong_type"),
        (json!({"reason": "\t \n"}), "/reason", "blank"),
        (json!({"reason": "r".repeat(5001)}), "/reason", "length"),
        (json!({"reason": ["Why."]}), "/reason", "wrong_type"),
        (
            with(reason(), json!({"title": "A"})),
            "/title",
            "unknown_field",
        ),
        (
            with(reason(), json!({"claim_id": UNKNOWN})),
            "/claim_id",
            "unknown_field",
        ),
    ] {
        let answer = desk.retraction(&published, body).await;
        answer.fault(pointer, code);
    }
    let empty = desk.retraction(&published, json!({"reason": ""})).await;
    empty.faults(&[("/reason", "length"), ("/reason", "blank")]);
    assert_eq!(desk.api.contents().await, before);
    let longest = json!({"reason": "\u{e4}".repeat(5000)});
    desk.retraction(&published, longest).await.expect(200);
}

#[actix_web::test]
async fn is_for_what_stands_and_final() {
    let desk = Desk::start().await;
    let refused = async |moves: Value| {
        let before = desk.api.contents().await;
        let answer = desk.retraction(&desk.draft, reason()).await;
        let problem = answer.problem(409, "illegal_transition");
        assert_eq!(problem["legal_moves"], moves);
        assert_eq!(desk.api.contents().await, before);
    };
    refused(json!(["update", "publish", "delete"])).await;
    let published = desk.publish().await;
    desk.retraction(&published, reason()).await.expect(200);
    refused(json!([])).await;
    // No other move is left either.
    let key = &desk.newsroom.key;
    let at = |verb: &str| format!("{}/{verb}", path(&published));
    let before = desk.api.contents().await;
    let note = json!({"correction_note": "Back."});
    for request in [
        desk.api.request("POST", at("publish")).key(key),
        desk.api.post(at("correct"), key, &note),
        desk.api
            .patch(path(&published), key, &json!({"title": "Another"})),
        desk.api.put(at("evidence"), key, &json!([])),
        desk.api.delete(path(&published), key),
    ] {
        let problem = request.await.problem(409, "illegal_transition");
        assert_eq!(problem["legal_moves"], json!([]));
    }
    assert_eq!(desk.api.contents().await, before);
}

#[actix_web::test]
async fn a_verdict_that_stands_can_be_corrected_or_retracted_and_nothing_else() {
    let desk = Desk::start().await;
    let key = &desk.newsroom.key;
    let published = desk.publish().await;
    let at = |verb: &str| format!("{}/{verb}", path(&published));
    let refused = async || {
        let before = desk.api.contents().await;
        for request in [
            desk.api.request("POST", at("publish")).key(key),
            desk.api
                .patch(path(&published), key, &json!({"title": "Another"})),
            desk.api.put(at("evidence"), key, &json!([])),
            desk.api.delete(path(&published), key),
        ] {
            let problem = request.await.problem(409, "illegal_transition");
            assert_eq!(problem["legal_moves"], json!(["correct", "retract"]));
        }
        assert_eq!(desk.api.contents().await, before);
    };
    refused().await;
    desk.api.corrected(&desk.newsroom, &published).await;
    refused().await;
}

#[actix_web::test]
async fn honours_the_version_that_it_is_told() {
    let desk = Desk::start().await;
    let published = desk.publish().await;
    let tag = desk.read(&published).await.etag();
    let corrected = desk.api.corrected(&desk.newsroom, &published).await;
    let retract = || desk.retraction(&published, reason());
    let stale = retract().if_match(&tag).await;
    stale.problem(412, "precondition_failed");
    assert_eq!(desk.read(&published).await.expect(200), corrected);
    let tag = desk.read(&published).await.etag();
    retract().if_match(&tag).await.expect(200);
}

#[actix_web::test]
async fn is_for_its_organization() {
    let desk = Desk::start().await;
    let other = desk.api.newsroom("two").await.key;
    let admin = desk.api.instance_admin().await;
    for key in [&other, &admin] {
        let answer = desk.retraction_with(key, &desk.draft, reason()).await;
        answer.problem(404, "not_found");
    }
    desk.is_unchanged().await;
    let published = desk.publish().await;
    for key in [&other, &admin] {
        let answer = desk.retraction_with(key, &published, reason()).await;
        answer.problem(403, "not_owner");
    }
    assert_eq!(desk.read(&published).await.expect(200), published);
}

#[actix_web::test]
async fn an_unknown_one_is_not_found() {
    let desk = Desk::start().await;
    let unknown = json!({"id": Uuid::nil()});
    let answer = desk.retraction(&unknown, reason()).await;
    answer.problem(404, "not_found");
}

#[actix_web::test]
async fn happens_once_though_two_ask_at_once() {
    let desk = Desk::start().await;
    let published = desk.publish().await;
    let retract = |why: &str| desk.retraction(&published, json!({"reason": why}));
    let hold = "SELECT FROM verdicts FOR UPDATE";
    let [first, second] = in_this_order(&desk.api, hold, [retract("One."), retract("Two.")]).await;
    second.problem(409, "illegal_transition");
    let read = desk.read(&published).await.expect(200);
    assert_eq!(read, first.expect(200));
    assert_eq!(read["retraction_reason"], "One.");
    assert_eq!(desk.claim_left().await.expect(200)["version"], 3);
}

#[actix_web::test]
async fn comes_after_a_correction_that_was_first() {
    let desk = Desk::start().await;
    let published = desk.publish().await;
    let note = json!({"title": "Corrected", "correction_note": "It was wrong."});
    let correct = format!("{}/correct", path(&published));
    let correction = desk.api.post(correct, &desk.newsroom.key, &note);
    let retraction = desk.retraction(&published, reason());
    let hold = "SELECT FROM verdicts FOR UPDATE";
    let [corrected, retracted] = in_this_order(&desk.api, hold, [correction, retraction]).await;
    assert_eq!(corrected.expect(200)["version"], 4);
    let retracted = retracted.expect(200);
    assert_eq!(retracted["version"], 5);
    assert_eq!(retracted["title"], "Corrected");
    assert_eq!(desk.read(&published).await.expect(200), retracted);
}
