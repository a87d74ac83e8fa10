//! Search: an inverted index of each server's own, made of what the database holds and kept
//! current by following the journal. It tells which records match a query, in which order and how
//! many of what; what they are, the database says.

pub mod analysis;

mod asked;
mod build;
mod columns;
mod compose;
mod deadline;
mod document;
mod filter;
mod find;
mod folder;
mod follower;
mod highlight;
mod index;
mod judged;
mod layout;
mod looking;
mod matches;
mod matching;
mod position;
mod query;
mod ranked;
mod spelling;
mod statistics;
mod store;

use std::collections::HashSet;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{Notify, watch};
use uuid::Uuid;

use crate::db::{Conn, Db};
use crate::error::{Code, Problem, Result};
use crate::vocabulary::Subject;
use analysis::Analyzer;
use deadline::Deadline;
use folder::Slot;
use index::Live;

pub use asked::Asked;
pub use build::Progress;
pub use columns::{Facet, Value};
pub use filter::Filter;
pub use find::{Ask, Found, Hit, Mark, Order, Time};
pub use folder::Place;
pub use highlight::highlight;
pub use judged::{Judged, Site};
pub use layout::Kind;
pub use matches::Matched;

/// How long a query waits for an index that is being opened or built, and for what its own server
/// wrote to be in it.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long a search may take; what takes longer is given up.
const LONGEST: Duration = Duration::from_secs(5);

/// A server's index; cheap to clone.
#[derive(Clone)]
pub struct Search(Arc<Inner>);

struct Inner {
    db: Db,
    place: Place,
    analyzer: Analyzer,
    is_followed: AtomicBool,
    is_left: AtomicBool,
    live: watch::Sender<Option<Arc<Live>>>,
    progress: watch::Sender<Progress>,
    // What this server wrote and its index has not taken up yet.
    changed: Mutex<Vec<(Subject, Uuid)>>,
    // Counts the writes of this server, and up to which of them the index is current.
    wrote: AtomicU64,
    absorbed: watch::Sender<u64>,
    wake: Notify,
    spent: Mutex<HashSet<u32>>,
}

/// How current an index is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Lag {
    /// It is being built; queries are refused until it is there.
    Building(Progress),
    /// It is searched.
    Following {
        /// Changes in the journal that it has not taken up, counted up to 10,000.
        entries: u64,
        /// Seconds since the oldest of these was made.
        seconds: f64,
    },
}

impl Search {
    /// An index of a database, in its place; nothing is read or made before it is followed.
    pub fn new(db: Db, place: Place, analyzer: Analyzer) -> Self {
        Self(Arc::new(Inner {
            db,
            place,
            analyzer,
            is_followed: AtomicBool::new(false),
            is_left: AtomicBool::new(false),
            live: watch::Sender::new(None),
            progress: watch::Sender::new(Progress::default()),
            changed: Mutex::default(),
            wrote: AtomicU64::new(0),
            absorbed: watch::Sender::new(0),
            wake: Notify::new(),
            spent: Mutex::default(),
        }))
    }

    /// Opens or builds the index and keeps it current from now on, as long as the runtime of the
    /// calling thread runs. Called again it does nothing.
    pub fn follow(&self) {
        if self.0.is_followed.swap(true, Ordering::AcqRel) {
            return;
        }
        let inner = Arc::clone(&self.0);
        tokio::task::spawn_local(follower::run(inner));
    }

    /// Ends the following; what is searched afterwards is as it was.
    pub fn leave(&self) {
        self.0.is_left.store(true, Ordering::Release);
        self.0.wake.notify_one();
    }

    /// Whether it is kept current.
    pub fn is_followed(&self) -> bool {
        self.0.is_followed.load(Ordering::Acquire)
    }

    /// Tells of what this server has just written and committed.
    pub fn wrote(&self, changes: Vec<(Subject, Uuid)>) {
        // An index that is not followed yet will be built of what is there by then.
        if changes.is_empty() || !self.is_followed() {
            return;
        }
        let mut changed = self
            .0
            .changed
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        changed.extend(changes);
        self.0.wrote.fetch_add(1, Ordering::AcqRel);
    }

