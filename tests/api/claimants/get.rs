//! Reading one claimant.

use super::*;

#[actix_web::test]
async fn gives_the_one_that_was_asked_for() {
    let (api, newsroom) = start().await;
    let one = api.made(PATH, &newsroom.key, a_whole_one()).await;
    let other = api.claimant(&newsroom).await;
    assert_eq!(api.get(at(&one)).await.expect(200), one);
    assert_eq!(api.get(at(&other)).await.expect(200), other);
}

#[actix_web::test]
async fn does_not_find_an_unknown_id() {
    let (api, _) = start().await;
    let answer = api.get(format!("{PATH}/{UNKNOWN}")).await;
    answer.problem(404, "not_found");
}

#[actix_web::test]
async fn sends_it_again_only_when_it_has_changed() {
    let (api, newsroom) = start().await;
    let path = at(&api.claimant(&newsroom).await);
    let patch = json!({"same_as": ["https://example.org/new"]});
    api.is_held_until_changed(&path, &newsroom.key, &patch)
        .await;
}

#[actix_web::test]
async fn sends_it_again_when_its_organization_has_another_name() {
    let (api, newsroom) = start().await;
    let path = at(&api.claimant(&newsroom).await);
    let tag = api.get(&path).await.etag();
    let admin = api.instance_admin().await;
    let organization = format!("/v1/organizations/{}", newsroom.id);
    let renamed = api.patch(organization, &admin, &json!({"name": "Renamed"}));
    renamed.await.expect(200);

    let read = api.get(&path).header("If-None-Match", &tag).await;
    assert_eq!(read.expect(200)["created_by"]["name"], "Renamed");
    let patch = json!({"country": "NL"});
    let changed = api.patch(&path, &newsroom.key, &patch).if_match(&tag);
    changed.await.expect(200);
}
