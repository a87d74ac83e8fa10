//! API keys: made, shown, revoked and watched by their own organization alone.

use chrono::{DateTime, TimeDelta, Utc};
use factcheck::vocabulary::Scope;
use serde_json::{Value, json};

use crate::support::api::START;
use crate::support::newsroom::NEWSROOM_SCOPES;
use crate::support::*;

mod create;
mod delete;
mod last_use;

const KEYS: &str = "/v1/api-keys";

fn a_key(name: &str) -> Value {
    json!({"name": name, "scopes": ["claims:write"]})
}

fn path(key: &Value) -> String {
    format!("{KEYS}/{}", text(&key["id"]))
}

/// A time so long after the first of a test's clock.
fn after(time: TimeDelta) -> String {
    let at = START.parse::<DateTime<Utc>>().unwrap() + time;
    at.to_rfc3339()
}

/// A key as it is shown from the moment after it was made.
fn without_secret(mut key: Value) -> Value {
    key.as_object_mut().unwrap().remove("secret");
    key
}

/// The same refusal as that of a key that does not exist.
#[track_caller]
fn assert_is_not_there(answer: &Answer, unknown: &Answer) {
    let told = |answer: &Answer| {
        let problem = answer.problem(404, "not_found");
        with(problem, json!({"request_id": null}))
    };
    assert_eq!(told(answer), told(unknown));
}

/// Keys that may see nothing of a newsroom's: of another one, of one that runs the instance, and
/// of the instance.
async fn strangers(api: &Api) -> [String; 3] {
    let other = api.newsroom("other").await;
    let both = [Scope::OrganizationAdmin, Scope::InstanceAdmin];
    let runner = api.key(Some(other.id), &both).await;
    [other.key, runner, api.instance_admin().await]
}

mod list {
    use super::*;

    #[actix_web::test]
    async fn shows_the_keys_of_the_own_organization_newest_first() {
        let api = Api::start().await;
        let (one, two) = (api.newsroom("one").await, api.newsroom("two").await);
        for (newsroom, name) in [(&one, "a"), (&two, "b"), (&one, "c")] {
            api.made(KEYS, &newsroom.key, a_key(name)).await;
        }
        for (newsroom, names) in [
            (&one, ["c", "a", "test"].as_slice()),
            (&two, &["b", "test"]),
        ] {
            let listed = api.list_as(&newsroom.key, KEYS).await;
            assert_eq!(column(&listed, "name"), names);
        }
    }

    #[actix_web::test]
    async fn shows_the_instance_its_own_keys_alone() {
        let api = Api::start().await;
        let newsroom = api.newsroom("one").await;
        api.made(KEYS, &newsroom.key, a_key("a")).await;
        let admin = api.instance_admin().await;
        let body = json!({"name": "Operations", "scopes": ["instance:admin"]});
        let made = api.made(KEYS, &admin, body).await;
        let listed = api.list_as(&admin, KEYS).await;
        assert_eq!(listed[0], without_secret(made));
        for key in &listed {
            assert_eq!(key["scopes"], json!(["instance:admin"]));
        }
    }

    #[actix_web::test]
    async fn filters_by_whether_they_work() {
        let api = Api::start().await;
        let newsroom = api.newsroom("one").await;
        for (name, minutes) in [("lasting", 120), ("expired", 30)] {
            let end = after(TimeDelta::minutes(minutes));
            let body = with(a_key(name), json!({"expires_at": end}));
            api.made(KEYS, &newsroom.key, body).await;
        }
        let revoked = api.made(KEYS, &newsroom.key, a_key("revoked")).await;
        let gone = api.delete(path(&revoked), &newsroom.key).await;
        gone.expect(204);
        api.pass(TimeDelta::minutes(60));
        for (query, names) in [
            ("?active=true", ["lasting", "test"].as_slice()),
            ("?active=false", &["revoked", "expired"]),
            ("", &["revoked", "expired", "lasting", "test"]),
        ] {
            let listed = api.list_as(&newsroom.key, format!("{KEYS}{query}")).await;
            assert_eq!(column(&listed, "name"), names, "{query}");
            let counted = format!("{KEYS}?limit=1&count=exact&{}", query.replace('?', ""));
            let page = api.get(counted.trim_end_matches('&')).key(&newsroom.key);
            assert_eq!(page.await.expect(200)["total"], names.len(), "{query}");
        }
        let answer = api.get(format!("{KEYS}?active=maybe")).key(&newsroom.key);
        answer.await.fault("/active", "invalid_value");
    }

    #[actix_web::test]
    async fn pages_visit_every_key_once_though_they_are_of_one_time() {
        let api = Api::start().await;
        let newsroom = api.newsroom("one").await;
        let mut made = Vec::new();
        for name in ["a", "b", "c", "d"] {
            made.push(id(&api.made(KEYS, &newsroom.key, a_key(name)).await));
        }
        api.sql("UPDATE api_keys SET created_at = '2026-01-06T09:00:00Z' WHERE name <> 'test'")
            .await;
        let walked = ids(&api.walk_as(&newsroom.key, KEYS).await);
        made.reverse();
        assert_eq!(walked[..4], made);
        assert_eq!(walked.len(), 5);
    }

