//! How claims stood to each other at a time, from either end.

use super::*;

async fn related(api: &Api, newsroom: &Newsroom, from: &Value, kind: &str, to: &Value) -> Value {
    let list = format!("{}/relations", path("claims", from));
    let body = json!({"to_claim_id": to["id"], "kind": kind});
    api.made(&list, &newsroom.key, body).await
}

async fn takes_all(albums: &mut [Album<'_>]) {
    for album in albums {
        album.takes().await;
    }
}

#[actix_web::test]
async fn relations_are_given_as_they_were_from_both_ends() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let key = &newsroom.key;
    let (a, b) = (api.claim(&newsroom).await, api.claim(&newsroom).await);
    let mut albums = [
        ("relations", &a),
        ("relations", &b),
        ("statements,relations", &a),
        ("statements,relations", &b),
    ]
    .map(|(include, claim)| {
        let path = format!("{}?include={include}", path("claims", claim));
        Album::of(&api, path)
    });
    takes_all(&mut albums).await;
    let first = related(&api, &newsroom, &a, "narrows", &b).await;
    takes_all(&mut albums).await;
    let second = related(&api, &newsroom, &b, "contradicts", &a).await;
    takes_all(&mut albums).await;
    let said = format!("{}/statements", path("claims", &b));
    api.made(&said, key, json!({"position": "asserts"})).await;
    takes_all(&mut albums).await;
    for relation in [&first, &second] {
        let deleted = api.delete(path("relations", relation), key).await;
        deleted.expect(204);
        takes_all(&mut albums).await;
    }
    let counts = albums[1].pictures.iter().map(|(_, answer)| {
        let claim = answer.expect(200);
        claim["relations"].as_array().unwrap().len()
    });
    assert_eq!(counts.collect::<Vec<_>>(), [0, 1, 2, 2, 1, 0]);
    for album in &albums {
        album.is_given_again().await;
    }
}

#[actix_web::test]
async fn a_relation_is_given_with_the_names_and_the_words_of_its_time() {
    let api = Api::start().await;
    let (one, two) = (api.newsroom("one").await, api.newsroom("two").await);
    let (a, b) = (api.claim(&one).await, api.claim(&one).await);
    related(&api, &two, &a, "updates", &b).await;
    let mut albums = [("fr", &a), ("fr", &b), ("de", &a), ("de", &b)].map(|(lang, claim)| {
        let path = format!("{}?include=relations&lang={lang}", path("claims", claim));
        Album::of(&api, path)
    });
    takes_all(&mut albums).await;
    for claim in [&a, &b] {
        let change = json!({"text": format!("Other words {}.", claim["id"])});
        let patch = api.patch(path("claims", claim), &one.key, &change);
        patch.await.expect(200);
        takes_all(&mut albums).await;
        let translation = json!({"text": "Autrement.", "method": "human"});
        let french = format!("{}/translations/fr", path("claims", claim));
        let put = api.put(french, &one.key, &translation).await;
        put.expect(200);
        takes_all(&mut albums).await;
    }
    let admin = api.instance_admin().await;
    let organization = format!("/v1/organizations/{}", two.id);
    let renamed = api.patch(organization, &admin, &json!({"name": "Deux"}));
    renamed.await.expect(200);
    takes_all(&mut albums).await;
    for album in &albums {
        let first = album.pictures.first().unwrap().1.expect(200);
        let last = album.pictures.last().unwrap().1.expect(200);
        let relation = |claim: &Value| claim["relations"][0].clone();
        assert_ne!(relation(&first)["claim"], relation(&last)["claim"]);
        assert_eq!(relation(&first)["created_by"]["name"], "two");
        assert_eq!(relation(&last)["created_by"]["name"], "Deux");
        album.is_given_again().await;
    }
}

#[actix_web::test]
async fn a_claim_that_went_is_still_related_at_its_time() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let (a, b) = (api.claim(&newsroom).await, api.claim(&newsroom).await);
    related(&api, &newsroom, &a, "supports", &b).await;
    let mut albums = [&a, &b].map(|claim| {
        let path = format!("{}?include=relations", path("claims", claim));
        Album::of(&api, path)
    });
    takes_all(&mut albums).await;
    let deleted = api.delete(path("claims", &a), &newsroom.key).await;
    deleted.expect(204);
    let left = albums[1].takes().await;
    assert_eq!(left["relations"], json!([]));
    for album in &albums {
        album.is_given_again().await;
    }
}
