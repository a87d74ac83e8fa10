//! The one operation: its entries, in which order, and which of them are asked for.

use super::*;

mod order;
mod paging;
mod verdicts;

#[actix_web::test]
async fn begins_with_where_and_when_the_claim_appeared() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let claim = dated(&api, &newsroom, "2024-10-01", "month").await;
    let entries = api.list(path(&claim)).await;
    let expected = json!({
        "id": claim["id"], "at": "2024-10-01T00:00:00Z", "precision": "month",
        "type": "first_appearance", "location": "Kursk"
    });
    assert_eq!(entries, [expected]);
    let nowhere = json!({"location": null});
    let changed = api.patch(claim_path(&claim), &newsroom.key, &nowhere);
    changed.await.expect(200);
    assert_eq!(api.list(path(&claim)).await[0].get("location"), None);
    let undated = json!({"claim_date": null});
    let changed = api.patch(claim_path(&claim), &newsroom.key, &undated);
    changed.await.expect(200);
    assert_eq!(api.list(path(&claim)).await, Vec::<Value>::new());
}

#[actix_web::test]
async fn tells_what_was_said_as_far_as_it_is_dated() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let claim = api.claim(&newsroom).await;
    let other = api.claim(&newsroom).await;
    let claimant = api.claimant(&newsroom).await;
    let source = api.source(&newsroom).await;
    let body = json!({
        "claimant_id": claimant["id"], "via_claimant_id": claimant["id"], "position": "denies",
        "said_on": "2024-10-28", "quote": "No.", "language": "en", "source_id": source["id"]
    });
    let list = format!("{}/statements", claim_path(&claim));
    let whole = api.made(&list, &newsroom.key, body).await;
    let later = said(&api, &newsroom, &claim, ("2024-11-01", "month")).await;
    said_sometime(&api, &newsroom, &claim).await;
    said(&api, &newsroom, &other, ("2024-10-29", "day")).await;
    let entries = api.list(path(&claim)).await;
    let expected = [
        json!({
            "id": whole["id"], "at": "2024-10-28T00:00:00Z", "precision": "day",
            "type": "statement", "statement": whole
        }),
        json!({
            "id": later["id"], "at": "2024-11-01T00:00:00Z", "precision": "month",
            "type": "statement", "statement": later
        }),
    ];
    assert_eq!(entries, expected);
}

#[actix_web::test]
async fn tells_relations_at_both_ends_as_each_sees_them() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let (claim, other) = (api.claim(&newsroom).await, api.claim(&newsroom).await);
    let alone = api.claim(&newsroom).await;
    let made = related(&api, &newsroom, &claim, &other).await;
    for (claim, kind) in [(&claim, "contradicts"), (&other, "contradicted_by")] {
        let listed = api.list(format!("{}/relations", claim_path(claim))).await;
        assert_eq!(listed[0]["kind"], kind);
        let expected = json!({
            "id": made["id"], "at": made["created_at"], "precision": "time",
            "type": "relation_added", "relation": listed[0]
        });
        assert_eq!(api.list(path(claim)).await, [expected]);
    }
    assert_eq!(api.list(path(&alone)).await, Vec::<Value>::new());
}

#[actix_web::test]
async fn what_is_deleted_is_no_longer_told() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let claim = dated(&api, &newsroom, "2024-10-01", "day").await;
    let other = api.claim(&newsroom).await;
    let statement = said(&api, &newsroom, &claim, ("2024-10-28", "day")).await;
    let relation = related(&api, &newsroom, &claim, &other).await;
    for (path_gone, left) in [
        (
            format!("/v1/statements/{}", text(&statement["id"])),
            &["first_appearance", "relation_added"][..],
        ),
        (
            format!("/v1/relations/{}", text(&relation["id"])),
            &["first_appearance"],
        ),
    ] {
        let deleted = api.delete(path_gone, &newsroom.key).await;
        deleted.expect(204);
        assert_eq!(column(&api.list(path(&claim)).await, "type"), left);
    }
    assert_eq!(api.list(path(&other)).await, Vec::<Value>::new());
    let deleted = api.delete(claim_path(&claim), &newsroom.key).await;
    deleted.expect(204);
    api.get(path(&claim)).await.problem(404, "not_found");
}

#[actix_web::test]
async fn an_unknown_claim_is_not_found() {
    let api = Api::start().await;
    let unknown = format!("/v1/claims/{UNKNOWN}/timeline");
    api.get(unknown).await.problem(404, "not_found");
}
