//! Statements that are changed, deleted, or moved with a claimant that was merged: they, and the
//! positions that follow from them, are those of the time.

use super::*;

#[actix_web::test]
async fn before_and_after_a_change_and_a_deletion() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let key = &newsroom.key;
    let claim = api.claim(&newsroom).await;
    let claimant = api.claimant(&newsroom).await;
    let claim = path("claims", &claim);
    let mut made = Vec::new();
    for (position, said_on) in [("asserts", "2024-10-01"), ("denies", "2024-10-28")] {
        let body = json!({
            "claimant_id": claimant["id"], "position": position, "said_on": said_on
        });
        made.push(api.made(&format!("{claim}/statements"), key, body).await);
    }
    let mut album = Album::of(&api, format!("{claim}?include=statements"));
    album.takes().await;
    let patch = json!({"position": "confirms", "quote": "So it is."});
    let patched = api.patch(path("statements", &made[1]), key, &patch).await;
    patched.expect(200);
    album.takes().await;
    let patch = json!({"date_precision": "month", "said_on": "2024-10-01"});
    let patched = api.patch(path("statements", &made[1]), key, &patch).await;
    patched.expect(200);
    album.takes().await;
    let deleted = api.delete(path("statements", &made[0]), key).await;
    deleted.expect(204);
    album.takes().await;
    let deleted = api.delete(path("statements", &made[1]), key).await;
    deleted.expect(204);
    album.takes().await;

    let told = |(_, answer): &(DateTime<Utc>, Answer)| {
        let claim = answer.expect(200);
        let statements = claim["statements"].as_array().unwrap();
        let shown = claim["claimants"][0]["position"].clone();
        (column(statements, "position").join(" "), shown)
    };
    let told: Vec<(String, Value)> = album.pictures.iter().map(told).collect();
    let expected = [
        ("denies asserts", json!("denies")),
        ("confirms asserts", json!("confirms")),
        ("confirms asserts", json!("asserts")),
        ("confirms", json!("confirms")),
        ("", Value::Null),
    ];
    assert_eq!(told, expected.map(|(said, shown)| (said.to_owned(), shown)));
    album.is_given_again().await;
}

#[actix_web::test]
async fn before_and_after_a_merging_of_claimants() {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    let admin = api.instance_admin().await;
    let named = async |name: &str| {
        let body = with(a_claimant(), json!({"name": name}));
        api.made("/v1/claimants", &newsroom.key, body).await
    };
    let (old, new) = (named("Rute").await, named("Rutte").await);
    let claim = path("claims", &api.claim(&newsroom).await);
    for (claimant, via, said_on) in [(&old, &new, "2024-10-28"), (&new, &old, "2024-10-01")] {
        let body = json!({
            "claimant_id": claimant["id"], "via_claimant_id": via["id"], "position": "denies",
            "said_on": said_on
        });
        api.made(&format!("{claim}/statements"), &newsroom.key, body)
            .await;
    }
    let mut album = Album::of(&api, format!("{claim}?include=statements"));
    let before = album.takes().await;
    let merge = format!("{}/merge", path("claimants", &old));
    let body = json!({"into_claimant_id": new["id"]});
    api.post(merge, &admin, &body).await.expect(200);
    let after = album.takes().await;
    // A name that the record has since is not that of the other one then.
    let renamed = api.patch(
        path("claimants", &new),
        &newsroom.key,
        &json!({"name": "Mark Rutte"}),
    );
    renamed.await.expect(200);
    let last = album.takes().await;

    let names = |claim: &Value| column(claim["claimants"].as_array().unwrap(), "name").join(" ");
    let shown = [&before, &after, &last].map(names);
    assert_eq!(shown, ["Rute Rutte", "Rutte", "Mark Rutte"]);
    assert_eq!(before["statements"][0]["claimant"]["id"], old["id"]);
    assert_eq!(before["statements"][1]["via_claimant"]["name"], "Rute");
    assert_eq!(after["statements"][1]["via_claimant"]["id"], new["id"]);
    album.is_given_again().await;
}
