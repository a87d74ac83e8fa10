//! ClaimReviews on their way in: read out of the elements of a document, and what is told of each
//! beside what became of it.

use std::cell::Cell;

use sha2::{Digest, Sha256};

use super::elements::Element;
use super::importer::{Importer, Parsed};
use super::record::{Conversion, Record};
use super::wire::{Format, ImportQuery, ImportStatus, LineResult, LineStatus};
use crate::claim_review::{Document, Fault as MarkupFault, FaultCode, REVIEWS_MAX, Severity};
use crate::error::{Fault, Problem};
use crate::vocabulary::VerdictStatus;

/// ClaimReviews on their way in.
pub struct Reviews {
    conversion: Conversion,
    /// Those that have come so far.
    pub count: Cell<u64>,
}

impl Reviews {
    /// As they are asked to be taken, none of which has come yet, where it is these that come and
    /// not lines.
    pub fn of(query: ImportQuery, may_publish: bool) -> Option<Self> {
        let publishes = query.status.map(|it| it == ImportStatus::Published);
        (query.format == Format::ClaimReview).then(|| Self {
            conversion: Conversion {
                publishes: publishes.unwrap_or(may_publish),
                language: query.language,
            },
            count: Cell::new(0),
        })
    }
}

/// What is told of a ClaimReview beside what became of it.
#[derive(Clone)]
pub struct Reviewed {
    pointer: String,
    url: Option<String>,
    verdict_status: Option<VerdictStatus>,
    faults: Vec<MarkupFault>,
}

impl Importer {
    /// Reads an element of a document as the ClaimReviews that are in it. One that is listed
    /// beside others may have none.
    fn parse_element(&self, reviews: &Reviews, element: Element) -> Vec<Parsed> {
        let next = || {
            reviews.count.set(reviews.count.get() + 1);
            reviews.count.get()
        };
        let failed = |problem| Parsed {
            number: next(),
            record: Err(problem),
            digest: [0; 32],
            review: None,
        };
        let Some(text) = element.text else {
            return vec![failed(self.too_large("A ClaimReview"))];
        };
        let document = Document::of_text(&text, self.state.clock.now());
        let digest = Sha256::digest(&text).into();
        if document.reviews.is_empty() {
            let is_json = document.faults.iter().all(|it| !it.code.is_of_text());
            let faults = document.faults.iter();
            let faults = faults.map(|it| Fault::new(&it.pointer, it.code.as_str(), &it.detail));
            return match element.is_listed && is_json {
                true => Vec::new(),
                false => vec![failed(Problem::invalid(faults.collect()))],
            };
        }
        let beyond = document.too_many.map(|pointer| {
            let detail = format!("an element has at most {REVIEWS_MAX} ClaimReviews");
            Problem::fault(pointer, "length", detail)
        });
        let parsed = document.reviews.into_iter().map(|mut reading| {
            // What holds for all of a list is said beside it.
            let is_told = |it: &MarkupFault| it.code != FaultCode::MissingContext;
            reading
                .faults
                .retain(|it| !element.is_listed || is_told(it));
            let record = Record::of_review(&reading, &reviews.conversion);
            let status = record.as_ref().ok().and_then(Record::verdict_status);
            Parsed {
                number: next(),
                record,
                digest,
                review: Some(Reviewed {
                    pointer: reading.pointer,
                    url: reading.url,
                    verdict_status: status,
                    faults: reading.faults,
                }),
            }
        });
        let mut parsed: Vec<Parsed> = parsed.collect();
        parsed.extend(beyond.map(failed));
        parsed
    }

    /// The same, each with the bytes of the element.
    pub fn elements(&self, reviews: &Reviews, element: Element) -> Vec<(Parsed, usize)> {
        let size = element.text.as_ref().map_or(0, |text| text.len());
        let parsed = self.parse_element(reviews, element).into_iter();
        parsed.map(|parsed| (parsed, size)).collect()
    }
}

impl Reviewed {
    /// Notes that an earlier one told the same review.
    pub fn is_repeated(&mut self) {
        let code = FaultCode::RepeatedReview;
        if !self.faults.iter().any(|it| it.code == code) {
            self.faults.push(MarkupFault {
                pointer: self.pointer.clone(),
                code,
                severity: Severity::Suspicious,
                detail: "the same claim at the same url came before it, and was taken".to_owned(),
            });
        }
    }
}

impl LineResult {
    /// With what is told of a ClaimReview.
    pub fn with(mut self, review: Option<Reviewed>) -> Self {
        let Some(review) = review else { return self };
        self.url = review.url;
        if self.status == LineStatus::Failed {
            // The others are its problem.
            let faults = review.faults.into_iter();
            self.faults = faults.filter(|it| !it.is_required()).collect();
        } else {
            self.faults = review.faults;
            self.verdict_status = review.verdict_status;
        }
        self
    }
}
