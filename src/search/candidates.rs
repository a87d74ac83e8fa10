//! The claims that share most with a text, as the index alone can tell.

use tantivy::query::{BooleanQuery, BoostQuery, EnableScoring, Occur, Query, TermQuery};
use tantivy::schema::IndexRecordOption;

use super::find::Hit;
use super::looking::Looking;
use super::matches::TERMS;
use super::matching::{Frequencies, Post};
use super::scope::{Scope, Shelf};
use super::statistics::Statistics;

/// Candidates that are compared.
const MOST: usize = 50;

/// The best candidates for a post.
pub(super) fn best(
    scope: &Scope<'_>,
    looking: &Looking<'_>,
    post: &Post,
) -> tantivy::Result<Vec<Hit>> {
    let terms: Vec<(&String, f64)> = post.weights().iter().map(|(t, w)| (t, *w)).collect();
    if terms.is_empty() {
        return Ok(Vec::new());
    }
    let query = any_of(scope, telling(terms, scope));
    let statistics = Statistics::of(scope, None);
    let scoring = EnableScoring::enabled_from_statistics_provider(&statistics, scope.searcher);
    let weight = query.weight(scoring)?;
    looking.best_of_union(&*weight, MOST, None)
}

/// Terms that tell claims from one another, where there are enough of them: those that every tenth
/// claim has cost most of the time and choose next to nothing.
fn telling<'a>(terms: Vec<(&'a String, f64)>, scope: &Scope<'_>) -> Vec<(&'a String, f64)> {
    const ENOUGH: usize = 6;
    let most = scope.documents() / 10;
    let tells = |(term, _): &(&String, f64)| {
        let with = scope.frequency(term);
        with > 0 && with <= most
    };
    let telling: Vec<_> = terms.iter().copied().filter(tells).collect();
    match telling.len() >= ENOUGH {
        true => telling,
        false => terms,
    }
}

/// Records that have any of some terms, each by its weight.
pub(super) fn any_of(scope: &Scope<'_>, mut terms: Vec<(&String, f64)>) -> Box<dyn Query> {
    terms.sort_by(|(a, n), (b, m)| m.total_cmp(n).then_with(|| a.cmp(b)));
    terms.truncate(TERMS);
    let clauses = |(term, weight): (&String, f64)| {
        #[expect(clippy::cast_possible_truncation, reason = "weights are about 1")]
        let weight = weight as f32;
        let on = |shelf: &Shelf| -> (Occur, Box<dyn Query>) {
            let query = TermQuery::new(shelf.term(term), IndexRecordOption::WithFreqs);
            let boosted = BoostQuery::new(Box::new(query), weight);
            (Occur::Should, Box::new(boosted))
        };
        scope.shelves().map(on).collect::<Vec<_>>()
    };
    let clauses = terms.into_iter().flat_map(clauses).collect();
    Box::new(BooleanQuery::new(clauses))
}
