//! The task that keeps a server's index current. It follows the journal, and hears beside of what
//! this server writes, so that a reader finds what he has just written without waiting for the
//! transactions of others.

#[cfg(test)]
mod tests;

use std::sync::Arc;
use std::time::Duration;

use super::Inner;
use super::folder::{Place, Slot};
use super::generation;
use super::uptake::{Trouble, Uptake};
use crate::error::{Problem, Result};

/// How often it looks for what others wrote.
const TICK: Duration = Duration::from_millis(200);
/// How long it leaves a database, or a disk, alone that failed; twice as long each time, up to the
/// longest, where it has no index: building one is much work to be done in vain.
const REST: Duration = Duration::from_secs(1);
const LONGEST_REST: Duration = Duration::from_secs(30);

/// Follows until it is told to leave.
pub(super) async fn run(inner: Arc<Inner>) {
    let mut rest = REST;
    while !inner.has_left() {
        match Follower::begin(&inner).await {
            Ok(mut follower) => {
                rest = REST;
                let followed = follower.follow().await;
                inner.takes_up(false);
                let Err(problem) = followed else {
                    return;
                };
                tracing::error!(%problem, "the search index is built anew");
            }
            Err(problem) => tracing::warn!(%problem, "the search index is not ready yet"),
        }
        // What is shown is still what was read of it, and searched until there is another.
        inner.news.forget();
        inner.rest(rest).await;
        rest = (rest * 2).min(LONGEST_REST);
    }
}

struct Follower {
    inner: Arc<Inner>,
    slot: Option<Slot>,
    uptake: Uptake,
    /// What could not be removed has been told of.
    is_unswept: bool,
}

impl Follower {
    async fn begin(inner: &Arc<Inner>) -> Result<Self> {
        let slot = match &inner.place {
            Place::Memory => None,
            Place::Folder(folder) => {
                let slot = Slot::take(folder, &inner.make.told());
                Some(slot.map_err(Problem::internal)?)
            }
        };
        let uptake = match (other(inner, slot.as_ref(), None).await?, &slot) {
            (Some(uptake), _) => uptake,
            (None, Some(slot)) => {
                tracing::info!("building the search index");
                let tell = |progress| inner.progressed(progress);
                generation::in_slot(inner, slot, tell).await?;
                tracing::info!("the search index is built");
                let built = other(inner, Some(slot), None).await?;
                built.ok_or_else(|| Problem::internal("a new search index is of no use"))?
            }
            (None, None) => Uptake::begin(inner, generation::in_memory(inner).await?).await?,
        };
        inner.takes_up(true);
        inner.show(&uptake.live);
        let mut follower = Self {
            inner: Arc::clone(inner),
            slot,
            uptake,
            is_unswept: false,
        };
        follower.sweep();
        Ok(follower)
    }

    /// Removes the other indexes. Where one cannot go yet, as who wrote it is not done, it does
    /// later.
    fn sweep(&mut self) {
        let Some(slot) = &self.slot else { return };
        let swept = slot.sweep(self.uptake.live.generation);
        if let Err(error) = &swept
            && !self.is_unswept
        {
            tracing::warn!(%error, "an older search index is left where it is for now");
        }
        self.is_unswept = swept.is_err();
    }

    /// Ends when the index fails; a database that does is waited for.
    async fn follow(&mut self) -> Result<()> {
        while !self.inner.has_left() {
            let (count, changed) = self.inner.news.take();
            match self.uptake.step(&changed).await {
                Ok(more) => {
                    self.inner.absorbed(count);
                    if !more {
                        let woken = self.inner.wake.notified();
                        let _ = tokio::time::timeout(TICK, woken).await;
                    }
                }
                Err(Trouble::Index(problem)) => {
                    self.inner.spend(self.uptake.live.generation);
                    return Err(problem);
                }
                Err(Trouble::Database(problem)) => {
                    self.inner.news.give_back(changed);
                    if !self.inner.has_left() {
                        tracing::warn!(%problem, "the search index falls behind");
                        self.inner.rest(REST).await;
                    }
                }
            }
            self.turn().await;
            self.sweep();
        }
        Ok(())
    }

    /// Turns to another generation, where `factcheck index rebuild` has made one that fits.
    async fn turn(&mut self) {
        let own = Some(self.uptake.live.generation);
        match other(&self.inner, self.slot.as_ref(), own).await {
            Ok(Some(uptake)) => {
                let number = uptake.live.generation;
                tracing::info!(number, "the search index was rebuilt");
                self.inner.show(&uptake.live);
                self.uptake = uptake;
            }
            Ok(None) => {}
            Err(problem) => tracing::warn!(%problem, "a rebuilt search index is not ready yet"),
        }
    }
}

/// The generation in use, with everything in it that was written by now, where it is another than
/// one's own and fits; once found not to, it is not tried again.
async fn other(
    inner: &Arc<Inner>,
    slot: Option<&Slot>,
    own: Option<u64>,
) -> Result<Option<Uptake>> {
    let Some((number, path)) = slot.and_then(Slot::current) else {
        return Ok(None);
    };
    if Some(number) == own || inner.is_spent(number) {
        return Ok(None);
    }
    let taken = async {
        let live = generation::opened(inner, number, &path).await?;
        Uptake::begin(inner, live).await
    };
    match taken.await {
        Ok(uptake) => Ok(Some(uptake)),
        Err(Trouble::Database(problem)) => Err(problem),
        Err(Trouble::Index(problem)) => {
            tracing::warn!(number, %problem, "a search index is not taken");
            inner.spend(number);
            Ok(None)
        }
    }
}
