//! The task that keeps a server's index current. It follows the journal, and hears beside of what
//! this server writes, so that a reader finds what he has just written without waiting for the
//! transactions of others.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use uuid::Uuid;

use super::build::{self, Rows, blocking};
use super::folder::{Place, Slot};
use super::index::Live;
use super::layout::Kind;
use super::position::Position;
use super::{Inner, store};
use crate::db::Conn;
use crate::error::{Problem, Result};
use crate::vocabulary::Subject;

/// How often it looks for what others wrote.
const TICK: Duration = Duration::from_millis(200);
/// How long it leaves a database, or a disk, alone that failed.
const REST: Duration = Duration::from_secs(1);
/// Entries that are read at once, and records.
const ENTRIES: i64 = 5_000;
const RECORDS: usize = 1_000;
/// Records whose versions are remembered, lest a server's own changes be indexed twice.
const REMEMBERED: usize = 100_000;
/// Entries that need nothing in the index are made durable in so large portions.
const UNKEPT: usize = 2_000;

/// Follows until it is told to leave.
pub(super) async fn run(inner: Arc<Inner>) {
    while !inner.has_left() {
        match Follower::begin(&inner).await {
            Ok(mut follower) => {
                let Err(problem) = follower.follow().await else {
                    return;
                };
                tracing::error!(%problem, "the search index is built anew");
                inner.show(None);
                drop(follower);
            }
            Err(problem) => tracing::warn!(%problem, "the search index is not ready yet"),
        }
        tokio::time::sleep(REST).await;
    }
}

/// What can keep an index from being current.
enum Trouble {
    /// It has to be built anew.
    Index(Problem),
    /// It passes.
    Database(Problem),
}

impl From<Problem> for Trouble {
    fn from(problem: Problem) -> Self {
        Self::Database(problem)
    }
}

struct Follower {
    inner: Arc<Inner>,
    slot: Option<Slot>,
    live: Arc<Live>,
    position: Position,
    // Entries read since the position was last committed.
    unkept: usize,
    versions: HashMap<Uuid, i64>,
}

impl Follower {
    async fn begin(inner: &Arc<Inner>) -> Result<Self> {
        let slot = match &inner.place {
            Place::Memory => None,
            Place::Folder(folder) => Some(Slot::take(folder).map_err(Problem::internal)?),
        };
        let opened = match slot.as_ref().and_then(Slot::current) {
            // Once broken, it is not tried again.
            Some((number, path)) if !inner.is_spent(number) => opened(inner, number, path).await,
            _ => None,
        };
        let (live, position) = match opened {
            Some(opened) => opened,
            None => built(inner, slot.as_ref()).await?,
        };
        if let Some(slot) = &slot
            && let Err(error) = slot.sweep(live.generation)
        {
            tracing::warn!(%error, "an older search index is left where it is");
        }
        let mut follower = Self {
            inner: Arc::clone(inner),
            slot,
            live,
            position,
            unkept: 0,
            versions: HashMap::new(),
        };
        follower.catch_up().await?;
        inner.show(Some(&follower.live));
        Ok(follower)
    }

    /// Takes up what was written before it began; what is shown is then not behind.
    async fn catch_up(&mut self) -> Result<()> {
        loop {
            match self.step(&[]).await {
                Ok(true) => {}
                Ok(false) => return Ok(()),
                Err(Trouble::Database(problem)) => return Err(problem),
                Err(Trouble::Index(problem)) => {
                    self.inner.spend(self.live.generation);
                    return Err(problem);
                }
            }
        }
    }

