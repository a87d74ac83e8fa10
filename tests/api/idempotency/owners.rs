//! Whose a key is: an organization's, and nobody learns of another's.

use factcheck::vocabulary::Scope;

use super::*;

fn post(api: &Api, key: &str) -> Request {
    api.post("/v1/claims", key, &a_claim()).attempt("k")
}

#[actix_web::test]
async fn two_organizations_may_use_the_same() {
    let api = Api::start().await;
    let (one, two) = (api.newsroom("one").await, api.newsroom("two").await);
    let first = post(&api, &one.key).await;
    // Whatever the other sends, it is answered as if nobody had used the key.
    let theirs = post(&api, &two.key).await;
    is_new(&theirs);
    assert_ne!(theirs.expect(201)["id"], first.expect(201)["id"]);
    assert_eq!(theirs.expect(201)["created_by"]["slug"], "two");
    is_replayed(&post(&api, &one.key).await, &first);
    is_replayed(&post(&api, &two.key).await, &theirs);

    let three = api.newsroom("three").await;
    let other = api.post("/v1/claimants", &three.key, &a_claimant());
    is_new(&other.attempt("k").await);
}

#[actix_web::test]
async fn is_shared_by_the_keys_of_an_organization() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let first = post(&api, &newsroom.key).await;
    let colleague = api.key(Some(newsroom.id), &[Scope::ClaimsWrite]).await;
    is_replayed(&post(&api, &colleague).await, &first);
}

#[actix_web::test]
async fn a_key_of_the_instance_has_its_own() {
    let api = Api::start().await;
    let (one, two) = (api.instance_admin().await, api.instance_admin().await);
    let body = |slug: &str| json!({"name": slug, "slug": slug, "site": "a.example"});
    let post = |key: &str, slug: &str| {
        let request = api.post("/v1/organizations", key, &body(slug));
        request.attempt("k")
    };
    let first = post(&one, "one").await;
    is_new(&first);
    is_replayed(&post(&one, "one").await, &first);
    let mismatch = post(&one, "two").await;
    mismatch.problem(422, "idempotency_mismatch");
    let other = post(&two, "two").await;
    is_new(&other);
    is_replayed(&post(&two, "two").await, &other);
}

#[actix_web::test]
async fn a_replay_needs_what_the_request_needs() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let organization = Some(newsroom.id);
    let colleague = api.key(organization, &[Scope::ClaimsWrite]).await;
    let first = post(&api, &colleague).await;
    is_new(&first);
    let before = api.contents_but(&["api_keys"]).await;
    let without = [Scope::VerdictsWrite, Scope::OrganizationAdmin];
    let without = api.key(organization, &without).await;
    let refused = post(&api, &without).await;
    refused.problem(403, "missing_scope");
    let keyless = post(&api, &colleague).without("Authorization").await;
    keyless.problem(401, "missing_api_key");
    api.revoke(&colleague).await;
    let revoked = post(&api, &colleague).await;
    revoked.problem(401, "invalid_api_key");
    assert_eq!(api.contents_but(&["api_keys"]).await, before);
    is_replayed(&post(&api, &newsroom.key).await, &first);
}

#[actix_web::test]
async fn a_key_that_expired_replays_nothing() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let end = api.time() + TimeDelta::hours(1);
    let scopes = [Scope::ClaimsWrite];
    let key = api.key_until(Some(newsroom.id), &scopes, Some(end)).await;
    is_new(&post(&api, &key).await);
    api.pass(TimeDelta::hours(1));
    let late = post(&api, &key).await;
    late.problem(401, "invalid_api_key");
}
