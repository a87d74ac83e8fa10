//! The claims that share most with a text, as the index alone can tell.

use tantivy::Searcher;
use tantivy::query::{BooleanQuery, BoostQuery, EnableScoring, Occur, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, Term};

use super::find::Hit;
use super::index::Live;
use super::layout::Kind;
use super::looking::Looking;
use super::matches::{Common, TERMS};
use super::matching::{Frequencies, Post};
use super::statistics::Statistics;

/// Candidates that are compared.
const MOST: usize = 50;

/// The best candidates for a post.
pub(super) fn best(live: &Live, looking: &Looking<'_>, post: &Post) -> tantivy::Result<Vec<Hit>> {
    let field = live.layout.searched(Kind::Claim).body;
    let searcher = looking.searcher;
    let terms: Vec<(&String, f64)> = post.weights().iter().map(|(t, w)| (t, *w)).collect();
    if terms.is_empty() {
        return Ok(Vec::new());
    }
    let query = any_of(field, telling(terms, live, searcher));
    let statistics = Statistics::of(searcher, &live.layout, Kind::Claim, None);
    let scoring = EnableScoring::enabled_from_statistics_provider(&statistics, searcher);
    let weight = query.weight(scoring)?;
    looking.best_of_union(&*weight, MOST, None)
}

/// Terms that tell claims from one another, where there are enough of them: those that every tenth
/// claim has cost most of the time and choose next to nothing.
fn telling<'a>(
    terms: Vec<(&'a String, f64)>,
    live: &Live,
    searcher: &Searcher,
) -> Vec<(&'a String, f64)> {
    const ENOUGH: usize = 6;
    let common = Common {
        searcher,
        live,
        kind: Kind::Claim,
    };
    let most = common.documents() / 10;
    let tells = |(term, _): &(&String, f64)| {
        let with = common.frequency(term);
        with > 0 && with <= most
    };
    let telling: Vec<_> = terms.iter().copied().filter(tells).collect();
    match telling.len() >= ENOUGH {
        true => telling,
        false => terms,
    }
}

/// Records that have any of some terms, each by its weight.
pub(super) fn any_of(field: Field, mut terms: Vec<(&String, f64)>) -> Box<dyn Query> {
    terms.sort_by(|(a, n), (b, m)| m.total_cmp(n).then_with(|| a.cmp(b)));
    terms.truncate(TERMS);
    let clause = |(term, weight): (&String, f64)| {
        let query = TermQuery::new(
            Term::from_field_text(field, term),
            IndexRecordOption::WithFreqs,
        );
        #[expect(clippy::cast_possible_truncation, reason = "weights are about 1")]
        let boosted = BoostQuery::new(Box::new(query), weight as f32);
        let query: Box<dyn Query> = Box::new(boosted);
        (Occur::Should, query)
    };
    Box::new(BooleanQuery::new(terms.into_iter().map(clause).collect()))
}
