//! Lists of sources: by filter and in order.

use super::*;

#[actix_web::test]
async fn filters_by_kind_reliability_and_organization() {
    let (api, one) = start().await;
    let two = api.newsroom("two").await;
    for (key, letter, kind, reliability) in [
        (&one.key, "a", "video", "mixed"),
        (&one.key, "b", "video", "primary"),
        (&two.key, "c", "dataset", "mixed"),
    ] {
        let body = lettered(letter, json!({"kind": kind, "reliability": reliability}));
        api.made(PATH, key, body).await;
    }
    let [one, two] = [one.id, two.id].map(|id| format!("organization_id={id}"));
    let queries = [
        ("kind=video", "ba"),
        ("kind=image", ""),
        ("reliability=mixed", "ca"),
        ("reliability=unclassified", ""),
        (&one, "ba"),
        (&two, "c"),
        (&format!("{one}&kind=video&reliability=mixed"), "a"),
        (&format!("organization_id={UNKNOWN}"), ""),
    ];
    api.finds(PATH, "title", &queries).await;
}

#[actix_web::test]
async fn finds_a_language_with_its_regions_but_no_other() {
    let (api, newsroom) = start().await;
    for (letter, language) in [("a", "pt"), ("b", "pt-BR"), ("c", "pt-PT"), ("d", "pap")] {
        let body = lettered(letter, json!({"language": language}));
        api.made(PATH, &newsroom.key, body).await;
    }
    api.made(PATH, &newsroom.key, lettered("e", json!({})))
        .await;
    let queries = [
        ("language=pt", "cba"),
        ("language=PT-br", "b"),
        ("language=pap", "d"),
        ("language=id", ""),
    ];
    api.finds(PATH, "title", &queries).await;
}

#[actix_web::test]
async fn finds_the_one_with_exactly_the_url() {
    let (api, newsroom) = start().await;
    let found_one = api.made(PATH, &newsroom.key, a_whole_one()).await;
    api.source(&newsroom).await;
    let url = "https%3A%2F%2Fexample.org%2Fpress%2F2024%3Fa%3D1%26b%3D%2520%23top";
    assert_eq!(api.list(format!("{PATH}?url={url}")).await, [found_one]);
    let part = "https%3A%2F%2Fexample.org%2Fpress%2F2024";
    assert!(api.list(format!("{PATH}?url={part}")).await.is_empty());
}

#[actix_web::test]
async fn is_walked_in_every_order_and_the_undated_come_last() {
    let (api, newsroom) = start().await;
    for (letter, published_at) in [
        ("a", None),
        ("b", Some("2021-01-01T00:00:00Z")),
        ("c", Some("2020-01-01T00:00:00Z")),
        ("d", None),
        ("e", Some("2021-01-01T00:00:00Z")),
        ("f", Some("2021-01-01T00:00:00Z")),
        ("g", None),
    ] {
        let body = lettered(letter, json!({"published_at": published_at}));
        api.made(PATH, &newsroom.key, body).await;
    }
    let queries = [
        ("kind=report", "gfedcba"),
        ("sort=-created_at", "gfedcba"),
        ("sort=created_at", "abcdefg"),
        ("sort=published_at", "cbefadg"),
        ("sort=-published_at", "febcgda"),
    ];
    api.walks(PATH, "title", &queries).await;
}

#[actix_web::test]
async fn counts_the_entries_of_all_pages_when_asked() {
    let (api, newsroom) = start().await;
    for language in ["en", "id", "en-GB"] {
        let body = lettered("a", json!({"language": language}));
        api.made(PATH, &newsroom.key, body).await;
    }
    api.counts(PATH, 3).await;
    api.counts(&format!("{PATH}?language=en"), 2).await;
}

#[actix_web::test]
async fn refuses_the_cursor_of_another_query() {
    let (api, newsroom) = start().await;
    for _ in 0..3 {
        api.source(&newsroom).await;
    }
    let others = ["sort=published_at", "kind=press_release"];
    api.binds_cursors(PATH, &others).await;
}

#[actix_web::test]
async fn tells_what_has_changed_since() {
    let (api, newsroom) = start().await;
    let patch = json!({"author": "Somebody"});
    let body = |letter: &str| lettered(letter, json!({}));
    api.tells_changes(PATH, &newsroom.key, body, &patch).await;
}
