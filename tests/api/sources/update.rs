//! Changing sources.

use super::*;

#[actix_web::test]
async fn keeps_what_is_absent_and_removes_what_is_null() {
    let (api, newsroom) = start().await;
    let path = at(&api.made(PATH, &newsroom.key, a_whole_one()).await);
    let patch = json!({
        "title": "Changed", "url": null, "publisher": null, "published_at": null,
        "language": null, "archived_url": null, "reliability": null
    });
    let expected = with(patch.clone(), json!({"reliability": "unclassified"}));
    api.changes(&path, &newsroom.key, &patch, expected).await;
}

#[actix_web::test]
async fn keeps_the_rules_of_a_new_one() {
    let (api, newsroom) = start().await;
    let path = at(&api.made(PATH, &newsroom.key, a_source()).await);
    let patches = [
        (json!({"kind": null}), "/kind", "required"),
        (json!({"title": null}), "/title", "required"),
        (json!({"url": null}), "/url", "required"),
        (json!({"url": "ftp://a.example"}), "/url", "invalid_url"),
        (json!({"citation": "\n"}), "/citation", "blank"),
    ];
    api.refuses_patches(&path, &newsroom.key, &patches).await;
}

#[actix_web::test]
async fn leaves_the_version_where_nothing_changes() {
    let (api, newsroom) = start().await;
    let path = at(&api.made(PATH, &newsroom.key, a_whole_one()).await);
    let same_time = json!({"published_at": "2024-10-28T13:00:00.250+01:00"});
    let patches = [json!({}), a_whole_one(), same_time];
    api.stays_as_it_is(&path, &newsroom.key, &patches).await;
}

#[actix_web::test]
async fn needs_the_etag_of_the_last_read() {
    let (api, newsroom) = start().await;
    let path = at(&api.source(&newsroom).await);
    let patches = [&json!({"title": "Second"}), &json!({"title": "Third"})];
    api.patches_the_version_read(&path, &newsroom.key, patches)
        .await;
}

#[actix_web::test]
async fn names_the_source_that_has_the_url() {
    let (api, newsroom) = start().await;
    let existing = api.made(PATH, &newsroom.key, a_source()).await;
    let source = api.source(&newsroom).await;
    let patch = json!({"url": existing["url"], "title": "Changed"});
    let answer = api.patch(at(&source), &newsroom.key, &patch).await;
    assert_names(&answer, &existing);
    assert_eq!(api.get(at(&source)).await.expect(200), source);
}

#[actix_web::test]
async fn is_for_the_organization_that_added_it_and_the_instance() {
    let (api, newsroom) = start().await;
    let path = at(&api.source(&newsroom).await);
    api.guards_changes(&path, &json!({"title": "Changed"}))
        .await;
}
