//! Verdicts as ClaimReviews.

use serde::Serialize;
use uuid::Uuid;

use super::assemble;
use super::markup::{CONTEXT, ClaimReview, ClaimReviewGraph};
use super::wire::MarkupFormat;
use crate::app::State;
use crate::db::Conn;
use crate::error::{Problem, Result};
use crate::http::Rendered;
use crate::http::negotiation::LINKED_DATA;
use crate::resources::{claims, verdicts};
use crate::vocabulary::VerdictStatus;

/// The ClaimReview of a verdict.
pub async fn of_verdict(state: &State, id: Uuid, format: MarkupFormat) -> Result<Rendered> {
    let public_url = state.config.public_url.as_str();
    let read = async |conn: Conn<'_>| {
        let verdict = verdicts::handlers::read(conn, id).await?;
        if !VerdictStatus::STANDING.contains(&verdict.status) {
            return Err(Problem::not_found());
        }
        let version = verdict.version;
        let mut reviews = assemble::all(conn, vec![verdict], public_url).await?;
        let review = reviews.pop().ok_or_else(Problem::not_found)?;
        Ok((review, version))
    };
    let (review, version) = state.db.lookup(read).await?;
    let review = ClaimReview {
        context: Some(CONTEXT),
        ..review
    };
    rendered(&review, format, version)
}

/// The ClaimReviews of the verdicts that stand on a claim.
pub async fn of_claim(state: &State, id: Uuid) -> Result<Rendered> {
    let public_url = state.config.public_url.as_str();
    let read = async |conn: Conn<'_>| {
        let (claim, _) = claims::store::find(conn, id).await?;
        let mut verdicts = verdicts::handlers::of_claims(conn, &[id], None).await?;
        verdicts.retain(|verdict| VerdictStatus::STANDING.contains(&verdict.status));
        verdicts.sort_by_key(|verdict| std::cmp::Reverse((verdict.reviewed_at, verdict.id)));
        let graph = assemble::all(conn, verdicts, public_url).await?;
        let context = CONTEXT;
        Ok((ClaimReviewGraph { context, graph }, claim.version))
    };
    let (graph, version) = state.db.read(read).await?;
    rendered(&graph, MarkupFormat::JsonLd, version)
}

fn rendered(markup: &impl Serialize, format: MarkupFormat, version: i64) -> Result<Rendered> {
    let json = serde_json::to_string(markup).map_err(Problem::internal)?;
    let (body, media_type) = match format {
        MarkupFormat::JsonLd => (json, LINKED_DATA),
        MarkupFormat::Html => {
            let block = format!(
                "<script type=\"application/ld+json\">{}</script>\n",
                harmless(&json)
            );
            (block, "text/html; charset=utf-8")
        }
    };
    Ok(Rendered {
        body: body.into_bytes(),
        media_type,
        version: Some(version),
    })
}

/// JSON in which nothing means anything to HTML: none of these characters stands outside of
/// strings, and within them each can be written by its number.
fn harmless(json: &str) -> String {
    let mut harmless = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '<' => harmless.push_str("\\u003c"),
            '>' => harmless.push_str("\\u003e"),
            '&' => harmless.push_str("\\u0026"),
            '\u{2028}' => harmless.push_str("\\u2028"),
            '\u{2029}' => harmless.push_str("\\u2029"),
            c => harmless.push(c),
        }
    }
    harmless
}
