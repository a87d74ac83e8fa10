//! A query as the index takes it: for each word that was typed its terms in the languages that it
//! may be in, the words that it may be the beginning of, and those that it is a slip of the hand
//! for. Everything is bounded.

use std::collections::HashSet;

use tantivy::Searcher;
use tantivy::query::{
    BooleanQuery, BoostQuery, DisjunctionMaxQuery, Occur, PhraseQuery, Query, TermQuery,
};
use tantivy::schema::{IndexRecordOption, Term};

use super::analysis::{Analyzer, Language, Token, TokenKind, detect};
use super::asked::{Asked, Part};
use super::candidates;
use super::index::Live;
use super::layout::{Kind, Searched};
use super::matches::Common;
use super::matching::Post;
use super::statistics::Statistics;

/// Words that are looked at; what is beyond is not.
const WORDS: usize = 64;
/// Terms that stand for one word at most.
pub(super) const ALTERNATIVES: usize = 24;
/// Past so many words one will do.
const SENTENCE: usize = 8;
/// Past so many words a query is a text that somebody pasted.
const TEXT: usize = 16;
/// One word that was typed, as the terms that it may stand for.
#[derive(Debug, Default)]
pub(super) struct Word {
    pub terms: Vec<(String, f32)>,
    pub text: String,
    stop: bool,
    pub is_word: bool,
}

impl Word {
    pub fn add(&mut self, term: &str, weight: f32) {
        let is_new = !self.terms.iter().any(|(known, _)| known == term);
        if is_new && self.terms.len() < ALTERNATIVES {
            self.terms.push((term.to_owned(), weight));
        }
    }
}

/// Makes queries of what was typed.
pub(super) struct Compiler<'a> {
    pub live: &'a Live,
    pub searcher: &'a Searcher,
    pub analyzer: &'a Analyzer,
    pub statistics: &'a Statistics<'a>,
    pub kind: Kind,
    pub fields: Searched,
    pub languages: Vec<Language>,
}

/// A query, and the terms by which what it finds is highlighted.
pub(super) struct Compiled {
    pub query: Box<dyn Query>,
    pub terms: HashSet<String>,
    /// Whether it is of terms alone, of which one will do.
    pub is_union: bool,
}

impl Compiled {
    /// All that a query finds, whatever was typed.
    pub(super) fn all(query: TermQuery) -> Self {
        Self {
            query: Box::new(query),
            terms: HashSet::new(),
            is_union: false,
        }
    }
}

