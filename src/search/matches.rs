//! Claims that may be what a text says: the index gives candidates, and the database their words.

use std::collections::HashMap;
use std::sync::Arc;

use tantivy::Searcher;
use tantivy::query::{BooleanQuery, BoostQuery, EnableScoring, Occur, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, Term};
use uuid::Uuid;

use super::analysis::{Analyzer, Language, detect};
use super::deadline::Deadline;
use super::filter::Filter;
use super::find::Hit;
use super::index::Live;
use super::layout::Kind;
use super::looking::Looking;
use super::matching::{self, Candidate, Frequencies, Post, Rarity};
use super::statistics::Statistics;
use super::{LONGEST, Search, build, columns, given_up, store};
use crate::db::Conn;
use crate::error::Result;

/// Candidates that are compared.
const CANDIDATES: usize = 50;
/// Terms of a text that are looked for at most, the weightiest of them.
const TERMS: usize = 64;
/// Languages that are tried.
const LANGUAGES: usize = 12;

/// A claim that may be what a text says.
#[derive(Debug, Clone, PartialEq)]
pub struct Matched {
    /// The claim.
    pub id: Uuid,
    /// How well it matches; comparable within one answer.
    pub score: f64,
    /// The probability that it is what the text says.
    pub confidence: f64,
    /// The words of the text that it shares, as they are written there.
    pub words: Vec<String>,
}

/// The records of a kind, as to how common their terms are.
pub(super) struct Common<'a> {
    pub searcher: &'a Searcher,
    pub live: &'a Live,
    pub kind: Kind,
}

impl Frequencies for Common<'_> {
    fn documents(&self) -> u64 {
        let kind = Term::from_field_u64(self.live.layout.kind, self.kind.number());
        self.searcher.doc_freq(&kind).unwrap_or_default()
    }

    fn frequency(&self, term: &str) -> u64 {
        let field = self.live.layout.searched(self.kind).body;
        let term = Term::from_field_text(field, term);
        self.searcher.doc_freq(&term).unwrap_or_default()
    }
}

impl Search {
    /// The claims that may be what a text says, best first, of those that a filter leaves. A text
    /// whose language is not told is taken to be in the one that it seems to be in.
    pub async fn matches(
        &self,
        text: &str,
        language: Option<Language>,
        filter: Filter,
    ) -> Result<Vec<Matched>> {
        let (live, analyzer) = (self.current().await?, self.0.analyzer.clone());
        let (text, index) = (text.to_owned(), Arc::clone(&live));
        let deadline = Deadline::after(LONGEST);
        let found = build::blocking(move || {
            let searcher = index.searcher();
            let language = match language {
                Some(language) => language,
                None => seeming(&text, &index, &searcher, &analyzer)?,
            };
            let common = Common {
                searcher: &searcher,
                live: &index,
                kind: Kind::Claim,
            };
            let post = Post::new(&text, language, &analyzer, &common);
            let looking = Looking {
                searcher: &searcher,
                filter: &filter,
                deadline: &deadline,
            };
            let hits = candidates(&index, &looking, &post)?;
            Ok((!deadline.is_over()).then_some((post, searcher, hits)))
        });
        let (post, searcher, hits) = found.await?.ok_or_else(given_up)?;
        let ids: Vec<Uuid> = hits.iter().map(|hit| hit.id).collect();
        let read = async |conn: Conn<'_>| store::claims(conn, &ids).await;
        let claims = self.0.db.read(read).await?;
        let analyzer = self.0.analyzer.clone();
        build::blocking(move || {
            let common = Common {
                searcher: &searcher,
                live: &live,
                kind: Kind::Claim,
            };
            let (known, candidates) = compared(claims, &hits, post.language, &analyzer);
            let ranked = matching::rank(&post, &candidates, &mut Rarity::new(&common));
            let matched = ranked.into_iter().filter_map(|it| {
                Some(Matched {
                    id: *known.get(it.candidate)?,
                    score: it.score,
                    confidence: it.confidence,
                    words: it.matched,
                })
            });
            Ok(matched.collect())
        })
        .await
    }

