//! Imports: whole claims in bulk, a line each.

use diesel::dsl::sql;
use diesel::sql_types::Text;
use diesel_async::RunQueryDsl;
use serde_json::{Value, json};

use crate::support::*;

mod again;
mod bad_lines;
mod claim_review;
mod dry_run;
mod harmless;
mod import;
mod life;
mod ratings;
mod relations;
mod streaming;
mod update;
mod voices;

/// A newsroom with a scale, to import into.
struct Desk {
    api: Api,
    newsroom: Newsroom,
}

impl Desk {
    async fn start() -> Self {
        let api = Api::start().await;
        let newsroom = api.newsroom("one").await;
        api.scale(&newsroom).await;
        Self { api, newsroom }
    }

    fn key(&self) -> &str {
        &self.newsroom.key
    }

    async fn read(&self, path: impl Into<String>) -> Value {
        self.api.get(path).key(self.key()).await.expect(200)
    }

    /// The verdicts of a claim, drafts as well, oldest first.
    async fn verdicts(&self, claim: &str) -> Vec<Value> {
        let path = format!("/v1/verdicts?claim_id={claim}&sort=created_at&status={STATUSES}");
        self.api.list_as(self.key(), path).await
    }

    /// What the journal tells, in order.
    async fn journal(&self) -> Vec<Value> {
        let rows = sql::<Text>("SELECT to_jsonb(journal)::text FROM journal ORDER BY seq");
        let mut connection = self.api.connection().await;
        let rows: Vec<String> = rows.load(&mut connection).await.unwrap();
        rows.iter()
            .map(|row| serde_json::from_str(row).unwrap())
            .collect()
    }

    /// Makes a claim with one verdict.
    async fn judged(&self, verdict: &Value) -> (Value, String) {
        let line = judged(verdict);
        let id = self.api.imported(self.key(), &line).await;
        (line, id)
    }
}

const STATUSES: &str = "draft&status=published&status=corrected&status=retracted";

/// A line with one verdict.
fn judged(verdict: &Value) -> Value {
    with(a_line(), json!({"verdicts": [verdict]}))
}

/// A line whose only verdict is another.
fn judged_so(line: &Value, verdict: Value) -> Value {
    with(line.clone(), json!({"verdicts": [verdict]}))
}

/// A line that says all that a line can say.
fn whole() -> Value {
    json!({
        "external_id": "kursk-1", "text": "Pasukan itu berlatih di lima pangkalan.",
        "language": "id", "kind": "statistic", "claim_date": "2024-10-01",
        "date_precision": "month", "location": "Kursk", "tags": ["war", "troops"],
        "quantities": [{
            "subject": "bases", "comparator": "eq", "value": 5, "value_max": null,
            "unit": "bases", "as_of": "2024-10-01"
        }],
        "translations": [{"language": "en", "text": "They train at five.", "method": "human"}],
        "statements": [{
            "claimant": {
                "kind": "government", "name": "Main Directorate", "job_title": null,
                "country": "UA", "url": "https://gur.example/", "same_as": ["https://a.example/"]
            },
            "via_claimant": {"kind": "media", "name": "The Daily"},
            "position": "asserts", "said_on": "2024-10-01", "date_precision": "month",
            "quote": "At five.", "language": "en",
            "source": {"citation": "The Daily, p. 5", "kind": "article", "title": "Five"}
        }],
        "verdicts": [{
            "rating": {"label": "Benar", "normalized": "true", "value": 5, "worst": 1, "best": 5},
            "title": "Benar", "summary": "In brief.", "explanation": "At length.",
            "url": "https://one.example/kursk", "language": "id", "status": "published",
            "reviewed_at": "2024-10-28T12:00:00Z", "published_at": "2024-10-29T08:00:00Z",
            "evidence": [
                {
                    "source": {
                        "url": "https://gur.example/5", "kind": "report", "title": "Bases",
                        "publisher": "GUR", "language": "uk", "reliability": "primary"
                    },
                    "stance": "supports", "quote": "Five bases.", "note": "See page 2."
                },
                {
                    "source": {"citation": "The Daily, p. 5", "kind": "article", "title": "Five"},
                    "stance": "context", "quote": null, "note": null
                }
            ]
        }]
    })
}
