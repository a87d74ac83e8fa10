//! Taking up what was written since an index was made: what this server tells of, and what the
//! journal does.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use uuid::Uuid;

use super::Inner;
use super::build::{Rows, blocking};
use super::index::Live;
use super::layout::Kind;
use super::news::Change;
use super::position::{Position, Unfit};
use super::store::{self, Entry, Until};
use crate::db::Conn;
use crate::error::{Problem, Result};
use crate::vocabulary::Subject;

/// Entries that are read at once, and records.
const ENTRIES: i64 = 5_000;
const RECORDS: usize = 1_000;
/// Records whose versions are remembered, lest a server's own changes be indexed twice.
const REMEMBERED: usize = 100_000;
/// Entries that need nothing in the index are made durable in so large portions.
const UNKEPT: usize = 2_000;

/// What can keep an index from being current.
pub(super) enum Trouble {
    /// It is of no use any more.
    Index(Problem),
    /// It passes.
    Database(Problem),
}

impl From<Problem> for Trouble {
    fn from(problem: Problem) -> Self {
        Self::Database(problem)
    }
}

impl From<Trouble> for Problem {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Index(problem) | Trouble::Database(problem) => problem,
        }
    }
}

impl From<Unfit> for Trouble {
    fn from(unfit: Unfit) -> Self {
        Self::Index(Problem::internal(unfit))
    }
}

/// An index, and what is known of how far it is.
pub(super) struct Uptake {
    inner: Arc<Inner>,
    pub live: Arc<Live>,
    versions: HashMap<Uuid, i64>,
    /// Something was replaced that is not committed yet.
    is_open: bool,
    // Entries read since the position was last committed.
    unkept: usize,
}

impl Uptake {
    /// That of an index with everything in it that was written by now. What this server tells of
    /// is kept from some moment before on.
    pub(super) async fn begin(inner: &Arc<Inner>, live: Arc<Live>) -> Result<Self, Trouble> {
        inner.news.keep();
        let mut uptake = Self {
            inner: Arc::clone(inner),
            live,
            versions: HashMap::new(),
            is_open: false,
            unkept: 0,
        };
        while uptake.step(&[]).await? {}
        uptake.anticipate().await?;
        Ok(uptake)
    }

    /// Takes up what was written here and what the journal tells; whether there is more.
    pub(super) async fn step(&mut self, changed: &[Change]) -> Result<bool, Trouble> {
        let position = self.live.position();
        let entries = self.take_up((&position, Until::Settled), changed).await?;
        let reached = entries.last().map_or(position, Entry::position);
        self.unkept += entries.len();
        if self.is_open || self.unkept >= UNKEPT {
            self.commit(reached).await?;
        }
        self.live.reach(reached);
        Ok(is_full(&entries))
    }

    /// Takes up also what the journal has behind transactions that still run, and will have to be
    /// read again once these have ended: nothing else tells of what was written here before it was
    /// kept.
    async fn anticipate(&mut self) -> Result<(), Trouble> {
        let mut position = self.live.position();
        loop {
            let entries = self.take_up((&position, Until::Now), &[]).await?;
            match entries.last() {
                Some(last) if is_full(&entries) => position = last.position(),
                _ => break,
            }
        }
        match self.is_open {
            true => self.commit(self.live.position()).await,
            false => Ok(()),
        }
    }

    /// Replaces what changes touch, and what entries behind a position do; these are returned.
    async fn take_up(
        &mut self,
        (position, until): (&Position, Until),
        changed: &[Change],
    ) -> Result<Vec<Entry>, Trouble> {
        let versions = &self.versions;
        let read = async |conn: Conn<'_>| {
            let entries = store::entries(conn, position, until, ENTRIES).await?;
            let news = entries.iter().filter(|entry| {
                let known = versions.get(&entry.subject_id);
                known.is_none_or(|version| *version < entry.version)
            });
            let told = news.map(|entry| (entry.subject_type, entry.subject_id));
            let touched = touched(conn, changed.iter().copied().chain(told)).await?;
            Ok((entries, touched))
        };
        let (entries, touched) = self.inner.db.read(read).await?;
        for (kind, ids) in touched {
            for some in ids.chunks(RECORDS) {
                self.replace(kind, some).await?;
            }
        }
        Ok(entries)
    }

    async fn replace(&mut self, kind: Kind, ids: &[Uuid]) -> Result<(), Trouble> {
        let read = async |conn: Conn<'_>| Rows::read(conn, kind, ids).await;
        let rows = self.inner.db.read(read).await?;
        let (live, analyzer) = (Arc::clone(&self.live), self.inner.analyzer.clone());
        let ids = ids.to_vec();
        let put = blocking(move || {
            let records = rows.composed(&live, &analyzer);
            let versions: Vec<_> = records.iter().map(|it| (it.id, it.version)).collect();
            live.replace(&ids, records)?;
            Ok(versions)
        });
        self.is_open = true;
        let versions = put.await.map_err(Trouble::Index)?;
        if self.versions.len() > REMEMBERED {
            self.versions.clear();
        }
        self.versions.extend(versions);
        Ok(())
    }

    async fn commit(&mut self, reached: Position) -> Result<(), Trouble> {
        let live = Arc::clone(&self.live);
        let committed = blocking(move || live.commit(reached)).await;
        committed.map_err(Trouble::Index)?;
        (self.is_open, self.unkept) = (false, 0);
        Ok(())
    }
}

/// Whether there may be more.
fn is_full(entries: &[Entry]) -> bool {
    i64::try_from(entries.len()).is_ok_and(|count| count == ENTRIES)
}

/// The records whose documents a change touches: its own, and those that show something of it.
async fn touched(
    conn: Conn<'_>,
    changes: impl Iterator<Item = Change>,
) -> Result<[(Kind, Vec<Uuid>); 3]> {
    let (mut claims, mut verdicts, mut sources) = (HashSet::new(), HashSet::new(), HashSet::new());
    let mut claimants = HashSet::new();
    for (subject, id) in changes {
        match subject {
            Subject::Claim => claims.insert(id),
            Subject::Verdict => verdicts.insert(id),
            Subject::Source => sources.insert(id),
            Subject::Claimant => claimants.insert(id),
            // A change of these raises the version of its claim, or of the drafts whose rating
            // it changes, or is in no document.
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
    Ok([
        (Kind::Claim, list(&claims)),
        (Kind::Verdict, list(&verdicts)),
        (Kind::Source, list(&sources)),
    ])
}
