//! When a key was last used: written down after the answer, to the minute, and never in the way.

use std::time::Duration;

use diesel_async::SimpleAsyncConnection;

use super::*;

/// When a key was last used, once that is known; or once it is another time than before.
async fn last_use(api: &Api, newsroom: &Newsroom, key: &Value, before: &Value) -> Value {
    loop {
        let read = api.get(path(key)).key(&newsroom.key).await.expect(200);
        if read["last_used_at"] != *before {
            return read["last_used_at"].clone();
        }
    }
}

async fn request_with(api: &Api, key: &Value) {
    let me = api.get("/v1/me").key(text(&key["secret"])).await;
    me.expect(200);
}

#[actix_web::test]
async fn is_known_after_the_first_use() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let key = api.made(KEYS, &newsroom.key, a_key("a")).await;
    assert_eq!(key["last_used_at"], Value::Null);
    request_with(&api, &key).await;
    let at = last_use(&api, &newsroom, &key, &Value::Null).await;
    assert!(text(&at) > text(&key["created_at"]), "{at}");
}

#[actix_web::test]
async fn is_kept_to_the_minute() {
    // Over one connection the uses are written in the order in which they came.
    let api = Api::start_with(|_, db| db.pool_size = 1).await;
    let newsroom = api.newsroom("one").await;
    let key = api.made(KEYS, &newsroom.key, a_key("a")).await;
    let marker = api.made(KEYS, &newsroom.key, a_key("b")).await;
    request_with(&api, &key).await;
    let first = last_use(&api, &newsroom, &key, &Value::Null).await;

    api.pass(TimeDelta::seconds(30));
    request_with(&api, &key).await;
    request_with(&api, &marker).await;
    last_use(&api, &newsroom, &marker, &Value::Null).await;
    let read = api.get(path(&key)).key(&newsroom.key).await.expect(200);
    assert_eq!(read["last_used_at"], first, "the minute is not over");

    api.pass(TimeDelta::seconds(31));
    request_with(&api, &key).await;
    let second = last_use(&api, &newsroom, &key, &first).await;
    let passed = text(&second).parse::<DateTime<Utc>>().unwrap()
        - text(&first).parse::<DateTime<Utc>>().unwrap();
    assert!(passed > TimeDelta::minutes(1), "{passed}");
}

#[actix_web::test]
async fn no_request_waits_until_it_is_written() {
    let adjust = |_: &mut _, db: &mut factcheck::db::DbConfig| {
        db.pool_size = 2;
        db.wait = Duration::from_secs(5);
    };
    let api = Api::start_with(adjust).await;
    let newsroom = api.newsroom("one").await;
    let key = api.made(KEYS, &newsroom.key, a_key("a")).await;
    let mut holder = api.connection().await;
    holder
        .batch_execute("BEGIN; LOCK TABLE api_keys IN EXCLUSIVE MODE")
        .await
        .unwrap();
    for _ in 0..5 {
        request_with(&api, &key).await;
    }
    api.until_waiting(1).await;
    // All these uses take one connection of the two; a list takes the other.
    api.get("/v1/claims").await.expect(200);
    holder.batch_execute("ROLLBACK").await.unwrap();
    last_use(&api, &newsroom, &key, &Value::Null).await;
}

#[actix_web::test]
async fn no_request_fails_when_it_cannot_be_written_and_the_next_use_is() {
    let api = Api::start_with(|_, db| db.pool_size = 1).await;
    let newsroom = api.newsroom("one").await;
    let key = api.made(KEYS, &newsroom.key, a_key("a")).await;
    api.sql("ALTER TABLE api_keys ADD CONSTRAINT api_keys_unused CHECK (last_used_at IS NULL) NOT VALID")
        .await;
    request_with(&api, &key).await;
    // A list has its turn with the one connection when the write has had it.
    api.get("/v1/claims").await.expect(200);
    request_with(&api, &key).await;
    api.sql("ALTER TABLE api_keys DROP CONSTRAINT api_keys_unused")
        .await;
    let mut is_written = false;
    while !is_written {
        let me = api.get("/v1/me").key(text(&key["secret"])).await;
        is_written = me.expect(200)["api_key"]["last_used_at"].is_string();
    }
}

#[actix_web::test]
async fn a_key_that_is_refused_was_not_used() {
    let api = Api::start_with(|_, db| db.pool_size = 1).await;
    let newsroom = api.newsroom("one").await;
    let key = api.made(KEYS, &newsroom.key, a_key("a")).await;
    let marker = api.made(KEYS, &newsroom.key, a_key("b")).await;
    api.delete(path(&key), &newsroom.key).await.expect(204);
    let refused = api.get("/v1/me").key(text(&key["secret"])).await;
    refused.problem(401, "invalid_api_key");
    request_with(&api, &marker).await;
    last_use(&api, &newsroom, &marker, &Value::Null).await;
    let read = api.get(path(&key)).key(&newsroom.key).await.expect(200);
    assert_eq!(read["last_used_at"], Value::Null);
}
