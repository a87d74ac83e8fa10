//! The reference case, end to end: posted through the API as a newsroom would, and read back as
//! a front-end would.

use serde_json::{Value, json};

use crate::support::*;

mod case;
mod knowledge;
mod search;

pub use case::posted;

#[actix_web::test]
async fn holds_all_that_is_said() {
    let api = Api::start().await;
    let case = posted(&api).await;
    // By claim: how many voices' statements, as the case lists them.
    for (claim, total) in (1..).zip([5, 1, 1, 1, 1, 1, 1, 1, 2]) {
        let said = api.list(format!("{}/statements", case.claim(claim))).await;
        assert_eq!(said.len(), total, "claim {claim}");
        for statement in said {
            let is_dated = !statement["said_on"].is_null();
            let is_sourced = !statement["source"].is_null() && !statement["claimant"].is_null();
            assert!(is_dated && is_sourced, "{statement}");
        }
    }
    for (path, total) in [
        ("claims", 9),
        ("claimants", 8),
        ("sources", 10),
        ("verdicts", 5),
    ] {
        api.counts(&format!("/v1/{path}"), total).await;
    }
    let claims = api.walk("/v1/claims?sort=created_at").await;
    for claim in &claims {
        assert_eq!(claim["language"], "id");
        assert_eq!(claim["translations"][0]["language"], "en");
        assert!(!claim["claimants"].as_array().unwrap().is_empty());
    }
}

#[actix_web::test]
async fn gives_each_voice_the_position_that_it_took_last() {
    let api = Api::start().await;
    let case = posted(&api).await;
    let claim = api.get(case.claim(1)).await.expect(200);
    let positions: Vec<(&str, &str, &Value)> = claim["claimants"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (text(&one["name"]), text(&one["position"]), &one["said_on"]))
        .collect();
    assert_eq!(
        positions,
        [
            ("Mark Rutte", "confirms", &json!("2024-10-28")),
            (
                "Government of North Korea",
                "does_not_deny",
                &json!("2024-10-25")
            ),
            ("Vladimir Putin", "does_not_deny", &json!("2024-10-24")),
            (
                "Main Directorate of Intelligence of Ukraine",
                "asserts",
                &json!("2024-10-01")
            ),
        ]
    );
    let said = api
        .walk(&format!("{}/statements?sort=said_on", case.claim(1)))
        .await;
    assert_eq!(
        column(&said, "position"),
        [
            "asserts",
            "denies",
            "does_not_deny",
            "does_not_deny",
            "confirms"
        ]
    );
    let precisions = ["month", "month", "day", "day", "day"];
    assert_eq!(column(&said, "date_precision"), precisions);
    let quotes = [&said[3]["quote"], &said[4]["quote"]];
    assert_eq!(
        quotes,
        [
            "Such a deployment would be lawful.",
            "A significant escalation."
        ]
    );
}

#[actix_web::test]
async fn shows_the_label_that_was_printed_and_what_it_means() {
    let api = Api::start().await;
    let case = posted(&api).await;
    let first = api.get(case.claim(1)).await.expect(200);
    let verdict = &first["verdicts"][0];
    assert_eq!(
        verdict["rating"],
        json!({"label": "Benar", "normalized": "true", "value": 5, "best": 5, "worst": 1})
    );
    assert_eq!(verdict["reviewed_at"], "2024-10-28T12:00:00Z");
    assert_eq!(verdict["status"], "corrected");
    let whole = api
        .get(format!("/v1/verdicts/{}", text(&verdict["id"])))
        .await
        .expect(200);
    let evidence = whole["evidence"].as_array().unwrap();
    assert_eq!(
        column(evidence, "stance"),
        ["supports", "refutes", "refutes"]
    );
    let scales = api.list("/v1/rating-scales").await;
    let ratings = scales[0]["ratings"].as_array().unwrap();
    assert_eq!(
        column(ratings, "label"),
        [
            "Benar",
            "Sebagian Benar",
            "Sesat",
            "Tidak Terbukti",
            "Keliru"
        ]
    );
    assert_eq!(
        column(ratings, "normalized"),
        ["true", "mixed", "misleading", "unproven", "false"]
    );
}

