//! schema.org's `DataFeed`, streamed from one snapshot.

use std::vec;

use serde_json::json;
use tokio::sync::OwnedSemaphorePermit;
use uuid::Uuid;

use super::entries::{self, Entry};
use super::wire::DataFeedItem;
use crate::db::keyset::{Key, Place};
use crate::db::{Conn, Snapshot};
use crate::error::{Problem, Result};
use crate::http::streaming::Outgoing;
use crate::resources::claim_reviews::assemble;
use crate::resources::claim_reviews::markup::CONTEXT;
use crate::resources::verdicts::handlers as verdicts;
use crate::resources::verdicts::store::Selection;
use crate::resources::verdicts::wire::{Verdict, VerdictSort};

/// Verdicts that are read at once.
const PAGE: u16 = 500;

/// What a feed is made of.
pub struct Making {
    pub selection: Selection,
    pub rest: Rest,
    pub public_url: String,
    pub data_license: Option<String>,
}

/// What is still to be sent, in the order of reviews.
pub enum Rest {
    /// Whatever is selected, after a place.
    Selected(Option<Place>),
    /// What a search found.
    Found(vec::IntoIter<Uuid>),
}

/// Sends the feed, as far as the client reads.
pub async fn run(
    snapshot: Snapshot,
    mut making: Making,
    outgoing: Outgoing,
    _: OwnedSemaphorePermit,
) {
    let sent = making.send(&snapshot, &outgoing).await;
    snapshot.end().await;
    match sent {
        Ok(()) => outgoing.finish(),
        Err(problem) => outgoing.fail(problem),
    }
}

impl Making {
    async fn send(&mut self, snapshot: &Snapshot, outgoing: &Outgoing) -> Result<()> {
        let conn = snapshot.conn()?;
        let mut put = self.head()?;
        let mut is_first = true;
        while let Some(page) = self.page(conn).await? {
            for entry in entries::all(conn, &page, &self.public_url).await? {
                let Some(item) = self.item(entry) else {
                    continue;
                };
                put.extend_from_slice(if is_first { b"\n" } else { b",\n" });
                is_first = false;
                serde_json::to_writer(&mut put, &item).map_err(Problem::internal)?;
            }
            if !outgoing.send(std::mem::take(&mut put)).await {
                return Ok(());
            }
        }
        put.extend_from_slice(b"\n]}\n");
        outgoing.send(put).await;
        Ok(())
    }

    /// The next verdicts; none when all have been read.
    async fn page(&mut self, conn: Conn<'_>) -> Result<Option<Vec<Verdict>>> {
        let after = match &mut self.rest {
            Rest::Selected(after) => after.take(),
            Rest::Found(ids) => {
                let some: Vec<Uuid> = ids.by_ref().take(PAGE.into()).collect();
                if some.is_empty() {
                    return Ok(None);
                }
                self.selection.ids = Some(some);
                None
            }
        };
        let sort = VerdictSort::EarliestReviewedFirst.sort();
        let page = verdicts::selected(conn, &self.selection, sort, after.as_ref(), PAGE.into());
        let page = page.await?;
        if let Rest::Selected(after) = &mut self.rest {
            let Some(last) = page.last() else {
                return Ok(None);
            };
            *after = Some(Place(Key::OptionalTime(last.reviewed_at), last.id));
        }
        Ok(Some(page))
    }

    /// All that stands before the elements.
    fn head(&self) -> Result<Vec<u8>> {
        let mut head = json!({"@context": CONTEXT, "@type": "DataFeed"});
        if let (Some(fields), Some(license)) = (head.as_object_mut(), &self.data_license) {
            fields.insert("sdLicense".to_owned(), json!(license));
        }
        let mut head = serde_json::to_vec(&head).map_err(Problem::internal)?;
        head.pop();
        head.extend_from_slice(b",\"dataFeedElement\":[");
        Ok(head)
    }

    /// None where there is no date of a review, as there is of all that was ever public.
    fn item(&self, entry: Entry) -> Option<DataFeedItem> {
        Some(match entry {
            Entry::Standing(told) => DataFeedItem {
                kind: "DataFeedItem",
                id: None,
                url: told.review.url.clone(),
                date_created: told.review.date_published.clone(),
                date_modified: told.review.date_modified.clone(),
                date_deleted: None,
                item: Some([told.review]),
            },
            Entry::Retracted(verdict) => DataFeedItem {
                kind: "DataFeedItem",
                id: Some(assemble::urn(verdict.id)),
                url: assemble::url(&verdict, &self.public_url),
                date_created: assemble::time(verdict.reviewed_at?),
                date_modified: verdict.corrected_at.map(assemble::time),
                date_deleted: Some(assemble::time(verdict.updated_at)),
                item: None,
            },
        })
    }
}
