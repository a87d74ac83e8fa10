//! ClaimReviews that come again, in one document or in another.

use super::*;

#[actix_web::test]
async fn of_one_claim_at_one_url_the_first_is_taken_and_the_others_are_told() {
    let desk = Desk::start().await;
    let mut poorer = a_review(1);
    poorer["description"] = "In brief.".into();
    let mut otherwise = a_review(1);
    otherwise["reviewRating"] = json!({"@type": "Rating", "alternateName": "Tidak Terbukti"});
    let reviews = json!([a_review(1), poorer, otherwise]);
    let results = desk.sent(&reviews).await;
    assert_eq!(statuses(&results), ["created", "unchanged", "failed"]);
    assert_eq!(results[1]["id"], results[0]["id"]);
    let fault = &results[1]["faults"][0];
    assert_eq!(
        (&fault["code"], &fault["severity"]),
        (&json!("repeated_review"), &json!("suspicious"))
    );
    let fault = &results[2]["problem"]["errors"][0];
    assert_eq!(fault["code"], "repeated_review");
    assert!(text(&fault["pointer"]).ends_with("/reviewRating/alternateName"));
    let before = desk.api.contents().await;
    let results = desk.sent(&reviews).await;
    assert_eq!(statuses(&results), ["unchanged", "unchanged", "failed"]);
    assert_eq!(desk.api.contents().await, before);
    assert_eq!(statuses(&desk.verdicts().await), ["published"]);
}

#[actix_web::test]
async fn one_that_repeats_what_could_not_be_taken_is_taken() {
    let desk = Desk::start().await;
    let mut unmapped = a_review(1);
    unmapped["reviewRating"] = json!({"@type": "Rating", "alternateName": "Unmapped"});
    let results = desk.sent(&json!([unmapped, a_review(1)])).await;
    assert_eq!(statuses(&results), ["failed", "created"]);
}

#[actix_web::test]
async fn a_repetition_is_told_in_a_rehearsal_and_when_the_import_is_sent_again() {
    let desk = Desk::start().await;
    let reviews = json!([a_review(1), a_review(1)]);
    let rehearsed = desk
        .sent_as(&desk.newsroom.key, "&dry_run=true", &reviews)
        .await;
    assert_eq!(statuses(&rehearsed), ["created", "unchanged"]);
    assert_eq!(rehearsed[1]["id"], Value::Null);
    let request = || {
        let request = desk.api.request("POST", PATH).key(&desk.newsroom.key);
        let request = request.header("Idempotency-Key", "once");
        request.json(&reviews).header("Content-Type", LINKED)
    };
    let first = request().await.lines();
    assert_eq!(first[1]["faults"][0]["code"], "repeated_review");
    assert_eq!(request().await.lines(), first);
}

#[actix_web::test]
async fn verdicts_with_ids_of_their_own_are_several_at_one_url() {
    let desk = Desk::start().await;
    let named = |last: char, title: &str| {
        let mut review = a_review(1);
        review["@id"] = format!("urn:uuid:0192d3a1-7b5e-7c3d-9f21-4a5b6c7d8e9{last}").into();
        review["name"] = title.into();
        review
    };
    let reviews = json!([named('1', "One"), named('2', "Two")]);
    let results = desk.sent(&reviews).await;
    assert_eq!(statuses(&results), ["created", "updated"], "{results:?}");
    let verdicts = desk.verdicts().await;
    assert_eq!(column(&verdicts, "title"), ["One", "Two"]);
    assert_eq!(statuses(&verdicts), ["published"; 2]);
    let before = desk.api.contents().await;
    assert_eq!(statuses(&desk.sent(&reviews).await), ["unchanged"; 2]);
    assert_eq!(desk.api.contents().await, before);
    // An id that is not ours tells no verdicts apart.
    let mut foreign = [a_review(2), a_review(2)];
    for (review, id) in foreign.iter_mut().zip(["https://one.example/2#a", "#b"]) {
        review["@id"] = id.into();
    }
    let results = desk.sent(&json!(foreign)).await;
    assert_eq!(statuses(&results), ["created", "unchanged"]);
}

#[actix_web::test]
async fn one_change_is_one_correction_with_the_note_that_came_with_it() {
    let desk = Desk::start().await;
    let mut review = a_review(1);
    review["correction"] = "The figure was wrong.".into();
    assert_eq!(statuses(&desk.sent(&review).await), ["created"]);
    review["name"] = "Another title".into();
    for status in ["updated", "unchanged", "unchanged"] {
        assert_eq!(statuses(&desk.sent(&review).await), [status]);
        let verdict = &desk.verdicts().await[0];
        assert_eq!(verdict["title"], "Another title");
        assert_eq!(verdict["correction_note"], "The figure was wrong.");
    }
}

#[actix_web::test]
async fn what_is_public_stays_so_where_it_comes_as_a_draft() {
    use factcheck::vocabulary::Scope::{ClaimsWrite, VerdictsWrite};
    let desk = Desk::start().await;
    desk.sent(&a_review(1)).await;
    let drafts = [ClaimsWrite, VerdictsWrite];
    let drafts = desk.api.key(Some(desk.newsroom.id), &drafts).await;
    let before = desk.api.contents().await;
    let mut undated = a_review(1);
    undated.as_object_mut().unwrap().remove("datePublished");
    let key = &desk.newsroom.key;
    for (key, query, review) in [
        (&drafts, "", &a_review(1)),
        (key, "&status=draft", &a_review(1)),
        (key, "", &undated),
    ] {
        let results = desk.sent_as(key, query, review).await;
        assert_eq!(statuses(&results), ["unchanged"], "{results:?}");
        let mut changed = review.clone();
        changed["name"] = "Another title".into();
        let results = desk.sent_as(key, query, &json!([changed])).await;
        let problem = &results[0]["problem"];
        assert_eq!(problem["code"], "illegal_transition", "{results:?}");
        let fault = &problem["errors"][0];
        let is_dated = review.get("datePublished").is_some();
        assert_eq!(
            text(&fault["code"]),
            ["required", "illegal_transition"][usize::from(is_dated)]
        );
        let pointer = text(&fault["pointer"]);
        assert_eq!(pointer.ends_with("/datePublished"), !is_dated, "{pointer}");
    }
    assert_eq!(desk.api.contents().await, before);
}