#[actix_web::test]
async fn keeps_what_was_said_before_a_correction_and_why_it_was_corrected() {
    let api = Api::start().await;
    let case = posted(&api).await;
    let now = api.get(case.claim(1)).await.expect(200);
    let path = format!("/v1/verdicts/{}", text(&now["verdicts"][0]["id"]));
    let verdict = api.get(&path).await.expect(200);
    let note = "Semula dinilai belum terbukti; pada 28 Oktober 2024 NATO membenarkannya.";
    assert_eq!(verdict["correction_note"], note);

    let then = text(&verdict["published_at"]);
    let before = api.get(format!("{}?as_of={then}", case.claim(1))).await;
    let before = &before.expect(200)["verdicts"][0];
    assert_eq!(before["rating"]["label"], "Tidak Terbukti");
    assert_eq!(before["reviewed_at"], "2024-10-20T09:00:00Z");
    let before = api.get(format!("{path}?as_of={then}")).await.expect(200);
    assert_eq!(
        (&before["status"], &before["correction_note"]),
        (&json!("published"), &Value::Null)
    );

    let history = api.list(format!("{path}/history?sort=at")).await;
    let told: Vec<(&str, &Value, &Value, &Value)> = history
        .iter()
        .map(|entry| {
            let label = &entry["snapshot"]["rating"]["label"];
            (
                text(&entry["action"]),
                label,
                &entry["note"],
                &entry["organization"]["slug"],
            )
        })
        .collect();
    let by = json!("meja-periksa");
    assert_eq!(
        told,
        [
            (
                "verdict.published",
                &json!("Tidak Terbukti"),
                &Value::Null,
                &by
            ),
            ("verdict.corrected", &json!("Benar"), &json!(note), &by),
        ]
    );
}

#[actix_web::test]
async fn states_its_figures() {
    let api = Api::start().await;
    let case = posted(&api).await;
    let claim = api.get(case.claim(2)).await.expect(200);
    let figures: Vec<(&str, &str, i64)> = claim["quantities"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            (
                text(&one["subject"]),
                text(&one["comparator"]),
                one["value"].as_i64().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        figures,
        [
            ("soldiers", "eq", 12000),
            ("officers", "eq", 500),
            ("generals", "eq", 3)
        ]
    );
    let ships = api.get(case.claim(4)).await.expect(200);
    assert_eq!(ships["quantities"][0]["comparator"], "approx");
}

#[actix_web::test]
async fn is_found_by_who_said_it_and_how_it_was_rated() {
    let api = Api::start().await;
    let case = posted(&api).await;
    let by_rating = api.walk("/v1/claims?language=id&rating=true").await;
    assert_eq!(ids(&by_rating), ids([&json!({"id": case.ids["claim-1"]})]));
    let nis = format!(
        "/v1/claims?claimant_id={}&sort=created_at",
        text(&case.ids["nis"])
    );
    let said: Vec<Value> = api
        .walk(&nis)
        .await
        .iter()
        .map(|claim| claim["id"].clone())
        .collect();
    assert_eq!(
        said,
        [4, 6, 8].map(|n| case.ids[&format!("claim-{n}")].clone())
    );
    let denial = api.walk("/v1/claims?kind=denial").await;
    assert_eq!(denial[0]["id"], case.ids["claim-9"]);
}

#[actix_web::test]
async fn is_not_sent_again_while_it_holds_and_again_when_it_is_judged_anew() {
    let api = Api::start().await;
    let case = posted(&api).await;
    let list = "/v1/claims?language=id";
    let tag = api.get(list).await.etag();
    assert_eq!(
        api.get(list)
            .header("If-None-Match", tag.as_str())
            .await
            .status,
        304
    );
    let body = json!({
        "claim_id": case.ids["claim-1"], "rating_id": case.ids["Sesat"],
        "title": "Sesat: jumlahnya tidak disebut", "language": "id",
        "reviewed_at": "2024-10-29T12:00:00Z"
    });
    let draft = api.made("/v1/verdicts", &case.newsroom.key, body).await;
    assert_eq!(
        api.get(list)
            .header("If-None-Match", tag.as_str())
            .await
            .status,
        304,
        "a draft is hidden"
    );
    let path = format!("/v1/verdicts/{}/evidence", text(&draft["id"]));
    let evidence = json!([{"source_id": case.ids["nato"], "stance": "supports"}]);
    api.put(path, &case.newsroom.key, &evidence)
        .await
        .expect(200);
    api.published(&case.newsroom, &draft).await;
    api.get(list)
        .header("If-None-Match", tag.as_str())
        .await
        .expect(200);
    let claim = api.get(case.claim(1)).await.expect(200);
    let labels: Vec<&Value> = claim["verdicts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|v| &v["rating"]["label"])
        .collect();
    assert_eq!(labels, ["Sesat", "Benar"], "the newest review first");
}
