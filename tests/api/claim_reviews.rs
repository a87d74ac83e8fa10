//! ClaimReviews: verdicts in the form that the world speaks.

use serde_json::{Value, json};

use crate::support::newsroom::fresh;
use crate::support::*;

mod get;
mod given;
mod validate;

const LINKED: &str = "application/ld+json";

/// A newsroom with a claim that two voices asserted, in three places, and a translation.
struct Desk {
    api: Api,
    newsroom: Newsroom,
    claim: Value,
    scale: Value,
}

impl Desk {
    async fn start() -> Self {
        let api = Api::start().await;
        let newsroom = api.newsroom("one").await;
        let scale = api.scale(&newsroom).await;
        let line = json!({
            "text": "They train at five bases.", "language": "en", "kind": "statistic",
            "claim_date": "2024-10-01", "date_precision": "month",
            "translations": [{"language": "id", "text": "Mereka berlatih di lima pangkalan.", "method": "human"}],
            "statements": [
                {
                    "claimant": {"kind": "government", "name": "Blue House", "url": "https://president.example"},
                    "position": "asserts", "said_on": "2024-10-03",
                    "source": {"url": "https://video.example/1", "kind": "video", "title": "A video", "publisher": "Channel"}
                },
                {
                    "claimant": {"kind": "person", "name": "Ana", "job_title": "Minister", "same_as": ["https://example.org/ana"]},
                    "position": "asserts", "said_on": "2024-10-02",
                    "source": {"citation": "The Daily, p. 5", "kind": "article", "title": "Five bases"}
                },
                {
                    "position": "asserts",
                    "source": {"url": "https://www.one.example/post", "kind": "social_post", "title": "On the checker's own site"}
                },
                {
                    "position": "asserts",
                    "source": {"url": "https://m.video.one.example/post", "kind": "video", "title": "On a part of it"}
                },
                {"claimant": {"kind": "media", "name": "The Daily"}, "position": "denies", "said_on": "2024-10-01"}
            ]
        });
        let claim = api.imported(&newsroom.key, &line).await;
        let claim = api.get(format!("/v1/claims/{claim}")).await.expect(200);
        Self {
            api,
            newsroom,
            claim,
            scale,
        }
    }

    /// A published verdict with a rating of the scale and other members.
    async fn verdict(&self, rating: usize, members: Value) -> Value {
        let (api, key) = (&self.api, &self.newsroom.key);
        let body = json!({
            "claim_id": self.claim["id"], "rating_id": self.scale["ratings"][rating]["id"],
            "title": "Benar: lima pangkalan", "summary": "In brief.", "explanation": "At length.\n\nTwice.",
            "url": "https://one.example/five", "language": "id", "reviewed_at": "2024-10-28T12:00:00Z"
        });
        let draft = api.made("/v1/verdicts", key, with(body, members)).await;
        let source = json!({
            "url": format!("https://data.example/{}", fresh()), "kind": "dataset", "title": "Bases",
            "author": "Zoë", "published_at": "2024-10-20T00:00:00Z"
        });
        let source = api.made("/v1/sources", key, source).await;
        let evidence = json!([{"source_id": source["id"], "stance": "supports"}]);
        let path = format!("/v1/verdicts/{}", text(&draft["id"]));
        let put = api.put(format!("{path}/evidence"), key, &evidence);
        put.await.expect(200);
        api.published(&self.newsroom, &draft).await
    }
}

fn path(verdict: &Value) -> String {
    format!("/v1/verdicts/{}/claim-review", text(&verdict["id"]))
}

fn urn(resource: &Value) -> String {
    format!("urn:uuid:{}", text(&resource["id"]))
}

/// A ClaimReview with nothing wrong.
fn a_claim_review() -> Value {
    json!({
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": "https://checks.example/2024/soldiers",
        "claimReviewed": "12,000 North Korean soldiers are in Russia",
        "author": {"@type": "Organization", "name": "Checks", "url": "https://checks.example/"},
        "datePublished": "2024-10-30",
        "itemReviewed": {
            "@type": "Claim",
            "author": {
                "@type": "Person",
                "name": "Jane Roe",
                "sameAs": "https://people.example/roe",
            },
            "datePublished": "2024-10-23",
            "appearance": [{"@type": "CreativeWork", "url": "https://news.example/a"}],
        },
        "reviewRating": {
            "@type": "Rating",
            "alternateName": "Mostly true",
            "ratingValue": 4,
            "bestRating": 5,
            "worstRating": 1,
        },
    })
}
