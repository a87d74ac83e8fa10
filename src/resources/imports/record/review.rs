//! A ClaimReview as a line: a claim with who asserted it and where, and one verdict.

mod parts;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::part::Part;
use super::{Markup, Printed, Record};
use crate::claim_review::{Reading, Review, urn};
use crate::error::{Fault, Problem, Result};
use crate::language::LanguageTag;
use crate::search::analysis::detect;
use crate::site;
use crate::vocabulary::VerdictStatus;
use parts::{day, put, statements, verdict};

/// What is not said by ClaimReviews themselves.
#[derive(Debug, Clone)]
pub struct Conversion {
    /// Whether those that have all that publishing demands are published.
    pub publishes: bool,
    /// The language of those that tell none.
    pub language: Option<LanguageTag>,
}

impl Record {
    /// Reads a ClaimReview; what makes it unusable is told where it stands in it.
    pub fn of_review(reading: &Reading, conversion: &Conversion) -> Result<Self> {
        let Some(review) = &reading.review else {
            let required = reading.faults.iter().filter(|fault| fault.is_required());
            let faults = required.map(|it| Fault::new(&it.pointer, it.code.as_str(), &it.detail));
            let mut faults: Vec<Fault> = faults.collect();
            if faults.is_empty() {
                let detail =
                    "it is of no use, and its faults are more than are listed of a document";
                faults.push(Fault::new(&reading.pointer, "too_many", detail));
            }
            return Err(Problem::invalid(faults));
        };
        let line = line(review, conversion);
        let mut record = Self::read(&Part::of(&line, String::new())?)?;
        record.is_partial = true;
        record.has_positions_only = true;
        for verdict in record.verdicts.iter_mut().flatten() {
            if let Some(rating) = &mut verdict.rating {
                rating.printed = Some(Printed {
                    label: review.rating.printed.clone(),
                    at: review.rating.label_at.clone(),
                });
            }
            verdict.markup = Some(markup(review, &reading.pointer));
        }
        Ok(record)
    }

    /// The status of the verdict of a ClaimReview.
    pub fn verdict_status(&self) -> Option<VerdictStatus> {
        let verdict = self.verdicts.iter().flatten().next();
        verdict.map(|verdict| verdict.status)
    }
}

fn markup(review: &Review, pointer: &str) -> Markup {
    let judges = [("author", &review.author), ("publisher", &review.publisher)];
    let judges = judges.into_iter().filter_map(|(member, party)| {
        let site = site::of_url(party.as_ref()?.url.as_deref()?)?;
        Some((site, format!("{pointer}/{member}")))
    });
    Markup {
        pointer: pointer.to_owned(),
        judges: judges.collect(),
    }
}

/// The line that says the same.
fn line(review: &Review, conversion: &Conversion) -> Value {
    let language = language(review, conversion);
    let claim = &review.claim;
    // A translation, where the original stands beside it.
    let original = claim.language.as_ref().filter(|it| **it != language);
    let original = original.zip(claim.text.as_ref());
    let (text, spoken) = match original {
        Some((spoken, text)) => (text, spoken),
        None => (
            &review.claim_reviewed,
            claim.language.as_ref().unwrap_or(&language),
        ),
    };
    let mut line = json!({
        "text": text, "language": spoken, "kind": "statement",
        "statements": statements(review), "verdicts": [verdict(review, &language, conversion)]
    });
    if original.is_some() {
        let translation = json!([{
            "language": language, "text": review.claim_reviewed, "method": "human"
        }]);
        put(&mut line, "translations", Some(translation));
    }
    let date = claim.date_published.map(day);
    put(&mut line, "claim_date", date.map(|(date, _)| json!(date)));
    put(&mut line, "date_precision", date.map(|(_, it)| json!(it)));
    match claim.id.as_deref().and_then(urn) {
        Some(id) => put(&mut line, "id", Some(json!(id))),
        // By which it is known when it comes again.
        None => put(&mut line, "external_id", Some(json!(name_of(review)))),
    }
    line
}

/// The language of the review: what it tells, what is told of all, or what it seems to be.
fn language(review: &Review, conversion: &Conversion) -> LanguageTag {
    let told = review.language.clone().or(conversion.language.clone());
    told.unwrap_or_else(|| {
        let rating = &review.rating;
        let parts = [
            &review.title,
            &review.summary,
            &rating.explanation,
            &review.body,
        ];
        let parts = parts.into_iter().flatten().map(String::as_str);
        let all: Vec<&str> = [review.claim_reviewed.as_str()]
            .into_iter()
            .chain(parts)
            .collect();
        let seeming = detect(&all.join(" "));
        let seeming = seeming.filter(|it| it.reliable);
        LanguageTag::stored(seeming.map_or("und", |it| it.language.code()).to_owned())
    })
}

fn name_of(review: &Review) -> String {
    let said = format!("{}\n{}", review.url, review.claim_reviewed);
    let digest = Sha256::digest(said.as_bytes());
    let digits: String = digest
        .iter()
        .take(16)
        .map(|it| format!("{it:02x}"))
        .collect();
    format!("claim-review:{digits}")
}