    /// The claims that say nearly the same as a text, most alike first, and how alike they are
    /// (0 to 1).
    pub async fn similar(
        &self,
        text: &str,
        language: Language,
        least: f64,
    ) -> Result<Vec<(Uuid, f64)>> {
        let found = self
            .matches(text, Some(language), Filter::default())
            .await?;
        let ids: Vec<Uuid> = found.iter().take(10).map(|matched| matched.id).collect();
        let read = async |conn: Conn<'_>| store::claims(conn, &ids).await;
        let claims = self.0.db.read(read).await?;
        let (live, analyzer) = (self.current().await?, self.0.analyzer.clone());
        let text = text.to_owned();
        build::blocking(move || {
            let searcher = live.searcher();
            let common = Common {
                searcher: &searcher,
                live: &live,
                kind: Kind::Claim,
            };
            let mut rarity = Rarity::new(&common);
            let own = analyzer.analyze_all(&text, language);
            let mut alike: HashMap<Uuid, f64> = HashMap::new();
            let originals = claims.rows.iter().map(|it| (it.id, &it.text, &it.language));
            let translations = claims.translations.iter();
            let translations = translations.map(|it| (it.claim_id, &it.text, &it.language));
            for (id, text, tag) in originals.chain(translations) {
                // What is said in another language is not said in nearly these words.
                if Language::of_tag(tag) != language {
                    continue;
                }
                let other = analyzer.analyze_all(text, language);
                let similarity = matching::similarity((&own, &other), language, &mut rarity);
                let known = alike.entry(id).or_default();
                *known = known.max(similarity);
            }
            let mut alike: Vec<_> = alike.into_iter().filter(|(_, it)| *it >= least).collect();
            alike.sort_by(|(a, n), (b, m)| m.total_cmp(n).then_with(|| a.cmp(b)));
            Ok(alike)
        })
        .await
    }
}

/// Letters of a text that tell its language reliably.
const TELLING: usize = 40;

/// The language that a text seems to be in: by its letters, or where these are few the one of the
/// index in which most of its words are known.
fn seeming(
    text: &str,
    live: &Live,
    searcher: &Searcher,
    analyzer: &Analyzer,
) -> tantivy::Result<Language> {
    let detected = detect(text);
    if let Some(detected) = detected
        && detected.reliable
        && text.chars().count() >= TELLING
    {
        return Ok(detected.language);
    }
    let common = Common {
        searcher,
        live,
        kind: Kind::Claim,
    };
    let mut best = (0, detected.map_or(Language::UNKNOWN, |it| it.language));
    for language in columns::languages(searcher)?.into_iter().take(LANGUAGES) {
        let tokens = analyzer.analyze(text, language);
        let known = tokens
            .iter()
            .take(TERMS)
            .filter(|it| common.frequency(&it.term) > 0);
        let known = known.count();
        if known > best.0 || (known == best.0 && detected.is_some_and(|it| it.language == language))
        {
            best = (known, language);
        }
    }
    Ok(best.1)
}

/// The best candidates for a post.
fn candidates(live: &Live, looking: &Looking<'_>, post: &Post) -> tantivy::Result<Vec<Hit>> {
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
    looking.best_of_union(&*weight, CANDIDATES, None)
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

/// Candidates with their words: the wording in the language of the post where there is one, else
/// the original.
fn compared(
    mut claims: store::Claims,
    hits: &[Hit],
    language: Language,
    analyzer: &Analyzer,
) -> (Vec<Uuid>, Vec<Candidate>) {
    let scores: HashMap<Uuid, f32> = hits.iter().map(|hit| (hit.id, hit.score)).collect();
    // In the order of the index, so that equals stay in it.
    claims
        .rows
        .sort_by_key(|row| hits.iter().position(|hit| hit.id == row.id));
    let candidates = claims.rows.iter().map(|row| {
        let mut wording = (row.text.as_str(), Language::of_tag(&row.language));
        let mut translations = claims
            .translations
            .iter()
            .filter(|it| it.claim_id == row.id);
        if wording.1 != language
            && let Some(own) = translations.find(|it| Language::of_tag(&it.language) == language)
        {
            wording = (own.text.as_str(), language);
        }
        let (mut titles, mut summaries) = (Vec::new(), Vec::new());
        let verdicts = claims
            .verdicts
            .iter()
            .filter(|(it, _)| it.claim_id == row.id);
        for (verdict, _) in verdicts {
            let language = Language::of_tag(&verdict.language);
            for (text, into) in [
                (&verdict.title, &mut titles),
                (&verdict.summary, &mut summaries),
            ] {
                into.extend(
                    text.iter()
                        .flat_map(|text| analyzer.analyze_all(text, language)),
                );
            }
        }
        Candidate {
            score: scores.get(&row.id).copied().unwrap_or_default(),
            language: wording.1,
            wording: analyzer.analyze_all(wording.0, wording.1),
            titles,
            summaries,
        }
    });
    let candidates = candidates.collect();
    (claims.rows.iter().map(|row| row.id).collect(), candidates)
}
