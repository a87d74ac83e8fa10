//! The flow of an import: bytes are read as lines and put into batches, while others are in the
//! database, and what became of them goes out in order.

use std::collections::VecDeque;
use std::mem;
use std::time::Duration;

use actix_web::web::Bytes;
use futures_util::StreamExt;
use futures_util::stream::FuturesOrdered;
use tokio::sync::mpsc;

use super::cutter::Cutter;
use super::importer::{Importer, Parsed};
use super::store;
use super::wire::{LineResult, LineStatus};
use crate::error::{Problem, Result};

/// Lines of one transaction.
const BATCH_LINES: usize = 250;
/// Bytes of the lines of one transaction, but for the last of them.
const BATCH_BYTES: usize = 1 << 20;
/// So long lines wait for others to go into the database with.
const PATIENCE: Duration = Duration::from_millis(200);
/// Transactions at a time: while one waits for the other's disk, or for this program, PostgreSQL
/// has work to do.
const SIDE_BY_SIDE: usize = 2;

/// So many new claims may change what is the best way to read them.
const MANY: usize = 1_000;

/// Lines that go into the database together, and how the reading ended, where it broke off.
type Batch = (Vec<Parsed>, Option<(u64, Problem)>);

/// Ranges of lines, in order.
pub type Ranges = Vec<(u64, u64)>;

/// Imports bytes as they come, but for lines that are done already, and puts what became of the
/// lines, in order, to where results go, which tells whether to go on.
pub async fn run(
    importer: &Importer,
    done: Ranges,
    next: impl AsyncFnMut() -> Result<Option<Bytes>>,
    put: impl AsyncFnMut(Vec<LineResult>) -> Result<bool>,
) -> Result<()> {
    let (sender, batches) = mpsc::channel(1);
    let read = read(importer, done.into(), next, sender);
    let ((), created) = tokio::join!(read, write(importer, batches, put));
    if created? >= MANY && !importer.dry_run {
        // Until the planner knows how full the tables are, it would scan them whole.
        let state = &importer.state;
        if let Err(problem) = state.db.read(store::analyze).await {
            tracing::warn!(%problem, "the planner learns of an import later");
        }
    }
    Ok(())
}

async fn read(
    importer: &Importer,
    mut done: VecDeque<(u64, u64)>,
    mut next: impl AsyncFnMut() -> Result<Option<Bytes>>,
    batches: mpsc::Sender<Batch>,
) {
    let mut lines = Cutter::of(importer);
    let mut batch = Gathered::default();
    loop {
        let more = match batch.lines.is_empty() {
            true => next().await,
            // Whoever sends a line at a time is answered a line at a time.
            false => match tokio::time::timeout(PATIENCE, next()).await {
                Ok(more) => more,
                Err(_) => {
                    if batches.send((batch.take(), None)).await.is_err() {
                        return;
                    }
                    continue;
                }
            },
        };
        let mut end = match more {
            Ok(Some(bytes)) => {
                lines.push(&bytes);
                None
            }
            Ok(None) => {
                lines.finish();
                Some(None)
            }
            Err(problem) => Some(Some(problem)),
        };
        loop {
            let read = match lines.next(|it| is_done(&mut done, it)).await {
                Ok(Some(read)) => read,
                Ok(None) => break,
                Err(problem) => {
                    end = Some(Some(problem));
                    break;
                }
            };
            for (line, bytes) in read {
                batch.add(line, bytes);
                if batch.is_full() && batches.send((batch.take(), None)).await.is_err() {
                    return;
                }
            }
        }
        if let Some(broken) = end {
            let broken = broken.map(|problem| (lines.next_number(), problem));
            // Whoever wrote may be gone.
            let _ = batches.send((batch.take(), broken)).await;
            return;
        }
    }
}

/// Lines that are to go into the database together, and their bytes.
#[derive(Default)]
struct Gathered {
    lines: Vec<Parsed>,
    size: usize,
}

impl Gathered {
    fn add(&mut self, line: Parsed, bytes: usize) {
        self.lines.push(line);
        self.size += bytes;
    }

    fn is_full(&self) -> bool {
        self.lines.len() >= BATCH_LINES || self.size >= BATCH_BYTES
    }

    fn take(&mut self) -> Vec<Parsed> {
        mem::take(self).lines
    }
}

fn is_done(done: &mut VecDeque<(u64, u64)>, line: u64) -> bool {
    while done.front().is_some_and(|(_, last)| *last < line) {
        done.pop_front();
    }
    done.front().is_some_and(|(first, _)| *first <= line)
}

async fn write(
    importer: &Importer,
    mut batches: mpsc::Receiver<Batch>,
    mut put: impl AsyncFnMut(Vec<LineResult>) -> Result<bool>,
) -> Result<usize> {
    let mut under_way = FuturesOrdered::new();
    let mut is_read = false;
    let mut created = 0;
    let mut lost = None;
    loop {
        tokio::select! {
            batch = batches.recv(), if !is_read && lost.is_none() && under_way.len() < SIDE_BY_SIDE => match batch {
                Some((lines, broken)) => under_way.push_back(async move {
                    let (mut results, gone) = importer.import(lines).await;
                    if let Some((number, problem)) = broken {
                        results.push(importer.result(number, Err(problem)));
                    }
                    (results, gone)
                }),
                None => is_read = true,
            },
            Some((results, gone)) = under_way.next() => {
                let is_new = |result: &&LineResult| result.status == LineStatus::Created;
                created += results.iter().filter(is_new).count();
                if !put(results).await? {
                    return Ok(created);
                }
                // What is done beside it is still told.
                lost = lost.or(gone);
            }
            else => return lost.map_or(Ok(created), Err),
        }
    }
}
