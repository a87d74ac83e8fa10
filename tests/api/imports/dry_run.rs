//! An import that only tells what it would do.

use super::*;

#[actix_web::test]
async fn tells_the_same_and_keeps_nothing() {
    let desk = Desk::start().await;
    let (known, changed) = (whole(), a_line());
    desk.api.imported(desk.key(), &known).await;
    desk.api.imported(desk.key(), &changed).await;
    let rating = json!({"label": "New", "normalized": "false"});
    let lines = [
        known,
        with(changed, json!({"text": "Other words."})),
        judged(&with(a_verdict(), json!({"rating": rating}))),
        json!({"text": "A"}),
        with(a_line(), json!({"zebra": 1})),
    ];
    let before = desk.api.contents().await;
    let rehearse = || {
        let mut request = desk.api.request("POST", "/v1/imports?dry_run=true");
        request = request.key(desk.key()).bytes(ndjson(&lines));
        request.header("Content-Type", "application/x-ndjson")
    };
    let rehearsed = rehearse().await.lines();
    assert_eq!(desk.api.contents().await, before);
    let expected = ["unchanged", "updated", "created", "failed", "failed"];
    assert_eq!(column(&rehearsed, "status"), expected);
    assert_eq!(rehearsed[2].get("id"), None, "it would be another one");
    // Nor is the name of an attempt used up by it.
    let named = rehearse().header("Idempotency-Key", "k").await.lines();
    assert_eq!(column(&named, "status"), expected);
    assert_eq!(desk.api.contents().await, before);

    let done = desk.api.import(desk.key(), &lines).await;
    for (told, done) in rehearsed.iter().zip(&done) {
        for member in ["line", "status"] {
            assert_eq!(told[member], done[member]);
        }
        assert_eq!(told["problem"]["errors"], done["problem"]["errors"]);
        assert!(told.get("id").is_none_or(|id| *id == done["id"]));
    }
}

#[actix_web::test]
async fn is_true_or_false() {
    let desk = Desk::start().await;
    for wrong in ["yes", "1", ""] {
        let request = desk
            .api
            .request("POST", format!("/v1/imports?dry_run={wrong}"));
        let request = request.key(desk.key()).bytes(ndjson(&[a_line()]));
        let answer = request.header("Content-Type", "application/x-ndjson").await;
        let problem = answer.problem(422, "validation_failed");
        assert_eq!(problem["errors"][0]["pointer"], "/dry_run");
    }
    assert_eq!(desk.api.export("claims").await.len(), 0);
}
