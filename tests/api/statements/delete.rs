//! Deleting statements, and what their claim then shows.

use super::*;

async fn start() -> (Api, Newsroom, Value, Value) {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let claim = api.claim(&newsroom).await;
    let ann = claimant(&api, &newsroom, "Ann").await;
    (api, newsroom, claim, ann)
}

#[actix_web::test]
async fn leaves_nothing_behind() {
    let (api, newsroom, claim, ann) = start().await;
    let one = said(&api, &newsroom, &claim, (&ann, "denies", Value::Null)).await;
    said(&api, &newsroom, &claim, (&ann, "asserts", Value::Null)).await;
    api.deletes(&path(&claim), &at(&one), &newsroom.key).await;
}

#[actix_web::test]
async fn honours_if_match() {
    let (api, newsroom, claim, ann) = start().await;
    let one = said(&api, &newsroom, &claim, (&ann, "denies", Value::Null)).await;
    let patch = json!({"position": "asserts"});
    api.deletes_the_version_read(&at(&one), &newsroom.key, &patch)
        .await;
}

#[actix_web::test]
async fn is_for_the_organization_that_added_it_and_the_instance() {
    let (api, newsroom, claim, ann) = start().await;
    let one = said(&api, &newsroom, &claim, (&ann, "denies", Value::Null)).await;
    api.guards_deletion(&at(&one)).await;
    assert_eq!(positions(&api, &claim).await, []);
}

#[actix_web::test]
async fn does_not_find_an_unknown_id() {
    let (api, newsroom, ..) = start().await;
    let unknown = format!("/v1/statements/{UNKNOWN}");
    let answer = api.delete(unknown, &newsroom.key).await;
    answer.problem(404, "not_found");
}

#[actix_web::test]
async fn is_a_new_version_of_the_claim() {
    let (api, newsroom, claim, ann) = start().await;
    let one = said(&api, &newsroom, &claim, (&ann, "denies", Value::Null)).await;
    let before = api.get(claim_path(&claim)).await;
    api.delete(at(&one), &newsroom.key).await.expect(204);
    let after = api.get(claim_path(&claim)).await;
    let now = after.expect(200);
    let expected = json!({
        "version": 3, "updated_at": now["updated_at"], "claimants": []
    });
    assert_eq!(now, with(before.expect(200), expected));
    assert!(text(&now["updated_at"]) > text(&one["updated_at"]));
    assert_ne!(after.etag(), before.etag());
    let stale = api.patch(claim_path(&claim), &newsroom.key, &json!({"kind": "quote"}));
    let stale = stale.if_match(&before.etag()).await;
    stale.problem(412, "precondition_failed");
}

#[actix_web::test]
async fn the_claim_shows_what_was_said_before_again() {
    let (api, newsroom, claim, ann) = start().await;
    let bob = claimant(&api, &newsroom, "Bob").await;
    let mut made = Vec::new();
    for (who, position, said_on) in [
        (&ann, "asserts", Value::Null),
        (&ann, "denies", json!("2024-10-20")),
        (&bob, "confirms", json!("2024-10-21")),
        (&ann, "retracts", json!("2024-10-28")),
    ] {
        made.push(said(&api, &newsroom, &claim, (who, position, said_on)).await);
    }
    let bob = || stand("Bob", "confirms");
    for (gone, expected) in [
        (None, vec![stand("Ann", "retracts"), bob()]),
        (Some(3), vec![bob(), stand("Ann", "denies")]),
        (Some(0), vec![bob(), stand("Ann", "denies")]),
        (Some(1), vec![bob()]),
        (Some(2), vec![]),
    ] {
        if let Some(gone) = gone {
            let deleted = api.delete(at(&made[gone]), &newsroom.key).await;
            deleted.expect(204);
        }
        assert_eq!(positions(&api, &claim).await, expected, "without {gone:?}");
    }
}

#[actix_web::test]
async fn is_told_in_the_journal_and_so_is_the_claim_that_it_leaves() {
    let (api, newsroom, claim, ann) = start().await;
    let one = said(&api, &newsroom, &claim, (&ann, "denies", Value::Null)).await;
    api.delete(at(&one), &newsroom.key).await.expect(204);
    let now = api.get(claim_path(&claim)).await.expect(200);
    let told = entries(&api, &newsroom, "statement.deleted").await;
    assert_eq!(told.len(), 1);
    let expected = json!({
        "subject_type": "statement", "subject_id": one["id"], "version": 2, "snapshot": null,
        "at": now["updated_at"]
    });
    assert_includes(&told[0], &expected);
    let claims = entries(&api, &newsroom, "claim.updated").await;
    assert_eq!(claims.last().unwrap()["snapshot"], now);
}

#[actix_web::test]
async fn what_it_named_may_then_be_deleted_as_well() {
    let (api, newsroom, claim, ann) = start().await;
    let source = api.source(&newsroom).await;
    let body = json!({
        "position": "asserts", "claimant_id": ann["id"], "source_id": source["id"]
    });
    let one = api.made(&path(&claim), &newsroom.key, body).await;
    let named = [("claimants", &ann), ("sources", &source)];
    let named = named.map(|(kind, it)| format!("/v1/{kind}/{}", text(&it["id"])));
    for path in &named {
        api.is_in_use(path, &newsroom.key).await;
    }
    api.delete(at(&one), &newsroom.key).await.expect(204);
    for path in &named {
        api.delete(path, &newsroom.key).await.expect(204);
    }
}
