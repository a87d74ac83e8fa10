//! Names that are embedded are those of the time: of organizations, claimants and sources.

use super::*;

/// Renames something, and everything that it is known by.
async fn renamed(api: &Api, key: &str, path: String, change: Value) {
    api.patch(path, key, &change).await.expect(200);
}

#[actix_web::test]
async fn of_a_claim_and_its_statements() {
    let api = Api::start().await;
    let (newsroom, claim, _) = reviewed(&api).await;
    let other = api.newsroom("two").await;
    let admin = api.instance_admin().await;
    let claimant = api.claimant(&newsroom).await;
    let reporter = api.claimant(&newsroom).await;
    let source = api.source(&newsroom).await;
    let said = format!("{}/statements", path("claims", &claim));
    let body = json!({
        "claimant_id": claimant["id"], "via_claimant_id": reporter["id"],
        "position": "denies", "source_id": source["id"]
    });
    api.made(&said, &other.key, body).await;
    let with_statements = format!("{}?include=statements", path("claims", &claim));
    let mut whole = Album::of(&api, with_statements);
    whole.takes().await;
    let organization = format!("/v1/organizations/{}", newsroom.id);
    let change = json!({"name": "Renamed", "slug": "renamed", "site": "renamed.example"});
    renamed(&api, &admin, organization, change).await;
    whole.takes().await;
    let organization = format!("/v1/organizations/{}", other.id);
    renamed(
        &api,
        &admin,
        organization,
        json!({"name": "Other", "slug": "other"}),
    )
    .await;
    whole.takes().await;
    let change = json!({"name": "Another Name", "kind": "government"});
    renamed(&api, &newsroom.key, path("claimants", &claimant), change).await;
    whole.takes().await;
    let change = json!({"name": "A Reporter", "kind": "media"});
    renamed(&api, &newsroom.key, path("claimants", &reporter), change).await;
    whole.takes().await;
    let change = json!({"title": "Renamed", "url": null, "citation": "A book.", "kind": "report"});
    renamed(&api, &newsroom.key, path("sources", &source), change).await;
    let last = whole.takes().await;

    assert_eq!(last["created_by"]["slug"], "renamed");
    assert_eq!(
        last["verdicts"][0]["organization"]["site"],
        "renamed.example"
    );
    assert_eq!(last["claimants"][0]["name"], "Another Name");
    let statement = &last["statements"][0];
    assert_eq!(statement["created_by"]["slug"], "other");
    assert_eq!(statement["via_claimant"]["kind"], "media");
    assert_eq!(statement["source"]["title"], "Renamed");
    let tags: std::collections::BTreeSet<String> = whole
        .pictures
        .iter()
        .map(|(_, answer)| answer.etag())
        .collect();
    assert_eq!(tags.len(), 6, "each renaming shows");
    whole.is_given_again().await;
}

#[actix_web::test]
async fn of_a_verdict_and_its_evidence() {
    let api = Api::start().await;
    let (newsroom, _, verdict) = reviewed(&api).await;
    let admin = api.instance_admin().await;
    let source = &verdict["evidence"][0]["source"];
    let mut album = Album::of(&api, path("verdicts", &verdict));
    album.takes().await;
    let change = json!({"title": "Renamed", "publisher": "NATO", "reliability": "primary"});
    renamed(&api, &newsroom.key, path("sources", source), change).await;
    album.takes().await;
    let organization = format!("/v1/organizations/{}", newsroom.id);
    let change = json!({"name": "Renamed", "slug": "renamed", "site": "renamed.example"});
    renamed(&api, &admin, organization, change).await;
    let last = album.takes().await;
    assert_eq!(last["evidence"][0]["source"]["title"], "Renamed");
    assert_eq!(last["organization"]["name"], "Renamed");
    assert_eq!(
        last["version"], verdict["version"],
        "names are no version of it"
    );
    album.is_given_again().await;
}

#[actix_web::test]
async fn a_claimant_that_was_renamed_stands_where_its_name_then_put_it() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let claim = api.claim(&newsroom).await;
    let mut claimants = Vec::new();
    for name in ["Ann", "Bob", "Cem"] {
        let body = json!({"kind": "person", "name": name});
        let claimant = api.made("/v1/claimants", &newsroom.key, body).await;
        let said = format!("{}/statements", path("claims", &claim));
        let body = json!({
            "claimant_id": claimant["id"], "position": "denies", "said_on": "2024-10-28"
        });
        api.made(&said, &newsroom.key, body).await;
        claimants.push(claimant);
    }
    let mut album = Album::of(&api, path("claims", &claim));
    album.takes().await;
    for (claimant, name, expected) in [
        (0, "Zoe", ["Bob", "Cem", "Zoe"]),
        (2, "Abe", ["Abe", "Bob", "Zoe"]),
        (1, "Zoe", ["Abe", "Zoe", "Zoe"]),
    ] {
        let one = path("claimants", &claimants[claimant]);
        renamed(&api, &newsroom.key, one, json!({"name": name})).await;
        let now = album.takes().await;
        let shown = now["claimants"].as_array().unwrap();
        assert_eq!(column(shown, "name"), expected);
    }
    album.is_given_again().await;
}

#[actix_web::test]
async fn a_draft_shows_the_scale_of_its_time() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let claim = api.claim(&newsroom).await;
    let scale = api.scale(&newsroom).await;
    let draft = api.draft(&newsroom, &claim, &scale["ratings"][0]).await;
    let mut album = Album::of(&api, path("verdicts", &draft));
    album.key = Some(&newsroom.key);
    album.takes().await;
    let change = json!({"best": 6});
    renamed(&api, &newsroom.key, path("rating-scales", &scale), change).await;
    let now = album.takes().await;
    assert_eq!(now["rating"]["best"], 6);
    album.is_given_again().await;
}
