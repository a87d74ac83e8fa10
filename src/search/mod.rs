//! Search: an inverted index of each server's own, made of what the database holds and kept
//! current by following the journal. It tells which records match a query, in which order and how
//! many of what; what they are, the database says.

pub mod analysis;

mod asked;
mod build;
mod candidates;
mod columns;
mod compose;
mod deadline;
mod document;
mod files;
mod filter;
mod find;
mod folder;
mod follower;
mod generation;
mod guess;
mod highlight;
mod index;
mod judged;
mod layout;
mod looking;
mod matches;
mod matching;
mod news;
mod phrase;
mod position;
mod query;
mod ranked;
#[cfg(test)]
mod sample;
mod scope;
mod spelling;
mod statistics;
mod store;
mod typed;
mod uptake;

use std::collections::HashSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{Notify, watch};

use crate::db::{Conn, Db};
use crate::error::{Code, Problem, Result};
use analysis::Analyzer;
use deadline::Deadline;
use folder::Slot;
use index::Live;
use news::{Change, News};
use position::Make;

pub use asked::Asked;
pub use build::Progress;
pub use columns::{Facet, Value};
pub use document::midnight;
pub use filter::Filter;
pub use find::{Ask, Found, Hit, Mark, Order, Time};
pub use folder::Place;
pub use judged::{Judged, Site};
pub use layout::Kind;
pub use matches::Matched;

/// How long who can do without an answer waits for what was just written.
const MOMENT: Duration = Duration::from_millis(500);
/// How long a search may take; what takes longer is given up.
const LONGEST: Duration = Duration::from_secs(5);

/// A server's index; cheap to clone.
#[derive(Clone)]
pub struct Search(Arc<Inner>);

struct Inner {
    db: Db,
    place: Place,
    patience: Duration,
    analyzer: Analyzer,
    make: Make,
    is_followed: AtomicBool,
    is_left: watch::Sender<bool>,
    live: watch::Sender<Option<Arc<Live>>>,
    progress: watch::Sender<Progress>,
    news: News,
    absorbed: watch::Sender<Absorbed>,
    wake: Notify,
    spent: Mutex<HashSet<u64>>,
}

/// What of the news the index has.
#[derive(Debug, Clone, Copy, Default)]
struct Absorbed {
    /// Up to which of them it is current.
    count: u64,
    /// Whether it takes up more: nothing does while it is built anew.
    goes_on: bool,
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
    /// An index of a database, in its place; nothing is read or made before it is followed. Queries
    /// have patience while it is being opened or built, and until what their own server wrote is
    /// in it.
    pub fn new(db: Db, place: Place, analyzer: Analyzer, patience: Duration) -> Self {
        Self(Arc::new(Inner {
            db,
            place,
            patience,
            make: Make::of(&analyzer),
            analyzer,
            is_followed: AtomicBool::new(false),
            is_left: watch::Sender::default(),
            live: watch::Sender::new(None),
            progress: watch::Sender::new(Progress::default()),
            news: News::default(),
            absorbed: watch::Sender::default(),
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
        self.0.is_left.send_replace(true);
        self.0.wake.notify_one();
    }

    /// Tells of what this server has just written and committed.
    pub fn wrote(&self, changes: Vec<Change>) {
        if !changes.is_empty() {
            self.0.news.tell(changes);
        }
    }

    /// The index, with everything in it that this server wrote so far.
    async fn current(&self) -> Result<Arc<Live>> {
        self.follow();
        let target = self.0.news.count();
        let mut live = self.0.live.subscribe();
        let shown = async { live.wait_for(Option::is_some).await.ok()?.clone() };
        let Ok(Some(live)) = tokio::time::timeout(self.0.patience, shown).await else {
            return Err(self.building());
        };
        if !self.0.has_absorbed(target, self.0.patience).await {
            tracing::warn!("a query is answered by an index that is behind");
        }
        // It may have been built anew meanwhile.
        Ok(self.0.shown().unwrap_or(live))
    }

    /// The index where there is one, which may be a moment behind.
    async fn at_hand(&self) -> Option<Arc<Live>> {
        self.0.shown()?;
        let target = self.0.news.count();
        self.0.has_absorbed(target, MOMENT).await;
        self.0.shown()
    }

    /// Looks for records.
    pub async fn find(&self, ask: Ask) -> Result<Found> {
        let live = self.current().await?;
        let analyzer = self.0.analyzer.clone();
        let deadline = Deadline::after(LONGEST);
        let found = build::blocking(move || find::find(&live, &analyzer, &ask, &deadline)).await?;
        found.ok_or_else(given_up)
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
        let Some(live) = self.0.shown() else {
            return Ok(Lag::Building(*self.0.progress.borrow()));
        };
        let position = live.position();
        let behind = async |conn: Conn<'_>| store::behind(conn, &position).await;
        let (entries, seconds) = self.0.db.read(behind).await?;
        Ok(Lag::Following { entries, seconds })
    }

    /// Builds the index of the folder's first server anew, beside the server where it runs: that
    /// one turns to the new index once it is whole. Tells whether it was started with what the
    /// index was built with, without which it does not.
    pub async fn rebuild(&self, told: impl Fn(Progress)) -> Result<bool> {
        let Place::Folder(folder) = &self.0.place else {
            return Err(Problem::internal("an index in memory is not rebuilt"));
        };
        let slot = Slot::first(folder).map_err(Problem::internal)?;
        generation::in_slot(&self.0, &slot, told).await?;
        Ok(slot.server().is_none_or(|make| make == self.0.make.told()))
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
    fn has_left(&self) -> bool {
        *self.is_left.borrow()
    }

    /// Rests for a time, which only the end of the following cuts short: who searches meanwhile
    /// can have nothing sooner by it.
    async fn rest(&self, time: Duration) {
        let mut is_left = self.is_left.subscribe();
        let left = is_left.wait_for(|is_left| *is_left);
        let _ = tokio::time::timeout(time, left).await;
    }

    fn absorbed(&self, count: u64) {
        self.absorbed.send_modify(|absorbed| absorbed.count = count);
    }

    /// Tells whether news are taken up from now on; who waits for them is let go otherwise.
    fn takes_up(&self, goes_on: bool) {
        self.absorbed
            .send_modify(|absorbed| absorbed.goes_on = goes_on);
    }

    /// Waits for the index to have taken up the news up to a count, for as long as it takes up any;
    /// whether it has.
    async fn has_absorbed(&self, count: u64, patience: Duration) -> bool {
        let mut absorbed = self.absorbed.subscribe();
        let has_all = |absorbed: &Absorbed| absorbed.count >= count;
        let now = *absorbed.borrow();
        if has_all(&now) || !now.goes_on {
            return has_all(&now);
        }
        self.wake.notify_one();
        let ended = absorbed.wait_for(|absorbed| has_all(absorbed) || !absorbed.goes_on);
        let ended = tokio::time::timeout(patience, ended).await;
        ended.is_ok_and(|ended| ended.is_ok_and(|absorbed| has_all(&absorbed)))
    }

    fn shown(&self) -> Option<Arc<Live>> {
        self.live.borrow().clone()
    }

    fn show(&self, live: &Arc<Live>) {
        self.live.send_replace(Some(Arc::clone(live)));
    }

    fn progressed(&self, progress: Progress) {
        self.progress.send_replace(progress);
    }

    fn spend(&self, generation: u64) {
        self.spent().insert(generation);
    }

    fn is_spent(&self, generation: u64) -> bool {
        self.spent().contains(&generation)
    }

    fn spent(&self) -> MutexGuard<'_, HashSet<u64>> {
        self.spent.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
