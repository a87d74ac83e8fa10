//! Lists of claims.

use super::*;

/// Four claims by their `text`: a, b, c, d; b and c are dated alike, and d not at all.
async fn four(api: &Api) -> Newsroom {
    let newsroom = api.newsroom("one").await;
    let bodies = [
        json!({"text": "a", "language": "id", "kind": "statistic", "claim_date": "2024-10-03", "tags": ["x", "y"]}),
        json!({"text": "b", "language": "id-ID", "kind": "denial", "claim_date": "2024-10-01"}),
        json!({"text": "c", "language": "en", "kind": "denial", "claim_date": "2024-10-01", "tags": ["y"]}),
        json!({"text": "d", "language": "idb", "kind": "quote"}),
    ];
    for body in bodies {
        api.made("/v1/claims", &newsroom.key, body).await;
    }
    newsroom
}

async fn texts(api: &Api, query: &str) -> String {
    let entries = api.walk(&format!("/v1/claims?{query}")).await;
    entries.iter().map(|claim| text(&claim["text"])).collect()
}

#[actix_web::test]
async fn is_empty_without_claims() {
    let api = Api::start().await;
    let page = api.get("/v1/claims?count=exact").await.expect(200);
    assert_eq!(page, json!({"data": [], "next_cursor": null, "total": 0}));
}

#[actix_web::test]
async fn sorts_with_unknown_dates_last() {
    let api = Api::start().await;
    four(&api).await;
    assert_eq!(texts(&api, "sort=-created_at").await, "dcba");
    assert_eq!(texts(&api, "sort=created_at").await, "abcd");
    assert_eq!(texts(&api, "sort=claim_date").await, "bcad");
    assert_eq!(texts(&api, "sort=-claim_date").await, "acbd");
    let default = api.walk("/v1/claims").await;
    assert_eq!(column(&default, "text"), ["d", "c", "b", "a"]);
}

#[actix_web::test]
async fn sorts_by_the_latest_review() {
    let api = Api::start().await;
    let newsroom = four(&api).await;
    let claims = api.walk("/v1/claims?sort=created_at").await;
    for (claim, reviewed_at) in [
        (1, "2024-11-01T00:00:00Z"),
        (0, "2024-11-02T00:00:00Z"),
        (1, "2024-11-03T00:00:00Z"),
    ] {
        let verdict = api.verdict_at(&newsroom, &claims[claim], reviewed_at).await;
        assert_eq!(verdict["reviewed_at"], reviewed_at);
    }
    assert_eq!(texts(&api, "sort=-reviewed_at").await, "badc");
    assert_eq!(texts(&api, "sort=reviewed_at").await, "abcd");
}

#[actix_web::test]
async fn filters_by_what_a_claim_is() {
    let api = Api::start().await;
    four(&api).await;
    for (query, expected) in [
        ("language=id", "ab"),
        ("language=ID-id", "b"),
        ("language=fr", ""),
        ("kind=denial", "bc"),
        ("tag=y", "ac"),
        ("tag=X", ""),
        ("claimed_from=2024-10-02", "a"),
        ("claimed_to=2024-10-02", "bc"),
        ("claimed_from=2024-10-01&claimed_to=2024-10-01", "bc"),
        ("kind=denial&language=en", "c"),
    ] {
        assert_eq!(
            texts(&api, &format!("{query}&sort=created_at")).await,
            expected,
            "{query}"
        );
    }
}

#[actix_web::test]
async fn filters_by_who_said_it_and_where() {
    let api = Api::start().await;
    let newsroom = four(&api).await;
    let claims = api.walk("/v1/claims?sort=created_at").await;
    let claimant = api.claimant(&newsroom).await;
    let source = api.source(&newsroom).await;
    let path = format!("/v1/claims/{}/statements", text(&claims[0]["id"]));
    let said =
        json!({"claimant_id": claimant["id"], "position": "denies", "source_id": source["id"]});
    api.made(&path, &newsroom.key, said).await;
    let verdict = api.verdict(&newsroom, &claims[2]).await;
    let draft = api.verdict_citing(&newsroom, &claims[3], &source).await;
    let cited = &verdict["evidence"][0]["source"]["id"];
    let by = |member: &str, value: &Value| format!("{member}={}&sort=created_at", text(value));
    assert_eq!(texts(&api, &by("claimant_id", &claimant["id"])).await, "a");
    assert_eq!(texts(&api, &by("claimant_id", &source["id"])).await, "");
    assert_eq!(
        texts(&api, &by("source_id", &source["id"])).await,
        "a",
        "a draft's is hidden"
    );
    assert_eq!(texts(&api, &by("source_id", cited)).await, "c");
    api.published(&newsroom, &draft).await;
    assert_eq!(texts(&api, &by("source_id", &source["id"])).await, "ad");
}

