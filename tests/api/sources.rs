//! Sources.

use serde_json::{Value, json};

use crate::support::*;

mod create;
mod delete;
mod get;
mod list;
mod search;
mod update;

const PATH: &str = "/v1/sources";

fn a_whole_one() -> Value {
    json!({
        "url": "https://example.org/press/2024?a=1&b=%20#top", "citation": "Press release 112",
        "kind": "official_record", "title": "Press statement", "publisher": "NATO",
        "author": "The Secretary General", "published_at": "2024-10-28T12:00:00.250Z",
        "language": "pt-BR", "archived_url": "https://archive.example/2024",
        "reliability": "primary"
    })
}

/// A source without a URL, with a letter to know it by.
fn lettered(letter: &str, members: Value) -> Value {
    let body = json!({"citation": "A book", "kind": "report", "title": letter});
    with(body, members)
}

async fn start() -> (Api, Newsroom) {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    (api, newsroom)
}

fn at(source: &Value) -> String {
    format!("{PATH}/{}", text(&source["id"]))
}

/// Fails unless the answer names the source that has the URL already.
fn assert_names(answer: &Answer, existing: &Value) {
    let problem = answer.problem(409, "duplicate");
    assert_eq!(problem["existing_id"], existing["id"]);
    assert_eq!(problem["errors"][0]["pointer"], "/url");
}
