//! The work of an import, whoever asks for it: lines become records, records go into the
//! database in batches, and one bad line harms no other.

use std::collections::HashSet;
use std::{mem, slice};

use actix_web::web::Data;
use sha2::{Digest, Sha256};

use super::Rights;
use super::batch::{self, Done};
use super::earlier::Earlier;
use super::lines::Line;
use super::pending::{Pending, Ticket};
use super::record::{Conversion, Record};
use super::reviews::Reviewed;
use super::store;
use super::wire::{LineResult, LineStatus};
use crate::app::State;
use crate::db::{Author, Unit};
use crate::error::{Code, Problem, Result};
use crate::http::idempotency::Parts;
use crate::http::problem::ProblemDetails;

/// Imports in somebody's name.
pub struct Importer {
    pub state: Data<State>,
    pub author: Author,
    pub rights: Rights,
    pub dry_run: bool,
    /// The most bytes of a line.
    pub line_limit: usize,
    /// Under which the log has it.
    pub request_id: String,
    /// What the import is called, where it may be sent again.
    pub parts: Option<Parts>,
    /// The file whose lines that are done are noted, by its SHA-256.
    pub checkpoint: Option<[u8; 32]>,
    /// What is just being made.
    pub pending: Pending,
    /// What was made.
    pub earlier: Earlier,
    /// How ClaimReviews become lines, where it is these that come.
    pub reviews: Option<Conversion>,
}

/// A line that has been read.
pub struct Parsed {
    pub number: u64,
    pub record: Result<Record>,
    pub digest: [u8; 32],
    /// What is told of it, where it is a ClaimReview.
    pub review: Option<Reviewed>,
}

/// A line that can be written.
struct Readable {
    number: u64,
    record: Record,
    digest: [u8; 32],
    review: Option<Reviewed>,
}

impl Importer {
    /// Reads a line.
    pub fn parse(&self, line: Line) -> Parsed {
        let record = match &line.text {
            Some(text) => Record::parse(text),
            None => Err(too_large("A line", self.line_limit)),
        };
        Parsed {
            number: line.number,
            record,
            digest: digest(&line.text.unwrap_or_default(), self.parts.is_some()),
            review: None,
        }
    }

    /// Imports lines and tells what became of each, in order; a failure says that the database
    /// is gone.
    pub async fn import(&self, lines: Vec<Parsed>) -> (Vec<LineResult>, Option<Problem>) {
        // Of two batches that name one claim, the later one waits for the earlier.
        let records = lines.iter().filter_map(|line| line.record.as_ref().ok());
        let named = records.flat_map(Record::named);
        let named: Vec<String> = named.map(|it| format!("claim {it}")).collect();
        let turn = self.pending.ticket();
        while !turn.take(named.clone()).await {}
        let mut results = Vec::with_capacity(lines.len());
        let mut group: Vec<Readable> = Vec::new();
        let mut seen = HashSet::new();
        let mut failed = Vec::new();
        for line in lines {
            let record = match line.record {
                Ok(record) => record,
                Err(problem) => {
                    let result = self.result(line.number, Err(problem));
                    failed.push(result.with(line.review));
                    continue;
                }
            };
            // Two lines of one claim: the second changes what the first has made.
            if let Some(identity) = record.identity()
                && !seen.insert(identity.clone())
            {
                if let Some(problem) = self.group(mem::take(&mut group), &mut results).await {
                    return (results, Some(problem));
                }
                seen.clear();
                seen.insert(identity);
            }
            group.push(Readable {
                number: line.number,
                record,
                digest: line.digest,
                review: line.review,
            });
        }
        let problem = self.group(group, &mut results).await;
        if problem.is_none() {
            results.extend(failed);
            results.sort_by_key(|result| result.line);
        }
        (results, problem)
    }

    /// Imports lines in one transaction, or each in its own where one would fail the others.
    async fn group(&self, group: Vec<Readable>, results: &mut Vec<LineResult>) -> Option<Problem> {
        if group.is_empty() {
            return None;
        }
        match self.transaction(&group).await {
            Ok(outcomes) => {
                let lines = group.iter().zip(outcomes);
                results.extend(lines.map(|(line, outcome)| self.told(line, outcome)));
                return None;
            }
            Err(problem) if is_fatal(&problem) => return Some(problem),
            Err(problem) => tracing::debug!(%problem, "a batch is imported line by line"),
        }
        for line in &group {
            let outcome = match self.transaction(slice::from_ref(line)).await {
                Ok(outcomes) => outcomes.into_iter().collect::<Result<Vec<Done>>>(),
                Err(problem) if is_fatal(&problem) => return Some(problem),
                Err(problem) => Err(problem),
            };
            let outcome = outcome.and_then(|done| {
                let none = || Problem::internal("a line without an outcome");
                done.first().copied().ok_or_else(none)
            });
            results.push(self.told(line, outcome));
        }
        None
    }

