//! Feeds: verdicts in the formats that other programs follow.

use serde_json::{Value, json};

use crate::support::*;

mod data;
mod feed;
mod formats;

const DATA: &str = "/v1/feeds/claim-reviews.json";
const ATOM: &str = "/v1/feeds/verdicts.atom";
const JSON: &str = "/v1/feeds/verdicts.json";

/// A newsroom with a draft, and with verdicts that were published, corrected and retracted.
struct Desk {
    api: Api,
    newsroom: Newsroom,
    claim: Value,
    published: Value,
    corrected: Value,
    retracted: Value,
}

impl Desk {
    async fn start() -> Self {
        let api = Api::start().await;
        let newsroom = api.newsroom("one").await;
        let claim = api.claim(&newsroom).await;
        let published = api
            .verdict_at(&newsroom, &claim, "2024-10-30T00:00:00Z")
            .await;
        let corrected = api
            .verdict_at(&newsroom, &claim, "2024-10-29T00:00:00Z")
            .await;
        let retracted = api
            .verdict_at(&newsroom, &claim, "2024-10-28T00:00:00Z")
            .await;
        let corrected = api.corrected(&newsroom, &corrected).await;
        let retracted = api.retracted(&newsroom, &retracted).await;
        let scale = api.list("/v1/rating-scales").await;
        api.draft(&newsroom, &claim, &scale[0]["ratings"][0]).await;
        Self {
            api,
            newsroom,
            claim,
            published,
            corrected,
            retracted,
        }
    }

    async fn elements(&self, query: &str) -> Vec<Value> {
        let feed = self.api.get(format!("{DATA}?{query}")).await.expect(200);
        feed["dataFeedElement"].as_array().unwrap().clone()
    }

    async fn items(&self, query: &str) -> Vec<Value> {
        let feed = self.api.get(format!("{JSON}?{query}")).await.expect(200);
        feed["items"].as_array().unwrap().clone()
    }

    async fn atom(&self, query: &str) -> String {
        let feed = self.api.get(format!("{ATOM}?{query}")).await;
        assert_eq!(feed.status, 200);
        String::from_utf8(feed.body.to_vec()).unwrap()
    }
}

fn urn(resource: &Value) -> String {
    format!("urn:uuid:{}", text(&resource["id"]))
}
