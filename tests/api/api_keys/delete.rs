//! Revoking keys: at once, for good, and by their own organization alone.

use super::*;

#[actix_web::test]
async fn ends_a_key_at_once_on_every_server() {
    let api = Api::start().await;
    let other_server = api.beside();
    let newsroom = api.newsroom("one").await;
    let key = api.made(KEYS, &newsroom.key, a_key("a")).await;
    let me = |server: &Api| server.get("/v1/me").key(text(&key["secret"]));
    me(&api).await.expect(200);
    me(&other_server).await.expect(200);
    api.delete(path(&key), &newsroom.key).await.expect(204);
    me(&api).await.problem(401, "invalid_api_key");
    me(&other_server).await.problem(401, "invalid_api_key");
}

#[actix_web::test]
async fn leaves_the_key_in_the_list_with_the_time() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let key = api.made(KEYS, &newsroom.key, a_key("a")).await;
    api.delete(path(&key), &newsroom.key).await.expect(204);
    let listed = &api.list_as(&newsroom.key, KEYS).await[0];
    let revoked = json!({"revoked_at": listed["revoked_at"]});
    assert!(text(&revoked["revoked_at"]) > text(&key["created_at"]));
    assert_eq!(*listed, with(without_secret(key), revoked));
}

#[actix_web::test]
async fn a_second_time_changes_nothing() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let key = api.made(KEYS, &newsroom.key, a_key("a")).await;
    api.delete(path(&key), &newsroom.key).await.expect(204);
    let before = api.contents().await;
    api.delete(path(&key), &newsroom.key).await.expect(204);
    assert_eq!(api.contents().await, before);
}

#[actix_web::test]
async fn a_key_may_revoke_itself() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let own = json!({"name": "a", "scopes": ["organization:admin"]});
    let key = api.made(KEYS, &newsroom.key, own).await;
    let secret = text(&key["secret"]);
    api.delete(path(&key), secret).await.expect(204);
    let again = api.delete(path(&key), secret).await;
    again.problem(401, "invalid_api_key");
}

#[actix_web::test]
async fn does_not_find_the_key_of_another_organization() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let key = api.made(KEYS, &newsroom.key, a_key("a")).await;
    for stranger in strangers(&api).await {
        let answer = api.delete(path(&key), &stranger).await;
        let unknown = api.delete(format!("{KEYS}/{UNKNOWN}"), &stranger).await;
        assert_is_not_there(&answer, &unknown);
    }
    let me = api.get("/v1/me").key(text(&key["secret"])).await;
    me.expect(200);
}

#[actix_web::test]
async fn a_key_of_the_instance_ends_another_one() {
    let api = Api::start().await;
    let admin = api.instance_admin().await;
    let body = json!({"name": "a", "scopes": ["instance:admin"]});
    let key = api.made(KEYS, &admin, body).await;
    api.delete(path(&key), &admin).await.expect(204);
    let me = api.get("/v1/me").key(text(&key["secret"])).await;
    me.problem(401, "invalid_api_key");
}

#[actix_web::test]
async fn a_key_is_rotated_without_a_gap() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let old = api.made(KEYS, &newsroom.key, a_key("tool")).await;
    let new = api.made(KEYS, &newsroom.key, a_key("tool")).await;
    let post = |key: &Value| api.post("/v1/claims", text(&key["secret"]), &a_claim());
    post(&old).await.expect(201);
    post(&new).await.expect(201);
    api.delete(path(&old), &newsroom.key).await.expect(204);
    post(&old).await.problem(401, "invalid_api_key");
    post(&new).await.expect(201);
}