    /// Ends when the index fails; a database that does is waited for.
    async fn follow(&mut self) -> Result<()> {
        while !self.inner.has_left() {
            let wrote = self.inner.wrote();
            let changed = self.inner.taken();
            match self.step(&changed).await {
                Ok(more) => {
                    self.inner.absorbed(wrote);
                    if !more {
                        let woken = self.inner.wake.notified();
                        let _ = tokio::time::timeout(TICK, woken).await;
                    }
                }
                Err(Trouble::Index(problem)) => {
                    self.inner.spend(self.live.generation);
                    return Err(problem);
                }
                Err(Trouble::Database(problem)) => {
                    self.inner.give_back(changed);
                    if !self.inner.has_left() {
                        tracing::warn!(%problem, "the search index falls behind");
                        tokio::time::sleep(REST).await;
                    }
                }
            }
            self.turn().await;
        }
        Ok(())
    }

    /// Takes up what was written here and what the journal tells; whether there is more.
    async fn step(&mut self, changed: &[(Subject, Uuid)]) -> Result<bool, Trouble> {
        let db = self.inner.db.clone();
        let (position, versions) = (self.position, &self.versions);
        let read = async |conn: Conn<'_>| {
            let entries = store::entries(conn, &position, ENTRIES).await?;
            let news = entries.iter().filter(|entry| {
                let known = versions.get(&entry.subject_id);
                known.is_none_or(|version| *version < entry.version)
            });
            let told = news.map(|entry| (entry.subject_type, entry.subject_id));
            let touched = touched(conn, changed.iter().copied().chain(told)).await?;
            Ok((entries, touched))
        };
        let (entries, touched) = db.read(read).await?;
        let mut has_changed = false;
        for (kind, ids) in touched {
            for some in ids.chunks(RECORDS) {
                self.replace(kind, some).await?;
                has_changed = true;
            }
        }
        let reached = entries.last().map_or(self.position, store::Entry::position);
        self.unkept += entries.len();
        if has_changed || self.unkept >= UNKEPT {
            let live = Arc::clone(&self.live);
            blocking(move || live.commit(reached))
                .await
                .map_err(Trouble::Index)?;
            self.unkept = 0;
        }
        self.position = reached;
        self.live.reach(reached);
        Ok(i64::try_from(entries.len()).is_ok_and(|count| count == ENTRIES))
    }

    async fn replace(&mut self, kind: Kind, ids: &[Uuid]) -> Result<(), Trouble> {
        let db = self.inner.db.clone();
        let rows = db.read(async |conn| Rows::read(conn, kind, ids).await);
        let rows = rows.await?;
        let (live, analyzer) = (Arc::clone(&self.live), self.inner.analyzer.clone());
        let ids = ids.to_vec();
        let put = blocking(move || {
            let records = rows.composed(&live, &analyzer);
            let versions: Vec<_> = records.iter().map(|it| (it.id, it.version)).collect();
            live.replace(&ids, records)?;
            Ok(versions)
        });
        let versions = put.await.map_err(Trouble::Index)?;
        if self.versions.len() > REMEMBERED {
            self.versions.clear();
        }
        self.versions.extend(versions);
        Ok(())
    }

    /// Turns to a newer generation, where `factcheck index rebuild` has made one.
    async fn turn(&mut self) {
        let Some(slot) = &self.slot else { return };
        let Some((number, path)) = slot.current() else {
            return;
        };
        if number <= self.live.generation {
            return;
        }
        let Some((live, position)) = opened(&self.inner, number, path).await else {
            return;
        };
        tracing::info!(number, "the search index was rebuilt");
        (self.live, self.position) = (live, position);
        self.unkept = 0;
        self.versions.clear();
        if let Err(problem) = self.catch_up().await {
            tracing::warn!(%problem, "the search index falls behind");
        }
        self.inner.show(Some(&self.live));
        if let Some(slot) = &self.slot
            && let Err(error) = slot.sweep(number)
        {
            tracing::warn!(%error, "an older search index is left where it is");
        }
    }
}

