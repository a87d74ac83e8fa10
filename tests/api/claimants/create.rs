//! Adding claimants.

use super::*;

#[actix_web::test]
async fn gives_back_what_was_sent() {
    let (api, newsroom) = start().await;
    let made = api.gives_back(PATH, &newsroom.key, &a_whole_one()).await;
    let creator = json!({"id": newsroom.id, "name": "one", "slug": "one"});
    assert_eq!(made["created_by"], creator);
}

#[actix_web::test]
async fn fills_in_what_is_left_out() {
    let (api, newsroom) = start().await;
    let made = api.claimant(&newsroom).await;
    let rest = json!({"job_title": null, "country": null, "url": null, "same_as": [], "alternate_names": []});
    assert_includes(&made, &rest);
}

#[actix_web::test]
async fn takes_another_of_the_same_name() {
    let (api, newsroom) = start().await;
    let one = api.claimant(&newsroom).await;
    let other = api.claimant(&newsroom).await;
    assert_eq!(one["name"], other["name"]);
    assert_ne!(one["id"], other["id"]);
}

#[actix_web::test]
async fn needs_a_key_of_an_organization() {
    let (api, _) = start().await;
    let admin = api.instance_admin().await;
    let answer = api.post(PATH, &admin, &a_claimant()).await;
    answer.problem(403, "organization_required");
    assert!(api.list(PATH).await.is_empty());
}

#[actix_web::test]
async fn refuses_what_is_no_country() {
    let (api, newsroom) = start().await;
    let fault = ("country", "invalid_country");
    let countries = ["nl", "Nl", "N", "NLD", "N1", "ÑL"];
    api.refuses(PATH, &newsroom.key, &a_claimant(), fault, &countries)
        .await;
}

#[actix_web::test]
async fn refuses_what_is_no_web_address() {
    let (api, newsroom) = start().await;
    let key = &newsroom.key;
    api.refuses_other_than_urls(PATH, key, &a_claimant(), "url")
        .await;
    for url in NO_WEB_ADDRESSES {
        let same_as = json!({"same_as": ["https://example.org/good", url]});
        let answer = api.post(PATH, key, &with(a_claimant(), same_as)).await;
        answer.fault("/same_as/1", "invalid_url");
    }
}
