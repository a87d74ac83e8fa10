//! When keys were last used: written down to the minute, beside the request that uses one, so
//! that no request waits for it or fails with it.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use tracing::Instrument;
use uuid::Uuid;

use super::keys::{self, KeyRow};
use crate::db::Db;
use crate::error::Result;

/// For so long a use stands for those after it.
const PRECISION: TimeDelta = TimeDelta::minutes(1);

/// The keys whose use is just being written down: however many requests come with one, a
/// single connection of the pool is spent on it.
#[derive(Clone, Default)]
pub struct LastUses(Arc<Mutex<HashSet<Uuid>>>);

impl LastUses {
    /// Writes the use of a key down in the background, when the last one is long enough ago.
    pub(super) fn note(&self, db: &Db, key: &KeyRow, now: DateTime<Utc>) {
        let cutoff = now - PRECISION;
        if key.last_used_at.is_some_and(|last| last >= cutoff) {
            return;
        }
        let Some(turn) = self.turn(key.id) else {
            return;
        };
        let written = write_down(db.clone(), turn, now, cutoff);
        actix_web::rt::spawn(written.in_current_span());
    }

    fn turn(&self, key: Uuid) -> Option<Turn> {
        let mut taken = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        taken.insert(key).then(|| Turn {
            key,
            taken: self.clone(),
        })
    }
}

/// The right to write the use of a key down; given back however that ends.
struct Turn {
    key: Uuid,
    taken: LastUses,
}

impl Drop for Turn {
    fn drop(&mut self) {
        let mut taken = self.taken.0.lock().unwrap_or_else(PoisonError::into_inner);
        taken.remove(&self.key);
    }
}

/// Keeps the turn until it is done.
async fn write_down(db: Db, turn: Turn, at: DateTime<Utc>, cutoff: DateTime<Utc>) {
    if let Err(problem) = write(&db, turn.key, at, cutoff).await {
        tracing::warn!(key = %turn.key, %problem, "the use of a key is not written down");
    }
}

async fn write(db: &Db, key: Uuid, at: DateTime<Utc>, cutoff: DateTime<Utc>) -> Result<()> {
    let tx = db.begin().await?;
    keys::mark_used(tx.conn()?, key, at, cutoff).await?;
    tx.commit().await
}
