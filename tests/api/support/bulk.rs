//! Imports and exports: lines that are sent, and lines that come back.

use serde_json::{Value, json};

use super::api::Api;
use super::client::{NDJSON, Request};
use super::newsroom::fresh;

/// The lines of a body.
pub fn ndjson(lines: &[Value]) -> String {
    lines.iter().map(|line| format!("{line}\n")).collect()
}

/// A claim with an id of the newsroom's own.
pub fn a_line() -> Value {
    json!({
        "external_id": format!("own-{}", fresh()), "text": "They train at five bases.",
        "language": "en", "kind": "statistic"
    })
}

/// A published verdict of the newsroom whose ratings are those of [`super::a_scale`].
pub fn a_verdict() -> Value {
    json!({
        "title": "Five bases", "language": "en", "status": "published",
        "reviewed_at": "2024-10-28T12:00:00Z", "rating": {"label": "Benar"},
        "evidence": [{"source": super::a_source(), "stance": "supports"}]
    })
}

impl Api {
    /// The request of an import.
    pub fn importing(&self, key: &str, body: impl Into<Vec<u8>>) -> Request {
        let request = self.request("POST", "/v1/imports").key(key);
        request.header("Content-Type", NDJSON).bytes(body)
    }

    /// What became of the lines.
    pub async fn import(&self, key: &str, lines: &[Value]) -> Vec<Value> {
        self.importing(key, ndjson(lines)).await.lines()
    }

    /// The id of the claim that a line made.
    pub async fn imported(&self, key: &str, line: &Value) -> String {
        let results = self.import(key, std::slice::from_ref(line)).await;
        assert_eq!(results[0]["status"], "created", "{results:?}");
        super::text(&results[0]["id"]).to_owned()
    }

    /// The claim that a line was to change, and did.
    pub async fn updated(&self, key: &str, line: &Value) -> Value {
        let results = self.import(key, std::slice::from_ref(line)).await;
        assert_eq!(results[0]["status"], "updated", "{results:?}");
        let path = format!("/v1/claims/{}", super::text(&results[0]["id"]));
        self.get(path).await.expect(200)
    }

    /// Lines that say what is there: nothing whatever is written.
    pub async fn leaves_all_as_it_is(&self, key: &str, lines: &[Value]) {
        let before = self.contents().await;
        for result in self.import(key, lines).await {
            assert_eq!(result["status"], "unchanged", "{result}");
        }
        assert_eq!(self.contents().await, before);
    }

    /// The line fails for one fault, and changes nothing.
    pub async fn refuses_line(&self, key: &str, line: &Value, pointer: &str, code: &str) {
        let before = self.contents().await;
        let request = self.importing(key, line.to_string()).one_line();
        request.await.fault(pointer, code);
        assert_eq!(self.contents().await, before, "{line}");
    }

    /// All of a kind.
    pub async fn export(&self, kind: &str) -> Vec<Value> {
        let answer = self.get(format!("/v1/exports/{kind}.ndjson")).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        answer.lines()
    }

    /// All of a kind, as the holder of a key sees it.
    pub async fn export_as(&self, key: &str, kind: &str) -> Vec<Value> {
        let request = self.get(format!("/v1/exports/{kind}.ndjson")).key(key);
        request.await.lines()
    }
}
