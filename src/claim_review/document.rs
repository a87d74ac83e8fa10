//! A document as it is read: whole, or where it is too long for that part by part.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::fault::{Fault, FaultCode};
use super::find;
use super::place::Place;
use super::reader::Reader;
use super::reference::{Nodes, References};
use super::{Document, json};

/// An element of a document that is too long to be read whole.
#[derive(Debug, Clone, Copy)]
pub struct Part<'a> {
    pub text: &'a [u8],
    /// Where it stands in the document.
    pub pointer: &'a str,
    /// Whether it is in a list of an object, which may say whose names are used in it.
    pub is_within: bool,
}

impl Document {
    /// Reads a text that should be JSON; dates are held against the time.
    pub fn of_text(text: &[u8], now: DateTime<Utc>) -> Self {
        match json::parse(text) {
            Ok(value) => Self::of_value(&value, now),
            Err(fault) => Self::broken(fault),
        }
    }

    /// Reads JSON; dates are held against the time.
    pub fn of_value(value: &Value, now: DateTime<Utc>) -> Self {
        let mut reader = Reader::new(now, References::within(value));
        Self::read(&mut reader, Place::root(value))
    }

    /// Reads a part. What it refers to is in it or among the nodes, with which its own are put
    /// then; what it needs and is in neither is [`Severity::Required`](super::Severity::Required),
    /// for it may still come. Pointers are into the whole document.
    pub fn of_part(part: Part<'_>, nodes: &mut Nodes, now: DateTime<Utc>) -> Self {
        let pointer = part.pointer.to_owned();
        let value = match json::parse(part.text) {
            Ok(value) => value,
            Err(fault) => return Self::broken(Fault { pointer, ..fault }),
        };
        let mut reader = Reader::new(now, References::of_part(&value, nodes));
        reader.is_within = part.is_within;
        let place = Place {
            pointer,
            value: &value,
        };
        let read = Self::read(&mut reader, place);
        let of_part = reader.references.read(nodes);
        nodes.keep(of_part);
        read
    }

    fn broken(fault: Fault) -> Self {
        Self {
            faults: vec![fault],
            ..Self::default()
        }
    }

    fn read<'v>(reader: &mut Reader<'v>, place: Place<'v>) -> Self {
        let found = find::find(reader, place);
        let faults = std::mem::take(&mut reader.faults);
        let mut seen = HashSet::new();
        let mut reviews = Vec::with_capacity(found.candidates.len());
        for candidate in &found.candidates {
            let mut reading = reader.review(candidate);
            if let Some(review) = &reading.review
                && !seen.insert((review.url.clone(), review.claim_reviewed.clone()))
            {
                let detail = "the same claim at the same url stands further up";
                reader.suspect(&reading.pointer, FaultCode::RepeatedReview, detail);
                reading.faults.append(&mut reader.faults);
            }
            reviews.push(reading);
        }
        Self {
            reviews,
            faults,
            is_truncated: reader.is_truncated,
            too_many: found.too_many,
        }
    }
}
