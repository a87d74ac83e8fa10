//! What a search finds, and how it is told.

use super::*;

/// A claim that two newsrooms reviewed, with voices; the answer that tells of it.
async fn a_whole_claim(api: &Api) -> Value {
    let one = api.newsroom("one").await;
    let site = json!({"name": "Two", "slug": "two", "site": "www.two.example"});
    let admin = api.instance_admin().await;
    let two = api.made("/v1/organizations", &admin, site).await;
    let key = api.key(Some(id(&two)), &Scope::ALL[..4]).await;
    let two = Newsroom { id: id(&two), key };

    let members = json!({"text": "The troops train at five bases.", "claim_date": "2024-10-28",
                         "date_precision": "month"});
    let claim = claim(api, &one, members).await;
    let said = format!("/v1/claims/{}/statements", text(&claim["id"]));
    for (name, position, said_on) in [
        ("Undated", "asserts", Value::Null),
        ("Later", "asserts", "2024-10-29".into()),
        ("First", "asserts", "2024-10-28".into()),
        ("Denier", "denies", "2024-10-01".into()),
    ] {
        let voice = with(a_claimant(), json!({"name": name}));
        let voice = api.made("/v1/claimants", &one.key, voice).await;
        let body = json!({"claimant_id": voice["id"], "position": position, "said_on": said_on});
        api.made(&said, &one.key, body).await;
    }
    let older = json!({"title": "Five bases", "url": "https://www.Cek.example:8443/bases?x=1",
                       "language": "pt-BR", "reviewed_at": "2024-10-30T12:00:00Z"});
    review(api, &one, &claim, older).await;
    let newer = json!({"title": "Bases, again", "reviewed_at": "2024-11-02T08:30:00.25Z"});
    let newer = review(api, &two, &claim, newer).await;
    api.corrected(&two, &newer).await;
    json!({"claims": [{
        "text": "The troops train at five bases.",
        "claimant": "First",
        "claimDate": "2024-10-01T00:00:00Z",
        "claimReview": [
            {
                "publisher": {"name": "Two", "site": "two.example"},
                "title": "Bases, again",
                "reviewDate": "2024-11-02T08:30:00.250Z",
                "textualRating": "Benar",
                "languageCode": "en"
            },
            {
                "publisher": {"name": "one", "site": "cek.example"},
                "url": "https://www.Cek.example:8443/bases?x=1",
                "title": "Five bases",
                "reviewDate": "2024-10-30T12:00:00Z",
                "textualRating": "Benar",
                "languageCode": "pt-BR"
            }
        ]
    }]})
}

#[actix_web::test]
async fn tells_what_google_tells_and_nothing_else() {
    let api = Api::start().await;
    let whole = a_whole_claim(&api).await;
    let answer = api.get(path(&[("query", "troops bases")])).await;
    assert_eq!(answer.expect(200), whole);
    let media_type = answer.header("content-type");
    assert_eq!(media_type.as_deref(), Some("application/json"));
}

#[actix_web::test]
async fn leaves_out_what_is_empty() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    reviewed(&api, &newsroom, "The dam broke.", json!({})).await;
    let review = json!({
        "publisher": {"name": "one", "site": "one.example"}, "title": "A title",
        "reviewDate": "2024-10-28T12:00:00Z", "textualRating": "Benar", "languageCode": "en"
    });
    let whole = json!({"claims": [{"text": "The dam broke.", "claimReview": [review]}]});
    assert_eq!(searched(&api, &[("query", "dam")]).await, whole);
    for nothing in [
        "query=volcano",
        "reviewPublisherSiteFilter=nowhere.example",
        "query=dam&languageCode=tlh",
    ] {
        let page = api.get(format!("/v1alpha1/claims:search?{nothing}"));
        assert_eq!(page.await.expect(200), json!({}), "{nothing}");
    }
}

