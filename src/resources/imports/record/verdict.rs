//! The verdicts of a line.

use chrono::{DateTime, SubsecRound, Utc};
use serde_json::json;
use uuid::Uuid;

use super::part::Part;
use super::{Cited, READ_ONLY, cited};
use crate::error::{Fault, Problem, Result};
use crate::http::rules;
use crate::lengths;
use crate::resources::verdicts::wire::{NewEvidence, NewVerdict};
use crate::vocabulary::{Normalized, VerdictStatus};

/// The most pieces of evidence of one verdict.
const EVIDENCE_MAX: usize = 100;

const VERDICT: &[&str] = &[
    "title",
    "summary",
    "explanation",
    "url",
    "language",
    "reviewed_at",
];
/// A verdict, in whatever status.
pub struct VerdictRecord {
    pub id: Option<Uuid>,
    /// The slug of the organization that it says it is of.
    pub organization: Option<String>,
    pub new: NewVerdict,
    pub rating: Option<RatingRecord>,
    pub status: VerdictStatus,
    pub published_at: Option<DateTime<Utc>>,
    pub corrected_at: Option<DateTime<Utc>>,
    pub correction_note: Option<String>,
    pub retraction_reason: Option<String>,
    pub evidence: Vec<(Cited, NewEvidence)>,
    pub at: String,
    /// What else a ClaimReview says, where it is one.
    pub markup: Option<Markup>,
}

/// What a ClaimReview says beside its verdict.
pub struct Markup {
    /// Where it stands.
    pub pointer: String,
    /// The sites of those who judged, and where they are told: the author's before the publisher's.
    pub judges: Vec<(String, String)>,
}

/// A rating by its label, and what else is said of it.
#[derive(Clone, PartialEq)]
pub struct RatingRecord {
    pub label: String,
    pub normalized: Option<Normalized>,
    pub value: Option<i32>,
    pub worst: Option<i32>,
    pub best: Option<i32>,
    /// As it was printed elsewhere: its numbers are those of others, and only tell apart what has
    /// the same label.
    pub printed: Option<Printed>,
}

/// A label as it was printed.
#[derive(Clone, PartialEq)]
pub struct Printed {
    /// Letter for letter.
    pub label: String,
    /// Where it stands.
    pub at: String,
}

pub(super) fn verdict(part: &Part<'_>) -> Result<VerdictRecord> {
    let life = &[
        "id",
        "claim_id",
        "organization",
        "rating",
        "status",
        "published_at",
        "corrected_at",
        "correction_note",
        "retraction_reason",
        "evidence",
    ];
    part.knows(&[VERDICT, life, READ_ONLY])?;
    let organization = match part.child("organization")? {
        Some(organization) => organization.value("slug")?,
        None => None,
    };
    let evidence = part.list("evidence", EVIDENCE_MAX)?.unwrap_or_default();
    // The claim may still be to be made.
    let mut new: NewVerdict = part.take(VERDICT, &[("claim_id", json!(Uuid::nil()))])?;
    // As it is kept, so that the same is the same when it comes again.
    new.reviewed_at = new.reviewed_at.map(|time| time.trunc_subsecs(6));
    let record = VerdictRecord {
        id: part.value("id")?,
        organization,
        new,
        rating: part
            .child("rating")?
            .map(|part| rating(&part))
            .transpose()?,
        status: part.value("status")?.unwrap_or(VerdictStatus::Draft),
        published_at: time(part, "published_at")?,
        corrected_at: time(part, "corrected_at")?,
        correction_note: note(part, "correction_note")?,
        retraction_reason: note(part, "retraction_reason")?,
        evidence: evidence.iter().map(proof).collect::<Result<_>>()?,
        at: part.at().to_owned(),
        markup: None,
    };
    record.check_complete()?;
    Ok(record)
}

fn time(part: &Part<'_>, name: &str) -> Result<Option<DateTime<Utc>>> {
    let time: Option<DateTime<Utc>> = part.value(name)?;
    if time.is_some_and(|time| rules::calendar_time(&time).is_err()) {
        let detail = "a time of the years 0001 to 9999 is expected";
        return Err(part.fault(name, "range", detail));
    }
    Ok(time)
}

fn note(part: &Part<'_>, name: &str) -> Result<Option<String>> {
    let note: Option<String> = part.value(name)?;
    if let Some(note) = &note {
        if rules::not_blank(note).is_err() {
            return Err(part.fault(name, "blank", "it must not be blank"));
        }
        if note.chars().count() > lengths::size(lengths::NOTE) {
            return Err(part.fault(name, "length", "a length of 1 to 5000 is expected"));
        }
    }
    Ok(note)
}

fn rating(part: &Part<'_>) -> Result<RatingRecord> {
    part.knows(&[&["label", "normalized", "value", "worst", "best"]])?;
    Ok(RatingRecord {
        label: part.required("label")?,
        normalized: part.value("normalized")?,
        value: part.value("value")?,
        worst: part.value("worst")?,
        best: part.value("best")?,
        printed: None,
    })
}

fn proof(part: &Part<'_>) -> Result<(Cited, NewEvidence)> {
    part.knows(&[&["source", "stance", "quote", "note"]])?;
    let source = part
        .child("source")?
        .ok_or_else(|| part.fault("source", "required", "it is required"))?;
    // The source may still be to be made.
    let unknown = ("source_id", json!(Uuid::nil()));
    Ok((
        cited(&source)?,
        part.take(&["stance", "quote", "note"], &[unknown])?,
    ))
}

impl VerdictRecord {
    /// What is or was public has all that publishing demands.
    fn check_complete(&self) -> Result<()> {
        use VerdictStatus::{Corrected, Draft, Retracted};
        let is_public = self.status != Draft;
        let demanded = [
            ("rating", is_public && self.rating.is_none()),
            ("title", is_public && self.new.title.is_none()),
            ("reviewed_at", is_public && self.new.reviewed_at.is_none()),
            ("evidence", is_public && self.evidence.is_empty()),
            (
                "correction_note",
                self.status == Corrected && self.correction_note.is_none(),
            ),
            (
                "retraction_reason",
                self.status == Retracted && self.retraction_reason.is_none(),
            ),
        ];
        let missing = demanded.iter().filter(|(_, is_missing)| *is_missing);
        let faults: Vec<Fault> = missing
            .map(|(name, _)| {
                let detail = format!("a verdict that is {} needs it", self.status.as_str());
                Fault::new(format!("{}/{name}", self.at), "required", detail)
            })
            .collect();
        match faults.is_empty() {
            true => Ok(()),
            false => Err(Problem::invalid(faults)),
        }
    }
}
