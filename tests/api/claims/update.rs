//! Changes of claims.

use super::*;

#[actix_web::test]
async fn tells_null_from_absent() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let mut body = a_claim();
    body["location"] = "Kursk".into();
    body["claim_date"] = "2024-10-13".into();
    body["tags"] = json!(["a"]);
    let claim = api.made("/v1/claims", &newsroom.key, body).await;
    let path = format!("/v1/claims/{}", text(&claim["id"]));
    let patch = json!({"text": "Other words.", "location": null, "tags": null});
    let changed = api.patch(&path, &newsroom.key, &patch).await.expect(200);
    assert_eq!(changed["text"], "Other words.");
    assert_eq!(
        (&changed["location"], &changed["tags"]),
        (&Value::Null, &json!([]))
    );
    assert_eq!(changed["claim_date"], "2024-10-13");
    assert_eq!(changed["version"], 2);
    assert!(text(&changed["updated_at"]) > text(&claim["updated_at"]));
    assert_eq!(changed["created_at"], claim["created_at"]);
    assert_eq!(api.get(&path).await.expect(200), changed);
    let answer = api
        .patch(&path, &newsroom.key, &json!({"language": null}))
        .await;
    answer.fault("/language", "required");
    let undated = json!({"claim_date": null, "date_precision": "day"});
    let undated = api.patch(&path, &newsroom.key, &undated).await;
    undated.fault("/date_precision", "not_allowed");
    let undated = api.patch(&path, &newsroom.key, &json!({"claim_date": null}));
    assert_eq!(undated.await.expect(200)["date_precision"], Value::Null);
}

#[actix_web::test]
async fn what_changes_nothing_keeps_the_version() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let claim = api.claim(&newsroom).await;
    let path = format!("/v1/claims/{}", text(&claim["id"]));
    for patch in [
        json!({}),
        json!({"text": claim["text"]}),
        json!({"location": null}),
    ] {
        assert_eq!(
            api.patch(&path, &newsroom.key, &patch).await.expect(200),
            claim
        );
    }
}

#[actix_web::test]
async fn a_claim_is_not_put_into_the_language_of_its_translation() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let claim = api.claim(&newsroom).await;
    let path = format!("/v1/claims/{}", text(&claim["id"]));
    let body = json!({"text": "Autrement.", "method": "machine"});
    api.put(format!("{path}/translations/fr"), &newsroom.key, &body)
        .await
        .expect(200);
    let answer = api
        .patch(&path, &newsroom.key, &json!({"language": "fr"}))
        .await;
    answer.fault("/language", "duplicate");
}

#[actix_web::test]
async fn concurrent_changes_of_one_read_are_not_both_taken() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let claim = api.claim(&newsroom).await;
    let path = format!("/v1/claims/{}", text(&claim["id"]));
    let tag = api.get(&path).await.etag();
    let change = |location: &str| {
        let patch = api.patch(&path, &newsroom.key, &json!({"location": location}));
        std::future::IntoFuture::into_future(patch.if_match(&tag))
    };
    let (one, two) = tokio::join!(change("one"), change("two"));
    let mut statuses = [one.status, two.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 412]);
    assert_eq!(api.get(&path).await.expect(200)["version"], 2);
}