#[actix_web::test]
async fn never_tells_of_drafts_and_of_what_was_retracted() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let other = api.newsroom("other").await;
    claim(&api, &newsroom, json!({"text": "Unreviewed dam."})).await;
    let drafted = claim(&api, &newsroom, json!({"text": "Drafted dam."})).await;
    draft(&api, &newsroom, &drafted, &json!({})).await;
    let retracted = claim(&api, &newsroom, json!({"text": "Retracted dam."})).await;
    let gone = review(&api, &newsroom, &retracted, json!({})).await;
    let both = claim(&api, &newsroom, json!({"text": "Dam of both."})).await;
    review(&api, &newsroom, &both, json!({"title": "Stays"})).await;
    let gone_too = review(&api, &other, &both, json!({"title": "Goes"})).await;
    let before = found(&api, &[("query", "dam")]).await;
    assert_eq!(before.len(), 2);
    for (whose, verdict) in [(&newsroom, &gone), (&other, &gone_too)] {
        api.retracted(whose, verdict).await;
    }
    for query in [
        ("query", "dam"),
        ("reviewPublisherSiteFilter", "one.example"),
    ] {
        for request in [
            api.get(path(&[query])),
            api.get(path(&[query])).key(&newsroom.key),
        ] {
            let page = request.await.expect(200);
            assert_eq!(texts(&page), ["Dam of both."]);
            let reviews = page["claims"][0]["claimReview"].as_array().unwrap();
            assert_eq!(column(reviews, "title"), ["Stays"]);
        }
    }
    let other = [("reviewPublisherSiteFilter", "other.example")];
    assert_eq!(searched(&api, &other).await, json!({}));
}

/// The titles of the reviews of the first claim.
async fn titles(api: &Api, query: &[(&str, &str)]) -> Vec<String> {
    let page = searched(api, query).await;
    let reviews = page["claims"][0]["claimReview"].as_array();
    let reviews = reviews.map_or_else(Vec::new, |reviews| column(reviews, "title"));
    reviews.into_iter().map(str::to_owned).collect()
}

#[actix_web::test]
async fn shows_the_reviews_of_a_language_and_of_a_site_alone() {
    let api = Api::start().await;
    let (one, two) = (api.newsroom("one").await, api.newsroom("two").await);
    let claim = claim(&api, &one, json!({"text": "The dam broke."})).await;
    for (newsroom, title, language, url) in [
        (&one, "a", "pt-BR", "https://www.dam.example/a"),
        (&two, "b", "pt", "https://two.example/b"),
        (&two, "c", "en", "https://dam.example/c"),
    ] {
        let members = json!({"title": title, "language": language, "url": url,
                             "reviewed_at": format!("2024-10-28T12:00:0{}Z", fresh() % 10)});
        review(&api, newsroom, &claim, members).await;
    }
    for (language, site, expected) in [
        ("", "", "abc"),
        ("pt", "", "ab"),
        ("pt-PT", "", "ab"),
        ("PT_BR", "", "ab"),
        ("en-US", "", "c"),
        ("ptx", "", ""),
        ("", "dam.example", "ac"),
        ("", "www.dam.example", "ac"),
        ("", "Dam.Example", "ac"),
        ("", "https://dam.example/", "ac"),
        ("", "one.example", "a"),
        ("", "two.example", "bc"),
        ("", "example", ""),
        ("pt", "dam.example", "a"),
        ("en", "one.example", ""),
        ("pt", "two.example", "b"),
    ] {
        let query = [
            ("query", "dam"),
            ("languageCode", language),
            ("reviewPublisherSiteFilter", site),
        ];
        let mut titles = titles(&api, &query).await;
        titles.sort();
        assert_eq!(titles.concat(), expected, "{language} {site}");
    }
}

