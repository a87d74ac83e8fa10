//! schema.org's `DataFeed`, streamed from one snapshot.

use std::collections::HashMap;

use serde_json::json;
use tokio::sync::OwnedSemaphorePermit;

use super::wire::DataFeedItem;
use crate::db::keyset::{Key, Place, Sort};
use crate::db::{Conn, Snapshot};
use crate::error::{Problem, Result};
use crate::http::streaming::Outgoing;
use crate::resources::claim_reviews::assemble;
use crate::resources::claim_reviews::markup::CONTEXT;
use crate::resources::verdicts::handlers as verdicts;
use crate::resources::verdicts::store::Selection;
use crate::resources::verdicts::wire::{Verdict, VerdictSort};
use crate::vocabulary::VerdictStatus;

/// Verdicts that are read at once.
const PAGE: i64 = 500;

/// What a feed is made of.
pub struct Making {
    pub selection: Selection,
    pub public_url: String,
    pub data_license: Option<String>,
}

/// Sends the feed, as far as the client reads.
pub async fn run(snapshot: Snapshot, making: Making, outgoing: Outgoing, _: OwnedSemaphorePermit) {
    match making.send(&snapshot, &outgoing).await {
        Ok(()) => outgoing.finish(),
        Err(problem) => outgoing.fail(problem),
    }
    snapshot.end().await;
}

impl Making {
    async fn send(&self, snapshot: &Snapshot, outgoing: &Outgoing) -> Result<()> {
        let sort = VerdictSort::EarliestReviewedFirst.sort();
        let mut put = self.head()?;
        let mut after: Option<Place> = None;
        let mut is_first = true;
        loop {
            let (conn, _) = snapshot.conns()?;
            let page = self.page(conn, sort, after.as_ref()).await?;
            after = page
                .last()
                .map(|it| Place(Key::OptionalTime(it.reviewed_at), it.id));
            let is_last = after.is_none();
            for item in self.items(conn, page).await? {
                put.extend_from_slice(if is_first { b"\n" } else { b",\n" });
                is_first = false;
                serde_json::to_writer(&mut put, &item).map_err(Problem::internal)?;
            }
            if is_last {
                put.extend_from_slice(b"\n]}\n");
            }
            if !outgoing.send(std::mem::take(&mut put)).await || is_last {
                return Ok(());
            }
        }
    }

    async fn page(
        &self,
        conn: Conn<'_>,
        sort: Sort,
        after: Option<&Place>,
    ) -> Result<Vec<Verdict>> {
        verdicts::selected(conn, &self.selection, sort, after, PAGE).await
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

    async fn items(&self, conn: Conn<'_>, verdicts: Vec<Verdict>) -> Result<Vec<DataFeedItem>> {
        let places = verdicts.iter().enumerate();
        let places: HashMap<String, usize> = places
            .map(|(place, verdict)| (assemble::urn(verdict.id), place))
            .collect();
        let (standing, retracted): (Vec<_>, Vec<_>) = verdicts
            .into_iter()
            .partition(|verdict| VerdictStatus::STANDING.contains(&verdict.status));
        let gone = retracted.iter().filter_map(|verdict| {
            let item = DataFeedItem {
                kind: "DataFeedItem",
                id: Some(assemble::urn(verdict.id)),
                url: assemble::url(verdict, &self.public_url),
                date_created: assemble::time(verdict.reviewed_at?),
                date_modified: verdict.corrected_at.map(assemble::time),
                date_deleted: Some(assemble::time(verdict.updated_at)),
                item: None,
            };
            Some(item)
        });
        let mut items: Vec<DataFeedItem> = gone.collect();
        let reviews = assemble::all(conn, standing, &self.public_url).await?;
        items.extend(reviews.into_iter().map(|review| DataFeedItem {
            kind: "DataFeedItem",
            id: None,
            url: review.url.clone(),
            date_created: review.date_published.clone(),
            date_modified: review.date_modified.clone(),
            date_deleted: None,
            item: Some([review]),
        }));
        items.sort_by_key(|it| places.get(it.verdict()));
        Ok(items)
    }
}
