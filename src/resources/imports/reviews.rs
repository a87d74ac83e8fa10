//! ClaimReviews on their way in: read out of the documents in which they come, and what is told of
//! each beside what became of it.

use std::collections::VecDeque;

use actix_web::web::Bytes;
use chrono::{DateTime, Utc};

use super::documents::Piece;
use super::elements::{Element, Elements};
use super::importer::{Importer, Parsed, digest, too_large};
use super::record::{Conversion, Record};
use super::wire::{Format, ImportQuery, ImportStatus, LineResult, LineStatus};
use crate::claim_review::{
    Document, Fault as MarkupFault, FaultCode, Nodes, Part, REVIEWS_MAX, Severity,
};
use crate::error::{Fault, Problem};
use crate::vocabulary::VerdictStatus;

/// So many bytes are read at once, but for the last document among them.
const AT_ONCE: usize = 64 << 10;

impl Conversion {
    /// As ClaimReviews are asked to be taken, where it is these that come and not lines.
    pub fn of(query: ImportQuery, may_publish: bool) -> Option<Self> {
        let publishes = query.status.map(|it| it == ImportStatus::Published);
        (query.format == Format::ClaimReview).then(|| Self {
            publishes: publishes.unwrap_or(may_publish),
            language: query.language,
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

/// Reads ClaimReviews.
pub struct Reader {
    conversion: Conversion,
    /// The most bytes of a document that is read whole, and of an element of a longer one.
    limit: usize,
    /// Whether what was sent before may be sent again.
    is_compared: bool,
    /// How many have been read.
    pub count: u64,
    /// What is still to be read.
    pub pieces: VecDeque<Piece>,
    /// The document under way that is not read whole.
    cut: Option<Cut>,
}

/// A document that is read element by element.
struct Cut {
    elements: Elements,
    nodes: Nodes,
}

impl Reader {
    /// Reads them as an importer takes them.
    pub fn new(importer: &Importer, conversion: &Conversion) -> Self {
        Self {
            conversion: conversion.clone(),
            limit: importer.line_limit,
            is_compared: importer.parts.is_some(),
            count: 0,
            pieces: VecDeque::new(),
            cut: None,
        }
    }

    /// Reads some of what has come, each with its share of the bytes.
    pub fn read(&mut self, now: DateTime<Utc>) -> Vec<(Parsed, usize)> {
        let mut read = Vec::new();
        let mut size = 0;
        while size < AT_ONCE
            && let Some(piece) = self.pieces.pop_front()
        {
            match piece {
                Piece::Whole(text) => match self.whole(&text, now) {
                    Some(parsed) => {
                        size += text.len();
                        read.extend(shared(parsed, text.len()));
                    }
                    None => self.cut(text),
                },
                Piece::Part(bytes) => {
                    size += bytes.len();
                    self.part(&bytes, now, &mut read);
                }
                Piece::End => {
                    if let Some(mut cut) = self.cut.take()
                        && let Some(last) = cut.elements.finish()
                    {
                        read.extend(self.element(last, &mut cut.nodes, now));
                    }
                }
            }
        }
        read
    }

    /// Reads a document whole, as it is validated; not where it is no JSON, has no ClaimReview or
    /// more than are read of one.
    fn whole(&mut self, text: &[u8], now: DateTime<Utc>) -> Option<Vec<Parsed>> {
        let document = Document::of_text(text, now);
        let is_read = document.too_many.is_none() && !document.reviews.is_empty();
        is_read.then(|| self.taken(document, text))
    }

    /// Puts what was not read whole before all others, to be read element by element: what is
    /// wrong with one of them harms no other.
    fn cut(&mut self, text: Bytes) {
        for piece in Piece::of(text).rev() {
            self.pieces.push_front(piece);
        }
    }

    fn part(&mut self, bytes: &[u8], now: DateTime<Utc>, read: &mut Vec<(Parsed, usize)>) {
        let mut cut = self.cut.take().unwrap_or_else(|| Cut {
            elements: Elements::new(self.limit),
            nodes: Nodes::default(),
        });
        for element in cut.elements.push(bytes) {
            read.extend(self.element(element, &mut cut.nodes, now));
        }
        self.cut = Some(cut);
    }

    /// Reads an element as the ClaimReviews that are in it. One that is listed beside others may
    /// have none.
    fn element(
        &mut self,
        element: Element,
        nodes: &mut Nodes,
        now: DateTime<Utc>,
    ) -> Vec<(Parsed, usize)> {
        let Some(text) = element.text else {
            let problem = too_large("A ClaimReview", self.limit);
            return vec![(self.failed(problem), 0)];
        };
        let part = Part {
            text: &text,
            pointer: &element.pointer,
            is_within: element.is_within,
        };
        let mut document = Document::of_part(part, nodes, now);
        if document.reviews.is_empty() {
            let is_json = document.faults.iter().all(|it| !it.code.is_of_text());
            let faults = document.faults.iter();
            let faults = faults.map(|it| Fault::new(&it.pointer, it.code.as_str(), &it.detail));
            return match element.is_listed && is_json {
                true => Vec::new(),
                false => vec![(self.failed(Problem::invalid(faults.collect())), text.len())],
            };
        }
        let beyond = document.too_many.take().map(|pointer| {
            let detail = format!("an element has at most {REVIEWS_MAX} ClaimReviews");
            Problem::fault(pointer, "length", detail)
        });
        let mut parsed = self.taken(document, &text);
        parsed.extend(beyond.map(|problem| self.failed(problem)));
        shared(parsed, text.len()).collect()
    }

    /// The ClaimReviews of a document. What is wrong with the whole of it is told of the first.
    fn taken(&mut self, document: Document, text: &[u8]) -> Vec<Parsed> {
        let digest = digest(text, self.is_compared);
        let mut of_whole = document.faults;
        let readings = document.reviews.into_iter();
        let parsed = readings.map(|mut reading| {
            reading.faults.splice(0..0, of_whole.drain(..));
            let record = Record::of_review(&reading, &self.conversion);
            let status = record.as_ref().ok().and_then(Record::verdict_status);
            self.count += 1;
            Parsed {
                number: self.count,
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
        parsed.collect()
    }

    fn failed(&mut self, problem: Problem) -> Parsed {
        self.count += 1;
        Parsed {
            number: self.count,
            record: Err(problem),
            digest: digest(&[], false),
            review: None,
        }
    }
}

/// What was read of some bytes, each with its share of them.
fn shared(parsed: Vec<Parsed>, bytes: usize) -> impl Iterator<Item = (Parsed, usize)> {
    let share = bytes.div_ceil(parsed.len().max(1));
    parsed.into_iter().map(move |parsed| (parsed, share))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Code;

    #[test]
    fn what_is_read_of_a_document_shares_its_bytes() {
        let one = || Parsed {
            number: 1,
            record: Err(Problem::new(Code::BadRequest, "")),
            digest: digest(&[], false),
            review: None,
        };
        let sizes = |count: usize, bytes| {
            let parsed = (0..count).map(|_| one()).collect();
            shared(parsed, bytes).map(|(_, size)| size).sum::<usize>()
        };
        assert_eq!(sizes(1, 900_000), 900_000);
        assert_eq!(sizes(300, 900_000), 900_000);
        assert_eq!(sizes(0, 900_000), 0);
    }
}
