//! Changes of drafts.

use super::*;

impl Desk {
    async fn change(&self, change: Value) -> Answer {
        self.api
            .patch(path(&self.draft), &self.newsroom.key, &change)
            .await
    }
}

#[actix_web::test]
async fn what_is_absent_stays_and_null_removes() {
    let desk = Desk::start().await;
    let mut expected = desk.draft.clone();
    for (version, (change, members)) in (3..).zip([
        (
            json!({"summary": "In brief.", "title": "Another", "language": "ID"}),
            json!({"summary": "In brief.", "title": "Another", "language": "id"}),
        ),
        (json!({"summary": null}), json!({"summary": null})),
        (
            json!({"title": null, "rating_id": null, "reviewed_at": null}),
            json!({"title": null, "rating": null, "reviewed_at": null}),
        ),
    ]) {
        let answer = desk.change(change).await;
        let changed = answer.expect(200);
        for (member, value) in members.as_object().unwrap() {
            expected[member] = value.clone();
        }
        assert_ne!(changed["updated_at"], expected["updated_at"]);
        expected["updated_at"] = changed["updated_at"].clone();
        expected["version"] = version.into();
        assert_eq!(changed, expected);
        let read = desk.read(&changed).await;
        assert_eq!(read.expect(200), changed);
        assert_eq!(read.etag(), answer.etag());
    }
}

#[actix_web::test]
async fn moves_a_draft_to_another_claim_and_rating() {
    let desk = Desk::start().await;
    let claim = desk.api.claim(&desk.newsroom).await;
    let rating = &desk.scale["ratings"][1]["id"];
    let change = json!({"claim_id": claim["id"], "rating_id": rating});
    let changed = desk.change(change).await.expect(200);
    assert_eq!(changed["claim_id"], claim["id"]);
    assert_eq!(changed["rating"]["label"], "Sesat");
    assert_eq!(changed["evidence"], desk.draft["evidence"]);
}

#[actix_web::test]
async fn what_changes_nothing_is_no_new_version() {
    let desk = Desk::start().await;
    for change in [
        json!({}),
        json!({"title": "A title"}),
        json!({"summary": null, "reviewed_at": "2024-10-28T13:00:00+01:00"}),
    ] {
        assert_eq!(desk.change(change).await.expect(200), desk.draft);
    }
}

#[actix_web::test]
async fn the_result_keeps_the_rules_of_a_new_verdict() {
    let desk = Desk::start().await;
    let other = desk.api.newsroom("two").await;
    let foreign = &desk.api.scale(&other).await["ratings"][0]["id"];
    for (change, pointer, code) in [
        (json!({"claim_id": null}), "/claim_id", "required"),
        (json!({"language": null}), "/language", "required"),
        (json!({"claim_id": Uuid::nil()}), "/claim_id", "not_found"),
        (json!({"rating_id": Uuid::nil()}), "/rating_id", "not_found"),
        (json!({"rating_id": foreign}), "/rating_id", "not_found"),
    ] {
        desk.change(change).await.fault(pointer, code);
    }
    desk.is_unchanged().await;
}

#[actix_web::test]
async fn needs_the_version_that_it_changes() {
    let desk = Desk::start().await;
    let titled = |title: &str| {
        let change = json!({"title": title});
        desk.api
            .patch(path(&desk.draft), &desk.newsroom.key, &change)
    };
    let first = desk.read(&desk.draft).await.etag();
    let blind = titled("Blind").without("If-Match").await;
    blind.problem(428, "precondition_required");
    desk.is_unchanged().await;
    let second = titled("Second").if_match(&first).await;
    second.expect(200);
    let stale = titled("Stale").if_match(&first).await;
    stale.problem(412, "precondition_failed");
    let read = desk.read(&desk.draft).await;
    assert_eq!(read.expect(200), second.expect(200));
}

#[actix_web::test]
async fn a_source_renamed_is_another_representation_of_the_same_version() {
    let desk = Desk::start().await;
    let before = desk.read(&desk.draft).await.etag();
    let source = text(&desk.draft["evidence"][0]["source"]["id"]);
    let change = json!({"title": "Renamed"});
    let renamed = desk
        .api
        .patch(format!("/v1/sources/{source}"), &desk.newsroom.key, &change)
        .await;
    renamed.expect(200);
    let read = desk.read(&desk.draft).await;
    assert_ne!(read.etag(), before);
    assert_eq!(read.expect(200)["version"], desk.draft["version"]);
    let change = json!({"title": "Changed"});
    let changed = desk
        .api
        .patch(path(&desk.draft), &desk.newsroom.key, &change)
        .if_match(&before)
        .await;
    changed.expect(200);
}

#[actix_web::test]
async fn is_for_its_organization() {
    let desk = Desk::start().await;
    let other = desk.api.newsroom("two").await.key;
    let admin = desk.api.instance_admin().await;
    let change = json!({"title": "Theirs"});
    for key in [&other, &admin] {
        let draft = desk.api.patch(path(&desk.draft), key, &change).await;
        draft.problem(404, "not_found");
    }
    desk.is_unchanged().await;
    let published = desk.publish().await;
    for key in [&other, &admin] {
        let public = desk.api.patch(path(&published), key, &change).await;
        public.problem(403, "not_owner");
    }
    assert_eq!(desk.read(&published).await.expect(200), published);
}

#[actix_web::test]
async fn an_unknown_one_is_not_found() {
    let desk = Desk::start().await;
    let answer = desk
        .api
        .patch(unknown(), &desk.newsroom.key, &json!({}))
        .await;
    answer.problem(404, "not_found");
}

#[actix_web::test]
async fn what_is_published_moves_only_as_its_status_allows() {
    let desk = Desk::start().await;
    let refused = async |verdict: Value, moves: Value| {
        let answer = desk.change(json!({"title": "Another"})).await;
        let problem = answer.problem(409, "illegal_transition");
        assert_eq!(problem["legal_moves"], moves);
        let detail = text(&problem["detail"]);
        assert!(detail.contains(text(&verdict["status"])), "{detail}");
        assert_eq!(desk.read(&verdict).await.expect(200), verdict);
    };
    let published = desk.publish().await;
    refused(published.clone(), json!(["correct", "retract"])).await;
    let corrected = desk.api.corrected(&desk.newsroom, &published).await;
    refused(corrected, json!(["correct", "retract"])).await;
    let retracted = desk.api.retracted(&desk.newsroom, &published).await;
    refused(retracted, json!([])).await;
}