    /// What is told of a line that was written or not, which later ones may name.
    fn told(&self, line: &Readable, outcome: Result<Done>) -> LineResult {
        if let Ok(done) = &outcome {
            self.earlier.note(&line.record, *done, self.dry_run);
        }
        let mut review = line.review.clone();
        if let (Ok(Done::Repeated(_)), Some(review)) = (&outcome, &mut review) {
            review.is_repeated();
        }
        self.result(line.number, outcome).with(review)
    }

    async fn transaction(&self, group: &[Readable]) -> Result<Vec<Result<Done>>> {
        let making = self.pending.ticket();
        let change = async |unit: &Unit<'_>| {
            let outcomes = self.write(unit, group, &making).await?;
            if let Some(file) = &self.checkpoint {
                for lines in done(group, &outcomes)? {
                    store::advance(unit.conn, unit.owner()?, file, lines, unit.now()).await?;
                }
            }
            Ok(outcomes)
        };
        match self.dry_run {
            true => self.state.rehearse_as(self.author, change).await,
            false => self.state.write_as(self.author, change).await,
        }
    }

    /// Writes the lines that were not written before.
    async fn write(
        &self,
        unit: &Unit<'_>,
        group: &[Readable],
        making: &Ticket<'_>,
    ) -> Result<Vec<Result<Done>>> {
        let Some(parts) = self.parts.as_ref().filter(|_| !self.dry_run) else {
            let records: Vec<&Record> = group.iter().map(|line| &line.record).collect();
            return batch::write(unit, self.rights, &records, (making, &self.earlier)).await;
        };
        let mut before = Vec::with_capacity(group.len());
        for line in group {
            before.push(match parts.begin(unit, line.number, &line.digest).await {
                Ok(None) => None,
                Ok(Some(kept)) => Some(Done::read(&kept)),
                Err(problem) if problem.code == Code::IdempotencyMismatch => Some(Err(problem)),
                Err(problem) => return Err(problem),
            });
        }
        let lines = || {
            group
                .iter()
                .zip(&before)
                .filter(|(_, before)| before.is_none())
        };
        let records: Vec<&Record> = lines().map(|(line, _)| &line.record).collect();
        let made = batch::write(unit, self.rights, &records, (making, &self.earlier)).await?;
        for ((line, _), outcome) in lines().zip(&made) {
            let answer = outcome.as_ref().ok().map(|done| done.kept());
            parts.end(unit, line.number, answer).await?;
        }
        let mut made = made.into_iter();
        let none = || Err(Problem::internal("a line without an outcome"));
        Ok(before
            .into_iter()
            .map(|before| before.or_else(|| made.next()).unwrap_or_else(none))
            .collect())
    }

    /// What is told of a line.
    pub fn result(&self, line: u64, outcome: Result<Done>) -> LineResult {
        let (status, id, problem) = match outcome {
            // What is only rehearsed has no id that will last.
            Ok(Done::Created(_)) if self.dry_run => (LineStatus::Created, None, None),
            Ok(Done::Repeated(_)) if self.dry_run => (LineStatus::Unchanged, None, None),
            Ok(Done::Created(id)) => (LineStatus::Created, Some(id), None),
            Ok(Done::Updated(id)) => (LineStatus::Updated, Some(id), None),
            Ok(Done::Unchanged(id) | Done::Repeated(id)) => (LineStatus::Unchanged, Some(id), None),
            Err(problem) => {
                if problem.code.status().is_server_error() {
                    tracing::error!(line, %problem, "a line failed");
                }
                let details = ProblemDetails::of(problem, &self.request_id);
                (LineStatus::Failed, None, Some(details))
            }
        };
        LineResult {
            line,
            status,
            id,
            problem,
            url: None,
            verdict_status: None,
            faults: Vec::new(),
        }
    }
}

/// The refusal of what is more than a line may be.
pub fn too_large(what: &str, limit: usize) -> Problem {
    let detail = format!("{what} has at most {limit} bytes.");
    Problem::new(Code::BodyTooLarge, detail)
}

/// By what a text is known when it is sent again; only of one that may be is it ever compared.
pub fn digest(text: &[u8], is_compared: bool) -> [u8; 32] {
    match is_compared {
        true => Sha256::digest(text).into(),
        false => [0; 32],
    }
}

/// The lines that were done, as ranges from the first to the last: one that failed is to be tried
/// again.
fn done(group: &[Readable], outcomes: &[Result<Done>]) -> Result<Vec<(i64, i64)>> {
    let mut ranges: Vec<(i64, i64)> = Vec::new();
    for (line, outcome) in group.iter().zip(outcomes) {
        let number = i64::try_from(line.number).map_err(Problem::internal)?;
        match ranges.last_mut() {
            _ if outcome.is_err() => {}
            Some((_, last)) if *last + 1 == number => *last = number,
            _ => ranges.push((number, number)),
        }
    }
    Ok(ranges)
}

/// Without its database an import is at its end.
fn is_fatal(problem: &Problem) -> bool {
    problem.code == Code::DatabaseUnavailable
}
