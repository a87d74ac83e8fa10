//! Changing claimants.

use super::*;

#[actix_web::test]
async fn keeps_what_is_absent_and_removes_what_is_null() {
    let (api, newsroom) = start().await;
    let path = at(&api.made(PATH, &newsroom.key, a_whole_one()).await);
    let patch = json!({
        "kind": "person", "job_title": null, "url": null, "same_as": null, "alternate_names": null
    });
    let expected = with(patch.clone(), json!({"same_as": [], "alternate_names": []}));
    api.changes(&path, &newsroom.key, &patch, expected).await;
}

#[actix_web::test]
async fn replaces_a_list_as_a_whole() {
    let (api, newsroom) = start().await;
    let path = at(&api.made(PATH, &newsroom.key, a_whole_one()).await);
    for patch in [
        json!({"same_as": ["https://example.org/only"]}),
        json!({"alternate_names": ["Yongsan"]}),
    ] {
        api.changes(&path, &newsroom.key, &patch, patch.clone())
            .await;
    }
}

#[actix_web::test]
async fn keeps_the_rules_of_a_new_one() {
    let (api, newsroom) = start().await;
    let path = at(&api.made(PATH, &newsroom.key, a_whole_one()).await);
    let patches = [
        (json!({"kind": null}), "/kind", "required"),
        (json!({"name": null}), "/name", "required"),
        (json!({"name": " "}), "/name", "blank"),
        (json!({"country": "kr"}), "/country", "invalid_country"),
        (json!({"same_as": ["x"]}), "/same_as/0", "invalid_url"),
        (
            json!({"alternate_names": ["\t"]}),
            "/alternate_names/0",
            "control_character",
        ),
    ];
    api.refuses_patches(&path, &newsroom.key, &patches).await;
}

#[actix_web::test]
async fn leaves_the_version_where_nothing_changes() {
    let (api, newsroom) = start().await;
    let path = at(&api.claimant(&newsroom).await);
    let patches = [
        json!({}),
        a_claimant(),
        json!({"url": null, "same_as": [], "alternate_names": []}),
    ];
    api.stays_as_it_is(&path, &newsroom.key, &patches).await;
}

#[actix_web::test]
async fn needs_the_etag_of_the_last_read() {
    let (api, newsroom) = start().await;
    let path = at(&api.claimant(&newsroom).await);
    let patches = [&json!({"name": "Second"}), &json!({"name": "Third"})];
    api.patches_the_version_read(&path, &newsroom.key, patches)
        .await;
}

#[actix_web::test]
async fn is_for_the_organization_that_added_it_and_the_instance() {
    let (api, newsroom) = start().await;
    let path = at(&api.claimant(&newsroom).await);
    api.guards_changes(&path, &json!({"name": "Changed"})).await;
}
