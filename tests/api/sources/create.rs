//! Adding sources.

use super::*;

#[actix_web::test]
async fn gives_back_what_was_sent() {
    let (api, newsroom) = start().await;
    let made = api.gives_back(PATH, &newsroom.key, &a_whole_one()).await;
    let creator = json!({"id": newsroom.id, "name": "one", "slug": "one"});
    assert_eq!(made["created_by"], creator);
}

#[actix_web::test]
async fn fills_in_what_is_left_out() {
    let (api, newsroom) = start().await;
    let made = api.made(PATH, &newsroom.key, a_source()).await;
    let rest = json!({
        "citation": null, "publisher": null, "author": null, "published_at": null,
        "language": null, "archived_url": null, "reliability": "unclassified"
    });
    assert_includes(&made, &rest);
}

#[actix_web::test]
async fn gives_times_in_utc_and_languages_in_canonical_case() {
    let (api, newsroom) = start().await;
    let sent = json!({"published_at": "2024-10-28T14:00:00+02:00", "language": "PT-br"});
    let made = api.made(PATH, &newsroom.key, with(a_source(), sent)).await;
    let given = json!({"published_at": "2024-10-28T12:00:00Z", "language": "pt-BR"});
    assert_includes(&made, &given);
}

#[actix_web::test]
async fn names_the_source_that_has_the_url() {
    let (api, newsroom) = start().await;
    let existing = api.made(PATH, &newsroom.key, a_source()).await;
    let other = api.newsroom("other").await;
    let again = with(a_source(), json!({"title": "Another"}));
    assert_names(&api.post(PATH, &other.key, &again).await, &existing);
    assert_eq!(api.list(PATH).await, [existing]);
}

#[actix_web::test]
async fn needs_a_url_or_a_citation() {
    let (api, newsroom) = start().await;
    let neither = json!({"kind": "report", "title": "A book"});
    let answer = api.post(PATH, &newsroom.key, &neither).await;
    answer.fault("/url", "required");
    for _ in 0..2 {
        let made = api.made(PATH, &newsroom.key, lettered("a", json!({})));
        assert_eq!(made.await["url"], Value::Null, "citations may repeat");
    }
}

#[actix_web::test]
async fn needs_a_key_of_an_organization() {
    let (api, _) = start().await;
    let admin = api.instance_admin().await;
    let answer = api.post(PATH, &admin, &a_source()).await;
    answer.problem(403, "organization_required");
    assert!(api.list(PATH).await.is_empty());
}

#[actix_web::test]
async fn refuses_what_is_no_web_address() {
    let (api, newsroom) = start().await;
    let (key, body) = (&newsroom.key, a_source());
    for member in ["url", "archived_url"] {
        api.refuses_other_than_urls(PATH, key, &body, member).await;
    }
}
