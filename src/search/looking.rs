//! Going through the records that match, within a filter and a time.

#[cfg(test)]
mod tests;

use tantivy::fastfield::AliveBitSet;
use tantivy::query::{EnableScoring, Query, Weight};
use tantivy::{DocId, DocSet, Searcher, SegmentReader, TERMINATED};
use uuid::Uuid;

use super::columns::{Counter, Ids};
use super::deadline::Deadline;
use super::filter::{Filter, Test};
use super::find::{Ask, Found, Mark, Order};
use super::ranked::{Best, Hit, Rank, steps};

/// Values of a facet that are told.
const VALUES: usize = 100;

/// Where, among what and how long is looked.
pub(super) struct Looking<'a> {
    pub searcher: &'a Searcher,
    pub filter: &'a Filter,
    pub deadline: &'a Deadline,
}

/// Which records of a segment are taken.
struct Taken<'a> {
    alive: Option<&'a AliveBitSet>,
    accepts: Test,
}

impl Taken<'_> {
    fn has(&self, doc: DocId) -> bool {
        self.alive.is_none_or(|alive| alive.is_alive(doc)) && (self.accepts)(doc)
    }
}

impl Looking<'_> {
    fn taken<'s>(&self, segment: &'s SegmentReader) -> tantivy::Result<Taken<'s>> {
        Ok(Taken {
            alive: segment.alive_bitset(),
            accepts: self.filter.on(segment)?,
        })
    }

    /// The best hits.
    pub(super) fn best(
        &self,
        weight: &dyn Weight,
        rows: usize,
        mark: Option<&Mark>,
    ) -> tantivy::Result<Vec<Hit>> {
        let mut best = Best::after(mark.map(Mark::rank), rows);
        for segment in self.searcher.segment_readers() {
            let (ids, taken) = (Ids::of(segment)?, self.taken(segment)?);
            let mut scorer = weight.scorer(segment, 1.0)?;
            let mut doc = scorer.doc();
            while doc != TERMINATED && !self.deadline.passes() {
                let score = scorer.score();
                if score > best.threshold() && taken.has(doc) {
                    best.take(scored(ids.id(doc), score));
                }
                doc = scorer.advance();
            }
        }
        Ok(best.hits())
    }

    /// The best of what has any of some terms, looking only at what can be among them. How long
    /// that takes their number bounds.
    pub(super) fn best_of_union(
        &self,
        weight: &dyn Weight,
        rows: usize,
        mark: Option<&Mark>,
    ) -> tantivy::Result<Vec<Hit>> {
        let mut best = Best::after(mark.map(Mark::rank), rows);
        for segment in self.searcher.segment_readers() {
            let (ids, taken) = (Ids::of(segment)?, self.taken(segment)?);
            let threshold = best.threshold();
            weight.for_each_pruning(threshold, segment, &mut |doc, score| {
                if self.deadline.passes() {
                    return f32::MAX;
                }
                if taken.has(doc) {
                    best.take(scored(ids.id(doc), score));
                }
                best.threshold()
            })?;
        }
        Ok(best.hits())
    }

    /// Goes through all that match and are accepted.
    fn each(
        &self,
        segment: &SegmentReader,
        weight: &dyn Weight,
        mut take: impl FnMut(DocId),
    ) -> tantivy::Result<()> {
        let taken = self.taken(segment)?;
        let mut scorer = weight.scorer(segment, 1.0)?;
        let mut doc = scorer.doc();
        while doc != TERMINATED && !self.deadline.passes() {
            if taken.has(doc) {
                take(doc);
            }
            doc = scorer.advance();
        }
        Ok(())
    }

    /// The first hits by a time.
    pub(super) fn by_time(&self, query: &dyn Query, ask: &Ask) -> tantivy::Result<Vec<Hit>> {
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
        let mut best = Best::after(after.map(|(micros, id)| rank(micros, id)), ask.rows);
        let weight = query.weight(EnableScoring::disabled_from_searcher(self.searcher))?;
        for segment in self.searcher.segment_readers() {
            let ids = Ids::of(segment)?;
            let times = segment.fast_fields().column_opt::<i64>(of.column())?;
            self.each(segment, &*weight, |doc| {
                let micros = times.as_ref().and_then(|times| times.first(doc));
                // Most are too late or too early, whatever their id.
                if best.worst().is_some_and(|it| key(micros) < it.rank.key) {
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
        Ok(best.hits())
    }

    /// Counts what matches, and what it is counted by.
    pub(super) fn counted(
        &self,
        query: &dyn Query,
        ask: &Ask,
        found: &mut Found,
    ) -> tantivy::Result<()> {
        let weight = query.weight(EnableScoring::disabled_from_searcher(self.searcher))?;
        let mut total = 0;
        let mut counters: Vec<Counter> = ask.facets.iter().copied().map(Counter::new).collect();
        for segment in self.searcher.segment_readers() {
            let mut counting = Vec::new();
            for counter in &counters {
                counting.push(counter.on(segment)?);
            }
            self.each(segment, &*weight, |doc| {
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
}

fn scored(id: Uuid, score: f32) -> Hit {
    Hit {
        id,
        score,
        rank: Rank {
            key: steps(score),
            id: id.as_u128(),
            ascending: false,
        },
    }
}
