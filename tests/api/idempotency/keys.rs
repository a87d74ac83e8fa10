//! What a key may look like.

use super::*;

/// A POST that is refused for its key, and changes nothing.
async fn is_refused(api: &Api, request: Request) {
    let before = api.contents().await;
    let answer = request.await;
    answer.fault("/Idempotency-Key", "invalid_value");
    assert_eq!(api.contents().await, before);
}

#[actix_web::test]
async fn has_at_most_255_characters() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let post = |key: &str| {
        api.post("/v1/claims", &newsroom.key, &a_claim())
            .attempt(key)
    };
    let longest = "k".repeat(255);
    let first = post(&longest).await;
    is_new(&first);
    is_replayed(&post(&format!("\"{longest}\"")).await, &first);
    // Another one, told apart by its last character alone.
    let other = format!("{}l", "k".repeat(254));
    is_new(&post(&other).await);
    let past = "k".repeat(256);
    is_refused(&api, post(&past)).await;
    is_refused(&api, post(&format!("\"{past}\""))).await;
}

#[actix_web::test]
async fn every_post_refuses_what_is_none() {
    let api = Api::start().await;
    let scene = Scene::set(&api).await;
    for operation in posts() {
        let post = Post::of(&api, &scene, &operation);
        for wrong in [
            "",
            "  ",
            "\"\"",
            "a\tb",
            "\"a\tb\"",
            "\u{e4}",
            "\"\u{1f600}\"",
        ] {
            is_refused(&api, post.request().attempt(wrong)).await;
        }
    }
}

#[actix_web::test]
async fn may_be_of_any_visible_characters_and_of_either_case() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let post = |key: &str| {
        api.post("/v1/claims", &newsroom.key, &a_claim())
            .attempt(key)
    };
    let visible: String = (0x21_u8..=0x7e).map(char::from).collect();
    for key in [
        &visible,
        "a",
        "A",
        "a b",
        "a,b",
        "8e03978e-40d5-43dd-bc93-6894a57f9324",
    ] {
        let first = post(key).await;
        is_new(&first);
        is_replayed(&post(key).await, &first);
        let escaped = key.replace('\\', "\\\\").replace('"', "\\\"");
        is_replayed(&post(&format!("\"{escaped}\"")).await, &first);
    }
}

#[actix_web::test]
async fn stands_there_once() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let before = api.contents().await;
    let request = api.client.post(format!("{}/v1/claims", api.base));
    let request = request
        .insert_header(("Authorization", format!("Bearer {}", newsroom.key)))
        .append_header(("Idempotency-Key", "k"))
        .append_header(("Idempotency-Key", "k"));
    let mut answer = request.send_json(&a_claim()).await.unwrap();
    assert_eq!(answer.status().as_u16(), 422);
    let problem: Value = answer.json().await.unwrap();
    assert_eq!(problem["errors"][0]["pointer"], "/Idempotency-Key");
    assert_eq!(api.contents().await, before);
}
