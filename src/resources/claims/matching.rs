//! Whether somebody has checked what a text says.

use actix_web::post;
use actix_web::web::Data;
use uuid::Uuid;

use super::handlers::of_ids;
use super::store;
use super::wire::{
    Claim, ClaimMatch, Creation, MatchAnswer, MatchRequest, Matches, MatchesOfAll, NewClaim,
    OnDuplicate, SimilarClaim,
};
use crate::app::State;
use crate::error::Result;
use crate::failures;
use crate::http::failures::{BODY, SEARCHED};
use crate::http::{Json, LanguageChoice, Languages, Told};
use crate::language::LanguageTag;
use crate::resources::searching;
use crate::search::Filter;
use crate::search::analysis::Language;

failures!(MatchClaims: BODY, SEARCHED);
/// Finds the claims that a text makes
///
/// For a message, a post or a headline: has this been checked already? Each claim comes with the
/// probability that it is what the text says (of matches given 0.9, nine in ten are right), by how
/// much they explain each other, how far it leads before others, and whether their figures, names,
/// countries and denials agree. Nothing is stored. A text is answered by `data`, several by
/// `results` in the same order.
#[utoipa::path(
    tag = "claims",
    params(LanguageChoice),
    request_body(content = MatchRequest, description = "The text, or several."),
    responses((status = 200, description = "The claims, best match first.", body = MatchAnswer), MatchClaims)
)]
#[post("/claims/match")]
pub async fn match_claims(
    state: Data<State>,
    languages: Languages,
    Json(request): Json<MatchRequest>,
) -> Result<Told<MatchAnswer>> {
    let one = async |text: &str| of_text(&state, &request, text, &languages).await;
    if let Some(text) = &request.text {
        return Ok(Told(MatchAnswer::One(one(text).await?)));
    }
    let mut results = Vec::new();
    for text in request.texts.iter().flatten() {
        results.push(one(text).await?);
    }
    Ok(Told(MatchAnswer::All(MatchesOfAll { results })))
}

async fn of_text(
    state: &State,
    request: &MatchRequest,
    text: &str,
    languages: &Languages,
) -> Result<Matches> {
    let filter = Filter::default().reviewed(request.published_only.filter(|only| *only));
    let language = request.language.as_ref();
    let language = language.map(|tag| Language::of_tag(&tag.to_string()));
    let mut found = state.search.matches(text, language, filter).await?;
    let least = request.min_confidence.unwrap_or_default();
    found.retain(|matched| matched.confidence >= least);
    found.truncate(request.limit.unwrap_or(MatchRequest::LIMIT).into());
    let ids: Vec<Uuid> = found.iter().map(|matched| matched.id).collect();
    if ids.is_empty() {
        return Ok(Matches { data: Vec::new() });
    }
    let claims = state.db.read(async |conn| of_ids(conn, &ids).await).await?;
    let claims = searching::ordered(claims, &ids, |claim: &Claim| claim.id);
    let mut data = Vec::with_capacity(claims.len());
    let mut found = found.into_iter();
    for mut claim in claims {
        let Some(matched) = found.find(|matched| matched.id == claim.id) else {
            break;
        };
        claim.speak(languages);
        data.push(ClaimMatch {
            claim,
            score: rounded(matched.score),
            confidence: rounded(matched.confidence),
            matched: matched.words,
        });
    }
    Ok(Matches { data })
}

fn rounded(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}

/// Two wordings that are so much alike say the same.
const ALIKE: f64 = 0.85;

/// The claims that say nearly the same as a new one. Only who would have it refused for them waits
/// for an index that is not there yet.
pub(super) async fn similar(
    state: &State,
    new: &NewClaim,
    creation: &Creation,
) -> Result<Vec<SimilarClaim>> {
    let (search, text) = (&state.search, &new.text);
    let language = Language::of_tag(&new.language.to_string());
    let found = match creation.on_duplicate {
        Some(OnDuplicate::Reject) => search.similar(text, language, ALIKE).await?,
        _ => search.similar_at_hand(text, language, ALIKE).await?,
    };
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<Uuid> = found.iter().map(|(id, _)| *id).collect();
    let briefs = state.db.read(async |conn| store::briefs(conn, &ids).await);
    let briefs = searching::ordered(briefs.await?, &ids, |brief| brief.id);
    let similarity = |id| {
        found
            .iter()
            .find(|(known, _)| *known == id)
            .map(|(_, it)| *it)
    };
    let similar = briefs.into_iter().map(|brief| SimilarClaim {
        similarity: rounded(similarity(brief.id).unwrap_or_default()),
        id: brief.id,
        text: brief.text,
        language: LanguageTag::stored(brief.language),
    });
    Ok(similar.collect())
}
