//! Lists that the search index finds: what `q` and facets add to any list. The index tells which
//! records there are and in which order, the database what they are.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::app::State;
use crate::db::keyset::{Key, Place, Sort};
use crate::error::Result;
use crate::http::{ListQuery, Page};
use crate::search::{Ask, Filter, Found, Hit, Kind, Mark, Order, Time, midnight};

/// In which order a list is wanted.
#[derive(Clone, Copy)]
pub enum By {
    /// Best match first.
    Relevance,
    /// By a time, as the database would sort.
    Time {
        /// Which time.
        of: Time,
        /// Whether the latest comes first.
        latest_first: bool,
        /// The database's order, whose places cursors have.
        sort: Sort,
    },
}

/// A page of a list that was found.
pub struct Hits {
    /// The records, in order.
    pub ids: Vec<Uuid>,
    /// Continues the list.
    pub next_cursor: Option<String>,
    /// The number of records in all pages, where it was asked for.
    pub total: Option<i64>,
    /// What else was found out.
    pub found: Found,
}

/// The page of a list that a query asks for.
pub async fn page<F>(
    state: &State,
    query: &ListQuery<F>,
    by: By,
    (kind, q, filter): (Kind, Option<&String>, Filter),
    more: impl FnOnce(&mut Ask),
) -> Result<Hits> {
    let (order, asked) = match by {
        By::Relevance => {
            let mark: Option<Mark> = query.after_own()?;
            let asked = mark.as_ref().map_or_else(|| state.clock.now(), Mark::asked);
            (Order::Relevance(mark), asked)
        }
        By::Time {
            of,
            latest_first,
            sort,
        } => {
            let after = query.after(sort)?.map(micros);
            let order = Order::Time {
                of,
                latest_first,
                after,
            };
            (order, state.clock.now())
        }
    };
    let mut ask = Ask {
        kind,
        q: q.cloned(),
        language: None,
        filter,
        order,
        rows: query.limit() + 1,
        count: query.count,
        facets: Vec::new(),
    };
    more(&mut ask);
    let mut found = state.search.find(ask).await?;
    let mut next_cursor = None;
    if found.hits.len() > query.limit() {
        found.hits.truncate(query.limit());
        if let Some(last) = found.hits.last() {
            next_cursor = Some(match by {
                By::Relevance => query.cursor(&found.mark(last, asked))?,
                By::Time {
                    of, latest_first, ..
                } => query.cursor(&place(of, latest_first, last))?,
            });
        }
    }
    Ok(Hits {
        ids: found.hits.iter().map(|hit| hit.id).collect(),
        next_cursor,
        total: found.total.and_then(|total| i64::try_from(total).ok()),
        found,
    })
}

/// Everything that a query finds, the earliest first, as the index is at one moment.
pub async fn all(
    state: &State,
    of: Time,
    (kind, q, filter): (Kind, &str, Filter),
) -> Result<Vec<Uuid>> {
    let ask = Ask {
        kind,
        q: Some(q.to_owned()),
        language: None,
        filter,
        order: Order::Time {
            of,
            latest_first: false,
            after: None,
        },
        rows: usize::MAX,
        count: false,
        facets: Vec::new(),
    };
    let found = state.search.find(ask).await?;
    Ok(found.hits.iter().map(|hit| hit.id).collect())
}

/// How a list is begun: by what the search index finds, or at the place of a cursor.
pub struct Beginning<'a> {
    hits: Option<Hits>,
    after: Option<&'a Place>,
}

impl<'a> Beginning<'a> {
    /// Asks the index where there is something to match.
    pub async fn of<F>(
        state: &State,
        query: &'a ListQuery<F>,
        (by, sort): (By, Sort),
        (kind, q, filter): (Kind, Option<&String>, Filter),
    ) -> Result<Self> {
        if q.is_none() {
            let after = query.after(sort)?;
            return Ok(Self { hits: None, after });
        }
        let hits = page(state, query, by, (kind, q, filter), |_| ()).await?;
        Ok(Self {
            hits: Some(hits),
            after: None,
        })
    }

    /// The records that the list is limited to.
    pub fn ids(&self) -> Option<Vec<Uuid>> {
        self.hits.as_ref().map(|hits| hits.ids.clone())
    }

    /// The place from which the database goes on.
    pub fn after(&self) -> Option<&'a Place> {
        self.after
    }

    /// The page of the rows that the database gave.
    pub async fn page<F, R>(
        &self,
        query: &ListQuery<F>,
        mut rows: Vec<R>,
        place: impl Fn(&R) -> (Key, Uuid),
        count: impl AsyncFnOnce() -> Result<i64>,
    ) -> Result<Page<R>> {
        if let Some(hits) = &self.hits {
            return Ok(Page {
                data: ordered(rows, &hits.ids, |row| place(row).1),
                next_cursor: hits.next_cursor.clone(),
                total: hits.total,
            });
        }
        let next_cursor = query.cut(&mut rows, place)?;
        let total = match query.count {
            true => Some(count().await?),
            false => None,
        };
        Ok(Page {
            data: rows,
            next_cursor,
            total,
        })
    }
}

/// Rows in the order in which they were found; the index may know some that are no more.
pub fn ordered<R>(rows: Vec<R>, ids: &[Uuid], id: impl Fn(&R) -> Uuid) -> Vec<R> {
    let mut known: HashMap<Uuid, R> = rows.into_iter().map(|row| (id(&row), row)).collect();
    ids.iter().filter_map(|id| known.remove(id)).collect()
}

fn micros(Place(key, id): &Place) -> (Option<i64>, Uuid) {
    let micros = match key {
        Key::Time(time) | Key::OptionalTime(Some(time)) => Some(time.timestamp_micros()),
        Key::OptionalDate(Some(date)) => Some(midnight(*date)),
        _ => None,
    };
    (micros, *id)
}

fn place(of: Time, latest_first: bool, hit: &Hit) -> Place {
    let time = hit
        .micros(latest_first)
        .and_then(DateTime::<Utc>::from_timestamp_micros);
    let key = match of {
        Time::Created | Time::Updated => Key::Time(time.unwrap_or_default()),
        Time::Claimed => Key::OptionalDate(time.map(|time| time.date_naive())),
        Time::Reviewed | Time::Published => Key::OptionalTime(time),
    };
    Place(key, hit.id)
}
