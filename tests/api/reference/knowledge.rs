//! How the case hangs together: its relations, and its story in order.

use super::*;

/// What a timeline shows of an entry, in a few words.
fn told(entry: &Value) -> String {
    let what = match text(&entry["type"]) {
        "statement" => {
            let said = &entry["statement"];
            let claimant = &said["claimant"]["name"];
            format!("{}: {}", text(claimant), text(&said["position"]))
        }
        "relation_added" => {
            let relation = &entry["relation"];
            format!(
                "{} {}",
                text(&relation["kind"]),
                text(&relation["claim"]["text"])
            )
        }
        "first_appearance" => format!("in {}", text(&entry["location"])),
        kind => {
            let revision = &entry["revision"];
            let label = |rating: &str| revision[rating]["label"].as_str().unwrap_or("-");
            let (before, after) = (label("rating_before"), label("rating_after"));
            format!("{kind}: {before} to {after}")
        }
    };
    let (date, _) = text(&entry["at"]).split_once('T').unwrap();
    format!("{date} ({}) {what}", text(&entry["precision"]))
}

#[actix_web::test]
async fn is_told_in_order() {
    let api = Api::start().await;
    let case = posted(&api).await;
    let timeline = format!("{}/timeline?lang=en", case.claim(1));
    let entries = api.walk(&timeline).await;
    let story: Vec<String> = entries.iter().map(told).collect();
    assert_eq!(
        story,
        [
            "2024-10-01 (month) in Kursk",
            "2024-10-01 (month) Main Directorate of Intelligence of Ukraine: asserts",
            "2024-10-01 (month) Government of North Korea: denies",
            "2024-10-24 (day) Vladimir Putin: does_not_deny",
            "2024-10-25 (day) Government of North Korea: does_not_deny",
            "2024-10-28 (day) Mark Rutte: confirms",
            "2026-01-05 (time) contradicted_by Reports of a North Korean deployment are fake news.",
            "2026-01-05 (time) narrowed_by There are 12,000 North Korean soldiers in Russia, among them 500 officers and three generals.",
            "2026-01-05 (time) narrowed_by Russian navy ships took about 3,000 North Korean soldiers, special forces among them, to Russia's Far East.",
            "2026-01-05 (time) supported_by The troops are trained at five military bases in Russia.",
            "2026-01-05 (time) verdict_published: - to Tidak Terbukti",
            "2026-01-06 (time) verdict_corrected: Tidak Terbukti to Benar",
        ]
    );
    let note = "Semula dinilai belum terbukti; pada 28 Oktober 2024 NATO membenarkannya.";
    assert_eq!(entries[11]["revision"]["note"], note);
    let backwards = api.walk(&format!("{timeline}&sort=-at")).await;
    assert_eq!(backwards, entries.into_iter().rev().collect::<Vec<_>>());
}

#[actix_web::test]
async fn claims_stand_to_each_other_as_the_case_says() {
    let api = Api::start().await;
    let case = posted(&api).await;
    for (claim, expected) in [
        (
            1,
            &[
                ("contradicted_by", 9),
                ("narrowed_by", 2),
                ("narrowed_by", 4),
                ("supported_by", 3),
            ][..],
        ),
        (2, &[("narrows", 1)]),
        (3, &[("supports", 1)]),
        (4, &[("narrows", 1)]),
        (5, &[]),
        (6, &[("narrowed_by", 7)]),
        (7, &[("narrows", 6)]),
        (8, &[]),
        (9, &[("contradicts", 1)]),
    ] {
        let path = format!("{}?include=relations", case.claim(claim));
        let read = api.get(path).await.expect(200);
        let mut related: Vec<(&str, &Value)> = read["relations"]
            .as_array()
            .unwrap()
            .iter()
            .map(|it| (text(&it["kind"]), &it["claim"]["id"]))
            .collect();
        related.sort_by_key(|(kind, other)| (*kind, text(other)));
        let expected: Vec<(&str, &Value)> = expected
            .iter()
            .map(|(kind, other)| (*kind, &case.ids[&format!("claim-{other}")]))
            .collect();
        assert_eq!(related, expected, "claim {claim}");
    }
}

#[actix_web::test]
async fn is_assessed_and_counted() {
    let api = Api::start().await;
    let case = posted(&api).await;
    let claim = api.get(case.claim(1)).await.expect(200);
    let assessment = &claim["assessment"];
    assert_eq!(assessment["ratings"], json!({"true": 1}));
    assert_eq!(assessment["newest_rating"]["label"], "Benar");
    assert_eq!(assessment["contested"], false);
    assert_eq!(
        api.list("/v1/claims?contested=true").await,
        Vec::<Value>::new()
    );

    let many = "/v1/claims?quantity_subject=soldiers&quantity_min=1000&sort=created_at";
    let many = api.walk(many).await;
    let expected = [2, 4].map(|claim| json!({"id": case.ids[&format!("claim-{claim}")]}));
    assert_eq!(ids(&many), ids(&expected));

    let tags = api.list("/v1/tags?limit=3").await;
    let counted: Vec<(&str, &Value)> = tags
        .iter()
        .map(|tag| (text(&tag["tag"]), &tag["claims"]))
        .collect();
    assert_eq!(
        counted,
        [
            ("korea-utara", &json!(9)),
            ("perang-ukraina", &json!(9)),
            ("jumlah-pasukan", &json!(2))
        ]
    );
    let pyongyang = format!("/v1/claimants/{}", text(&case.ids["pyongyang"]));
    let pyongyang = api.get(pyongyang).await.expect(200);
    assert_eq!(
        pyongyang["counts"],
        json!({
            "positions": {"asserts": 1, "denies": 1, "does_not_deny": 1},
            "ratings": {"false": 1}, "unrated": 0
        })
    );
    let found = api.list("/v1/claimants?q=Volodimir%20Zelenskij").await;
    assert_eq!(column(&found, "name"), ["Volodymyr Zelensky"]);
}