#[actix_web::test]
async fn filters_by_one_verdict_that_meets_all_conditions() {
    let api = Api::start().await;
    let newsroom = four(&api).await;
    let other = api.newsroom("two").await;
    let claims = api.walk("/v1/claims?sort=created_at").await;
    // The first rating of a scale is true, the third unproven.
    api.rated(&newsroom, &claims[0], 0, "2024-11-01T00:00:00Z")
        .await;
    api.rated(&other, &claims[0], 2, "2024-11-05T00:00:00Z")
        .await;
    api.rated(&other, &claims[1], 0, "2024-11-09T00:00:00Z")
        .await;
    let scale = api.scale(&newsroom).await;
    api.draft(&newsroom, &claims[2], &scale["ratings"][0]).await;
    for (query, expected) in [
        ("has_verdict=true".to_owned(), "ab"),
        ("has_verdict=false".to_owned(), "cd"),
        ("rating=true".to_owned(), "ab"),
        ("rating=unproven".to_owned(), "a"),
        ("rating=unproven&rating=true".to_owned(), "ab"),
        ("rating=false".to_owned(), ""),
        (format!("organization_id={}", newsroom.id), "a"),
        (format!("organization_id={}", other.id), "ab"),
        (format!("organization_id={}&rating=true", other.id), "b"),
        (
            format!("organization_id={}&rating=unproven", newsroom.id),
            "",
        ),
        ("reviewed_from=2024-11-05T00:00:00Z".to_owned(), "ab"),
        ("reviewed_from=2024-11-05T00:00:01Z".to_owned(), "b"),
        ("reviewed_to=2024-11-04T23:59:59Z".to_owned(), "a"),
        (
            "rating=true&reviewed_from=2024-11-02T00:00:00Z&reviewed_to=2024-11-08T00:00:00Z"
                .to_owned(),
            "",
        ),
    ] {
        assert_eq!(
            texts(&api, &format!("{query}&sort=created_at")).await,
            expected,
            "{query}"
        );
    }
}

#[actix_web::test]
async fn filters_by_the_last_change() {
    let api = Api::start().await;
    let newsroom = four(&api).await;
    api.pass(chrono::TimeDelta::hours(1));
    let first = &api.walk("/v1/claims?sort=created_at").await[0];
    let path = format!("/v1/claims/{}", text(&first["id"]));
    let changed = api
        .patch(path, &newsroom.key, &json!({"location": "Kursk"}))
        .await;
    let since = text(&changed.expect(200)["updated_at"]).to_owned();
    assert_eq!(texts(&api, &format!("updated_since={since}")).await, "a");
    assert_eq!(
        texts(&api, "updated_since=2020-01-01T00:00:00Z").await,
        "dcba"
    );
}

#[actix_web::test]
async fn counts_all_that_the_filter_finds() {
    let api = Api::start().await;
    four(&api).await;
    let page = api
        .get("/v1/claims?kind=denial&count=exact&limit=1")
        .await
        .expect(200);
    assert_eq!(
        (&page["total"], page["data"].as_array().unwrap().len()),
        (&2.into(), 1)
    );
    assert_eq!(api.get("/v1/claims").await.expect(200).get("total"), None);
}

