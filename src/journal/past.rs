//! What the API answered at a time: snapshots, and the names that they embed as they were then.
//! A snapshot is taken when its own resource changes; an organization or claimant that was
//! renamed in between has a snapshot of its own, which tells the name.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use uuid::Uuid;

use super::Recorded;
use super::store::{self, Snapshot};
use crate::db::Conn;
use crate::error::{Problem, Result};

/// A time that is over.
#[derive(Clone, Copy)]
pub struct Past<'a> {
    conn: Conn<'a>,
    time: DateTime<Utc>,
}

/// Representations at a time, by id.
pub struct Known(HashMap<Uuid, Box<RawValue>>);

impl<'a> Past<'a> {
    /// The time, read over a connection.
    pub fn new(conn: Conn<'a>, time: DateTime<Utc>) -> Self {
        Self { conn, time }
    }

    /// One resource, for an organization or the public.
    pub async fn one<T: Recorded + DeserializeOwned>(
        self,
        id: Uuid,
        viewer: Option<Uuid>,
    ) -> Result<T> {
        let found = store::at(self.conn, &[id], self.time).await?;
        found
            .into_iter()
            .filter(|row| row.subject_type == T::SUBJECT)
            .filter(|row| row.private_to.is_none() || row.private_to == viewer)
            .find_map(|row| row.snapshot)
            .map(|snapshot| self::snapshot(&snapshot.0))
            .ok_or_else(Problem::not_found)?
    }

    /// The public resources of a kind that were about a claim.
    pub async fn about_claim<T: Recorded + DeserializeOwned>(self, claim: Uuid) -> Result<Vec<T>> {
        let found = store::about_claim_at(self.conn, claim, T::SUBJECT, self.time).await?;
        let public = found.into_iter().filter(|row| row.private_to.is_none());
        public
            .filter_map(|row| row.snapshot)
            .map(|snapshot| self::snapshot(&snapshot.0))
            .collect()
    }

    /// Resources that others embed.
    pub async fn known(self, ids: impl Iterator<Item = Uuid>) -> Result<Known> {
        let mut ids: Vec<Uuid> = ids.collect();
        ids.sort_unstable();
        ids.dedup();
        let found = store::at(self.conn, &ids, self.time).await?;
        let snapshots = found.into_iter().filter_map(|row: Snapshot| {
            let snapshot = row.snapshot?;
            Some((row.subject_id, snapshot.0))
        });
        Ok(Known(snapshots.collect()))
    }
}

impl Known {
    /// Makes of a summary what it was. A summary has fields of the representation alone, and so
    /// is read out of it.
    pub fn restore<S: DeserializeOwned>(&self, id: Uuid, summary: &mut S) -> Result<()> {
        if let Some(known) = self.get(id)? {
            *summary = known;
        }
        Ok(())
    }

    /// What else was known of a resource.
    pub fn get<T: DeserializeOwned>(&self, id: Uuid) -> Result<Option<T>> {
        self.0.get(&id).map(|it| snapshot(it)).transpose()
    }
}

/// What a snapshot has of a representation.
pub fn snapshot<T: DeserializeOwned>(snapshot: &RawValue) -> Result<T> {
    serde_json::from_str(snapshot.get())
        .map_err(|error| Problem::internal(format!("a snapshot cannot be read: {error}")))
}
