//! The case, posted through the API.

use std::collections::HashMap;

use serde_json::{Value, json};

use crate::support::*;

/// The case as the demo has it: bodies that name each other.
const CASE: &str = include_str!("../../../src/cli/demo/kursk.json");

pub struct Case {
    pub newsroom: Newsroom,
    pub ids: HashMap<String, Value>,
}

impl Case {
    /// A body with ids for names, and without what is posted apart.
    fn body(&self, entry: &Value) -> Value {
        let mut body = json!({});
        for (name, value) in entry.as_object().unwrap() {
            match name.as_str() {
                "ref" | "translations" | "evidence" | "correction" => {}
                "claim" | "to_claim" | "claimant" | "via_claimant" | "source" | "rating" => {
                    body[format!("{name}_id")] = self.ids[text(value)].clone();
                }
                _ => body[name] = value.clone(),
            }
        }
        body
    }

    pub fn claim(&self, number: u8) -> String {
        format!("/v1/claims/{}", text(&self.ids[&format!("claim-{number}")]))
    }
}

/// Posts all of it.
pub async fn posted(api: &Api) -> Case {
    let case: Value = serde_json::from_str(CASE).unwrap();
    let list = |name: &str| case[name].as_array().unwrap().clone();
    let newsroom = api.newsroom("meja-periksa").await;
    let key = newsroom.key.clone();
    let ids = HashMap::new();
    let mut posted = Case { newsroom, ids };
    let scale = posted.body(&case["rating_scale"]);
    for rating in api.made("/v1/rating-scales", &key, scale).await["ratings"]
        .as_array()
        .unwrap()
    {
        posted
            .ids
            .insert(text(&rating["label"]).to_owned(), rating["id"].clone());
    }
    for name in ["claimants", "sources", "claims"] {
        for entry in list(name) {
            let made = api
                .made(&format!("/v1/{name}"), &key, posted.body(&entry))
                .await;
            posted
                .ids
                .insert(text(&entry["ref"]).to_owned(), made["id"].clone());
            for translation in entry["translations"].as_array().into_iter().flatten() {
                let language = text(&translation["language"]);
                let path = format!("/v1/claims/{}/translations/{language}", text(&made["id"]));
                let body = json!({"text": translation["text"], "method": translation["method"]});
                api.put(path, &key, &body).await.expect(200);
            }
        }
    }
    for part in ["statements", "relations"] {
        for entry in list(part) {
            let mut body = posted.body(&entry);
            let claim = body.as_object_mut().unwrap().remove("claim_id").unwrap();
            let path = format!("/v1/claims/{}/{part}", text(&claim));
            api.made(&path, &key, body).await;
        }
    }
    for entry in list("verdicts") {
        let draft = api.made("/v1/verdicts", &key, posted.body(&entry)).await;
        let evidence = entry["evidence"].as_array().unwrap().iter();
        let evidence: Value = evidence.map(|evidence| posted.body(evidence)).collect();
        let path = format!("/v1/verdicts/{}", text(&draft["id"]));
        let cited = api.put(format!("{path}/evidence"), &key, &evidence).await;
        api.published(&posted.newsroom, &cited.expect(200)).await;
        if let Some(correction) = entry.get("correction") {
            api.pass(chrono::TimeDelta::days(1));
            let evidence = correction["evidence"].as_array().unwrap().iter();
            let evidence: Value = evidence.map(|evidence| posted.body(evidence)).collect();
            let body = with(posted.body(correction), json!({"evidence": evidence}));
            api.post(format!("{path}/correct"), &key, &body)
                .await
                .expect(200);
        }
    }
    posted
}
