//! Running a query: the records that match, in an order, from a place on; how many there are, and
//! how many of what.

use std::collections::HashSet;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use tantivy::query::{EnableScoring, Query, TermQuery, Weight};
use tantivy::schema::{IndexRecordOption, Term};
use tantivy::{DocId, DocSet, Searcher, SegmentReader, TERMINATED};
use uuid::Uuid;

use super::analysis::{Analyzer, Language};
use super::columns::{Counter, Facet, Ids, Value};
use super::filter::Filter;
use super::index::Live;
use super::layout::{Kind, column};
use super::query::{self, Compiler};
pub use super::ranked::Hit;
use super::ranked::{Best, Rank, steps};
use super::statistics::{Frozen, Statistics};

/// Values of a facet that are told.
const VALUES: usize = 100;

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
    /// When a claim was first made.
    Claimed,
    /// When it was last reviewed.
    Reviewed,
    /// When a source was published.
    Published,
}

impl Time {
    fn column(self) -> &'static str {
        match self {
            Self::Created => column::CREATED,
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
    /// When its list began.
    pub fn asked(&self) -> DateTime<Utc> {
        self.asked
    }
}

pub(super) fn find(live: &Arc<Live>, analyzer: &Analyzer, ask: &Ask) -> tantivy::Result<Found> {
    let searcher = live.searcher();
    let (mark, filter) = match &ask.order {
        Order::Relevance(Some(mark)) => {
            let filter = ask.filter.clone().made_until(Some(mark.asked));
            (Some(mark), filter)
        }
        _ => (None, ask.filter.clone()),
    };
    let frozen = mark.map(|mark| &mark.frozen);
    let statistics = Statistics::of(&searcher, &live.layout, ask.kind, frozen);
    let mut found = Found::default();
    let query: Box<dyn Query> = match &ask.q {
        Some(q) => {
            let compiler = Compiler {
                live,
                searcher: &searcher,
                analyzer,
                statistics: &statistics,
                kind: ask.kind,
                fields: live.layout.searched(ask.kind),
                languages: query::languages(&searcher, q, ask.language)?,
            };
            let compiled = compiler.compiled(q)?;
            found.terms = compiled.terms;
            compiled.query
        }
        None => {
            let kind = Term::from_field_u64(live.layout.kind, ask.kind.number());
            Box::new(TermQuery::new(kind, IndexRecordOption::Basic))
        }
    };
    if ask.count || !ask.facets.is_empty() {
        counted(&searcher, &*query, &filter, ask, &mut found)?;
    }
    if ask.rows > 0 {
        found.hits = match &ask.order {
            Order::Relevance(_) => {
                let scoring =
                    EnableScoring::enabled_from_statistics_provider(&statistics, &searcher);
                let weight = query.weight(scoring)?;
                best(&searcher, &*weight, &filter, ask.rows, mark)?
            }
            Order::Time { .. } => by_time(&searcher, &*query, &filter, ask)?,
        };
    }
    found.frozen = statistics.frozen();
    Ok(found)
}

/// The best hits, looking only at what can be among them.
pub(super) fn best(
    searcher: &Searcher,
    weight: &dyn Weight,
    filter: &Filter,
    rows: usize,
    mark: Option<&Mark>,
) -> tantivy::Result<Vec<Hit>> {
    let mut best = Best {
        hits: Vec::new(),
        rows,
        after: mark.map(|mark| Rank {
            key: mark.score,
            id: mark.id.as_u128(),
            ascending: false,
        }),
    };
    for segment in searcher.segment_readers() {
        let (ids, accepts) = (Ids::of(segment)?, filter.on(segment)?);
        let alive = segment.alive_bitset();
        let threshold = best.threshold();
        weight.for_each_pruning(threshold, segment, &mut |doc, score| {
            if alive.is_none_or(|alive| alive.is_alive(doc)) && accepts(doc) {
                let id = ids.id(doc);
                best.take(Hit {
                    id,
                    score,
                    rank: Rank {
                        key: steps(score),
                        id: id.as_u128(),
                        ascending: false,
                    },
                });
            }
            best.threshold()
        })?;
    }
    Ok(best.hits)
}

/// Goes through all that match and are accepted.
fn each(
    segment: &SegmentReader,
    weight: &dyn Weight,
    filter: &Filter,
    mut take: impl FnMut(DocId),
) -> tantivy::Result<()> {
    let accepts = filter.on(segment)?;
    let alive = segment.alive_bitset();
    let mut scorer = weight.scorer(segment, 1.0)?;
    let mut doc = scorer.doc();
    while doc != TERMINATED {
        if alive.is_none_or(|alive| alive.is_alive(doc)) && accepts(doc) {
            take(doc);
        }
        doc = scorer.advance();
    }
    Ok(())
}

fn by_time(
    searcher: &Searcher,
    query: &dyn Query,
    filter: &Filter,
    ask: &Ask,
) -> tantivy::Result<Vec<Hit>> {
    let Order::Time {
        of,
        latest_first,
        after,
    } = &ask.order
    else {
        return Ok(Vec::new());
    };
    let key = |micros: Option<i64>| match (micros, latest_first) {
        (None, _) => i64::MIN,
        (Some(micros), true) => micros,
        (Some(micros), false) => -micros,
    };
    let rank = |micros, id: Uuid| Rank {
        key: key(micros),
        id: id.as_u128(),
        ascending: !latest_first,
    };
    let mut best = Best {
        hits: Vec::new(),
        rows: ask.rows,
        after: after.map(|(micros, id)| rank(micros, id)),
    };
    let weight = query.weight(EnableScoring::disabled_from_searcher(searcher))?;
    for segment in searcher.segment_readers() {
        let ids = Ids::of(segment)?;
        let times = segment.fast_fields().column_opt::<i64>(of.column())?;
        each(segment, &*weight, filter, |doc| {
            let micros = times.as_ref().and_then(|times| times.first(doc));
            // Most are too late or too early, whatever their id.
            let last = best.hits.last().filter(|_| best.hits.len() == best.rows);
            if last.is_some_and(|last| key(micros) < last.rank.key) {
                return;
            }
            let id = ids.id(doc);
            best.take(Hit {
                id,
                score: 0.0,
                rank: rank(micros, id),
            });
        })?;
    }
    Ok(best.hits)
}

fn counted(
    searcher: &Searcher,
    query: &dyn Query,
    filter: &Filter,
    ask: &Ask,
    found: &mut Found,
) -> tantivy::Result<()> {
    let weight = query.weight(EnableScoring::disabled_from_searcher(searcher))?;
    let mut total = 0;
    let mut counters: Vec<Counter> = ask.facets.iter().copied().map(Counter::new).collect();
    for segment in searcher.segment_readers() {
        let mut counting = Vec::new();
        for counter in &counters {
            counting.push(counter.on(segment)?);
        }
        each(segment, &*weight, filter, |doc| {
            total += 1;
            for counting in &mut counting {
                counting.count(doc);
            }
        })?;
        for (counter, counting) in counters.iter_mut().zip(counting) {
            counter.add(counting, segment)?;
        }
    }
    found.total = ask.count.then_some(total);
    let most = |counter: Counter| counter.most(VALUES);
    found.facets = counters.into_iter().map(most).collect();
    Ok(())
}
