//! Reading one statement.

use super::*;

async fn made(api: &Api) -> (Newsroom, Value, Answer) {
    let newsroom = api.newsroom("one").await;
    let claim = api.claim(&newsroom).await;
    let ann = claimant(api, &newsroom, "Ann").await;
    let source = api.source(&newsroom).await;
    let body = json!({
        "claimant_id": ann["id"], "via_claimant_id": ann["id"], "position": "denies",
        "said_on": "2024-10-28", "source_id": source["id"],
    });
    let answer = api.post(path(&claim), &newsroom.key, &body).await;
    (newsroom, ann, answer)
}

#[actix_web::test]
async fn is_where_creating_it_said() {
    let api = Api::start().await;
    let (_, _, created) = made(&api).await;
    let read = api.get(created.header("location").unwrap()).await;
    assert_eq!(read.expect(200), created.expect(201));
    assert_eq!(read.etag(), created.etag());
}

#[actix_web::test]
async fn an_unknown_one_is_not_found() {
    let api = Api::start().await;
    let unknown = format!("/v1/statements/{}", Uuid::nil());
    api.get(unknown).await.problem(404, "not_found");
}

#[actix_web::test]
async fn is_not_sent_again_until_a_name_in_it_changes() {
    let api = Api::start().await;
    let (newsroom, ann, created) = made(&api).await;
    let held = || {
        let request = api.get(created.header("location").unwrap());
        request.header("If-None-Match", created.etag())
    };
    held().await.expect(304);
    let claimant = format!("/v1/claimants/{}", text(&ann["id"]));
    let change = json!({"name": "Anna"});
    api.patch(claimant, &newsroom.key, &change)
        .await
        .expect(200);
    let read = held().await.expect(200);
    for member in ["claimant", "via_claimant"] {
        assert_eq!(read[member]["name"], "Anna", "{member}");
    }
    assert_eq!(read["version"], 1);
}
