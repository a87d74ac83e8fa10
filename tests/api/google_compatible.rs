//! Search as Google's Fact Check Tools API has it.

use factcheck::vocabulary::Scope;
use serde_json::{Value, json};

use crate::support::newsroom::fresh;
use crate::support::*;

mod failures;
mod paging;
mod search;

/// The address of a search.
fn path(query: &[(&str, &str)]) -> String {
    let mut pairs = url::form_urlencoded::Serializer::new(String::new());
    let query = pairs.extend_pairs(query).finish();
    format!("/v1alpha1/claims:search?{query}")
}

/// What a search gives.
async fn searched(api: &Api, query: &[(&str, &str)]) -> Value {
    api.get(path(query)).await.expect(200)
}

/// The texts of the claims of a page, in order.
fn texts(page: &Value) -> Vec<&str> {
    let claims = page["claims"].as_array();
    claims.map_or_else(Vec::new, |claims| column(claims, "text"))
}

/// The texts of the claims that a search gives, in order.
async fn found(api: &Api, query: &[(&str, &str)]) -> Vec<String> {
    let page = searched(api, query).await;
    texts(&page).into_iter().map(str::to_owned).collect()
}

/// A claim.
async fn claim(api: &Api, newsroom: &Newsroom, members: Value) -> Value {
    let body = with(a_claim(), members);
    api.made("/v1/claims", &newsroom.key, body).await
}

/// A draft on a claim, labelled `Benar`.
async fn draft(api: &Api, newsroom: &Newsroom, claim: &Value, members: &Value) -> Value {
    let scale = with(a_scale(), json!({"name": format!("Scale {}", fresh())}));
    let scale = api.made("/v1/rating-scales", &newsroom.key, scale).await;
    let draft = api.draft(newsroom, claim, &scale["ratings"][0]).await;
    let path = format!("/v1/verdicts/{}", text(&draft["id"]));
    api.patch(path, &newsroom.key, members).await.expect(200)
}

/// A published review of a claim.
async fn review(api: &Api, newsroom: &Newsroom, claim: &Value, members: Value) -> Value {
    let draft = draft(api, newsroom, claim, &members).await;
    api.published(newsroom, &draft).await
}

/// A claim with a review.
async fn reviewed(api: &Api, newsroom: &Newsroom, text: &str, members: Value) -> Value {
    let claim = claim(api, newsroom, json!({"text": text})).await;
    review(api, newsroom, &claim, members).await;
    claim
}
