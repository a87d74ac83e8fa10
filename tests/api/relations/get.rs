//! Reading one relation.

use super::*;

#[actix_web::test]
async fn is_as_the_claim_that_it_is_from_sees_it() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let [from, other] = claims(&api, &newsroom).await;
    let made = related(&api, &newsroom, &from, "narrows", &other).await;
    let turned = api.list(path(&other)).await;
    assert_eq!(turned[0]["kind"], "narrowed_by");
    let read = api.get(relation_path(&turned[0])).await;
    assert_eq!(read.expect(200), made);
}

#[actix_web::test]
async fn an_unknown_one_is_not_found() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let [from, other] = claims(&api, &newsroom).await;
    related(&api, &newsroom, &from, "narrows", &other).await;
    // The id of a claim is none of a relation.
    for unknown in [UNKNOWN, text(&from["id"])] {
        let answer = api.get(format!("/v1/relations/{unknown}")).await;
        answer.problem(404, "not_found");
    }
}

#[actix_web::test]
async fn is_not_sent_again_until_the_other_claim_is_worded_anew() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let [from, other] = claims(&api, &newsroom).await;
    let made = related(&api, &newsroom, &from, "repeats", &other).await;
    let tag = api.get(relation_path(&made)).await.etag();
    let held = || api.get(relation_path(&made)).header("If-None-Match", &tag);
    held().await.expect(304);
    let change = json!({"text": "Other words."});
    let changed = api.patch(claim_path(&other), &newsroom.key, &change);
    changed.await.expect(200);
    let read = held().await.expect(200);
    assert_eq!(read["claim"]["text"], "Other words.");
    assert_eq!(read["version"], 1);
}
