//! Exports: all of a kind in bulk, from one snapshot.

use serde_json::{Value, json};

use crate::support::*;

mod export;
mod relations;
mod round_trip;
mod stream;

/// A newsroom with a scale.
async fn desk() -> (Api, Newsroom) {
    let api = Api::start().await;
    let newsroom = api.newsroom("one").await;
    api.scale(&newsroom).await;
    (api, newsroom)
}

/// A line of a claim with a verdict in each status, statements and a translation.
fn judged() -> Value {
    let verdict = |title: &str, members: Value| {
        let url = format!("https://one.example/{title}");
        with(
            with(a_verdict(), json!({"title": title, "url": url})),
            members,
        )
    };
    let noted = json!({"status": "corrected", "correction_note": "It was wrong."});
    let forged = json!({"status": "retracted", "retraction_reason": "Forged."});
    with(
        a_line(),
        json!({
            "tags": ["war"], "claim_date": "2024-10-01", "date_precision": "month",
            "quantities": [{"subject": "bases", "comparator": "between", "value": 0.1, "value_max": 1e15}],
            "translations": [{"language": "id", "text": "Lima.", "method": "machine"}],
            "statements": [
                {
                    "claimant": {"kind": "person", "name": "Rutte", "job_title": "Secretary General"},
                    "via_claimant": {"kind": "media", "name": "The Daily", "country": "NL"},
                    "position": "confirms", "said_on": "2024-10-28", "quote": "So it is.",
                    "source": {"citation": "The Daily, p. 5", "kind": "article", "title": "Five"}
                },
                {"position": "denies"}
            ],
            "verdicts": [
                verdict("draft", json!({"status": "draft"})),
                verdict("published", json!({"published_at": "2024-10-29T08:00:00Z"})),
                verdict("corrected", noted),
                verdict("retracted", forged),
            ]
        }),
    )
}
