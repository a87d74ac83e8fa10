//! Relations: how claims hang together, told alike from either end.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::*;

mod circles;
mod create;
mod delete;
mod get;
mod include;
mod languages;
mod list;

/// Each kind as the claim that a relation is from sees it, and as the other does.
const KINDS: [(&str, &str); 6] = [
    ("repeats", "repeated_by"),
    ("contradicts", "contradicted_by"),
    ("supports", "supported_by"),
    ("narrows", "narrowed_by"),
    ("broadens", "broadened_by"),
    ("updates", "updated_by"),
];

fn claim_path(claim: &Value) -> String {
    format!("/v1/claims/{}", text(&claim["id"]))
}

/// Of a claim's relations.
fn path(claim: &Value) -> String {
    format!("{}/relations", claim_path(claim))
}

fn relation_path(relation: &Value) -> String {
    format!("/v1/relations/{}", text(&relation["id"]))
}

/// A relation to a claim.
fn to(claim: &Value, kind: &str) -> Value {
    json!({"to_claim_id": claim["id"], "kind": kind})
}

/// Relates one claim to another.
async fn related(api: &Api, newsroom: &Newsroom, from: &Value, kind: &str, other: &Value) -> Value {
    let body = to(other, kind);
    api.made(&path(from), &newsroom.key, body).await
}

/// New claims, worded apart.
async fn claims<const N: usize>(api: &Api, newsroom: &Newsroom) -> [Value; N] {
    let mut made = Vec::new();
    for number in 0..N {
        let body = with(a_claim(), json!({"text": format!("Claim {number}.")}));
        made.push(api.made("/v1/claims", &newsroom.key, body).await);
    }
    made.try_into().unwrap()
}

/// Translates a claim into French.
async fn translated(api: &Api, newsroom: &Newsroom, claim: &Value) {
    let path = format!("{}/translations/fr", claim_path(claim));
    let body = json!({"text": "Autrement.", "method": "human"});
    api.put(path, &newsroom.key, &body).await.expect(200);
}

/// The present versions of claims, and when they came to be.
async fn versions(api: &Api, claims: &[&Value]) -> Vec<(i64, String)> {
    let mut versions = Vec::new();
    for claim in claims {
        let claim = api.get(claim_path(claim)).await.expect(200);
        let version = claim["version"].as_i64().unwrap();
        versions.push((version, text(&claim["updated_at"]).to_owned()));
    }
    versions
}
