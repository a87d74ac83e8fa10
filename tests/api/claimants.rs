//! Claimants.

use serde_json::{Value, json};

use crate::support::*;

mod counts;
mod create;
mod delete;
mod get;
mod list;
mod merge;
mod merged;
mod names;
mod phrases;
mod search;
mod update;

const PATH: &str = "/v1/claimants";

fn a_whole_one() -> Value {
    json!({
        "kind": "government", "name": "Blue House", "job_title": "Office of the President",
        "country": "KR", "url": "https://president.example/about",
        "same_as": ["https://example.org/wiki/Blue_House", "http://example.org/data?q=1"],
        "alternate_names": ["Cheong Wa Dae", "청와대"]
    })
}

/// A claimant with a letter to know it by, as its office.
fn lettered(letter: &str, members: Value) -> Value {
    with(with(a_claimant(), json!({"job_title": letter})), members)
}

async fn start() -> (Api, Newsroom) {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    (api, newsroom)
}

fn at(claimant: &Value) -> String {
    format!("{PATH}/{}", text(&claimant["id"]))
}
