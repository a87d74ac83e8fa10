//! Finding verdicts by words.

use super::*;

#[actix_web::test]
async fn by_title_summary_and_evidence_within_what_filters_leave() {
    let desk = Desk::start().await;
    let (api, newsroom) = (&desk.api, &desk.newsroom);
    let other = api.newsroom("two").await;
    let rating = |scale: &Value| scale["ratings"][0]["id"].clone();
    let theirs = rating(&api.scale(&other).await);
    for (owner, rating, letter, members) in [
        (
            newsroom,
            rating(&desk.scale),
            "a",
            json!({"title": "No zeppelin has landed", "language": "en", "reviewed_at": "2024-05-01T00:00:00Z"}),
        ),
        (
            newsroom,
            rating(&desk.scale),
            "b",
            json!({"summary": "The zeppelin landed twice.", "language": "en", "reviewed_at": "2024-04-01T00:00:00Z"}),
        ),
        (
            &other,
            theirs,
            "c",
            json!({"title": "Zeppelins darat", "language": "id", "reviewed_at": "2024-06-01T00:00:00Z"}),
        ),
    ] {
        let body =
            json!({"claim_id": desk.claim["id"], "rating_id": rating, "explanation": letter});
        api.made(VERDICTS, &owner.key, with(body, members)).await;
    }
    let one = format!("q=zeppelin&organization_id={}", newsroom.id);
    let claim = format!("q=zeppelin&claim_id={}", text(&desk.claim["id"]));
    let queries = [
        ("q=zeppelin", "ab"),
        ("q=zeppelin&sort=relevance", "ab"),
        ("q=zepelin", "ab"),
        ("q=zeppelin+landed", "ab"),
        ("q=%22zeppelin+landed%22", "b"),
        ("q=zeppelin+-twice", "a"),
        ("q=zeppelin&sort=reviewed_at", "ba"),
        ("q=zeppelin&sort=-reviewed_at", "ab"),
        ("q=zeppelin&sort=created_at", "ab"),
        ("q=zeppelin&reviewed_from=2024-04-15T00:00:00Z", "a"),
        ("q=zeppelin&reviewed_to=2024-04-15T00:00:00Z", "b"),
        ("q=zeppelin&status=published", ""),
        ("q=zeppelin&language=id", ""),
        (&one, "ab"),
        (&claim, "ab"),
    ];
    for (query, letters) in queries {
        let path = format!("{VERDICTS}?{query}");
        let found = api.list_as(&newsroom.key, &path).await;
        assert_eq!(column(&found, "explanation").concat(), letters, "{query}");
        assert_eq!(api.walk_as(&newsroom.key, &path).await, found, "{query}");
        assert!(api.list(&path).await.is_empty(), "{query}");
    }
    let found = api
        .list_as(&other.key, format!("{VERDICTS}?q=zeppelin"))
        .await;
    assert_eq!(column(&found, "explanation").concat(), "c");
}

#[actix_web::test]
async fn a_draft_by_what_its_rating_has_become() {
    let desk = Desk::start().await;
    let (api, newsroom) = (&desk.api, &desk.newsroom);
    let draft = json!({
        "claim_id": desk.claim["id"], "rating_id": desk.scale["ratings"][0]["id"],
        "title": "No zeppelin has landed", "language": "en",
    });
    api.made(VERDICTS, &newsroom.key, draft).await;
    let found = async |rating: &str| {
        let path = format!("{VERDICTS}?q=zeppelin&rating={rating}");
        api.list_as(&newsroom.key, path).await.len()
    };
    assert_eq!((found("true").await, found("mixed").await), (1, 0));
    let ratings = json!([{"label": "Benar", "language": "id", "normalized": "mixed"}]);
    let path = format!("/v1/rating-scales/{}", text(&desk.scale["id"]));
    let change = json!({"ratings": ratings});
    let changed = api.patch(path, &newsroom.key, &change).await;
    changed.expect(200);
    assert_eq!((found("true").await, found("mixed").await), (0, 1));
}

#[actix_web::test]
async fn needs_words_for_an_order_by_relevance() {
    let desk = Desk::start().await;
    let answer = desk.api.get(format!("{VERDICTS}?sort=relevance")).await;
    answer.fault("/q", "required");
    let answer = desk
        .api
        .get(format!("{VERDICTS}?q={}", "a".repeat(2001)))
        .await;
    answer.fault("/q", "length");
}
