//! What a search tells beside its claims: pages, counts and highlights.

use super::*;

#[actix_web::test]
async fn pages_stay_as_they_were_while_claims_are_added() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let claim = |n: usize| {
        let filler = "bridge ".repeat(n % 5);
        json!({"text": format!("The bridge {filler}number {n} is closed in spring."), "language": "en", "kind": "statement"})
    };
    for n in 0..30 {
        api.made("/v1/claims", &newsroom.key, claim(n)).await;
    }
    let whole = api.list("/v1/claims?q=bridge+closed&limit=100").await;
    let mut paged = Vec::new();
    let mut path = "/v1/claims?q=bridge+closed&limit=7".to_owned();
    loop {
        let page = api.get(&path).await.expect(200);
        paged.extend(
            page["data"]
                .as_array()
                .unwrap()
                .iter()
                .map(|it| text(&it["id"]).to_owned()),
        );
        let Some(cursor) = page["next_cursor"].as_str() else {
            break;
        };
        path = format!("/v1/claims?q=bridge+closed&limit=7&cursor={cursor}");
        for n in 0..10 {
            api.made("/v1/claims", &newsroom.key, claim(100 + n)).await;
        }
    }
    assert_eq!(paged, column(&whole, "id"));
    let other = path.replace("closed", "open");
    api.get(other).await.problem(400, "cursor_mismatch");
}

#[actix_web::test]
async fn counts_all_pages_by_what_claims_have() {
    let api = Api::start().await;
    let (newsroom, claims) = some(&api).await;
    let scale = api.scale(&newsroom).await;
    let draft = api.draft(&newsroom, &claims[1], &scale["ratings"][0]).await;
    let verdict = api.published(&newsroom, &draft).await;
    let path = path(&[
        ("q", "measles"),
        ("limit", "1"),
        ("count", "exact"),
        ("facets", "tag,rating,organization,language,claimant"),
    ]);
    let page = api.get(path).await.expect(200);
    assert_eq!(page["total"], 2);
    let facets = &page["facets"];
    assert_eq!(
        facets["tag"],
        json!([{"value": "health", "count": 2}, {"value": "europe", "count": 1}])
    );
    assert_eq!(facets["language"], json!([{"value": "en", "count": 2}]));
    assert_eq!(
        facets["rating"],
        json!([{"value": verdict["rating"]["normalized"], "count": 1}])
    );
    let organization = &verdict["organization"];
    let expected = json!([{"value": organization["id"], "name": organization["name"], "count": 1}]);
    assert_eq!(facets["organization"], expected);
    assert_eq!(facets["claimant"], json!([]));
    let repeated = "/v1/claims?q=measles&limit=1&facets=claimant&facets=tag&facets=tag";
    let repeated = api.get(repeated).await.expect(200);
    let (claimants, tags) = (&facets["claimant"], &facets["tag"]);
    assert_eq!(
        repeated["facets"],
        json!({"tag": tags, "claimant": claimants})
    );
    let all = api
        .get("/v1/claims?facets=language&limit=1")
        .await
        .expect(200);
    assert_eq!(
        all["facets"]["language"][0],
        json!({"value": "en", "count": 3})
    );
}

#[actix_web::test]
async fn highlights_are_safe() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let body = json!({"text": "<script>alert('measles')</script> & \"vaccines\"", "language": "en", "kind": "quote"});
    api.made("/v1/claims", &newsroom.key, body).await;
    let claims = api.list("/v1/claims?q=vaccine&highlight=true").await;
    let expected = "&lt;script&gt;alert(&#x27;measles&#x27;)&lt;/script&gt; &amp; &quot;<mark>vaccines</mark>&quot;";
    let highlight = json!([{"field": "text", "language": "en", "snippet": expected}]);
    assert_eq!(claims[0]["highlights"], highlight);
    assert!(
        api.list("/v1/claims?q=vaccine").await[0]
            .get("highlights")
            .is_none()
    );
}
