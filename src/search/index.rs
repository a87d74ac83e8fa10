//! One index: opened or made, written by one task, read by all.

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use tantivy::indexer::IndexWriterOptions;
use tantivy::{Index, IndexReader, IndexWriter, ReloadPolicy, Searcher, TantivyError};
use uuid::Uuid;

use super::compose::Composed;
use super::document::identity;
use super::files::Files;
use super::layout::Layout;
use super::position::{Make, Mark, Position, Unfit};

/// Bytes of terms that are gathered before they are written out, while following and while
/// building.
const FOLLOWING: usize = 32 << 20;
const BUILDING: usize = 128 << 20;

/// An index that is read and written.
pub(super) struct Live {
    pub layout: Layout,
    pub generation: u64,
    make: Make,
    reader: IndexReader,
    writer: Mutex<IndexWriter>,
    position: Mutex<Position>,
}

impl Live {
    /// Makes an empty one, in a folder or in memory.
    pub(super) fn create(path: Option<&Path>, make: Make) -> tantivy::Result<Self> {
        let layout = Layout::new();
        let index = match path {
            Some(path) => {
                let files = Files::of(path)?;
                Index::create(files, layout.schema.clone(), Default::default())?
            }
            None => Index::create_in_ram(layout.schema.clone()),
        };
        let budget = if path.is_some() { BUILDING } else { FOLLOWING };
        Self::over(index, layout, (0, make), budget)
    }

    /// Opens the one in a folder where it is made so and whole.
    pub(super) fn open(path: &Path, generation: u64, make: Make) -> Result<Self, Unfit> {
        let mark = Mark::at(path, make)?;
        let index = Index::open(Files::of(path)?)?;
        let layout = Layout::new();
        if index.schema() != layout.schema {
            return Err(Unfit::Layout);
        }
        let live = Self::over(index.clone(), layout, (generation, make), FOLLOWING)?;
        // One that the reader does without may be missing.
        let damaged = index.validate_checksum()?.len();
        if damaged > 0 {
            let cause = format!("{damaged} of its files are not what was written");
            return Err(Unfit::Damaged(cause));
        }
        live.reach(mark.position);
        Ok(live)
    }

    fn over(
        index: Index,
        layout: Layout,
        (generation, make): (u64, Make),
        budget: usize,
    ) -> tantivy::Result<Self> {
        let options = IndexWriterOptions::builder()
            .num_worker_threads(1)
            .num_merge_threads(1)
            .memory_budget_per_thread(budget)
            .build();
        let writer = index.writer_with_options(options)?;
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()?;
        Ok(Self {
            layout,
            generation,
            make,
            reader,
            writer: Mutex::new(writer),
            position: Mutex::default(),
        })
    }

    /// What is searched now.
    pub(super) fn searcher(&self) -> Searcher {
        self.reader.searcher()
    }

    /// How far it is in the journal.
    pub(super) fn position(&self) -> Position {
        *self.position.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes how far it is, where nothing had to be changed for it.
    pub(super) fn reach(&self, position: Position) {
        *self.position.lock().unwrap_or_else(PoisonError::into_inner) = position;
    }

    /// Adds records that are new to it.
    pub(super) fn add(&self, records: Vec<Composed>) -> tantivy::Result<()> {
        let writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        for record in records {
            writer.add_document(record.document)?;
        }
        Ok(())
    }

    /// Replaces records, those that are no more by nothing.
    pub(super) fn replace(&self, ids: &[Uuid], records: Vec<Composed>) -> tantivy::Result<()> {
        {
            let writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
            for id in ids {
                writer.delete_term(identity(&self.layout, *id));
            }
        }
        self.add(records)
    }

    /// Makes what was added and replaced durable, with the position that it brings the index to,
    /// and visible.
    pub(super) fn commit(&self, position: Position) -> tantivy::Result<()> {
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let mut commit = writer.prepare_commit()?;
        let mark = Mark {
            make: self.make,
            position,
        };
        commit.set_payload(&mark.payload());
        commit.commit()?;
        self.reach(position);
        self.reader.reload()
    }

    /// Ends the writing once segments are merged as far as they will be.
    pub(super) fn close(self) -> tantivy::Result<()> {
        let writer = self.writer.into_inner();
        let writer = writer.unwrap_or_else(PoisonError::into_inner);
        writer.wait_merging_threads()
    }
}

/// What an index cannot do, as the log tells it.
pub(super) fn broken(error: &TantivyError) -> String {
    format!("the search index cannot be used: {error}")
}
