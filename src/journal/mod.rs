//! The journal: every change of every resource, written in the transaction of the change and
//! never altered. Histories, `as_of` and the feed of an organization's changes are read from it.

mod past;
mod store;

use serde::Serialize;
use serde_json::value::to_raw_value;
use uuid::Uuid;

use crate::db::{Conn, Document, Unit};
use crate::error::{Problem, Result};
use crate::vocabulary::{Action, Subject};
use store::EntryInsert;

pub use past::{Past, snapshot};
pub use store::Snapshot;

/// A representation whose changes are recorded.
pub trait Recorded: Serialize {
    /// What kind of resource it represents.
    const SUBJECT: Subject;

    /// What the journal says of it beside the representation itself.
    fn about(&self) -> About;
}

/// A resource at one of its versions.
#[derive(Debug, Clone, Copy, Default)]
pub struct About {
    /// Its id.
    pub id: Uuid,
    /// Its version, raised by every change.
    pub version: i64,
    /// The claim that it is about, where it is not one itself; the claim that a relation is from.
    pub claim: Option<Uuid>,
    /// The claim that a relation is to.
    pub other_claim: Option<Uuid>,
    /// The organization that alone may see it.
    pub private_to: Option<Uuid>,
}

/// A change to be recorded.
pub struct Entry(EntryInsert);

impl Entry {
    /// What a change made of a resource.
    pub fn of<T: Recorded>(
        unit: &Unit<'_>,
        action: Action,
        left: &T,
        note: Option<&str>,
    ) -> Result<Self> {
        let snapshot = to_raw_value(left).map_err(Problem::internal)?;
        let row = Self::row(unit, action, (T::SUBJECT, left.about()), note);
        Ok(Self(EntryInsert {
            snapshot: Some(Document(snapshot)),
            ..row
        }))
    }

    fn row(
        unit: &Unit<'_>,
        action: Action,
        (kind, about): (Subject, About),
        note: Option<&str>,
    ) -> EntryInsert {
        unit.has_changed(kind, about.id);
        EntryInsert {
            id: unit.id(),
            at: unit.now(),
            organization_id: unit.author.organization,
            api_key_id: unit.author.key,
            action,
            subject_type: kind,
            subject_id: about.id,
            version: about.version,
            claim_id: about.claim,
            other_claim_id: about.other_claim,
            private_to: about.private_to,
            snapshot: None,
            note: note.map(str::to_owned),
        }
    }
}

/// Records what a change left, and hands it on.
pub async fn record<T: Recorded>(
    unit: &Unit<'_>,
    action: Action,
    left: T,
    note: Option<&str>,
) -> Result<T> {
    let Entry(row) = Entry::of(unit, action, &left, note)?;
    store::insert(unit.conn, row).await?;
    Ok(left)
}

/// Records that a resource is no more, which was last so.
pub async fn record_deletion(
    unit: &Unit<'_>,
    action: Action,
    kind: Subject,
    last: About,
) -> Result<()> {
    end(unit, action, (kind, last), None).await
}

/// The same, and what has become of it.
pub async fn record_end(
    unit: &Unit<'_>,
    action: Action,
    kind: Subject,
    last: About,
    note: &str,
) -> Result<()> {
    end(unit, action, (kind, last), Some(note)).await
}

async fn end(
    unit: &Unit<'_>,
    action: Action,
    (kind, last): (Subject, About),
    note: Option<&str>,
) -> Result<()> {
    let gone = About {
        version: last.version + 1,
        ..last
    };
    store::insert(unit.conn, Entry::row(unit, action, (kind, gone), note)).await
}

/// Which of the ids were ever those of a resource: no other may have them again.
pub async fn seen(conn: Conn<'_>, ids: &[Uuid]) -> Result<Vec<Uuid>> {
    store::seen(conn, ids).await
}

/// Records many changes at once.
pub async fn record_all(unit: &Unit<'_>, entries: Vec<Entry>) -> Result<()> {
    let rows = entries.into_iter().map(|Entry(row)| row).collect();
    store::insert_all(unit.conn, rows).await
}
