//! What comes in, cut into what is imported one by one.

use super::elements::Elements;
use super::importer::{Importer, Parsed};
use super::lines::{Line, Lines};
use super::reviews::Reviews;

/// Cuts what comes in into what is imported one by one.
pub enum Cutter<'a> {
    /// Lines.
    Lines(&'a Importer, Lines),
    /// Elements of a document of ClaimReviews.
    Elements(&'a Importer, &'a Reviews, Elements),
}

impl<'a> Cutter<'a> {
    /// As the importer takes it.
    pub fn of(importer: &'a Importer) -> Self {
        let limit = importer.line_limit;
        match &importer.reviews {
            Some(reviews) => Self::Elements(importer, reviews, Elements::new(limit)),
            None => Self::Lines(importer, Lines::new(limit)),
        }
    }

    /// Takes bytes in and gives what they complete, read, unless it is done already, with how
    /// many bytes it has.
    pub fn push(
        &mut self,
        bytes: &[u8],
        mut is_done: impl FnMut(u64) -> bool,
    ) -> Vec<(Parsed, usize)> {
        match self {
            Self::Lines(importer, lines) => {
                let lines = lines.push(bytes).into_iter();
                let new = lines.filter(|line| !is_done(line.number));
                new.map(|line| importer.sized(line)).collect()
            }
            Self::Elements(importer, reviews, elements) => {
                let elements = elements.push(bytes).into_iter();
                let read = elements.flat_map(|it| importer.elements(reviews, it));
                read.filter(|(it, _)| !is_done(it.number)).collect()
            }
        }
    }

    /// What is left when the stream ends.
    pub fn finish(&mut self, mut is_done: impl FnMut(u64) -> bool) -> Vec<(Parsed, usize)> {
        match self {
            Self::Lines(importer, lines) => {
                let last = lines.finish().filter(|line| !is_done(line.number));
                last.map(|line| importer.sized(line)).into_iter().collect()
            }
            Self::Elements(importer, reviews, elements) => {
                let last = elements.finish().into_iter();
                let read = last.flat_map(|it| importer.elements(reviews, it));
                read.filter(|(it, _)| !is_done(it.number)).collect()
            }
        }
    }

    /// The number of what is under way.
    pub fn next_number(&self) -> u64 {
        match self {
            Self::Lines(_, lines) => lines.next_number(),
            Self::Elements(_, reviews, _) => reviews.count.get() + 1,
        }
    }
}

impl Importer {
    fn sized(&self, line: Line) -> (Parsed, usize) {
        let size = line.text.as_ref().map_or(0, |text| text.len());
        (self.parse(line), size)
    }
}
