//! Lists of claimants.

use super::*;

#[actix_web::test]
async fn filters_by_kind_country_and_organization() {
    let (api, one) = start().await;
    let two = api.newsroom("two").await;
    for (key, letter, kind, country) in [
        (&one.key, "a", "person", "NL"),
        (&one.key, "b", "media", "NL"),
        (&two.key, "c", "media", "KR"),
    ] {
        let body = lettered(letter, json!({"kind": kind, "country": country}));
        api.made(PATH, key, body).await;
    }
    api.made(PATH, &two.key, lettered("d", json!({}))).await;
    let [one, two] = [one.id, two.id].map(|id| format!("organization_id={id}"));
    let queries = [
        ("kind=media", "cb"),
        ("kind=person", "da"),
        ("kind=government", ""),
        ("country=NL", "ba"),
        ("country=US", ""),
        (&one, "ba"),
        (&two, "dc"),
        (&format!("{one}&kind=media&country=NL"), "b"),
        (&format!("organization_id={UNKNOWN}"), ""),
    ];
    api.finds(PATH, "job_title", &queries).await;
}

#[actix_web::test]
async fn is_walked_in_every_order_though_names_repeat() {
    let (api, newsroom) = start().await;
    for (letter, name) in [
        ("a", "Same"),
        ("b", "Zeta"),
        ("c", "Same"),
        ("d", "Alpha"),
        ("e", "Same"),
        ("f", "Same"),
    ] {
        let body = lettered(letter, json!({"name": name}));
        api.made(PATH, &newsroom.key, body).await;
    }
    let queries = [
        ("kind=person", "fedcba"),
        ("sort=-created_at", "fedcba"),
        ("sort=created_at", "abcdef"),
        ("sort=name", "dacefb"),
        ("sort=-name", "bfecad"),
    ];
    api.walks(PATH, "job_title", &queries).await;
}

#[actix_web::test]
async fn counts_the_entries_of_all_pages_when_asked() {
    let (api, newsroom) = start().await;
    for kind in ["person", "media", "person"] {
        let body = with(a_claimant(), json!({"kind": kind}));
        api.made(PATH, &newsroom.key, body).await;
    }
    api.counts(PATH, 3).await;
    api.counts(&format!("{PATH}?kind=person"), 2).await;
}

#[actix_web::test]
async fn refuses_the_cursor_of_another_query() {
    let (api, newsroom) = start().await;
    for _ in 0..3 {
        api.claimant(&newsroom).await;
    }
    api.binds_cursors(PATH, &["sort=-name", "kind=person"])
        .await;
}

#[actix_web::test]
async fn tells_what_has_changed_since() {
    let (api, newsroom) = start().await;
    let patch = json!({"name": "Changed"});
    let body = |letter: &str| lettered(letter, json!({}));
    api.tells_changes(PATH, &newsroom.key, body, &patch).await;
}
