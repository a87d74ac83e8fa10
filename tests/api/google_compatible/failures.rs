//! Failures, all of them in Google's shape.

use std::time::Duration;

use diesel_async::SimpleAsyncConnection;

use super::*;

#[actix_web::test]
async fn of_what_was_sent_are_invalid_arguments() {
    let api = Api::start().await;
    let unknown = |name: &str| {
        format!(
            "Invalid JSON payload received. Unknown name \"{name}\": Cannot bind query parameter. \
             Field '{name}' could not be found in request message."
        )
    };
    let twice = |name: &str| {
        format!(
            "Invalid JSON payload received. Unknown name \"{name}\": Proto field is not repeating, \
             cannot start list."
        )
    };
    let missing = "Request must specify query or reviewPublisherSiteFilter.";
    for (query, told) in [
        ("", missing.to_owned()),
        ("query=", missing.to_owned()),
        ("query=%20&reviewPublisherSiteFilter=", missing.to_owned()),
        ("languageCode=en&key=k&pageSize=5", missing.to_owned()),
        ("query=a&foo=1", unknown("foo")),
        (
            "query=a&foo=1&limit=",
            format!("{}\n{}", unknown("foo"), unknown("limit")),
        ),
        ("q=a", unknown("q")),
        ("Query=a", unknown("Query")),
        ("query=a&query=b", twice("query")),
        ("query=a&pageSize=1&page_size=1", twice("page_size")),
        (
            "query=a&pageSize=ten",
            "Invalid value at 'page_size' (TYPE_INT32), \"ten\"".to_owned(),
        ),
        (
            "query=a&pageSize=",
            "Invalid value at 'page_size' (TYPE_INT32), \"\"".to_owned(),
        ),
        (
            "query=a&pageSize=1.5",
            "Invalid value at 'page_size' (TYPE_INT32), \"1.5\"".to_owned(),
        ),
        (
            "query=a&offset=2147483648",
            "Invalid value at 'offset' (TYPE_INT32), \"2147483648\"".to_owned(),
        ),
        (
            "query=a&maxAgeDays=x",
            "Invalid value at 'max_age_days' (TYPE_INT32), \"x\"".to_owned(),
        ),
        (
            "query=a&pageSize=-1",
            "Invalid value at 'page_size' (0 or more is expected), \"-1\"".to_owned(),
        ),
        (
            "query=a&alt=media",
            "Invalid value at 'alt' (json is expected), \"media\"".to_owned(),
        ),
        (
            "query=a%00b",
            "Invalid value at 'query' (control characters are not allowed), \"a\0b\"".to_owned(),
        ),
    ] {
        let answer = api.get(format!("/v1alpha1/claims:search?{query}")).await;
        let failure =
            json!({"error": {"code": 400, "message": told, "status": "INVALID_ARGUMENT"}});
        assert_eq!(answer.expect(400), failure, "{query}");
        assert_eq!(answer.header("cache-control").as_deref(), Some("no-store"));
    }
    let long = format!("query=a&{}=1", "b".repeat(10_000));
    let answer = api.get(format!("/v1alpha1/claims:search?{long}")).await;
    answer.google(400, "INVALID_ARGUMENT");
    assert!(answer.body.len() < 1_000);
}

#[actix_web::test]
async fn no_query_is_too_strange() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    reviewed(&api, &newsroom, "The dam broke.", json!({})).await;
    for query in [
        "((((",
        "AND OR NOT",
        "-",
        "\"",
        "*",
        "- - -",
        "\u{202e}x",
        "'; DROP TABLE claims",
    ] {
        searched(
            &api,
            &[("query", query), ("reviewPublisherSiteFilter", query)],
        )
        .await;
        searched(&api, &[("query", query), ("languageCode", query)]).await;
    }
}

#[actix_web::test]
async fn of_paths_methods_and_keys_have_the_shape_as_well() {
    let api = Api::start().await;
    for path in [
        "/v1alpha1",
        "/v1alpha1/",
        "/v1alpha1/claims",
        "/v1alpha1/claims:imageSearch",
    ] {
        let told = api.get(path).await.google(404, "NOT_FOUND");
        assert_eq!(told, "Method not found.");
    }
    let search = path(&[("query", "dam")]);
    let answer = api.request("POST", &search).await;
    answer.google(405, "UNIMPLEMENTED");
    assert_eq!(
        answer.header("allow").as_deref(),
        Some("GET, HEAD, OPTIONS")
    );
    let answer = api.get(&search).key("fc_wrong").await;
    answer.google(401, "UNAUTHENTICATED");
    // Beside it nothing has changed.
    api.get("/v1alpha2/claims:search")
        .await
        .problem(404, "not_found");
    api.get("/v1/claims:search").await.problem(404, "not_found");
}

#[actix_web::test]
async fn of_limits_tell_when_to_come_back() {
    let adjust = |service: &mut factcheck::config::Service, _: &mut _| {
        service.rate_limits = "anonymous=1".parse().unwrap();
    };
    let api = Api::start_with(adjust).await;
    let search = path(&[("query", "dam")]);
    api.get(&search).await.expect(200);
    let refused = api
        .get(&search)
        .header("Authorization", "Bearer ya29.a")
        .await;
    let told = refused.google(429, "RESOURCE_EXHAUSTED");
    assert!(text(&told).contains("requests a minute"));
    assert_eq!(refused.header("retry-after").as_deref(), Some("60"));
    let newsroom = api.newsroom("one").await;
    api.get(&search).key(&newsroom.key).await.expect(200);
}

#[actix_web::test]
async fn of_the_server_tell_nothing_of_their_cause() {
    let adjust = |service: &mut factcheck::config::Service, _: &mut _| {
        service.request_timeout = Duration::from_secs(2);
    };
    let api = Api::start_with(adjust).await;
    let newsroom = api.newsroom("one").await;
    reviewed(&api, &newsroom, "The dam broke.", json!({})).await;
    let search = path(&[("query", "dam")]);
    api.get(&search).await.expect(200);
    let mut holder = api.connection().await;
    let hold = "BEGIN; LOCK TABLE verdicts IN ACCESS EXCLUSIVE MODE";
    holder.batch_execute(hold).await.unwrap();
    api.get(&search).await.google(504, "DEADLINE_EXCEEDED");
    holder.batch_execute("ROLLBACK").await.unwrap();
    api.sql("ALTER TABLE claims RENAME COLUMN text TO words")
        .await;
    let told = api.get(&search).await.google(500, "INTERNAL");
    assert!(!text(&told).contains("column"), "{told}");
    api.pass(chrono::TimeDelta::MAX);
    api.get(&search).await.google(500, "INTERNAL");
}

#[actix_web::test]
async fn of_an_index_that_is_not_there_yet_are_passing() {
    let api = Api::start_with(|service, db| {
        db.url = "host=/nowhere".to_owned();
        service.index_wait = Duration::from_millis(100);
    })
    .await;
    let answer = api.get(path(&[("query", "dam")])).await;
    answer.google(503, "UNAVAILABLE");
    assert_eq!(answer.header("retry-after").as_deref(), Some("1"));
}
