//! The built-in catalogue: what it tells of each label, and how it is listed.

use serde_json::{Value, json};

use super::SCALES;
use crate::support::lists::column;
use crate::support::*;

const CATALOGUE: &str = "/v1/rating-scales?catalogue=true";

/// The slugs of a list, in order.
async fn slugs(api: &Api, query: &str) -> Vec<String> {
    let listed = api.list(format!("{CATALOGUE}&limit=100{query}")).await;
    column(&listed, "slug")
        .into_iter()
        .map(str::to_owned)
        .collect()
}

async fn one(api: &Api, slug: &str) -> Value {
    api.get(format!("{SCALES}/catalogue/{slug}"))
        .await
        .expect(200)
}

/// What a scale says of a label.
fn of<'a>(scale: &'a Value, label: &str) -> &'a Value {
    let mut ratings = scale["ratings"].as_array().unwrap().iter();
    ratings.find(|rating| rating["label"] == label).unwrap()
}

#[actix_web::test]
async fn tells_of_each_label_what_it_means_and_whose_mapping_that_is() {
    let api = Api::start().await;
    let tempo = one(&api, "tempo").await;
    for (member, expected) in [
        ("name", json!("Tempo Cek Fakta")),
        ("sites", json!(["tempo.co"])),
        ("languages", json!(["id"])),
        ("worst", json!(1)),
        ("best", json!(5)),
        ("version", json!(1)),
    ] {
        assert_eq!(tempo[member], expected, "{member}");
    }
    for (label, value, normalized) in [
        ("Benar", json!(5), "true"),
        ("Sebagian Benar", json!(3), "mixed"),
        ("Sesat", json!(2), "misleading"),
        ("Tidak Terbukti", Value::Null, "unproven"),
        ("Keliru", json!(1), "false"),
    ] {
        let rating = of(&tempo, label);
        let told = [&rating["value"], &rating["normalized"], &rating["origin"]];
        assert_eq!(
            told,
            [&value, &normalized.into(), &"factcheck".into()],
            "{label}"
        );
    }
    let mafindo = one(&api, "mafindo").await;
    for label in ["SALAH", "PENIPUAN"] {
        assert_eq!(of(&mafindo, label)["normalized"], "false", "{label}");
    }
    let rating = of(&one(&api, "aos-fatos").await, "Verdadeiro").clone();
    assert_eq!(rating["origin"], "x-fact");
}

#[actix_web::test]
async fn says_so_where_public_mappings_disagree() {
    let api = Api::start().await;
    let tempo = one(&api, "tempo").await;
    let disagreements = json!([{
        "origin": "meedan-fetch", "site": "tempo_cekfakta", "says": "score 0.75",
        "normalized": ["mostly_true"]
    }]);
    assert_eq!(of(&tempo, "Sebagian Benar")["disagreements"], disagreements);
    assert_eq!(of(&tempo, "Keliru")["disagreements"], json!([]));
    // The same label, mapped otherwise on another site.
    let lupa = one(&api, "lupa").await;
    let disagreements = json!([{
        "origin": "x-fact", "site": "apublica.org", "says": "other",
        "normalized": ["outdated", "satire", "not_ratable"]
    }]);
    assert_eq!(of(&lupa, "Subestimado")["disagreements"], disagreements);
}

#[actix_web::test]
async fn is_listed_by_name_forwards_and_backwards_in_pages() {
    let api = Api::start().await;
    let listed = api.list(format!("{CATALOGUE}&limit=100")).await;
    assert!(listed.len() > 40);
    let names: Vec<String> = column(&listed, "name")
        .iter()
        .map(|name| name.to_lowercase())
        .collect();
    assert!(names.is_sorted());
    assert_eq!(api.walk(CATALOGUE).await, listed);
    assert_eq!(api.walk(&format!("{CATALOGUE}&sort=name")).await, listed);
    let mut backwards = api.walk(&format!("{CATALOGUE}&sort=-name")).await;
    backwards.reverse();
    assert_eq!(backwards, listed);
    let counted = api.get(format!("{CATALOGUE}&limit=1&count=exact")).await;
    assert_eq!(counted.expect(200)["total"], listed.len());
}

