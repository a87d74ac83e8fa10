//! What earlier lines of an import did, as far as later ones name their claims: by an id that is
//! another one here, or, in a rehearsal, though nothing was kept of them. And which ClaimReviews
//! came, so that of two of one claim at one URL the second is not taken for a correction.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use sha2::{Digest, Sha256};
use twox_hash::XxHash3_64;
use uuid::Uuid;

use super::batch::Done;
use super::record::{Markup, Other, Record};
use crate::claim_review::FaultCode;
use crate::error::{Problem, Result};

/// ClaimReviews that are remembered; then it begins anew. What repeats stands close together.
const REVIEWS_MAX: usize = 1 << 17;

/// What earlier lines did.
#[derive(Default)]
pub struct Earlier {
    renamed: RefCell<HashMap<Uuid, Uuid>>,
    rehearsed: RefCell<HashSet<String>>,
    /// Each by its claim and URL and the verdict's id where it has one, and by claim and URL
    /// alone: with a digest of its label.
    reviewed: RefCell<HashMap<u128, u64>>,
}

impl Earlier {
    /// Remembers what became of a line.
    pub fn note(&self, record: &Record, done: Done, is_rehearsal: bool) {
        let id = done.claim();
        if let (Done::Created(_), true) = (done, is_rehearsal) {
            self.rehearsed.borrow_mut().extend(record.own_names());
        } else if let Some(given) = record.id.filter(|given| *given != id) {
            self.renamed.borrow_mut().insert(given, id);
        }
        if let Some((_, review)) = review(record)
            && !matches!(done, Done::Repeated(_))
        {
            let mut reviewed = self.reviewed.borrow_mut();
            if reviewed.len() >= REVIEWS_MAX {
                reviewed.clear();
            }
            reviewed.insert(review.named, review.label);
            reviewed.insert(review.any, review.label);
        }
    }

    /// Whether an earlier ClaimReview told the verdict: of the same claim at the same URL, and
    /// their ids, where both have one, are no others.
    pub fn has_reviewed(&self, record: &Record) -> bool {
        review(record).is_some_and(|(_, review)| self.label(&review).is_some())
    }

    /// Refuses a ClaimReview that tells again what an earlier one told, and rates it otherwise.
    pub fn check(&self, record: &Record) -> Result<()> {
        match review(record) {
            Some((markup, review)) if self.label(&review).is_some_and(|it| it != review.label) => {
                Err(Problem::fault(
                    format!("{}/reviewRating/alternateName", markup.pointer),
                    FaultCode::RepeatedReview.as_str(),
                    "the same claim at the same url came before it, and was rated otherwise",
                ))
            }
            _ => Ok(()),
        }
    }

    fn label(&self, review: &Review) -> Option<u64> {
        let reviewed = self.reviewed.borrow();
        let mut same = [&review.named, &review.other].into_iter();
        same.find_map(|it| reviewed.get(it).copied())
    }

    /// The id that a claim has here.
    pub fn id(&self, given: Uuid) -> Uuid {
        self.renamed.borrow().get(&given).copied().unwrap_or(given)
    }

    /// Whether the claim would be there, were it not for the rehearsal.
    pub fn has_rehearsed(&self, other: &Other) -> bool {
        self.rehearsed.borrow().contains(&other.name())
    }
}

/// A ClaimReview by digests.
struct Review {
    named: u128,
    any: u128,
    /// What else would be the same one.
    other: u128,
    label: u64,
}

fn review(record: &Record) -> Option<(&Markup, Review)> {
    let verdict = record.verdicts.iter().flatten().next()?;
    let (markup, url) = (verdict.markup.as_ref()?, verdict.new.url.as_ref()?);
    let claim = record.identity()?;
    let digest = |id: &str| {
        let digest = Sha256::digest(format!("{claim}\n{url}\n{id}").as_bytes());
        let half = digest.iter().take(16);
        half.fold(0, |all, byte| (all << 8) | u128::from(*byte))
    };
    let any = digest("any");
    let label = verdict.rating.as_ref().map_or("", |it| &it.label);
    let (named, other) = match verdict.id {
        Some(id) => (digest(&id.to_string()), digest("none")),
        None => (digest("none"), any),
    };
    let review = Review {
        named,
        any,
        other,
        label: XxHash3_64::oneshot(label.as_bytes()),
    };
    Some((markup, review))
}