async fn opened(inner: &Inner, number: u32, path: PathBuf) -> Option<(Arc<Live>, Position)> {
    let analysis = inner.analyzer.fingerprint();
    let opened = blocking(move || Live::open(&path, number, analysis)).await;
    let (live, position) = match opened {
        Ok(Some(opened)) => opened,
        Ok(None) => {
            tracing::info!("the search index is corrupt or of another layout");
            return None;
        }
        Err(problem) => {
            tracing::warn!(%problem, "the search index cannot be opened");
            return None;
        }
    };
    let is_of = async |conn: Conn<'_>| store::is_of(conn, &position).await;
    match inner.db.read(is_of).await {
        Ok(true) => Some((Arc::new(live), position)),
        Ok(false) => {
            tracing::info!("the search index is of another database");
            None
        }
        Err(problem) => {
            tracing::warn!(%problem, "the search index cannot be compared with the database");
            None
        }
    }
}

/// A new index, of the whole database.
async fn built(inner: &Arc<Inner>, slot: Option<&Slot>) -> Result<(Arc<Live>, Position)> {
    let analysis = inner.analyzer.fingerprint();
    let tell = |progress| {
        inner.progress.send_replace(progress);
    };
    let Some(slot) = slot else {
        let live = Arc::new(blocking(move || Live::create(None, analysis)).await?);
        let filled = build::fill(&inner.db, Arc::clone(&live), &inner.analyzer, tell);
        let position = filled.await?;
        return Ok((live, position));
    };
    tracing::info!("building the search index");
    let (number, path) = in_slot(inner, slot, tell).await?;
    let opened = blocking(move || Live::open(&path, number, analysis)).await?;
    let (live, position) =
        opened.ok_or_else(|| Problem::internal("a new search index is not whole"))?;
    tracing::info!("the search index is built");
    Ok((Arc::new(live), position))
}

/// Builds a generation in a slot and makes it the one in use.
pub(super) async fn in_slot(
    inner: &Inner,
    slot: &Slot,
    tell: impl Fn(build::Progress),
) -> Result<(u32, PathBuf)> {
    let analysis = inner.analyzer.fingerprint();
    let building = slot.build().map_err(Problem::internal)?;
    let path = building.path().to_owned();
    let live = Arc::new(blocking(move || Live::create(Some(&path), analysis)).await?);
    build::fill(&inner.db, Arc::clone(&live), &inner.analyzer, tell).await?;
    let ended = blocking(move || Arc::into_inner(live).map_or(Ok(()), Live::close));
    ended.await?;
    building.finish().map_err(Problem::internal)
}

/// The records whose documents a change touches: its own, and those that show something of it.
async fn touched(
    conn: Conn<'_>,
    changes: impl Iterator<Item = (Subject, Uuid)>,
) -> Result<Vec<(Kind, Vec<Uuid>)>> {
    let (mut claims, mut verdicts, mut sources) = (HashSet::new(), HashSet::new(), HashSet::new());
    let (mut claimants, mut scales) = (HashSet::new(), HashSet::new());
    for (subject, id) in changes {
        match subject {
            Subject::Claim => claims.insert(id),
            Subject::Verdict => verdicts.insert(id),
            Subject::Source => sources.insert(id),
            Subject::Claimant => claimants.insert(id),
            Subject::RatingScale => scales.insert(id),
            // A change of these raises the version of its claim, or is in no document.
            _ => false,
        };
    }
    let list = |ids: &HashSet<Uuid>| ids.iter().copied().collect::<Vec<_>>();
    if !claimants.is_empty() {
        claims.extend(store::said_by(conn, &list(&claimants)).await?);
    }
    if !sources.is_empty() {
        for (verdict, claim) in store::citing(conn, &list(&sources)).await? {
            verdicts.insert(verdict);
            claims.insert(claim);
        }
    }
    if !scales.is_empty() {
        verdicts.extend(store::rated_by(conn, &list(&scales)).await?);
    }
    Ok([
        (Kind::Claim, list(&claims)),
        (Kind::Verdict, list(&verdicts)),
        (Kind::Source, list(&sources)),
    ]
    .into_iter()
    .collect())
}