#[actix_web::test]
async fn is_no_organizations() {
    let api = Api::start().await;
    for query in ["", "?catalogue=false"] {
        assert_eq!(
            api.list(format!("{SCALES}{query}")).await,
            Vec::<Value>::new()
        );
    }
    let newsroom = api.newsroom("one").await;
    api.scale(&newsroom).await;
    let listed = api.list(format!("{CATALOGUE}&limit=100")).await;
    assert!(
        listed
            .iter()
            .all(|scale| scale.get("organization").is_none())
    );
}

#[actix_web::test]
async fn is_filtered_by_language_and_site() {
    let api = Api::start().await;
    for (query, expected) in [
        ("&language=id", &["mafindo", "tempo"][..]),
        ("&language=ID", &["mafindo", "tempo"]),
        ("&language=sr", &["istinomer"]),
        ("&language=sr-Latn", &["istinomer"]),
        ("&language=sr-Cyrl", &[]),
        ("&language=fa", &["factnameh"]),
        ("&site=tempo.co", &["tempo"]),
        ("&site=cekfakta.tempo.co", &["tempo"]),
        ("&site=www.PolitiFact.com", &["politifact"]),
        ("&site=notpolitifact.com", &[]),
        ("&site=turnbackhoax.id&language=en", &["mafindo"]),
        ("&site=turnbackhoax.id&language=fr", &[]),
    ] {
        assert_eq!(slugs(&api, query).await, expected, "{query}");
    }
}

#[actix_web::test]
async fn what_does_not_apply_is_refused() {
    let api = Api::start().await;
    for (query, pointer) in [
        (
            "organization_id=0192d3a1-7b5e-7c3d-9f21-4a5b6c7d8e9f",
            "/organization_id",
        ),
        ("updated_since=2026-01-01T00:00:00Z", "/updated_since"),
        ("sort=created_at", "/sort"),
        ("sort=-created_at", "/sort"),
    ] {
        let answer = api.get(format!("{CATALOGUE}&{query}")).await;
        answer.fault(pointer, "not_allowed");
    }
    for query in ["site=tempo.co", "catalogue=false&site=tempo.co"] {
        let answer = api.get(format!("{SCALES}?{query}")).await;
        answer.fault("/site", "not_allowed");
    }
    let answer = api.get(format!("{SCALES}?catalogue=yes")).await;
    answer.fault("/catalogue", "invalid_value");
}

#[actix_web::test]
async fn a_cursor_continues_its_own_query_alone() {
    let api = Api::start().await;
    let cursor = api.cursor(CATALOGUE).await;
    for query in [
        "?",
        "?sort=name&",
        "?catalogue=true&sort=-name&",
        "?catalogue=true&language=id&",
    ] {
        let answer = api.get(format!("{SCALES}{query}cursor={cursor}")).await;
        answer.problem(400, "cursor_mismatch");
    }
    let newsroom = api.newsroom("one").await;
    for name in ["A", "B"] {
        super::named(&api, &newsroom, name).await;
    }
    let own = api.cursor(SCALES).await;
    let answer = api.get(format!("{CATALOGUE}&cursor={own}")).await;
    answer.problem(400, "cursor_mismatch");
}

#[actix_web::test]
async fn each_scale_is_read_by_its_slug() {
    let api = Api::start().await;
    for scale in api.list(format!("{CATALOGUE}&limit=100")).await {
        assert_eq!(one(&api, text(&scale["slug"])).await, scale);
    }
    for unknown in ["tempoo", "Tempo", "%ff"] {
        let answer = api.get(format!("{SCALES}/catalogue/{unknown}")).await;
        answer.problem(404, "not_found");
    }
}

#[actix_web::test]
async fn is_not_sent_again_while_it_is_held() {
    let api = Api::start().await;
    for path in [CATALOGUE.to_owned(), format!("{SCALES}/catalogue/tempo")] {
        let tag = api.get(&path).await.etag();
        let held = api.get(&path).header("If-None-Match", &tag).await;
        held.expect(304);
    }
}
