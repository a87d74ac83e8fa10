//! Running a query: the records that match, in an order, from a place on; how many there are, and
//! how many of what.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use tantivy::query::EnableScoring;
use uuid::Uuid;

use super::analysis::{Analyzer, Language};
use super::columns::{Facet, Value};
use super::deadline::Deadline;
use super::filter::Filter;
use super::guess;
use super::index::Live;
use super::layout::{Kind, column};
use super::looking::Looking;
use super::query::{Compiled, Compiler};
pub use super::ranked::Hit;
use super::ranked::{Rank, steps};
use super::scope::Scope;
use super::statistics::{Frozen, Statistics};

/// What to look for.
#[derive(Debug, Clone)]
pub struct Ask {
    /// Among which records.
    pub kind: Kind,
    /// What was typed; all records where nothing was.
    pub q: Option<String>,
    /// The language that it is in, where it is known.
    pub language: Option<Language>,
    /// What they must meet beside.
    pub filter: Filter,
    /// In which order.
    pub order: Order,
    /// How many.
    pub rows: usize,
    /// Whether all are to be counted.
    pub count: bool,
    /// What to count them by.
    pub facets: Vec<Facet>,
}

/// The order of what is found; ids break ties.
#[derive(Debug, Clone)]
pub enum Order {
    /// Best first, newer ids first among equals, after a place.
    Relevance(Option<Mark>),
    /// By a time, after one.
    Time {
        /// Which time.
        of: Time,
        /// Whether the latest comes first; what has no time comes last either way.
        latest_first: bool,
        /// The time, in microseconds where there is one, and id of the last record before.
        after: Option<(Option<i64>, Uuid)>,
    },
}

/// A time of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Time {
    /// When it was made.
    Created,
    /// When it was last changed.
    Updated,
    /// When a claim was first made.
    Claimed,
    /// When it was last reviewed.
    Reviewed,
    /// When a source was published.
    Published,
}

impl Time {
    pub(super) fn column(self) -> &'static str {
        match self {
            Self::Created => column::CREATED,
            Self::Updated => column::UPDATED,
            Self::Claimed => column::CLAIMED,
            Self::Reviewed => column::REVIEWED,
            Self::Published => column::PUBLISHED,
        }
    }
}

/// The place of a record in a list by relevance: its score by the numbers of when the list began.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mark {
    #[serde(rename = "s")]
    score: i64,
    #[serde(rename = "i")]
    id: Uuid,
    #[serde(rename = "a")]
    asked: DateTime<Utc>,
    #[serde(flatten)]
    frozen: Frozen,
}

/// What was found.
#[derive(Debug, Default)]
pub struct Found {
    /// The records, in order.
    pub hits: Vec<Hit>,
    /// How many there are in all, where that was asked for.
    pub total: Option<u64>,
    /// The facets that were asked for.
    pub facets: Vec<(Facet, Vec<(Value, u64)>)>,
    /// The terms that were looked for.
    pub terms: HashSet<String>,
    /// The numbers that scores were made of.
    pub frozen: Frozen,
}

impl Found {
    /// The place of a hit, from which the list goes on.
    pub fn mark(&self, hit: &Hit, asked: DateTime<Utc>) -> Mark {
        Mark {
            score: steps(hit.score),
            id: hit.id,
            asked,
            frozen: self.frozen.clone(),
        }
    }
}

impl Mark {
    pub(super) fn rank(&self) -> Rank {
        Rank {
            key: self.score,
            id: self.id.as_u128(),
            ascending: false,
        }
    }

    /// When its list began.
    pub fn asked(&self) -> DateTime<Utc> {
        self.asked
    }
}

/// Runs a query; nothing where it was given up.
pub(super) fn find(
    live: &Live,
    analyzer: &Analyzer,
    ask: &Ask,
    deadline: &Deadline,
) -> tantivy::Result<Option<Found>> {
    let searcher = live.searcher();
    let (mark, filter) = match &ask.order {
        Order::Relevance(Some(mark)) => {
            let filter = ask.filter.clone().made_until(Some(mark.asked));
            (Some(mark), filter)
        }
        _ => (None, ask.filter.clone()),
    };
    let scope = Scope::public(&searcher, live, ask.kind).with_drafts(live, filter.drafts_of());
    let statistics = Statistics::of(&scope, mark.map(|mark| &mark.frozen));
    let compiled = match &ask.q {
        Some(q) => {
            let compiler = Compiler {
                scope: &scope,
                analyzer,
                statistics: &statistics,
                wanted: ask.language,
                languages: guess::possible(&scope, q, ask.language)?,
                deadline,
            };
            compiler.compiled(q)?
        }
        None => Compiled::all(&scope),
    };
    let looking = Looking {
        searcher: &searcher,
        filter: &filter,
        deadline,
    };
    let mut found = Found::default();
    if ask.count || !ask.facets.is_empty() {
        looking.counted(&*compiled.query, ask, &mut found)?;
    }
    if ask.rows > 0 {
        found.hits = match &ask.order {
            Order::Relevance(_) => {
                let scoring =
                    EnableScoring::enabled_from_statistics_provider(&statistics, &searcher);
                let weight = compiled.query.weight(scoring)?;
                match compiled.is_union {
                    true => looking.best_of_union(&*weight, ask.rows, mark)?,
                    false => looking.best(&*weight, ask.rows, mark)?,
                }
            }
            Order::Time { .. } => looking.by_time(&*compiled.query, ask)?,
        };
    }
    found.frozen = statistics.frozen(&compiled.terms);
    found.terms = compiled.terms;
    Ok((!deadline.is_over()).then_some(found))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Characters that a cursor has at most, and of these what others keep in theirs beside.
    const CURSOR: usize = 8_000;
    const BESIDE: usize = 200;

    #[test]
    fn a_mark_of_the_longest_query_fits_into_a_cursor() {
        let mark = Mark {
            score: i64::MIN,
            id: Uuid::max(),
            asked: DateTime::<Utc>::MAX_UTC,
            frozen: Frozen::longest(),
        };
        let told = serde_json::to_string(&mark).unwrap();
        let encoded = told.len().div_ceil(3) * 4;
        assert!(encoded + BESIDE < CURSOR, "{encoded}");
    }
}
