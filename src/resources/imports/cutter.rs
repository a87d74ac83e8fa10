//! What comes in, cut into what is imported one by one.

use actix_web::web::{self, Bytes};

use super::documents::Documents;
use super::importer::{Importer, Parsed};
use super::lines::{Line, Lines};
use super::reviews::Reader;
use crate::error::{Problem, Result};

/// Cuts what comes in into what is imported one by one.
pub struct Cutter<'a> {
    importer: &'a Importer,
    form: Form,
}

enum Form {
    /// Lines, and those that have come.
    Lines(Lines, Vec<Line>),
    /// Documents of ClaimReviews. The reader is away while it reads.
    Documents(Documents, Option<Box<Reader>>),
}

impl<'a> Cutter<'a> {
    /// As the importer takes it.
    pub fn of(importer: &'a Importer) -> Self {
        let limit = importer.line_limit;
        let form = match &importer.reviews {
            Some(conversion) => {
                let reader = Reader::new(importer, conversion);
                Form::Documents(Documents::new(limit), Some(Box::new(reader)))
            }
            None => Form::Lines(Lines::new(limit), Vec::new()),
        };
        Self { importer, form }
    }

    /// Takes bytes in.
    pub fn push(&mut self, bytes: &Bytes) {
        match &mut self.form {
            Form::Lines(lines, come) => come.extend(lines.push(bytes)),
            Form::Documents(documents, reader) => {
                let pieces = documents.push(bytes);
                if let Some(reader) = reader {
                    reader.pieces.extend(pieces);
                }
            }
        }
    }

    /// Takes the end in.
    pub fn finish(&mut self) {
        match &mut self.form {
            Form::Lines(lines, come) => come.extend(lines.finish()),
            Form::Documents(documents, reader) => {
                let last = documents.finish();
                if let Some(reader) = reader {
                    reader.pieces.extend(last);
                }
            }
        }
    }

    /// The next that is complete, read, unless it is done already, with how many bytes it has;
    /// none where more must come.
    pub async fn next(
        &mut self,
        mut is_done: impl FnMut(u64) -> bool,
    ) -> Result<Option<Vec<(Parsed, usize)>>> {
        match &mut self.form {
            Form::Lines(_, come) if come.is_empty() => Ok(None),
            Form::Lines(_, come) => {
                let new = come.drain(..).filter(|line| !is_done(line.number));
                Ok(Some(new.map(|line| self.importer.sized(line)).collect()))
            }
            Form::Documents(_, reader) => {
                let Some(mut away) = reader.take_if(|it| !it.pieces.is_empty()) else {
                    return Ok(None);
                };
                let now = self.importer.state.clock.now();
                // A large document takes its time, which others must not wait for.
                let read = web::block(move || {
                    let read = away.read(now);
                    (away, read)
                });
                let (back, mut read) = read.await.map_err(Problem::internal)?;
                *reader = Some(back);
                read.retain(|(it, _)| !is_done(it.number));
                Ok(Some(read))
            }
        }
    }

    /// The number of what is under way.
    pub fn next_number(&self) -> u64 {
        match &self.form {
            Form::Lines(lines, _) => lines.next_number(),
            Form::Documents(_, reader) => reader.as_ref().map_or(0, |it| it.count) + 1,
        }
    }
}

impl Importer {
    fn sized(&self, line: Line) -> (Parsed, usize) {
        let size = line.text.as_ref().map_or(0, |text| text.len());
        (self.parse(line), size)
    }
}