#[actix_web::test]
async fn takes_the_newer_of_claim_and_review_for_its_age() {
    // The tests' clock begins on 5 January 2026.
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    for (text, claim_date, reviewed_at) in [
        ("Old dam.", "2025-01-01".into(), "2025-02-01T00:00:00Z"),
        ("Reviewed dam.", "2025-01-01".into(), "2025-12-29T00:00:00Z"),
        ("Claimed dam.", "2025-12-26".into(), "2025-06-01T00:00:00Z"),
        ("Undated dam.", Value::Null, "2026-01-04T23:00:00Z"),
    ] {
        let members = json!({"text": text, "claim_date": claim_date});
        let claim = claim(&api, &newsroom, members).await;
        review(&api, &newsroom, &claim, json!({"reviewed_at": reviewed_at})).await;
    }
    for (days, expected) in [
        ("0", 4),
        ("1", 1),
        ("6", 1),
        ("7", 2),
        ("9", 2),
        ("10", 3),
        ("338", 4),
        ("2147483647", 4),
    ] {
        let by_words = found(&api, &[("query", "dam"), ("maxAgeDays", days)]).await;
        assert_eq!(by_words.len(), expected, "{days}");
        let site = ("reviewPublisherSiteFilter", "one.example");
        let by_site = found(&api, &[site, ("maxAgeDays", days)]).await;
        assert_eq!(by_site.len(), expected, "{days}");
    }
    let other = [
        ("query", "dam"),
        ("maxAgeDays", "10"),
        ("languageCode", "id"),
    ];
    assert_eq!(searched(&api, &other).await, json!({}));
    api.pass(chrono::TimeDelta::days(1));
    let page = found(&api, &[("query", "dam"), ("maxAgeDays", "7")]).await;
    assert_eq!(page, ["Undated dam."]);
}

#[actix_web::test]
async fn gives_the_best_match_first_or_the_newest_reviewed() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    for (text, day) in [
        ("Dam, dam and dam.", "01"),
        (
            "A bridge and a dam of the north were closed in spring.",
            "03",
        ),
        ("A bridge.", "02"),
    ] {
        let members = json!({"reviewed_at": format!("2025-01-{day}T00:00:00Z")});
        reviewed(&api, &newsroom, text, members).await;
    }
    let best = found(&api, &[("query", "dam")]).await;
    assert_eq!(best[0], "Dam, dam and dam.");
    assert_eq!(best.len(), 2);
    let newest = found(&api, &[("reviewPublisherSiteFilter", "one.example")]).await;
    assert!(newest[0].contains("spring") && newest[1] == "A bridge." && newest.len() == 3);
}

#[actix_web::test]
async fn takes_what_programs_for_google_send() {
    let api = Api::start().await;
    let whole = a_whole_claim(&api).await;
    // As google-api-python-client, requests, curl and browsers send it.
    for query in [
        "query=five+bases&languageCode=en&alt=json&key=AIzaSyA",
        "query=five%20bases&pageSize=1&key=",
        "query=five+bases&pageToken=&languageCode=&reviewPublisherSiteFilter=&pageSize=10",
        "query=five+bases&language_code=en-US&page_size=1&max_age_days=9000",
        "review_publisher_site_filter=two.example&page_token=&offset=0",
        "reviewPublisherSiteFilter=two.example&maxAgeDays=0&offset=0",
        "query=five+bases&fields=claims(text)&prettyPrint=false&callback=f&access_token=ya29.a\
         &oauth_token=b&quotaUser=c&%24.xgafv=2&uploadType=media&upload_protocol=raw&key=k&key=l",
    ] {
        let page = api.get(format!("/v1alpha1/claims:search?{query}"));
        let page = page.await.expect(200);
        assert_eq!(
            page["claims"][0]["text"], whole["claims"][0]["text"],
            "{query}"
        );
    }
    let encoded = api.get("/v1alpha1/claims%3Asearch?query=bases").await;
    assert_eq!(encoded.expect(200), whole);
    let query = path(&[("query", "bases")]);
    for (name, value) in [
        ("X-Goog-Api-Key", "AIzaSyA"),
        ("X-Goog-Api-Key", ""),
        ("Authorization", "Bearer ya29.a0AfB"),
        ("Authorization", "Basic Zm9vOmJhcg=="),
        ("X-Goog-Api-Client", "gl-python/3.12"),
    ] {
        let answer = api.get(&query).header(name, value).await;
        assert_eq!(answer.expect(200), whole, "{name}");
        assert_eq!(
            answer.header("cache-control").as_deref(),
            Some("public, no-cache")
        );
    }
    let head = api.request("HEAD", &query).await;
    assert_eq!((head.status, head.body.len()), (200, 0));
    let preflight = api
        .request("OPTIONS", &query)
        .header("Origin", "https://front-end.example")
        .header("Access-Control-Request-Method", "GET")
        .header("Access-Control-Request-Headers", "x-goog-api-key")
        .await;
    let allowed = preflight.header("access-control-allow-headers").unwrap();
    assert!(allowed.to_lowercase().contains("x-goog-api-key"));
}
