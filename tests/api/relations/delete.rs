//! Deleting relations: alone, or with one of their claims.

use super::*;

#[actix_web::test]
async fn leaves_nothing_at_either_end() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let [from, other] = claims(&api, &newsroom).await;
    let stays = related(&api, &newsroom, &from, "updates", &other).await;
    let goes = related(&api, &newsroom, &from, "repeats", &other).await;
    let deleted = api.delete(relation_path(&goes), &newsroom.key).await;
    deleted.expect(204);
    for claim in [&from, &other] {
        assert_eq!(ids(&api.list(path(claim)).await), ids([&stays]));
    }
    let gone = api.get(relation_path(&goes)).await;
    gone.problem(404, "not_found");
    let again = api.delete(relation_path(&goes), &newsroom.key).await;
    again.problem(404, "not_found");
    // What was deleted is no duplicate.
    related(&api, &newsroom, &from, "repeats", &other).await;
}

#[actix_web::test]
async fn is_for_whoever_related_the_claims_and_not_for_their_owner() {
    let api = Api::start().await;
    let (one, two) = (api.newsroom("one").await, api.newsroom("two").await);
    let [from, other] = claims(&api, &one).await;
    let made = related(&api, &two, &from, "supports", &other).await;
    let answer = api.delete(relation_path(&made), &one.key).await;
    answer.problem(403, "not_owner");
    api.guards_deletion(&relation_path(&made)).await;
    let made = related(&api, &two, &from, "supports", &other).await;
    let deleted = api.delete(relation_path(&made), &two.key).await;
    deleted.expect(204);
}

#[actix_web::test]
async fn a_tag_must_be_the_one_that_was_read() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let [from, other] = claims(&api, &newsroom).await;
    let made = related(&api, &newsroom, &from, "supports", &other).await;
    let delete = || api.delete(relation_path(&made), &newsroom.key);
    let before = api.contents().await;
    let stale = delete().if_match("\"2.0\"").await;
    stale.problem(412, "precondition_failed");
    assert_eq!(api.contents().await, before);
    let tag = api.get(relation_path(&made)).await.etag();
    delete().if_match(&tag).await.expect(204);
}

#[actix_web::test]
async fn is_a_new_version_of_both_claims() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let [from, other] = claims(&api, &newsroom).await;
    let made = related(&api, &newsroom, &from, "narrows", &other).await;
    let deleted = api.delete(relation_path(&made), &newsroom.key).await;
    deleted.expect(204);
    let versions = versions(&api, &[&from, &other]).await;
    assert_eq!(versions[0].0, 3);
    assert_eq!(versions[0], versions[1], "one change of both");
    assert!(versions[0].1.as_str() > text(&made["created_at"]));
}

#[actix_web::test]
async fn a_claim_takes_its_relations_along() {
    let api = Api::start().await;
    let (one, two) = (api.newsroom("one").await, api.newsroom("two").await);
    let [claim, other, third] = claims(&api, &one).await;
    let made = [
        related(&api, &one, &claim, "contradicts", &other).await,
        related(&api, &two, &other, "repeats", &claim).await,
        related(&api, &two, &third, "supports", &claim).await,
    ];
    let stays = related(&api, &two, &third, "updates", &other).await;
    api.delete(claim_path(&claim), &one.key).await.expect(204);
    for relation in &made {
        let gone = api.get(relation_path(relation)).await;
        gone.problem(404, "not_found");
    }
    for claim in [&other, &third] {
        assert_eq!(ids(&api.list(path(claim)).await), ids([&stays]));
    }
    // Once, though it was related to the claim twice.
    let versions = versions(&api, &[&other, &third]).await;
    assert_eq!((versions[0].0, versions[1].0), (5, 4));
}

#[actix_web::test]
async fn the_history_of_the_other_claim_tells_that_one_went() {
    let api = Api::start().await;
    let (one, two) = (api.newsroom("one").await, api.newsroom("two").await);
    let [claim] = claims(&api, &one).await;
    let [other] = claims(&api, &two).await;
    let relation = related(&api, &two, &other, "repeats", &claim).await;
    api.delete(claim_path(&claim), &one.key).await.expect(204);
    let now = api.get(claim_path(&other)).await.expect(200);
    assert_eq!(now["version"], 3);
    let history = api.list(format!("{}/history", claim_path(&other))).await;
    let told = json!({
        "action": "claim.updated", "at": now["updated_at"], "version": 3, "snapshot": now
    });
    assert_includes(&history[0], &told);
    assert_eq!(history[0]["organization"]["slug"], "one");
    api.until_settled().await;
    let feed = api.list_as(&one.key, "/v1/journal").await;
    assert_eq!(
        column(&feed, "action"),
        [
            "claim.created",
            "relation.deleted",
            "claim.updated",
            "claim.deleted"
        ]
    );
    assert_eq!(feed[1]["subject_id"], relation["id"]);
    assert_eq!(feed[2]["subject_id"], other["id"]);
}
