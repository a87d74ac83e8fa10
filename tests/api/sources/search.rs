//! Finding sources by words.

use super::*;

async fn three() -> (Api, Newsroom) {
    let (api, newsroom) = start().await;
    let two = api.newsroom("two").await;
    for (key, letter, members) in [
        (
            &newsroom.key,
            "a",
            json!({"title": "Press statement on the harvest", "publisher": "NATO", "kind": "press_release",
                "language": "en", "published_at": "2024-03-01T00:00:00Z"}),
        ),
        (
            &newsroom.key,
            "b",
            json!({"title": "Harvests of wheat", "author": "Zoë Lindqvist", "kind": "report",
                "language": "en", "published_at": "2024-02-01T00:00:00Z", "reliability": "primary"}),
        ),
        (
            &two.key,
            "c",
            json!({"title": "Panen padi", "kind": "report", "language": "id",
                "url": "https://data.example/harvest-2024"}),
        ),
    ] {
        let body = json!({"citation": letter});
        api.made(PATH, key, with(body, members)).await;
    }
    (api, newsroom)
}

#[actix_web::test]
async fn by_title_publisher_author_citation_and_address() {
    let (api, newsroom) = three().await;
    let own = format!("q=harvest&organization_id={}&sort=created_at", newsroom.id);
    let queries = [
        ("q=press+statements", "a"),
        ("q=nato", "a"),
        ("q=zoe+lindqvist", "b"),
        ("q=padi", "c"),
        ("q=data.example", "c"),
        ("q=whaet", "b"),
        ("q=stateme", "a"),
        ("q=%22harvests+of+wheat%22", "b"),
        ("q=%22wheat+harvests%22", ""),
        ("q=harvest+-wheat&language=en", "a"),
        ("q=harvest&kind=report&language=en", "b"),
        ("q=harvest&reliability=primary", "b"),
        ("q=harvest&language=en&sort=-published_at", "ab"),
        ("q=harvest&language=en&sort=published_at", "ba"),
        ("q=harvest&language=en&sort=-created_at", "ba"),
        (&own, "ab"),
        ("q=harvest&updated_since=2027-01-01T00:00:00Z", ""),
        ("q=zeppelin", ""),
    ];
    api.finds(PATH, "citation", &queries).await;
    api.walks(PATH, "citation", &queries).await;
    api.counts(&format!("{PATH}?q=harvest&language=en"), 2)
        .await;
}

#[actix_web::test]
async fn what_has_the_words_in_its_title_comes_first() {
    let (api, newsroom) = start().await;
    for (letter, title) in [("a", "Rivers"), ("b", "Floods"), ("c", "Rivers and floods")] {
        let body = json!({"citation": format!("{letter} floods"), "title": title, "kind": "report", "language": "en"});
        api.made(PATH, &newsroom.key, body).await;
    }
    for q in ["q=floods", "q=floods&sort=relevance"] {
        let found = api.list(format!("{PATH}?{q}")).await;
        assert_eq!(
            column(&found, "title"),
            ["Floods", "Rivers and floods", "Rivers"]
        );
    }
}

#[actix_web::test]
async fn needs_words_for_an_order_by_relevance() {
    let (api, _) = start().await;
    let answer = api.get(format!("{PATH}?sort=relevance")).await;
    answer.fault("/q", "required");
    let answer = api.get(format!("{PATH}?q={}", "a".repeat(2001))).await;
    answer.fault("/q", "length");
}
