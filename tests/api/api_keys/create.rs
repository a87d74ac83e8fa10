//! Making keys: the secret, what a key may be given, and by whom.

use super::*;

#[actix_web::test]
async fn shows_the_secret_once_and_it_works() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let answer = api.post(KEYS, &newsroom.key, &a_key("a")).await;
    let made = answer.expect(201);
    assert_eq!(answer.header("location"), Some(path(&made)));
    assert_eq!(answer.header("cache-control").as_deref(), Some("no-store"));
    let secret = text(&made["secret"]);
    assert_eq!(&secret[..15], format!("fc_{}", text(&made["prefix"])));
    let claim = api.made("/v1/claims", secret, a_claim()).await;
    assert_eq!(claim["created_by"]["slug"], "one");
    let shown = [
        api.get(path(&made)).key(&newsroom.key).await.expect(200),
        api.get(KEYS).key(&newsroom.key).await.expect(200),
        api.get("/v1/me").key(secret).await.expect(200),
    ];
    for shown in shown {
        let shown = shown.to_string();
        assert!(shown.contains(&secret[3..15]), "{shown}");
        assert!(!shown.contains(&secret[15..]) && !shown.contains("secret"));
    }
}

#[actix_web::test]
async fn stores_what_was_sent_and_nothing_of_the_secret() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let made = api.made(KEYS, &newsroom.key, a_key("a")).await;
    let expected = json!({
        "id": made["id"], "name": "a", "prefix": made["prefix"], "scopes": ["claims:write"],
        "expires_at": null, "revoked_at": null, "last_used_at": null,
        "created_at": made["created_at"], "secret": made["secret"],
    });
    assert_eq!(made, expected);
    let secret = &text(&made["secret"])[15..];
    api.sql(&format!(
        "DO $$ BEGIN ASSERT 0 = (SELECT count(*) FROM api_keys k WHERE k::text LIKE '%{secret}%'); END $$"
    ))
    .await;
}

#[actix_web::test]
async fn puts_scopes_in_order() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let scopes = json!(["organization:admin", "claims:write", "verdicts:publish"]);
    let body = json!({"name": "a", "scopes": scopes});
    let made = api.made(KEYS, &newsroom.key, body).await;
    let ordered = json!(["claims:write", "verdicts:publish", "organization:admin"]);
    assert_eq!(made["scopes"], ordered);
}

#[actix_web::test]
async fn refuses_scopes_that_are_none_or_repeated() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    for (scopes, pointer, code) in [
        (json!([]), "/scopes", "length"),
        (json!(["claims:read"]), "/scopes/0", "unknown_value"),
        (json!(["claims:write", null]), "/scopes/1", "wrong_type"),
        (
            json!(["claims:write", "verdicts:write", "claims:write"]),
            "/scopes/2",
            "duplicate",
        ),
        (json!(null), "/scopes", "wrong_type"),
    ] {
        let body = with(a_key("a"), json!({"scopes": scopes}));
        let answer = api.post(KEYS, &newsroom.key, &body).await;
        answer.fault(pointer, code);
    }
    assert_eq!(api.list_as(&newsroom.key, KEYS).await.len(), 1);
}

#[actix_web::test]
async fn refuses_a_name_that_is_no_line() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    for (name, code) in [("  ", "blank"), ("a\nb", "control_character")] {
        let answer = api.post(KEYS, &newsroom.key, &a_key(name)).await;
        answer.fault("/name", code);
    }
}

#[actix_web::test]
async fn a_key_works_until_it_expires() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let end = after(TimeDelta::hours(1));
    let body = with(a_key("a"), json!({"expires_at": end}));
    let made = api.made(KEYS, &newsroom.key, body).await;
    assert_eq!(made["expires_at"], "2026-01-05T10:00:00Z");
    let me = || api.get("/v1/me").key(text(&made["secret"]));
    me().await.expect(200);
    api.pass(TimeDelta::hours(1));
    me().await.problem(401, "invalid_api_key");
}

#[actix_web::test]
async fn refuses_an_expiry_that_is_not_to_come() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    api.pass(TimeDelta::hours(1));
    for end in [
        START,
        "2026-01-05T09:59:59Z",
        "2026-01-05T10:00:00Z",
        "0001-01-01T00:00:00Z",
        "2026-12-31T23:59:60Z",
    ] {
        let body = with(a_key("a"), json!({"expires_at": end}));
        let answer = api.post(KEYS, &newsroom.key, &body).await;
        answer.fault("/expires_at", "range");
    }
    assert_eq!(api.list_as(&newsroom.key, KEYS).await.len(), 1);
}

#[actix_web::test]
async fn an_administrator_gives_scopes_that_its_own_key_lacks() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let key = api
        .key(Some(newsroom.id), &[Scope::OrganizationAdmin])
        .await;
    let body = json!({"name": "a", "scopes": NEWSROOM_SCOPES});
    let made = api.made(KEYS, &key, body).await;
    assert_eq!(made["scopes"], json!(NEWSROOM_SCOPES));
}

#[actix_web::test]
async fn the_scope_of_the_instance_is_given_by_its_holders_alone() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let body = json!({"name": "a", "scopes": ["claims:write", "instance:admin"]});
    let before = api.contents().await;
    let refused = api.post(KEYS, &newsroom.key, &body).await;
    let problem = refused.problem(403, "missing_scope");
    assert!(text(&problem["detail"]).contains("instance:admin"));
    assert_eq!(api.contents().await, before);

    let holder = api.key(Some(newsroom.id), &[Scope::InstanceAdmin]).await;
    let made = api.made(KEYS, &holder, body).await;
    let me = api.get("/v1/me").key(text(&made["secret"])).await;
    assert_eq!(me.expect(200)["organization"]["slug"], "one");
}

#[actix_web::test]
async fn a_key_of_the_instance_gives_its_own_scope_alone() {
    let api = Api::start().await;
    let admin = api.instance_admin().await;
    let before = api.contents().await;
    for scopes in [
        json!(["claims:write"]),
        json!(["organization:admin", "instance:admin"]),
    ] {
        let body = json!({"name": "a", "scopes": scopes});
        let answer = api.post(KEYS, &admin, &body).await;
        answer.problem(403, "organization_required");
    }
    assert_eq!(api.contents().await, before);
    let body = json!({"name": "a", "scopes": ["instance:admin"]});
    let made = api.made(KEYS, &admin, body).await;
    let me = api.get("/v1/me").key(text(&made["secret"])).await;
    assert_eq!(me.expect(200)["organization"], Value::Null);
}
