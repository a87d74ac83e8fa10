//! What tests begin with: newsrooms with a key, and the resources that others rest on.

use factcheck::vocabulary::Scope;
use serde_json::{Value, json};
use uuid::Uuid;

use super::api::Api;

/// A key's scopes but for that of the whole instance.
pub const NEWSROOM_SCOPES: [Scope; 4] = [
    Scope::ClaimsWrite,
    Scope::VerdictsWrite,
    Scope::VerdictsPublish,
    Scope::OrganizationAdmin,
];

/// The id of nothing.
pub const UNKNOWN: &str = "00000000-0000-7000-8000-000000000000";

/// What is refused where a URL belongs.
pub const NO_WEB_ADDRESSES: [&str; 10] = [
    "",
    "ftp://example.org/press",
    "javascript:alert(1)",
    "/press/1",
    "//example.org/press",
    "example.org",
    "https://",
    "https:///press",
    "https://example.org/pr\u{e4}sse",
    "https://example.org/a press",
];

/// An organization and a key that may do everything in its name.
pub struct Newsroom {
    pub id: Uuid,
    pub key: String,
}

impl Api {
    /// A key of the whole instance.
    pub async fn instance_admin(&self) -> String {
        self.key(None, &[Scope::InstanceAdmin]).await
    }

    /// A new organization.
    pub async fn newsroom(&self, slug: &str) -> Newsroom {
        let admin = self.instance_admin().await;
        let body = json!({"name": slug, "slug": slug, "site": format!("{slug}.example")});
        let made = self.post("/v1/organizations", &admin, &body).await;
        let id = id(&made.expect(201));
        let key = self.key(Some(id), &NEWSROOM_SCOPES).await;
        Newsroom { id, key }
    }

    /// Posts a body and gives what was made.
    pub async fn made(&self, path: &str, key: &str, body: Value) -> Value {
        self.post(path, key, &body).await.expect(201)
    }

    pub async fn claim(&self, newsroom: &Newsroom) -> Value {
        self.made("/v1/claims", &newsroom.key, a_claim()).await
    }

    pub async fn claimant(&self, newsroom: &Newsroom) -> Value {
        self.made("/v1/claimants", &newsroom.key, a_claimant())
            .await
    }

    /// A source with a URL of its own.
    pub async fn source(&self, newsroom: &Newsroom) -> Value {
        let mut body = a_source();
        body["url"] = format!("https://example.org/{}", fresh()).into();
        self.made("/v1/sources", &newsroom.key, body).await
    }

    /// A scale with one rating of each kind.
    pub async fn scale(&self, newsroom: &Newsroom) -> Value {
        self.made("/v1/rating-scales", &newsroom.key, a_scale())
            .await
    }

    /// A draft on a claim, with all that publishing needs.
    pub async fn draft(&self, newsroom: &Newsroom, claim: &Value, rating: &Value) -> Value {
        let body = json!({
            "claim_id": claim["id"], "rating_id": rating["id"], "title": "A title",
            "language": "en", "reviewed_at": "2024-10-28T12:00:00Z"
        });
        let draft = self.made("/v1/verdicts", &newsroom.key, body).await;
        let source = self.source(newsroom).await;
        let evidence = json!([{"source_id": source["id"], "stance": "supports"}]);
        let path = format!("/v1/verdicts/{}/evidence", text(&draft["id"]));
        self.put(path, &newsroom.key, &evidence).await.expect(200)
    }

    pub async fn published(&self, newsroom: &Newsroom, draft: &Value) -> Value {
        let path = format!("/v1/verdicts/{}/publish", text(&draft["id"]));
        let request = self.request("POST", path).key(&newsroom.key);
        request.await.expect(200)
    }

    /// A verdict that stands, corrected in its note alone.
    pub async fn corrected(&self, newsroom: &Newsroom, verdict: &Value) -> Value {
        let path = format!("/v1/verdicts/{}/correct", text(&verdict["id"]));
        let note = json!({"correction_note": "A figure was wrong."});
        self.post(path, &newsroom.key, &note).await.expect(200)
    }

