//! Timelines: what is dated about a claim, in one order.

use serde_json::{Value, json};

use crate::support::*;

mod list;

fn claim_path(claim: &Value) -> String {
    format!("/v1/claims/{}", text(&claim["id"]))
}

fn path(claim: &Value) -> String {
    format!("{}/timeline", claim_path(claim))
}

/// A claim that was first made on a date of which so much is known.
async fn dated(api: &Api, newsroom: &Newsroom, date: &str, precision: &str) -> Value {
    let date = json!({"claim_date": date, "date_precision": precision, "location": "Kursk"});
    let body = with(a_claim(), date);
    api.made("/v1/claims", &newsroom.key, body).await
}

/// Something said of a claim on a date of which so much is known.
async fn said(
    api: &Api,
    newsroom: &Newsroom,
    claim: &Value,
    (date, precision): (&str, &str),
) -> Value {
    let path = format!("{}/statements", claim_path(claim));
    let body = json!({"position": "asserts", "said_on": date, "date_precision": precision});
    api.made(&path, &newsroom.key, body).await
}

/// Something said of a claim nobody knows when.
async fn said_sometime(api: &Api, newsroom: &Newsroom, claim: &Value) -> Value {
    let path = format!("{}/statements", claim_path(claim));
    let body = json!({"position": "denies"});
    api.made(&path, &newsroom.key, body).await
}

/// Relates a claim to another.
async fn related(api: &Api, newsroom: &Newsroom, claim: &Value, other: &Value) -> Value {
    let path = format!("{}/relations", claim_path(claim));
    let body = json!({"to_claim_id": other["id"], "kind": "contradicts"});
    api.made(&path, &newsroom.key, body).await
}