#[actix_web::test]
async fn a_cursor_is_of_its_query_alone() {
    let api = Api::start().await;
    four(&api).await;
    let page = api
        .get("/v1/claims?sort=claim_date&limit=1")
        .await
        .expect(200);
    let cursor = text(&page["next_cursor"]);
    for query in ["", "sort=-claim_date", "sort=claim_date&kind=denial"] {
        let answer = api
            .get(format!("/v1/claims?{query}&cursor={cursor}").replace("?&", "?"))
            .await;
        answer.problem(400, "cursor_mismatch");
    }
    let elsewhere = api.get(format!("/v1/sources?cursor={cursor}")).await;
    elsewhere.problem(400, "cursor_mismatch");
    let mut altered = cursor.to_owned();
    altered.replace_range(20..21, if &cursor[20..21] == "A" { "B" } else { "A" });
    for wrong in [
        altered.as_str(),
        &cursor[..cursor.len() - 2],
        "AAAA",
        "!",
        "%C3%A4",
    ] {
        let answer = api
            .get(format!("/v1/claims?sort=claim_date&cursor={wrong}"))
            .await;
        answer.problem(400, "cursor_mismatch");
    }
    // How many to give, and whether to count, may change from page to page.
    let again = format!("/v1/claims?cursor={cursor}&count=exact&limit=50&sort=claim_date");
    assert_eq!(
        api.get(again).await.expect(200)["data"]
            .as_array()
            .unwrap()
            .len(),
        3
    );
}

#[actix_web::test]
async fn walks_past_what_is_added_and_deleted_meanwhile() {
    let api = Api::start().await;
    let newsroom = four(&api).await;
    let first = api.get("/v1/claims?limit=2").await.expect(200);
    api.claim(&newsroom).await;
    let path = format!("/v1/claims/{}", text(&first["data"][1]["id"]));
    api.delete(path, &newsroom.key).await.expect(204);
    let rest = format!("/v1/claims?limit=2&cursor={}", text(&first["next_cursor"]));
    let rest = api.get(rest).await.expect(200);
    assert_eq!(column(rest["data"].as_array().unwrap(), "text"), ["b", "a"]);
}

#[actix_web::test]
async fn takes_as_many_statements_for_one_claim_as_for_fifty() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let mut asked = Vec::new();
    for count in [1, 49] {
        for _ in 0..count {
            let claim = api.claim(&newsroom).await;
            let path = format!("/v1/claims/{}/statements", text(&claim["id"]));
            let claimant = api.claimant(&newsroom).await;
            let said = json!({"claimant_id": claimant["id"], "via_claimant_id": claimant["id"], "position": "asserts"});
            api.made(&path, &newsroom.key, said).await;
            let path = format!("/v1/claims/{}/translations/fr", text(&claim["id"]));
            let body = json!({"text": "Autrement.", "method": "human"});
            api.put(path, &newsroom.key, &body).await.expect(200);
        }
        api.verdict(
            &newsroom,
            &api.get("/v1/claims?limit=1").await.expect(200)["data"][0],
        )
        .await;
        let before = api.statements();
        let page = api
            .get("/v1/claims?limit=100&include=statements")
            .await
            .expect(200);
        asked.push(api.statements() - before);
        let first = &page["data"][0];
        for embedded in ["translations", "claimants", "verdicts", "statements"] {
            assert_eq!(first[embedded].as_array().unwrap().len(), 1, "{embedded}");
        }
    }
    // The claims, what they embed four times, and who reported the statements.
    assert_eq!(asked, [6, 6]);
}

#[actix_web::test]
async fn a_cursor_that_is_made_up_is_refused() {
    use factcheck::db::keyset::{Key, Place};
    use factcheck::http::cursor::Fingerprint;

    let api = Api::start().await;
    let made_up = |path: &str, query: &[(&str, &str)], key: Key| {
        let place = Place(key, uuid::Uuid::nil());
        Fingerprint::of(path, query.iter().copied())
            .cursor(&place)
            .unwrap()
    };
    let far = chrono::NaiveDate::MAX;
    for (path, query, key) in [
        ("/v1/claims", "", Key::Text("x".to_owned())),
        ("/v1/claims", "", Key::OptionalTime(None)),
        (
            "/v1/claims",
            "",
            Key::Time(chrono::DateTime::<chrono::Utc>::MAX_UTC),
        ),
        ("/v1/claims", "sort=claim_date", Key::OptionalTime(None)),
        (
            "/v1/claims",
            "sort=claim_date",
            Key::OptionalDate(Some(far)),
        ),
        ("/v1/claims", "sort=reviewed_at", Key::OptionalDate(None)),
        ("/v1/claimants", "sort=name", Key::Text("a\0b".to_owned())),
    ] {
        let pairs: Vec<(&str, &str)> = query.split_once('=').into_iter().collect();
        let cursor = made_up(path, &pairs, key);
        let answer = api
            .get(format!("{path}?{query}&cursor={cursor}").replace("?&", "?"))
            .await;
        answer.problem(400, "cursor_mismatch");
    }
}