impl Compiler<'_> {
    pub(super) fn compiled(&self, text: &str) -> tantivy::Result<Compiled> {
        let asked = Asked::of(text);
        if asked.count() > TEXT {
            return Ok(self.text(text));
        }
        let mut words = self.words(&asked.words)?;
        if asked.is_open
            && let Some(last) = words.last_mut()
        {
            self.complete(last)?;
        }
        for word in &mut words {
            self.forgive(word)?;
            word.terms.retain(|(term, _)| self.statistics.knows(term));
        }
        let mut terms: HashSet<String> = HashSet::new();
        let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        let mut groups = 0;
        let mut any_word = false;
        for word in &words {
            any_word = true;
            let Some(query) = self.any_of(&word.terms) else {
                continue;
            };
            terms.extend(word.terms.iter().map(|(term, _)| term.clone()));
            clauses.push((Occur::Should, query));
            groups += 1;
        }
        let mut has_phrase = false;
        for part in &asked.parts {
            let Some(query) = self.part(part, &mut terms)? else {
                // A phrase of words that nobody wrote finds nothing; nothing need be excluded.
                has_phrase |= !part.is_excluded;
                if !part.is_excluded {
                    clauses.push((Occur::Must, Box::new(tantivy::query::EmptyQuery)));
                }
                continue;
            };
            let occur = match part.is_excluded {
                true => Occur::MustNot,
                false => Occur::Must,
            };
            has_phrase |= !part.is_excluded;
            clauses.push((occur, query));
        }
        if groups == 0 && !has_phrase {
            // Only exclusions leave all others; words that nobody wrote find nothing.
            let all = Term::from_field_u64(self.live.layout.kind, self.kind.number());
            clauses.push(match any_word {
                true => (Occur::Must, Box::new(tantivy::query::EmptyQuery)),
                false => (
                    Occur::Must,
                    Box::new(TermQuery::new(all, IndexRecordOption::Basic)),
                ),
            });
        }
        let required = match groups {
            0 => 0,
            1..=2 => groups,
            3..=SENTENCE => (groups * 3).div_ceil(5),
            _ => 1,
        };
        Ok(Compiled {
            is_union: required == 1
                && groups == clauses.len()
                && words.iter().all(|word| word.terms.len() <= 1),
            query: Box::new(BooleanQuery::with_minimum_required_clauses(
                clauses, required,
            )),
            terms,
        })
    }

    /// What shares most with a text comes first, however little; what is in quotes in it was quoted
    /// there, and is no phrase that is asked for.
    fn text(&self, text: &str) -> Compiled {
        let language = self.languages.first().copied().unwrap_or(Language::UNKNOWN);
        let common = Common {
            searcher: self.searcher,
            live: self.live,
            kind: self.kind,
        };
        let post = Post::new(text, language, self.analyzer, &common);
        let weights = post.weights().iter();
        let known = weights.filter(|(term, _)| self.statistics.knows(term));
        let weights: Vec<(&String, f64)> = known.map(|(term, weight)| (term, *weight)).collect();
        Compiled {
            terms: weights.iter().map(|(term, _)| (*term).clone()).collect(),
            query: candidates::any_of(self.fields.body, weights),
            is_union: true,
        }
    }

    /// The words of a text, each in the languages that it may be in.
    fn words(&self, text: &str) -> tantivy::Result<Vec<Word>> {
        let mut words: Vec<((usize, usize), Word)> = Vec::new();
        for language in &self.languages {
            let mut before = (usize::MAX, 0);
            for token in self.analyzer.analyze_all(text, *language) {
                // What is written as one word and means several has as many places.
                let nth = if before.0 == token.span.start {
                    before.1 + 1
                } else {
                    0
                };
                before = (token.span.start, nth);
                let place = (token.span.start, nth);
                let found = words.iter().position(|(known, _)| *known == place);
                let at = match found {
                    Some(at) => at,
                    None if words.len() >= WORDS => continue,
                    None => {
                        words.push((
                            place,
                            Word {
                                stop: true,
                                ..Word::default()
                            },
                        ));
                        words.len() - 1
                    }
                };
                if let Some((_, word)) = words.get_mut(at) {
                    self.alternative(word, &token)?;
                }
            }
        }
        words.sort_by_key(|(place, _)| *place);
        let mut words: Vec<Word> = words.into_iter().map(|(_, word)| word).collect();
        if words.iter().any(|word| !word.stop) {
            words.retain(|word| !word.stop);
        }
        Ok(words)
    }

    fn alternative(&self, word: &mut Word, token: &Token) -> tantivy::Result<()> {
        word.stop &= token.stop;
        word.is_word |= token.kind == TokenKind::Word;
        word.text.clone_from(&token.word);
        for term in [&token.term, &token.word] {
            if self.frequency(term)? > 0 {
                word.add(term, 1.0);
            }
        }
        Ok(())
    }

    pub(super) fn frequency(&self, term: &str) -> tantivy::Result<u64> {
        self.searcher
            .doc_freq(&Term::from_field_text(self.fields.body, term))
    }

    pub(super) fn common(&self, word: &Word) -> tantivy::Result<u64> {
        let mut most = 0;
        for (term, _) in &word.terms {
            most = most.max(self.frequency(term)?);
        }
        Ok(most)
    }

    fn any_of(&self, terms: &[(String, f32)]) -> Option<Box<dyn Query>> {
        let one = |(term, weight): &(String, f32)| -> Box<dyn Query> {
            let term = Term::from_field_text(self.fields.body, term);
            let query = TermQuery::new(term, IndexRecordOption::WithFreqs);
            match *weight {
                1.0 => Box::new(query),
                weight => Box::new(BoostQuery::new(Box::new(query), weight)),
            }
        };
        match terms {
            [] => None,
            [term] => Some(one(term)),
            terms => Some(Box::new(DisjunctionMaxQuery::new(
                terms.iter().map(one).collect(),
            ))),
        }
    }

    /// A phrase, or a word that is excluded; none where its words are nowhere.
    fn part(
        &self,
        part: &Part,
        terms: &mut HashSet<String>,
    ) -> tantivy::Result<Option<Box<dyn Query>>> {
        let mut known: Vec<Vec<(usize, String)>> = Vec::new();
        for language in &self.languages {
            let mut tokens = self.analyzer.analyze(&part.text, *language);
            if tokens.is_empty() {
                tokens = self.analyzer.analyze_all(&part.text, *language);
            }
            tokens.truncate(WORDS);
            let first = tokens.first().map_or(0, |token| token.position);
            let place = |token: &Token| {
                let offset = token.position.saturating_sub(first);
                (
                    usize::try_from(offset).unwrap_or_default(),
                    token.term.clone(),
                )
            };
            let phrase: Vec<_> = tokens.iter().map(place).collect();
            if phrase.is_empty() || known.contains(&phrase) {
                continue;
            }
            let mut is_there = true;
            for (_, term) in &phrase {
                is_there &= self.statistics.knows(term) && self.frequency(term)? > 0;
            }
            if is_there {
                known.push(phrase);
            }
        }
        if !part.is_excluded {
            terms.extend(known.iter().flatten().map(|(_, term)| term.clone()));
        }
        let field = self.fields.body;
        let query = |phrase: Vec<(usize, String)>| -> Box<dyn Query> {
            let mut terms: Vec<(usize, Term)> = phrase
                .into_iter()
                .map(|(offset, term)| (offset, Term::from_field_text(field, &term)))
                .collect();
            match terms.pop() {
                Some((_, term)) if terms.is_empty() => {
                    Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
                }
                Some(last) => {
                    terms.push(last);
                    Box::new(PhraseQuery::new_with_offset(terms))
                }
                None => Box::new(tantivy::query::EmptyQuery),
            }
        };
        let mut queries: Vec<Box<dyn Query>> = known.into_iter().map(query).collect();
        Ok(match queries.pop() {
            None => None,
            Some(only) if queries.is_empty() => Some(only),
            Some(last) => {
                queries.push(last);
                Some(Box::new(BooleanQuery::union(queries)))
            }
        })
    }
}

/// The languages that a query may be in: the one that it is in beyond doubt, or those of all records;
/// and always that of words as they are.
pub(super) fn languages(
    searcher: &Searcher,
    text: &str,
    wanted: Option<Language>,
) -> tantivy::Result<Vec<Language>> {
    const MOST: usize = 12;
    let mut languages: Vec<Language> = wanted.into_iter().collect();
    let detected = detect(text).filter(|it| it.reliable && text.chars().count() >= 40);
    match detected {
        Some(detected) => languages.push(detected.language),
        None => languages.extend(super::columns::languages(searcher)?),
    }
    languages.push(Language::UNKNOWN);
    let mut known = HashSet::new();
    languages.retain(|language| known.insert(*language));
    let unknown = languages.pop();
    languages.truncate(MOST);
    languages.extend(unknown);
    Ok(languages)
}
