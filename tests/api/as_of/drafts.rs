//! The time at which a verdict was a draft is its own organization's alone, for good.

use super::*;

/// Whoever is not of the organization.
async fn strangers(api: &Api) -> Vec<Option<String>> {
    let other = api.newsroom("two").await.key;
    let admin = api.instance_admin().await;
    vec![None, Some(other), Some(admin)]
}

/// Asserts that to strangers there was nothing then, exactly as where there never was anything.
async fn is_hidden(api: &Api, strangers: &[Option<String>], verdict: &Value, time: DateTime<Utc>) {
    for stranger in strangers {
        let ask = async |verdict: &Value| {
            let request = api.get(at(&path("verdicts", verdict), time));
            let answer = match stranger {
                Some(key) => request.key(key).await,
                None => request.await,
            };
            let mut problem = answer.problem(404, "not_found");
            problem.as_object_mut().unwrap().remove("request_id");
            problem
        };
        assert_eq!(ask(verdict).await, ask(&json!({"id": UNKNOWN})).await);
    }
}

#[actix_web::test]
async fn is_seen_by_its_organization_and_by_nobody_else() {
    let api = Api::start().await;
    let strangers = strangers(&api).await;
    let newsroom = api.newsroom("one").await;
    let claim = api.claim(&newsroom).await;
    let scale = api.scale(&newsroom).await;
    let draft = api.draft(&newsroom, &claim, &scale["ratings"][0]).await;
    let mut own = Album::of(&api, path("verdicts", &draft));
    own.key = Some(&newsroom.key);
    own.takes().await;
    let then = api.time();
    is_hidden(&api, &strangers, &draft, then).await;

    // Nor is the draft shown once there is something to see.
    let published = api.published(&newsroom, &draft).await;
    own.takes().await;
    is_hidden(&api, &strangers, &draft, then).await;
    let read = api.get(at(&path("verdicts", &draft), api.time())).await;
    assert_eq!(read.expect(200), published);
    api.corrected(&newsroom, &published).await;
    own.takes().await;
    api.retracted(&newsroom, &published).await;
    own.takes().await;
    is_hidden(&api, &strangers, &draft, then).await;
    own.is_given_again().await;
    let caching = api
        .get(at(&path("verdicts", &draft), then))
        .key(&newsroom.key);
    let caching = caching.await.header("cache-control").unwrap();
    assert!(caching.contains("private"), "{caching}");
}

#[actix_web::test]
async fn a_draft_that_was_deleted_is_there_before_for_its_organization() {
    let api = Api::start().await;
    let strangers = strangers(&api).await;
    let newsroom = api.newsroom("one").await;
    let claim = api.claim(&newsroom).await;
    let scale = api.scale(&newsroom).await;
    let draft = api.draft(&newsroom, &claim, &scale["ratings"][0]).await;
    let mut own = Album::of(&api, path("verdicts", &draft));
    own.key = Some(&newsroom.key);
    own.takes().await;
    let then = api.time();
    api.delete(path("verdicts", &draft), &newsroom.key)
        .await
        .expect(204);
    own.is_given_again().await;
    let gone = api.get(at(&path("verdicts", &draft), api.time()));
    gone.key(&newsroom.key).await.problem(404, "not_found");
    is_hidden(&api, &strangers, &draft, then).await;
}

#[actix_web::test]
async fn the_claim_shows_no_draft_at_any_time() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let claim = api.claim(&newsroom).await;
    let scale = api.scale(&newsroom).await;
    let draft = api.draft(&newsroom, &claim, &scale["ratings"][0]).await;
    let then = api.time();
    api.published(&newsroom, &draft).await;
    let asked = at(&path("claims", &claim), then);
    for request in [api.get(&asked), api.get(&asked).key(&newsroom.key)] {
        assert_eq!(request.await.expect(200), claim);
    }
}