    /// The index, with everything in it that this server wrote so far.
    async fn current(&self) -> Result<Arc<Live>> {
        self.follow();
        let target = self.0.wrote();
        let mut live = self.0.live.subscribe();
        let shown = async { live.wait_for(Option::is_some).await.ok()?.clone() };
        let Ok(Some(live)) = tokio::time::timeout(PATIENCE, shown).await else {
            return Err(self.building());
        };
        let mut absorbed = self.0.absorbed.subscribe();
        if *absorbed.borrow() < target {
            self.0.wake.notify_one();
            let caught_up = absorbed.wait_for(|reached| *reached >= target);
            if tokio::time::timeout(PATIENCE, caught_up).await.is_err() {
                tracing::warn!("a query is answered by an index that is behind");
            }
        }
        // It may have been built anew meanwhile.
        let shown = self.0.live.borrow().clone();
        Ok(shown.unwrap_or(live))
    }

    /// Looks for records.
    pub async fn find(&self, ask: Ask) -> Result<Found> {
        let live = self.current().await?;
        let analyzer = self.0.analyzer.clone();
        let deadline = Deadline::after(LONGEST);
        let found = build::blocking(move || find::find(&live, &analyzer, &ask, &deadline)).await?;
        found.ok_or_else(given_up)
    }

    /// How texts become terms.
    pub fn analyzer(&self) -> &Analyzer {
        &self.0.analyzer
    }

    fn building(&self) -> Problem {
        let Progress { done, about } = *self.0.progress.borrow();
        Problem::new(
            Code::IndexBuilding,
            format!("The search index is being built: {done} of about {about} records are in it."),
        )
    }

    /// How far the index is behind the database.
    pub async fn lag(&self) -> Result<Lag> {
        let live = self.0.live.borrow().clone();
        let Some(live) = live else {
            return Ok(Lag::Building(*self.0.progress.borrow()));
        };
        let position = live.position();
        let behind = async |conn: Conn<'_>| store::behind(conn, &position).await;
        let (entries, seconds) = self.0.db.read(behind).await?;
        Ok(Lag::Following { entries, seconds })
    }

    /// Builds the index of the folder's first server anew, beside the server where it runs: that
    /// one turns to the new index once it is whole.
    pub async fn rebuild(&self, told: impl Fn(Progress)) -> Result<()> {
        let Place::Folder(folder) = &self.0.place else {
            return Err(Problem::internal("an index in memory is not rebuilt"));
        };
        let slot = Slot::first(folder).map_err(Problem::internal)?;
        follower::in_slot(&self.0, &slot, told).await.map(drop)
    }
}

/// What a search ends in that takes too long.
fn given_up() -> Problem {
    Problem::new(
        Code::RequestTimeout,
        "The search took too long and was given up; ask for fewer or rarer words.",
    )
}

impl Inner {
    fn wrote(&self) -> u64 {
        self.wrote.load(Ordering::Acquire)
    }

    fn taken(&self) -> Vec<(Subject, Uuid)> {
        std::mem::take(&mut *self.changed.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn has_left(&self) -> bool {
        self.is_left.load(Ordering::Acquire)
    }

    fn give_back(&self, changes: Vec<(Subject, Uuid)>) {
        let mut changed = self.changed.lock().unwrap_or_else(PoisonError::into_inner);
        changed.extend(changes);
    }

    fn absorbed(&self, wrote: u64) {
        self.absorbed.send_replace(wrote);
    }

    fn show(&self, live: Option<&Arc<Live>>) {
        self.live.send_replace(live.cloned());
    }

    fn spend(&self, generation: u32) {
        let mut spent = self.spent.lock().unwrap_or_else(PoisonError::into_inner);
        spent.insert(generation);
    }

    fn is_spent(&self, generation: u32) -> bool {
        let spent = self.spent.lock().unwrap_or_else(PoisonError::into_inner);
        spent.contains(&generation)
    }
}
