//! What must be there, or must not, as a query for it: phrases and excluded words.

use std::collections::HashSet;

use tantivy::query::{EmptyQuery, Occur, PhraseQuery, Query, TermQuery};
use tantivy::schema::{IndexRecordOption, Term};

use super::analysis::Language;
use super::asked::Part;
use super::query::{Clause, Compiler};
use super::scope::{Shelf, union};
use super::statistics::TERMS;
use super::typed::WORDS;

/// A phrase in a language: its terms, and how far each is from the first.
type Reading = Vec<(usize, String)>;

impl Compiler<'_> {
    /// What must be there and what must not; the terms that are looked for are added to others.
    pub(super) fn parts(
        &self,
        parts: &[Part],
        terms: &mut HashSet<String>,
    ) -> tantivy::Result<Vec<Clause>> {
        let mut clauses: Vec<Clause> = Vec::new();
        for part in parts {
            let mut readings = self.readings(part)?;
            if part.is_excluded {
                // What nobody wrote need not be excluded.
                if !readings.is_empty() {
                    clauses.push((Occur::MustNot, self.any_reading(readings)));
                }
                continue;
            }
            // Each phrase is looked for in one language at least, in others as long as there is
            // room for words.
            let mut is_first = true;
            readings.retain(|reading| {
                let fits = is_first || terms.len() + reading.len() <= TERMS / 2;
                is_first = false;
                if fits {
                    terms.extend(reading.iter().map(|(_, term)| term.clone()));
                }
                fits
            });
            clauses.push((Occur::Must, self.any_reading(readings)));
        }
        Ok(clauses)
    }

    /// A part in each language in which all of its words are known.
    fn readings(&self, part: &Part) -> tantivy::Result<Vec<Reading>> {
        let mut readings = Vec::new();
        for language in &self.languages {
            let reading = self.reading(&part.text, *language);
            if reading.is_empty() || readings.contains(&reading) {
                continue;
            }
            let mut is_there = true;
            for (_, term) in &reading {
                // What came up after a list began is not looked for, but left out nevertheless.
                is_there &= part.is_excluded || self.statistics.knows(term);
                is_there = is_there && self.scope.having(term)? > 0;
            }
            if is_there {
                readings.push(reading);
            }
        }
        Ok(readings)
    }

    fn reading(&self, text: &str, language: Language) -> Reading {
        let mut tokens = self.analyzer.analyze(text, language);
        if tokens.is_empty() {
            tokens = self.analyzer.analyze_all(text, language);
        }
        tokens.truncate(WORDS);
        let first = tokens.first().map_or(0, |token| token.position);
        let place = |position: u32| usize::try_from(position.saturating_sub(first));
        let tokens = tokens.into_iter();
        tokens
            .map(|token| (place(token.position).unwrap_or_default(), token.term))
            .collect()
    }

    /// What has any of some readings; nothing where there are none.
    fn any_reading(&self, readings: Vec<Reading>) -> Box<dyn Query> {
        let on = |reading: &Reading| {
            let shelves = self.scope.shelves();
            shelves
                .map(|shelf| side_by_side(shelf, reading))
                .collect::<Vec<_>>()
        };
        union(readings.iter().flat_map(on).collect())
    }
}

fn side_by_side(shelf: &Shelf, reading: &Reading) -> Box<dyn Query> {
    let term = |(offset, text): &(usize, String)| (*offset, shelf.term(text));
    let mut terms: Vec<(usize, Term)> = reading.iter().map(term).collect();
    match terms.pop() {
        Some((_, term)) if terms.is_empty() => {
            Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
        }
        Some(last) => {
            terms.push(last);
            Box::new(PhraseQuery::new_with_offset(terms))
        }
        None => Box::new(EmptyQuery),
    }
}
