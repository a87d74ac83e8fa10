//! Whether somebody has checked what a text says, and duplicates at the door.

use super::*;

async fn claims(api: &Api) -> (Newsroom, Vec<Value>) {
    let newsroom = api.newsroom("one").await;
    let mut claims = Vec::new();
    for text in [
        "There are 12,000 North Korean soldiers in Russia, among them 500 officers.",
        "Drinking hot lemon water cures the new coronavirus within two days.",
        "Germany closed its last nuclear power plant in 2023.",
    ] {
        let body = json!({"text": text, "language": "en", "kind": "statement"});
        claims.push(api.made("/v1/claims", &newsroom.key, body).await);
    }
    (newsroom, claims)
}

async fn matches(api: &Api, body: Value) -> Value {
    api.request("POST", "/v1/claims/match")
        .json(&body)
        .await
        .expect(200)
}

#[actix_web::test]
async fn finds_the_claim_that_a_text_makes() {
    let api = Api::start().await;
    let (_, claims) = claims(&api).await;
    let told = matches(
        &api,
        json!({"text": "OMG: 12 thousand troops of North Korea are in Russia! @putin"}),
    )
    .await;
    let first = &told["data"][0];
    assert_eq!(first["claim"]["id"], claims[0]["id"]);
    assert_eq!(first["claim"]["text"], claims[0]["text"]);
    let words: Vec<&str> = first["matched"]
        .as_array()
        .unwrap()
        .iter()
        .map(text)
        .collect();
    assert!(
        words.contains(&"12 thousand") && words.contains(&"Russia"),
        "{words:?}"
    );
    let confidence = first["confidence"].as_f64().unwrap();
    assert!((0.0..=1.0).contains(&confidence) && first["score"].as_f64().unwrap() > 0.0);
}

#[actix_web::test]
async fn tells_another_figure_and_a_denial_from_the_same() {
    let api = Api::start().await;
    let (_, claims) = claims(&api).await;
    let confidence = async |text: &str| {
        let told = matches(&api, json!({"text": text, "language": "en"})).await;
        told["data"][0]["confidence"].as_f64().unwrap()
    };
    let same = confidence(text(&claims[0]["original_text"])).await;
    let other =
        confidence("There are 900 North Korean soldiers in Russia, among them 20 officers.").await;
    assert!(same > other && other <= 0.5, "{same} {other}");
    let denied =
        confidence("Drinking hot lemon water does not cure the new coronavirus within two days.")
            .await;
    assert!(denied <= 0.5, "{denied}");
    let elsewhere = confidence("France closed its last nuclear power plant in 2023.").await;
    assert!(elsewhere <= 0.5, "{elsewhere}");
}

#[actix_web::test]
async fn knows_a_copy_whatever_language_it_seems_to_be_in() {
    let api = Api::start().await;
    let (newsroom, claims) = claims(&api).await;
    let body =
        json!({"text": "Die Stadt Bonn baut neue Brücken.", "language": "de", "kind": "statement"});
    api.made("/v1/claims", &newsroom.key, body).await;
    for claim in &claims {
        for language in [json!({}), json!({"language": "de"})] {
            let body = with(json!({"text": claim["text"]}), language);
            let told = matches(&api, body).await;
            let first = &told["data"][0];
            assert_eq!(first["claim"]["id"], claim["id"]);
            assert!(first["confidence"].as_f64().unwrap() > 0.9, "{first}");
        }
    }
}

#[actix_web::test]
async fn answers_several_texts_in_their_order() {
    let api = Api::start().await;
    let (_, claims) = claims(&api).await;
    let told = matches(
        &api,
        json!({"texts": ["nuclear power in Germany", "zzzz", "lemon water"], "limit": 1}),
    )
    .await;
    let results = told["results"].as_array().unwrap();
    assert_eq!(results.len(), 3);
    assert_eq!(results[0]["data"][0]["claim"]["id"], claims[2]["id"]);
    assert_eq!(results[1]["data"], json!([]));
    assert_eq!(results[2]["data"][0]["claim"]["id"], claims[1]["id"]);
}

