//! ClaimReviews out of verdicts and their claims.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use uuid::Uuid;

use super::kinds;
use super::markup::{ClaimReview, CreativeWork, ItemReviewed, Party, RatingMarkup};
use super::store::{self, Asserter, Assertion, WordedClaim};
use crate::db::Conn;
use crate::error::Result;
use crate::http::languages;
use crate::resources::sources::store::SourceBrief;
use crate::resources::sources::wire::SourceSummary;
use crate::resources::verdicts::wire::{Publisher, Verdict};
use crate::site;
use crate::vocabulary::DatePrecision;

/// The ClaimReviews of verdicts that stand, in their order. The number of statements does not
/// grow with theirs.
pub async fn all(
    conn: Conn<'_>,
    verdicts: Vec<Verdict>,
    public_url: &str,
) -> Result<Vec<ClaimReview>> {
    let claims: HashSet<Uuid> = verdicts.iter().map(|verdict| verdict.claim_id).collect();
    let claims: Vec<Uuid> = claims.into_iter().collect();
    let (worded, translated, assertions) = futures_util::try_join!(
        store::worded(conn, &claims),
        store::translated(conn, &claims),
        store::assertions(conn, &claims),
    )?;
    let worded = worded.into_iter().map(|claim| (claim.id, claim));
    let mut claims = Claims {
        worded: worded.collect(),
        translated: HashMap::new(),
        assertions: HashMap::new(),
    };
    for (claim, language, text) in translated {
        let of_claim = claims.translated.entry(claim).or_default();
        of_claim.push((language, text));
    }
    for assertion in assertions {
        let of_claim = claims.assertions.entry(assertion.0).or_default();
        of_claim.push(assertion);
    }
    let reviews = verdicts.into_iter();
    Ok(reviews
        .filter_map(|verdict| claims.review(verdict, public_url))
        .collect())
}

/// What is known of the claims.
struct Claims {
    worded: HashMap<Uuid, WordedClaim>,
    /// Each by its language.
    translated: HashMap<Uuid, Vec<(String, String)>>,
    assertions: HashMap<Uuid, Vec<Assertion>>,
}

impl Claims {
    /// None where a verdict has no rating or review date, as none that stands is.
    fn review(&self, verdict: Verdict, public_url: &str) -> Option<ClaimReview> {
        let claim = self.worded.get(&verdict.claim_id)?;
        let url = url(&verdict, public_url);
        let rating = verdict.rating?;
        let in_language = verdict.language.as_str().to_owned();
        let translation = self.translation(claim, &in_language);
        let own_url = verdict.url.as_deref();
        let cited = verdict.evidence.iter().map(|evidence| &evidence.source);
        // It does not cite itself.
        let cited = cited.filter(|source| source.url.is_none() || source.url.as_deref() != own_url);
        let numbers = rating.value.map(|_| (rating.best, rating.worst));
        Some(ClaimReview {
            context: None,
            kind: "ClaimReview",
            id: urn(verdict.id),
            claim_reviewed: translation.unwrap_or(&claim.text).to_owned(),
            item_reviewed: self.item(claim, &in_language, translation.is_some(), &url),
            url,
            review_rating: RatingMarkup {
                kind: "Rating",
                alternate_name: rating.label,
                rating_value: rating.value,
                best_rating: numbers.map(|(best, _)| best),
                worst_rating: numbers.map(|(_, worst)| worst),
                rating_explanation: verdict.explanation,
            },
            author: organization(verdict.organization),
            date_published: time(verdict.reviewed_at?),
            date_modified: verdict.corrected_at.map(time),
            in_language,
            name: verdict.title,
            description: verdict.summary,
            citation: cited.map(work).collect(),
            correction: verdict.correction_note,
        })
    }

    /// The claim as readers of a language are given it, where that is a translation.
    fn translation(&self, claim: &WordedClaim, language: &str) -> Option<&str> {
        let translated = self.translated.get(&claim.id)?;
        let known = translated.iter().map(|(language, _)| language.as_str());
        let known = std::iter::once(claim.language.as_str()).chain(known);
        let place = languages::looked_up(language, known)?;
        let (_, text) = translated.get(place.checked_sub(1)?)?;
        Some(text)
    }

    fn item(
        &self,
        claim: &WordedClaim,
        language: &str,
        is_translated: bool,
        own_url: &str,
    ) -> ItemReviewed {
        let assertions = self.assertions.get(&claim.id);
        let assertions = || assertions.into_iter().flatten();
        let own_site = site::of_url(own_url);
        // What stands on the fact-checker's own site is no appearance of the claim.
        let is_own = |source: &SourceBrief| match (&source.url, &own_site) {
            (Some(url), Some(own)) => site::is_on(url, own),
            _ => false,
        };
        let (mut known, mut author) = (HashSet::new(), Vec::new());
        for asserter in assertions().filter_map(|(_, asserter, _)| asserter.as_ref()) {
            if known.insert(asserter.id) {
                author.push(party(asserter));
            }
        }
        let (mut known, mut appearance) = (HashSet::new(), Vec::new());
        for source in assertions().filter_map(|(.., source)| source.as_ref()) {
            if !is_own(source) && known.insert(source.id) {
                appearance.push(work(&SourceSummary::from(source.clone())));
            }
        }
        ItemReviewed {
            kind: "Claim",
            id: urn(claim.id),
            text: is_translated.then(|| claim.text.clone()),
            in_language: (claim.language != language).then(|| claim.language.clone()),
            author,
            date_published: claim.claim_date.map(|it| day(it, claim.date_precision)),
            appearance,
        }
    }
}

/// A record, by its id.
pub fn urn(id: Uuid) -> String {
    id.urn().to_string()
}

/// Where the review is: on the organization's site or, where it is nowhere else, here.
pub fn url(verdict: &Verdict, public_url: &str) -> String {
    match &verdict.url {
        Some(url) => url.clone(),
        None => format!("{public_url}/v1/verdicts/{}", verdict.id),
    }
}

/// As the API writes times.
pub fn time(time: DateTime<Utc>) -> String {
    time.to_rfc3339_opts(SecondsFormat::AutoSi, true)
}

fn day(date: NaiveDate, precision: Option<DatePrecision>) -> String {
    let format = match precision {
        Some(DatePrecision::Year) => "%Y",
        Some(DatePrecision::Month) => "%Y-%m",
        Some(DatePrecision::Day) | None => "%Y-%m-%d",
    };
    date.format(format).to_string()
}

fn organization(publisher: Publisher) -> Party {
    Party {
        kind: "Organization",
        id: None,
        name: publisher.name,
        job_title: None,
        url: Some(format!("https://{}", publisher.site)),
        same_as: Vec::new(),
    }
}

fn party(asserter: &Asserter) -> Party {
    Party {
        kind: kinds::of_party(asserter.kind),
        id: Some(urn(asserter.id)),
        name: asserter.name.clone(),
        job_title: asserter.job_title.clone(),
        url: asserter.url.clone(),
        same_as: asserter.same_as.clone(),
    }
}

fn named(kind: &'static str, name: &str) -> Party {
    Party {
        kind,
        id: None,
        name: name.to_owned(),
        job_title: None,
        url: None,
        same_as: Vec::new(),
    }
}

fn work(source: &SourceSummary) -> CreativeWork {
    CreativeWork {
        kind: kinds::of_work(source.kind),
        id: urn(source.id),
        url: source.url.clone(),
        name: source.title.clone(),
        publisher: source
            .publisher
            .as_deref()
            .map(|it| named("Organization", it)),
        author: source.author.as_deref().map(|it| named("Person", it)),
        date_published: source.published_at.map(time),
    }
}
