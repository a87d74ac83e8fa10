//! Relations in exports: each on one line, after that of the other claim.

use super::*;

/// Of each line that has a relation, in order: the claim, how it stands to the other, the other.
fn related(lines: &[Value]) -> Vec<String> {
    let mut told = Vec::new();
    for line in lines {
        for relation in line["relations"].as_array().unwrap() {
            let words = [&line["text"], &relation["kind"], &relation["claim"]["text"]];
            told.push(words.map(text).join(" "));
        }
    }
    told
}

/// Claims a and b, of which b narrows a; their paths.
async fn two(api: &Api, newsroom: &Newsroom) -> (String, String) {
    let mut paths = Vec::new();
    for letter in ["a", "b"] {
        let body = with(crate::support::a_claim(), json!({"text": letter}));
        let claim = api.made("/v1/claims", &newsroom.key, body).await;
        paths.push(format!("/v1/claims/{}", id(&claim)));
    }
    let (b, a) = (paths.pop().unwrap(), paths.pop().unwrap());
    let narrows = json!({"to_claim_id": a.rsplit('/').next(), "kind": "narrows"});
    let relations = format!("{b}/relations");
    api.made(&relations, &newsroom.key, narrows).await;
    (a, b)
}

#[actix_web::test]
async fn stand_on_the_line_of_the_later_claim() {
    let (api, newsroom) = desk().await;
    let (a, _) = two(&api, &newsroom).await;
    let narrows = ["b narrows a"];
    assert_eq!(related(&api.export("claims").await), narrows);
    // In the order of changes a comes last, and the relation with it.
    let patch = json!({"location": "Kursk"});
    let changed = api.patch(&a, &newsroom.key, &patch).await.expect(200);
    assert_eq!(related(&api.export("claims").await), narrows);
    let all = api.get("/v1/exports/claims.ndjson?updated_since=2026-01-01T00:00:00Z");
    assert_eq!(related(&all.await.lines()), ["a narrowed_by b"]);
    let since = text(&changed["updated_at"]);
    let alone = api.get(format!("/v1/exports/claims.ndjson?updated_since={since}"));
    assert_eq!(related(&alone.await.lines()), ["a narrowed_by b"]);
}

#[actix_web::test]
async fn follow_to_another_instance_change_by_change() {
    let (api, newsroom) = desk().await;
    let elsewhere = Api::start().await;
    let other = elsewhere.newsroom("elsewhere").await;
    let (a, b) = two(&api, &newsroom).await;
    let exported = async |since: &str| {
        let path = format!("/v1/exports/claims.ndjson?updated_since={since}");
        api.get(path).await.lines()
    };
    let first = exported("2026-01-01T00:00:00Z").await;
    for result in elsewhere.import(&other.key, &first).await {
        assert_eq!(result["status"], "created", "{result}");
    }
    // The older claim changes, and a relation to it is added from a third.
    let patch = json!({"location": "Kursk"});
    let changed = api.patch(&a, &newsroom.key, &patch).await.expect(200);
    let c = with(crate::support::a_claim(), json!({"text": "c"}));
    let c = api.made("/v1/claims", &newsroom.key, c).await;
    let updates = json!({"to_claim_id": c["id"], "kind": "updates"});
    let relations = format!("{b}/relations");
    api.made(&relations, &newsroom.key, updates).await;
    let second = exported(text(&changed["updated_at"])).await;
    let told: Vec<Value> = elsewhere.import(&other.key, &second).await;
    assert!(told.iter().all(|it| it["status"] != "failed"), "{told:?}");
    for path in [a, b, format!("/v1/claims/{}", id(&c))] {
        let path = format!("{path}/relations");
        let seen = |relations: Vec<Value>| -> Vec<(Value, Value)> {
            let told = relations
                .iter()
                .map(|it| (it["id"].clone(), it["kind"].clone()));
            told.collect()
        };
        let there = seen(elsewhere.list(path.as_str()).await);
        assert!(!there.is_empty(), "{path}");
        assert_eq!(there, seen(api.list(path.as_str()).await), "{path}");
    }
}
