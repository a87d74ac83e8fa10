//! `factcheck import FILE`: the lines or ClaimReviews of a file into the database, as
//! `POST /v1/imports` takes them. Interrupted, it goes on where it stopped when it is called again
//! with the same file: each batch commits with its place.

use std::fs::File;
use std::io::{IsTerminal, Read, Seek, Write, stdout};
use std::path::Path;

use actix_web::web::{Bytes, Data};
use indicatif::ProgressBar;
use sha2::{Digest, Sha256};
use uuid::Uuid;
use validator::Validate;

use super::database::Database;
use super::{Failure, organization, progress};
use crate::app::State;
use crate::config::{ImportFile, Settings};
use crate::db::Author;
use crate::error::Problem;
use crate::http::ndjson;
use crate::resources::imports::earlier::Earlier;
use crate::resources::imports::flow::{self, Ranges};
use crate::resources::imports::importer::Importer;
use crate::resources::imports::pending::Pending;
use crate::resources::imports::record::Conversion;
use crate::resources::imports::wire::{Format, ImportQuery, LineResult, LineStatus};
use crate::resources::imports::{Rights, store};

/// Bytes that are read from the file at once.
const CHUNK: usize = 64 << 10;

pub(super) async fn run(settings: &Settings, import: &ImportFile) -> Result<(), Failure> {
    let path = &import.file;
    let query = query(import)?;
    let cannot = |error: std::io::Error| format!("cannot read {}: {error}", path.display());
    let mut file = File::open(path).map_err(cannot)?;
    let fingerprint = fingerprint(&mut file).map_err(cannot)?;
    let size = file.metadata().map_err(cannot)?.len();
    let database = Database::beside(settings).await?;
    let counts = database.with(async |database| {
        database.migrate().await?;
        let state = Data::new(database.state(settings)?);
        let organization = organization::named_or_only(&state, import.organization.as_deref());
        let organization = organization.await?;
        let importer = Importer {
            author: Author::organization(organization),
            rights: Rights::ALL,
            dry_run: import.dry_run,
            line_limit: settings.service()?.body_limit,
            request_id: String::new(),
            parts: None,
            checkpoint: (!import.dry_run).then_some(fingerprint),
            pending: Pending::default(),
            earlier: Earlier::default(),
            reviews: Conversion::of(query, Rights::ALL.may_publish),
            state: Data::clone(&state),
        };
        let done = resumed(&state, organization, &fingerprint, &importer).await?;
        let bar = progress::bytes(size);
        let counts = read_and_write(&importer, file, path, done, &bar).await?;
        bar.finish_and_clear();
        // Lines that failed are tried again by the next call; the others are done.
        if !import.dry_run && counts.failed == 0 {
            let forget = state.write_as(importer.author, async |unit| {
                store::finish(unit.conn, organization, &fingerprint).await
            });
            forget.await?;
        }
        Ok(counts)
    });
    let counts = counts.await?;
    eprintln!("{}", counts.told(import));
    match counts.failed {
        0 => Ok(()),
        failed => Err(format!(
            "{failed} failed; each is named with its problem: correct these and import them"
        )
        .into()),
    }
}

/// What is asked of the operation.
fn query(import: &ImportFile) -> Result<ImportQuery, Failure> {
    let query = ImportQuery {
        dry_run: import.dry_run,
        format: import.format,
        status: import.status,
        language: import.language.clone(),
    };
    match query.validate() {
        Ok(()) => Ok(query),
        Err(_) => Err("--status and --language go with --format claim-review".into()),
    }
}

fn fingerprint(file: &mut File) -> std::io::Result<[u8; 32]> {
    let mut digest = Sha256::new();
    let mut chunk = vec![0; CHUNK];
    loop {
        let size = file.read(&mut chunk)?;
        match chunk.get(..size) {
            Some(read) if !read.is_empty() => digest.update(read),
            _ => break,
        }
    }
    file.rewind()?;
    Ok(digest.finalize().into())
}

/// The lines that an earlier call has done.
async fn resumed(
    state: &State,
    organization: Uuid,
    fingerprint: &[u8],
    importer: &Importer,
) -> Result<Ranges, Failure> {
    if importer.checkpoint.is_none() {
        return Ok(Ranges::new());
    }
    let done = state
        .db
        .read(async |conn| store::done(conn, organization, fingerprint).await);
    let number = |line: i64| u64::try_from(line).unwrap_or_default();
    let ranges = done.await?.into_iter();
    let ranges: Ranges = ranges
        .map(|(first, last)| (number(first), number(last)))
        .collect();
    if let Some((_, last)) = ranges.last() {
        eprintln!("Going on near line {last}, where an earlier import of this file stopped.");
    }
    Ok(ranges)
}

/// What became of lines.
#[derive(Default)]
struct Counts {
    created: u64,
    updated: u64,
    unchanged: u64,
    failed: u64,
}

impl Counts {
    fn add(&mut self, status: LineStatus) {
        *match status {
            LineStatus::Created => &mut self.created,
            LineStatus::Updated => &mut self.updated,
            LineStatus::Unchanged => &mut self.unchanged,
            LineStatus::Failed => &mut self.failed,
        } += 1;
    }

    fn told(&self, import: &ImportFile) -> String {
        let Self {
            created,
            updated,
            unchanged,
            failed,
        } = self;
        let done = match import.format {
            _ if import.dry_run => "Would have been",
            Format::Records => "Lines",
            Format::ClaimReview => "ClaimReviews",
        };
        format!(
            "{done}: {created} created, {updated} updated, {unchanged} unchanged, {failed} failed."
        )
    }
}

async fn read_and_write(
    importer: &Importer,
    mut file: File,
    path: &Path,
    done: Ranges,
    bar: &ProgressBar,
) -> Result<Counts, Failure> {
    let mut counts = Counts::default();
    let mut unread = None;
    let next = async || {
        let mut chunk = vec![0; CHUNK];
        let size = file.read(&mut chunk).map_err(|error| {
            unread = Some(format!("cannot read {}: {error}", path.display()));
            Problem::internal(error)
        })?;
        chunk.truncate(size);
        bar.inc(u64::try_from(size).unwrap_or_default());
        Ok((size > 0).then(|| Bytes::from(chunk)))
    };
    let put = async |results: Vec<LineResult>| {
        for result in &results {
            counts.add(result.status);
        }
        tell(&results, bar)?;
        Ok(true)
    };
    flow::run(importer, done, next, put).await?;
    match unread {
        Some(error) => Err(error.into()),
        None => Ok(counts),
    }
}

/// Prints what became of lines: of each, for a program to read; on a terminal of those that
/// failed, which a person has to do something about.
fn tell(results: &[LineResult], bar: &ProgressBar) -> crate::error::Result<()> {
    let is_terminal = stdout().is_terminal();
    let mut lines = Vec::new();
    for result in results {
        if !is_terminal || result.status == LineStatus::Failed {
            ndjson::line(result, &mut lines)?;
        }
    }
    bar.suspend(|| stdout().write_all(&lines))
        .map_err(|error| Problem::internal(format!("cannot write: {error}")))
}
