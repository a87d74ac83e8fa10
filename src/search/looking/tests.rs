//! Searches of an index in memory, with time and without.

use std::time::Duration;

use crate::search::analysis::{Analyzer, Language, Synonyms};
use crate::search::columns::Facet;
use crate::search::deadline::Deadline;
use crate::search::filter::Filter;
use crate::search::find::{Ask, Found, Order, Time, find};
use crate::search::layout::Kind;
use crate::search::query::Compiler;
use crate::search::sample::three;
use crate::search::scope::Scope;
use crate::search::statistics::Statistics;

/// What is found among three sources within a time.
fn found(q: &str, order: Order, count: bool, within: Duration) -> Option<Found> {
    let analyzer = Analyzer::new(Synonyms::builtin());
    let live = three(None, &analyzer);
    let ask = Ask {
        kind: Kind::Source,
        q: Some(q.to_owned()),
        language: None,
        filter: Filter::default(),
        order,
        rows: 10,
        count,
        facets: count.then_some(Facet::Language).into_iter().collect(),
    };
    find(&live, &analyzer, &ask, &Deadline::after(within)).unwrap()
}

const AN_HOUR: Duration = Duration::from_secs(3600);
const NEWEST: Order = Order::Time {
    of: Time::Created,
    latest_first: true,
    after: None,
};

const WORDS: &str = "harvests";
const PHRASE: &str = "\"harvests and floods\" -wheat";
const UNION: &str = "report rains harvests winds floods storms droughts frosts heat";
const PASTED: &str = "a report that somebody has pasted here says that harvests and floods will \
    be worse in this year than in any other year before";

#[test]
fn a_search_that_has_time_finds_all() {
    for q in [WORDS, PHRASE, UNION, PASTED] {
        for order in [Order::Relevance(None), NEWEST] {
            let found = found(q, order.clone(), true, AN_HOUR).unwrap();
            assert_eq!(found.hits.len(), 3, "{q} {order:?}");
            assert_eq!(found.total, Some(3), "{q} {order:?}");
        }
    }
}

#[test]
fn one_that_has_none_is_given_up_however_it_looks() {
    for q in [WORDS, PHRASE, UNION, PASTED] {
        for order in [Order::Relevance(None), NEWEST] {
            for count in [false, true] {
                let found = found(q, order.clone(), count, Duration::ZERO);
                assert!(found.is_none(), "{q} {order:?} {count}");
            }
        }
    }
}

#[test]
fn one_that_has_none_looks_for_no_other_words() {
    let analyzer = Analyzer::new(Synonyms::builtin());
    let live = three(None, &analyzer);
    let searcher = live.searcher();
    let scope = Scope::public(&searcher, &live, Kind::Source);
    let statistics = Statistics::of(&scope, None);
    for (within, expected) in [(AN_HOUR, true), (Duration::ZERO, false)] {
        for q in ["harves", "harvosts "] {
            let compiler = Compiler {
                scope: &scope,
                analyzer: &analyzer,
                statistics: &statistics,
                wanted: None,
                languages: vec![Language::of_tag("en"), Language::UNKNOWN],
                deadline: &Deadline::after(within),
            };
            let compiled = compiler.compiled(q).unwrap();
            assert_eq!(!compiled.terms.is_empty(), expected, "{q}");
        }
    }
}