    #[actix_web::test]
    async fn a_cursor_continues_its_own_query_alone() {
        let api = Api::start().await;
        let newsroom = api.newsroom("one").await;
        api.made(KEYS, &newsroom.key, a_key("a")).await;
        let get = |query: String| api.get(format!("{KEYS}?{query}")).key(&newsroom.key);
        let first = get("limit=1".to_owned()).await.expect(200);
        let cursor = text(&first["next_cursor"]);
        let rest = get(format!("cursor={cursor}")).await.expect(200);
        assert_eq!(column(rest["data"].as_array().unwrap(), "name"), ["test"]);
        get(format!("active=true&cursor={cursor}"))
            .await
            .problem(400, "cursor_mismatch");
    }
}

mod get {
    use super::*;

    #[actix_web::test]
    async fn shows_the_key_as_it_was_made_but_for_its_secret() {
        let api = Api::start().await;
        let newsroom = api.newsroom("one").await;
        let made = api.post(KEYS, &newsroom.key, &a_key("a")).await;
        let read = api.get(made.header("location").unwrap());
        let read = read.key(&newsroom.key).await;
        assert_eq!(read.expect(200), without_secret(made.expect(201)));
        assert_eq!(read.etag(), made.etag());
    }

    #[actix_web::test]
    async fn is_not_sent_again_until_it_changes() {
        let api = Api::start().await;
        let newsroom = api.newsroom("one").await;
        let made = api.post(KEYS, &newsroom.key, &a_key("a")).await;
        let path = path(&made.expect(201));
        let read = || api.get(&path).key(&newsroom.key);
        let held = || read().header("If-None-Match", made.etag());
        held().await.expect(304);
        api.delete(&path, &newsroom.key).await.expect(204);
        assert!(held().await.expect(200)["revoked_at"].is_string());
    }

    #[actix_web::test]
    async fn hides_the_key_of_another_organization_like_one_that_does_not_exist() {
        let api = Api::start().await;
        let newsroom = api.newsroom("one").await;
        let key = api.made(KEYS, &newsroom.key, a_key("a")).await;
        for stranger in strangers(&api).await {
            let answer = api.get(path(&key)).key(&stranger).await;
            let unknown = api.get(format!("{KEYS}/{UNKNOWN}")).key(&stranger).await;
            assert_is_not_there(&answer, &unknown);
        }
    }

    #[actix_web::test]
    async fn a_key_of_the_instance_is_hidden_from_organizations() {
        let api = Api::start().await;
        let newsroom = api.newsroom("one").await;
        let admin = api.instance_admin().await;
        let body = json!({"name": "Operations", "scopes": ["instance:admin"]});
        let key = api.made(KEYS, &admin, body).await;
        let answer = api.get(path(&key)).key(&newsroom.key).await;
        answer.problem(404, "not_found");
        let read = api.get(path(&key)).key(&admin).await;
        assert_eq!(read.expect(200), without_secret(key));
    }

    #[actix_web::test]
    async fn me_is_the_key_and_its_organization() {
        let api = Api::start().await;
        let newsroom = api.newsroom("one").await;
        let key = api.made(KEYS, &newsroom.key, a_key("a")).await;
        let answer = api.get("/v1/me").key(text(&key["secret"])).await;
        let me = answer.expect(200);
        // This use may be written down before it is answered, or after.
        let used = json!({"last_used_at": me["api_key"]["last_used_at"]});
        let expected = json!({
            "organization": {"id": newsroom.id, "name": "one", "slug": "one"},
            "api_key": with(without_secret(key), used), "may": ["claims:write"],
        });
        assert_eq!(me, expected);
        let cached = answer.header("cache-control");
        assert_eq!(cached.as_deref(), Some("private, no-cache"));
    }

    #[actix_web::test]
    async fn me_tells_what_a_key_may_do_beyond_its_scopes() {
        let api = Api::start().await;
        let newsroom = api.newsroom("one").await;
        let me = async |key: &str| api.get("/v1/me").key(key).await.expect(200);
        assert_eq!(me(&newsroom.key).await["may"], json!(NEWSROOM_SCOPES));
        let admin = me(&api.instance_admin().await).await;
        assert_eq!(admin["organization"], Value::Null);
        assert_eq!(admin["api_key"]["scopes"], json!(["instance:admin"]));
        assert_eq!(admin["may"], json!(Scope::ALL));
    }

    #[actix_web::test]
    async fn me_is_nobody_without_a_key() {
        let api = Api::start().await;
        let answer = api.get("/v1/me").await;
        answer.problem(401, "missing_api_key");
        assert_eq!(answer.header("www-authenticate").as_deref(), Some("Bearer"));
    }
}