    pub async fn retracted(&self, newsroom: &Newsroom, verdict: &Value) -> Value {
        let path = format!("/v1/verdicts/{}/retract", text(&verdict["id"]));
        let reason = json!({"reason": "Its source was forged."});
        self.post(path, &newsroom.key, &reason).await.expect(200)
    }

    /// A published verdict on a claim.
    pub async fn verdict(&self, newsroom: &Newsroom, claim: &Value) -> Value {
        self.verdict_at(newsroom, claim, "2024-10-28T12:00:00Z")
            .await
    }

    /// A published verdict of a review at a time.
    pub async fn verdict_at(&self, newsroom: &Newsroom, claim: &Value, at: &str) -> Value {
        self.rated(newsroom, claim, 0, at).await
    }

    /// A published verdict with a rating of [`a_scale`], by its place there.
    pub async fn rated(
        &self,
        newsroom: &Newsroom,
        claim: &Value,
        rating: usize,
        at: &str,
    ) -> Value {
        let mut scale = a_scale();
        scale["name"] = format!("Scale {}", fresh()).into();
        let scale = self.made("/v1/rating-scales", &newsroom.key, scale).await;
        let draft = self.draft(newsroom, claim, &scale["ratings"][rating]).await;
        let path = format!("/v1/verdicts/{}", text(&draft["id"]));
        let reviewed = json!({"reviewed_at": at});
        let draft = self.patch(path, &newsroom.key, &reviewed).await.expect(200);
        self.published(newsroom, &draft).await
    }

    /// A draft that cites a source.
    pub async fn verdict_citing(
        &self,
        newsroom: &Newsroom,
        claim: &Value,
        source: &Value,
    ) -> Value {
        let mut scale = a_scale();
        scale["name"] = format!("Scale {}", fresh()).into();
        let scale = self.made("/v1/rating-scales", &newsroom.key, scale).await;
        let draft = self.draft(newsroom, claim, &scale["ratings"][0]).await;
        let path = format!("/v1/verdicts/{}/evidence", text(&draft["id"]));
        let evidence = json!([{"source_id": source["id"], "stance": "context"}]);
        self.put(path, &newsroom.key, &evidence).await.expect(200)
    }
}

pub fn a_claim() -> Value {
    json!({"text": "The troops are trained at five bases.", "language": "en", "kind": "statistic"})
}

pub fn a_claimant() -> Value {
    json!({"kind": "person", "name": "Mark Rutte"})
}

pub fn a_source() -> Value {
    json!({"url": "https://example.org/press", "kind": "press_release", "title": "A statement"})
}

pub fn a_scale() -> Value {
    json!({"name": "Five steps", "worst": 1, "best": 5, "ratings": [
        {"label": "Benar", "language": "id", "value": 5, "normalized": "true"},
        {"label": "Sesat", "language": "id", "value": 2, "normalized": "misleading"},
        {"label": "Tidak Terbukti", "language": "id", "normalized": "unproven"},
    ]})
}

/// A number that no other call in this run gives.
pub fn fresh() -> u128 {
    use std::sync::atomic::{AtomicU64, Ordering};
    static NEXT: AtomicU64 = AtomicU64::new(1);
    NEXT.fetch_add(1, Ordering::Relaxed).into()
}

/// The id of a resource.
pub fn id(resource: &Value) -> Uuid {
    text(&resource["id"]).parse().unwrap()
}

/// A resource as lists and histories give it: what is counted of a claimant, they leave out.
pub fn uncounted(mut resource: Value) -> Value {
    resource.as_object_mut().unwrap().remove("counts");
    resource
}

/// A string's text.
pub fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

/// A body with other members than it has, or more.
pub fn with(mut body: Value, members: Value) -> Value {
    for (name, value) in members.as_object().unwrap() {
        body[name] = value.clone();
    }
    body
}

/// Fails unless each of the members is in the whole.
#[track_caller]
pub fn assert_includes(whole: &Value, members: &Value) {
    for (name, value) in members.as_object().unwrap() {
        assert_eq!(&whole[name], value, "{name}");
    }
}
