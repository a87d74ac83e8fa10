//! A query as the index takes it: for each word that was typed its terms in the languages that it
//! may be in, the words that it may be the beginning of, and those that it is a slip of the hand
//! for. Everything is bounded.

use std::collections::HashSet;

use tantivy::query::{
    BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, EmptyQuery, Occur, Query,
    TermQuery,
};
use tantivy::schema::IndexRecordOption;

use super::analysis::{Analyzer, Language};
use super::asked::{Asked, Pasted};
use super::candidates;
use super::deadline::Deadline;
use super::guess;
use super::matching::Post;
use super::scope::Scope;
use super::statistics::{Statistics, TERMS};
use super::typed::Word;

/// Past so many words one will do.
const SENTENCE: usize = 8;
/// What a word that says nothing is worth, where there is nothing else to look for.
const WHOLE: f32 = 0.1;
/// Past so many words a query is a text that somebody pasted.
const TEXT: usize = 16;

pub(super) type Clause = (Occur, Box<dyn Query>);

/// Makes queries of what was typed.
pub(super) struct Compiler<'a> {
    pub scope: &'a Scope<'a>,
    pub analyzer: &'a Analyzer,
    pub statistics: &'a Statistics<'a>,
    /// The language that is asked for, where one is.
    pub wanted: Option<Language>,
    /// Those that the query may be in.
    pub languages: Vec<Language>,
    pub deadline: &'a Deadline,
}

/// A query, and the terms by which what it finds is highlighted.
pub(super) struct Compiled {
    pub query: Box<dyn Query>,
    pub terms: HashSet<String>,
    /// Whether it is of terms alone, of which one will do.
    pub is_union: bool,
}

impl Compiled {
    /// All that there is, whatever was typed.
    pub(super) fn all(scope: &Scope<'_>) -> Self {
        Self {
            query: scope.all(),
            terms: HashSet::new(),
            is_union: false,
        }
    }
}

impl Compiler<'_> {
    pub(super) fn compiled(&self, text: &str) -> tantivy::Result<Compiled> {
        let asked = Asked::of(text);
        match self.length(&asked) {
            length if length > TEXT => self.pasted(&Pasted::of(text)),
            length => self.typed_out(&asked, length > SENTENCE),
        }
    }

    /// How many words are looked for; in scripts without spaces, what the analysis parts them into.
    fn length(&self, asked: &Asked) -> usize {
        let mut count = 0;
        for text in asked.texts() {
            let mut end = 0;
            for token in self.analyzer.analyze_all(text, Language::UNKNOWN) {
                // What is within another, as the words of a hashtag are, is counted with it.
                count += usize::from(token.span.end > end);
                end = end.max(token.span.end);
            }
        }
        count
    }

    /// What has most of the words that say something, or one of those of a sentence; and all
    /// phrases.
    fn typed_out(&self, asked: &Asked, is_sentence: bool) -> tantivy::Result<Compiled> {
        let mut terms: HashSet<String> = HashSet::new();
        let mut clauses = self.parts(&asked.parts, &mut terms)?;
        let mut words = self.typed(asked, TERMS.saturating_sub(terms.len()))?;
        let says = |word: &&Word| !word.is_stop && !word.is_unknown();
        let count = words.iter().filter(says).count();
        if is_sentence {
            // Beside many others, what says nothing is not worth its time.
            words.retain(|word| !word.is_stop);
        }
        terms.extend(words.iter().flat_map(Word::texts));
        let those = |is_stop| {
            let words = words.iter().filter(move |word| word.is_stop == is_stop);
            let queries = words.filter_map(|word| self.any_of(word));
            queries.map(|query| (Occur::Should, query))
        };
        let (said, rest): (Vec<Clause>, Vec<Clause>) =
            (those(false).collect(), those(true).collect());
        let mut required = match count {
            3.. if !is_sentence => (count * 3).div_ceil(5),
            1.. if is_sentence => 1,
            _ => count,
        };
        let is_union = required == 1
            && clauses.is_empty()
            && rest.is_empty()
            && words.iter().all(|word| self.is_simple(word));
        if count == 0 && !asked.has_phrase() {
            // Only exclusions leave all others; words that nobody wrote find nothing.
            let all = words.is_empty().then(|| self.scope.all());
            let query = all.unwrap_or_else(|| Box::new(EmptyQuery));
            clauses.push((Occur::Must, query));
        }
        if rest.is_empty() {
            clauses.extend(said);
        } else {
            // What need not be there does not stand in for what must.
            if count > 0 {
                let said = BooleanQuery::with_minimum_required_clauses(said, required);
                clauses.push((Occur::Must, Box::new(said)));
            }
            clauses.extend(rest);
            required = 0;
        }
        Ok(Compiled {
            query: Box::new(BooleanQuery::with_minimum_required_clauses(
                clauses, required,
            )),
            terms,
            is_union,
        })
    }

    /// What shares most with a text comes first, however little; what is in quotes in it was quoted
    /// there, and is no phrase that is asked for.
    fn pasted(&self, pasted: &Pasted<'_>) -> tantivy::Result<Compiled> {
        let language = match self.wanted {
            Some(language) => language,
            None => guess::seeming(self.scope, pasted.text, self.analyzer)?,
        };
        let post = Post::new(pasted.text, language, self.analyzer, self.scope);
        let weights = post.weights().iter();
        let known = weights.filter(|(term, _)| self.statistics.knows(term));
        let weights: Vec<(&String, f64)> = known.map(|(term, weight)| (term, *weight)).collect();
        let terms = weights.iter().map(|(term, _)| (*term).clone()).collect();
        let mut query = candidates::any_of(self.scope, weights);
        let mut clauses = self.parts(&pasted.excluded, &mut HashSet::new())?;
        let is_union = clauses.is_empty();
        if !is_union {
            clauses.push((Occur::Must, query));
            query = Box::new(BooleanQuery::new(clauses));
        }
        Ok(Compiled {
            query,
            terms,
            is_union,
        })
    }

    pub(super) fn common(&self, word: &Word) -> tantivy::Result<u64> {
        let mut most = 0;
        for (term, _) in &word.terms {
            most = most.max(self.scope.having(term)?);
        }
        Ok(most)
    }

    fn any_of(&self, word: &Word) -> Option<Box<dyn Query>> {
        let mut queries: Vec<Box<dyn Query>> = Vec::new();
        for whole in &word.whole {
            for shelf in self.scope.shelves() {
                let query = TermQuery::new(shelf.whole(whole), IndexRecordOption::Basic);
                queries.push(Box::new(ConstScoreQuery::new(Box::new(query), WHOLE)));
            }
        }
        for (term, weight) in &word.terms {
            for shelf in self.scope.shelves() {
                let query = TermQuery::new(shelf.term(term), IndexRecordOption::WithFreqs);
                queries.push(match *weight {
                    1.0 => Box::new(query),
                    weight => Box::new(BoostQuery::new(Box::new(query), weight)),
                });
            }
        }
        match queries.len() {
            0 | 1 => queries.pop(),
            _ => Some(Box::new(DisjunctionMaxQuery::new(queries))),
        }
    }

    /// Whether a word is one term of the index.
    fn is_simple(&self, word: &Word) -> bool {
        word.whole.is_empty() && word.terms.len() * self.scope.shelves().count() <= 1
    }
}
