//! The same request while it is still under way.

use std::future::IntoFuture;
use std::pin::pin;
use std::time::Duration;

use chrono::{DateTime, Utc};
use diesel_async::{AsyncPgConnection, SimpleAsyncConnection};
use futures_util::future::{Either, select};

use super::*;
use crate::support::locks::in_this_order;

const HELD_CLAIMS: &str = "SELECT FROM claims FOR UPDATE";

/// A newsroom, and the path of the statements on a claim of its own.
async fn claim(api: &Api) -> (Newsroom, String) {
    let newsroom = api.newsroom("one").await;
    let claim = api.claim(&newsroom).await;
    let path = format!("/v1/claims/{}/statements", text(&claim["id"]));
    (newsroom, path)
}

/// A request of the newsroom's under this key that never ends.
async fn under_way(api: &Api, newsroom: &Newsroom, key: &str) -> AsyncPgConnection {
    let mut connection = api.connection().await;
    let begin = format!(
        "BEGIN; INSERT INTO idempotency_keys (owner_id, key, fingerprint, created_at)
         VALUES ('{}', '{key}', decode(repeat('00', 32), 'hex'), '2026-01-05T09:00:00Z')",
        newsroom.id
    );
    connection.batch_execute(&begin).await.unwrap();
    connection
}

#[actix_web::test]
async fn two_have_one_effect_and_one_answer() {
    let api = Api::start().await;
    let (newsroom, path) = claim(&api).await;
    let body = json!({"position": "asserts"});
    let say = || api.post(&path, &newsroom.key, &body).attempt("k");
    let [first, second] = in_this_order(&api, HELD_CLAIMS, [say(), say()]).await;
    is_replayed(&second, &first);
    assert_eq!(api.list(&path).await, [first.expect(201)]);
}

#[actix_web::test]
async fn a_retraction_that_is_sent_twice_is_no_illegal_move() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let claim = api.claim(&newsroom).await;
    let verdict = api.verdict(&newsroom, &claim).await;
    let path = format!("/v1/verdicts/{}/retract", text(&verdict["id"]));
    let reason = json!({"reason": "Forged."});
    let retract = || api.post(&path, &newsroom.key, &reason).attempt("k");
    let hold = "SELECT FROM verdicts FOR UPDATE";
    let [first, second] = in_this_order(&api, hold, [retract(), retract()]).await;
    is_replayed(&second, &first);
    assert_eq!(first.expect(200)["version"], 4);
}

#[actix_web::test]
async fn another_body_is_refused_once_the_first_is_done() {
    let api = Api::start().await;
    let (newsroom, path) = claim(&api).await;
    let say = |position: &str| {
        let body = json!({"position": position});
        api.post(&path, &newsroom.key, &body).attempt("k")
    };
    let both = [say("asserts"), say("denies")];
    let [first, second] = in_this_order(&api, HELD_CLAIMS, both).await;
    second.problem(422, "idempotency_mismatch");
    assert_eq!(api.list(&path).await, [first.expect(201)]);
}

#[actix_web::test]
async fn a_first_that_comes_to_nothing_frees_the_key_for_the_second() {
    let api = Api::start().await;
    let (newsroom, path) = claim(&api).await;
    let say = |body: Value| api.post(&path, &newsroom.key, &body).attempt("k");
    let dangling = say(json!({"position": "asserts", "claimant_id": UNKNOWN}));
    let sound = say(json!({"position": "denies"}));
    let [first, second] = in_this_order(&api, HELD_CLAIMS, [dangling, sound]).await;
    first.fault("/claimant_id", "not_found");
    is_new(&second);
    assert_eq!(api.list(&path).await, [second.expect(201)]);
    let again = say(json!({"position": "denies"})).await;
    is_replayed(&again, &second);
}

#[actix_web::test]
async fn the_wait_for_the_first_has_an_end() {
    let api = Api::start_with(|_, db| db.lock_timeout = Duration::from_millis(100)).await;
    let newsroom = api.newsroom("one").await;
    let post = || api.post("/v1/claims", &newsroom.key, &a_claim());
    let mut first = under_way(&api, &newsroom, "k").await;
    let before = api.contents().await;
    for _ in 0..2 {
        let answer = post().attempt("k").await;
        answer.problem(409, "idempotency_in_progress");
        assert_eq!(api.contents().await, before);
    }
    // Others do not wait: not under another key, nor in another organization.
    is_new(&post().attempt("l").await);
    is_new(&post().await);
    let other = api.newsroom("two").await;
    let theirs = api.post("/v1/claims", &other.key, &a_claim());
    is_new(&theirs.attempt("k").await);
    first.batch_execute("ROLLBACK").await.unwrap();
    is_new(&post().attempt("k").await);
}

#[actix_web::test]
async fn a_change_that_waits_in_vain_is_busy_and_not_in_progress() {
    let api = Api::start_with(|_, db| db.lock_timeout = Duration::from_millis(100)).await;
    let (newsroom, path) = claim(&api).await;
    let body = json!({"position": "asserts"});
    let say = || api.post(&path, &newsroom.key, &body).attempt("k");
    let mut holder = api.connection().await;
    let hold = format!("BEGIN; {HELD_CLAIMS}");
    holder.batch_execute(&hold).await.unwrap();
    say().await.problem(503, "database_busy");
    holder.batch_execute("ROLLBACK").await.unwrap();
    is_new(&say().await);
}

#[actix_web::test]
async fn many_at_once_have_one_effect() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let post = || {
        api.post("/v1/claims", &newsroom.key, &a_claim())
            .attempt("k")
    };
    let requests = (0..20).map(|_| post().into_future());
    let answers = futures_util::future::join_all(requests).await;
    let (new, again): (Vec<Answer>, Vec<Answer>) = answers
        .into_iter()
        .partition(|answer| answer.header("idempotency-replayed").is_none());
    assert_eq!(new.len(), 1, "{new:?}");
    again.iter().for_each(|answer| is_replayed(answer, &new[0]));
    assert_eq!(api.list("/v1/claims").await, [new[0].expect(201)]);
}

#[actix_web::test]
async fn a_request_that_is_cut_off_frees_the_key() {
    let api = Api::start().await;
    let (newsroom, path) = claim(&api).await;
    let body = json!({"position": "asserts"});
    let hasty = api.beside_with(|service, _| service.request_timeout = Duration::from_secs(2));
    let say = || hasty.post(&path, &newsroom.key, &body).attempt("k");
    let mut holder = api.connection().await;
    let hold = format!("BEGIN; {HELD_CLAIMS}");
    holder.batch_execute(&hold).await.unwrap();
    say().await.problem(408, "request_timeout");
    holder.batch_execute("ROLLBACK").await.unwrap();
    let said = say().await;
    is_new(&said);
    assert_eq!(api.list(&path).await, [said.expect(201)]);
}

#[actix_web::test]
async fn what_waited_is_of_the_time_at_which_it_went_on() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let mut first = under_way(&api, &newsroom, "k").await;
    let post = api.post("/v1/claims", &newsroom.key, &a_claim());
    let mut post = post.attempt("k").into_future();
    let waiting = pin!(api.until_waiting(1));
    let Either::Right(_) = select(&mut post, waiting).await else {
        panic!("it did not wait");
    };
    api.pass(TimeDelta::hours(1));
    let then = api.time();
    first.batch_execute("ROLLBACK").await.unwrap();
    let claim = post.await.expect(201);
    let created_at: DateTime<Utc> = text(&claim["created_at"]).parse().unwrap();
    assert!(created_at > then, "{created_at}");
}
