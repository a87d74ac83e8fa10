//! What is kept, for how long, and what is not.

use factcheck::http::idempotency::sweep;

use super::*;

fn post(api: &Api, newsroom: &Newsroom, key: &str) -> Request {
    api.post("/v1/claims", &newsroom.key, &a_claim())
        .attempt(key)
}

#[actix_web::test]
async fn a_failure_is_not_kept_and_leaves_the_key_free() {
    let api = Api::start().await;
    let scene = Scene::set(&api).await;
    let before = api.contents().await;
    for operation in posts().filter(|operation| operation.body().is_some()) {
        let post = Post::of(&api, &scene, &operation);
        let unknown = with(post.body.clone().unwrap(), json!({"zebra": 1}));
        for _ in 0..2 {
            let answer = post.request_with(Some(&unknown)).attempt("k").await;
            answer.fault("/zebra", "unknown_field");
        }
    }
    assert_eq!(api.contents().await, before);
    is_new(&post(&api, &scene.newsroom, "k").await);
}

#[actix_web::test]
async fn a_conflict_is_looked_at_anew() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let taken = api.made("/v1/sources", &newsroom.key, a_source()).await;
    let before = api.contents().await;
    let add = || {
        let request = api.post("/v1/sources", &newsroom.key, &a_source());
        request.attempt("k")
    };
    for _ in 0..2 {
        add().await.problem(409, "duplicate");
        assert_eq!(api.contents().await, before);
    }
    let path = format!("/v1/sources/{}", text(&taken["id"]));
    api.delete(path, &newsroom.key).await.expect(204);
    let added = add().await;
    is_new(&added);
    is_replayed(&add().await, &added);
}

#[actix_web::test]
async fn a_publication_that_lacked_something_may_be_tried_again() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let claim = api.claim(&newsroom).await;
    let scale = api.scale(&newsroom).await;
    let draft = api.draft(&newsroom, &claim, &scale["ratings"][0]).await;
    let path = format!("/v1/verdicts/{}", text(&draft["id"]));
    let change = async |title: Value| {
        let change = json!({"title": title});
        api.patch(&path, &newsroom.key, &change).await.expect(200);
    };
    let publish = || {
        let request = api.request("POST", format!("{path}/publish"));
        request.key(&newsroom.key).attempt("k")
    };
    change(Value::Null).await;
    publish().await.fault("/title", "required");
    change("A title".into()).await;
    let published = publish().await;
    is_new(&published);
    // It is published now, and publishing it again would be illegal.
    is_replayed(&publish().await, &published);
}

#[actix_web::test]
async fn an_answer_that_cannot_be_kept_undoes_its_effect() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let before = api.contents().await;
    api.sql("ALTER TABLE idempotency_keys ADD CHECK (body IS NULL)")
        .await;
    let answer = post(&api, &newsroom, "k").await;
    answer.problem(500, "internal_error");
    assert_eq!(api.contents().await, before);
    is_new(&api.post("/v1/claims", &newsroom.key, &a_claim()).await);
}

#[actix_web::test]
async fn an_answer_is_kept_for_a_day() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let first = post(&api, &newsroom, "k").await;
    api.pass(TimeDelta::hours(24) - TimeDelta::seconds(1));
    is_replayed(&post(&api, &newsroom, "k").await, &first);
    api.pass(TimeDelta::seconds(1));
    // A new request, though nothing has swept yet, and then kept as long.
    let second = post(&api, &newsroom, "k").await;
    is_new(&second);
    assert_ne!(second.expect(201)["id"], first.expect(201)["id"]);
    api.pass(TimeDelta::hours(23));
    is_replayed(&post(&api, &newsroom, "k").await, &second);
    api.pass(TimeDelta::hours(2));
    let other = api.post("/v1/claimants", &newsroom.key, &a_claimant());
    is_new(&other.attempt("k").await);
}

#[actix_web::test]
async fn sweeping_forgets_exactly_what_is_older_than_a_day() {
    let api = Api::start().await;
    let (one, two) = (api.newsroom("one").await, api.newsroom("two").await);
    // The same keys of both, so that none goes for the other's age.
    post(&api, &one, "k").await.expect(201);
    post(&api, &two, "l").await.expect(201);
    api.pass(TimeDelta::hours(1));
    let young = [
        post(&api, &one, "l").await,
        post(&api, &two, "k").await,
        post(&api, &one, "m").await,
    ];
    assert_eq!(sweep(&api.state()).await.unwrap(), 0);
    api.pass(TimeDelta::hours(23));
    assert_eq!(sweep(&api.state()).await.unwrap(), 2);
    assert_eq!(sweep(&api.state()).await.unwrap(), 0);
    is_replayed(&post(&api, &one, "l").await, &young[0]);
    is_replayed(&post(&api, &two, "k").await, &young[1]);
    is_replayed(&post(&api, &one, "m").await, &young[2]);
    is_new(&post(&api, &one, "k").await);
    is_new(&post(&api, &two, "l").await);
}

#[actix_web::test]
async fn sweeping_goes_through_any_number() {
    let api = Api::start().await;
    api.sql(
        "INSERT INTO idempotency_keys (owner_id, key, fingerprint, created_at)
         SELECT gen_random_uuid(), n::text, decode(repeat('00', 32), 'hex'), '2025-01-01'
         FROM generate_series(1, 2500) n",
    )
    .await;
    assert_eq!(sweep(&api.state()).await.unwrap(), 2500);
}

#[actix_web::test]
async fn sweeping_waits_for_nobody() {
    use diesel_async::SimpleAsyncConnection;
    let api = Api::start().await;
    let (one, two) = (api.newsroom("one").await, api.newsroom("two").await);
    for (newsroom, key) in [(&one, "k"), (&one, "l"), (&two, "k"), (&two, "l")] {
        post(&api, newsroom, key).await.expect(201);
    }
    api.pass(TimeDelta::hours(25));
    let mut holder = api.connection().await;
    let hold = format!(
        "BEGIN; SELECT FROM idempotency_keys WHERE owner_id = '{}' AND key = 'k' FOR UPDATE",
        one.id
    );
    holder.batch_execute(&hold).await.unwrap();
    assert_eq!(sweep(&api.state()).await.unwrap(), 3);
    holder.batch_execute("ROLLBACK").await.unwrap();
    assert_eq!(sweep(&api.state()).await.unwrap(), 1);
}
