//! Imports that are sent again under the same `Idempotency-Key`: line by line, with one effect.

use super::*;

impl Desk {
    async fn attempt(&self, lines: &[Value]) -> Vec<Value> {
        let request = self.api.importing(self.key(), ndjson(lines));
        request.header("Idempotency-Key", "attempt").await.lines()
    }
}

#[actix_web::test]
async fn a_line_that_is_sent_again_has_one_effect_and_one_answer() {
    let desk = Desk::start().await;
    let known = a_line();
    desk.api.imported(desk.key(), &known).await;
    // Without ids of their own they would be added again.
    let lines = [
        a_claim(),
        with(known.clone(), json!({"text": "Other."})),
        known,
        a_claim(),
    ];
    let first = desk.attempt(&lines).await;
    let statuses = ["created", "updated", "updated", "created"];
    assert_eq!(column(&first, "status"), statuses);
    let before = desk.api.contents().await;
    assert_eq!(desk.attempt(&lines).await, first);
    assert_eq!(desk.attempt(&lines[..2]).await, first[..2]);
    assert_eq!(desk.api.contents().await, before);
    let more = [&lines[..], &[a_claim()]].concat();
    let results = desk.attempt(&more).await;
    assert_eq!(results[..4], first);
    desk.api.counts("/v1/claims", 4).await;
}

#[actix_web::test]
async fn another_line_of_the_same_number_is_refused_and_the_others_are_not() {
    let desk = Desk::start().await;
    let lines = [a_claim(), a_claim()];
    let first = desk.attempt(&lines).await;
    let other = with(a_claim(), json!({"text": "Another."}));
    let results = desk.attempt(&[other, a_claim(), a_claim()]).await;
    assert_eq!(results[0]["problem"]["code"], "idempotency_mismatch");
    assert_eq!(results[1], first[1]);
    assert_eq!(results[2]["status"], "created");
    desk.api.counts("/v1/claims", 3).await;
}

#[actix_web::test]
async fn lines_that_failed_may_be_corrected_and_sent_again() {
    let desk = Desk::start().await;
    let unmapped = judged(&with(a_verdict(), json!({"rating": {"label": "None"}})));
    let first = desk
        .attempt(&[json!({"text": "A"}), unmapped, a_claim()])
        .await;
    assert_eq!(column(&first, "status"), ["failed", "failed", "created"]);
    let lines = [a_claim(), judged(&a_verdict()), a_claim()];
    let second = desk.attempt(&lines).await;
    assert_eq!(column(&second, "status"), ["created"; 3]);
    assert_eq!(second[2], first[2]);
    assert_eq!(desk.attempt(&lines).await, second);
}

#[actix_web::test]
async fn the_name_is_the_organizations_own_and_is_kept_for_a_day() {
    let desk = Desk::start().await;
    let other = desk.api.newsroom("two").await;
    let first = desk.attempt(&[a_claim()]).await;
    let theirs = desk.api.importing(&other.key, ndjson(&[a_claim()]));
    let theirs = theirs.header("Idempotency-Key", "attempt").await.lines();
    assert_ne!(theirs[0]["id"], first[0]["id"]);
    desk.api.pass(chrono::TimeDelta::hours(23));
    assert_eq!(desk.attempt(&[a_claim()]).await, first);
    desk.api.pass(chrono::TimeDelta::hours(2));
    assert_ne!(desk.attempt(&[a_claim()]).await, first);
}

#[actix_web::test]
async fn an_import_shares_no_name_with_other_requests() {
    let desk = Desk::start().await;
    desk.attempt(&[a_claim()]).await;
    let post = || {
        let post = desk.api.post("/v1/claims", desk.key(), &a_claim());
        post.header("Idempotency-Key", "attempt")
    };
    let made = post().await.expect(201);
    assert_eq!(post().await.expect(201), made);
    desk.api.counts("/v1/claims", 2).await;
}

#[actix_web::test]
async fn a_name_that_is_none_is_refused() {
    let desk = Desk::start().await;
    for wrong in [String::new(), "k".repeat(256)] {
        let request = desk.api.importing(desk.key(), ndjson(&[a_line()]));
        let answer = request.header("Idempotency-Key", wrong).await;
        answer.fault("/Idempotency-Key", "invalid_value");
    }
}