#[actix_web::test]
async fn leaves_out_what_is_not_wanted() {
    let api = Api::start().await;
    let (newsroom, claims) = claims(&api).await;
    let body = |more: Value| {
        with(
            json!({"text": "power plants, lemon water and soldiers"}),
            more,
        )
    };
    let all = matches(&api, body(json!({}))).await;
    assert_eq!(all["data"].as_array().unwrap().len(), 3);
    let one = matches(&api, body(json!({"limit": 1}))).await;
    assert_eq!(one["data"].as_array().unwrap().len(), 1);
    let sure = matches(&api, body(json!({"min_confidence": 0.95}))).await;
    assert_eq!(sure["data"], json!([]));
    let scale = api.scale(&newsroom).await;
    let draft = api.draft(&newsroom, &claims[1], &scale["ratings"][0]).await;
    let published = matches(&api, body(json!({"published_only": true}))).await;
    assert_eq!(published["data"], json!([]));
    api.published(&newsroom, &draft).await;
    let published = matches(&api, body(json!({"published_only": true}))).await;
    assert_eq!(published["data"][0]["claim"]["id"], claims[1]["id"]);
    assert_eq!(published["data"].as_array().unwrap().len(), 1);
}

#[actix_web::test]
async fn needs_a_text() {
    let api = Api::start().await;
    let attempt = async |body: Value| api.request("POST", "/v1/claims/match").json(&body).await;
    attempt(json!({})).await.fault("/text", "required");
    attempt(json!({"text": "a", "texts": ["b"]}))
        .await
        .fault("/texts", "not_allowed");
    attempt(json!({"text": " "})).await.fault("/text", "blank");
    attempt(json!({"texts": ["b", " "]}))
        .await
        .fault("/texts/1", "blank");
    let longer = "x".repeat(10_001);
    attempt(json!({"texts": [longer]}))
        .await
        .fault("/texts/0", "length");
    attempt(json!({"texts": vec!["x"; 51]}))
        .await
        .fault("/texts", "length");
    attempt(json!({"text": "a", "color": 1}))
        .await
        .fault("/color", "unknown_field");
}

mod duplicates {
    use super::*;

    #[actix_web::test]
    async fn are_told_to_who_adds_them() {
        let api = Api::start().await;
        let (newsroom, claims) = claims(&api).await;
        // The index is made by the first search.
        api.list("/v1/claims?q=lemon").await;
        let body = json!({"text": "DRINKING hot lemon-water cures the new coronavirus within 2 days!", "language": "en", "kind": "statement"});
        let made = api.made("/v1/claims", &newsroom.key, body.clone()).await;
        let similar = &made["similar"][0];
        assert_eq!(similar["id"], claims[1]["id"]);
        assert_eq!(similar["text"], claims[1]["text"]);
        assert!(similar["similarity"].as_f64().unwrap() > 0.9, "{similar}");
        let read = api
            .get(format!("/v1/claims/{}", text(&made["id"])))
            .await
            .expect(200);
        assert!(read.get("similar").is_none());

        let rejected = api
            .post("/v1/claims?on_duplicate=reject", &newsroom.key, &body)
            .await;
        let problem = rejected.problem(409, "duplicate");
        let named = problem["errors"].as_array().unwrap();
        assert_eq!(named.len(), 2);
        assert!(named.iter().all(|it| it["pointer"] == "/text"));
        assert!([&made["id"], &claims[1]["id"]].contains(&&problem["existing_id"]));
    }

    #[actix_web::test]
    async fn are_none_where_a_figure_or_the_sense_differs() {
        let api = Api::start().await;
        let (newsroom, _) = claims(&api).await;
        api.list("/v1/claims?q=lemon").await;
        for text in [
            "There are 1,000 North Korean soldiers in Russia, among them 500 officers.",
            "Drinking hot lemon water does not cure the new coronavirus within two days.",
            "Germany opened its last nuclear power plant in 2023.",
            "There are 12,000 South Korean soldiers in Russia, among them 500 officers.",
            "The tide is high.",
        ] {
            let body = json!({"text": text, "language": "en", "kind": "statement"});
            let made = api
                .post("/v1/claims?on_duplicate=reject", &newsroom.key, &body)
                .await
                .expect(201);
            assert!(made.get("similar").is_none(), "{text}");
        }
    }

    #[actix_web::test]
    async fn are_not_what_a_request_added_itself() {
        let api = Api::start().await;
        let newsroom = api.newsroom("one").await;
        api.list("/v1/claims?q=lemon").await;
        let post = || {
            let body = json!({"text": "The river rose by three metres.", "language": "en", "kind": "statistic"});
            api.post("/v1/claims?on_duplicate=reject", &newsroom.key, &body)
                .header("Idempotency-Key", "again")
        };
        let made = post().await.expect(201);
        assert_eq!(post().await.expect(201), made);
    }
}
