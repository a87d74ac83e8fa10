//! Claims that may be what a text says: the index gives candidates, and the database their words.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use uuid::Uuid;

use super::analysis::{Analyzer, Language};
use super::candidates;
use super::deadline::Deadline;
use super::filter::Filter;
use super::find::Hit;
use super::guess;
use super::index::Live;
use super::layout::Kind;
use super::looking::Looking;
use super::matching::{self, Candidate, Post, Rarity, Wording};
use super::scope::Scope;
use super::store::{self, WordingRow, Wordings};
use super::{LONGEST, Search, build, given_up};
use crate::db::Conn;
use crate::error::Result;

/// Terms of a text that are looked for at most, the weightiest of them.
pub(super) const TERMS: usize = 64;
/// The best matches of which it is told how alike their wordings are.
const ALIKE: usize = 10;

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

impl Search {
    /// The claims that may be what a text says, best first, of those that a filter leaves. A text
    /// whose language is not told is taken to be in the one that it seems to be in.
    pub async fn matches(
        &self,
        text: &str,
        language: Option<Language>,
        filter: Filter,
    ) -> Result<Vec<Matched>> {
        let live = self.current().await?;
        let (matched, _) = self.ranked(&live, text, language, filter).await?;
        Ok(matched)
    }

    /// The claims that say nearly the same as a text, most alike first, and how alike they are
    /// (0 to 1).
    pub async fn similar(
        &self,
        text: &str,
        language: Language,
        least: f64,
    ) -> Result<Vec<(Uuid, f64)>> {
        let live = self.current().await?;
        self.alike(live, text, language, least).await
    }

    /// As [`Search::similar`], for who can do without: none where there is no index yet, and
    /// without a long wait for what was just written.
    pub async fn similar_at_hand(
        &self,
        text: &str,
        language: Language,
        least: f64,
    ) -> Result<Vec<(Uuid, f64)>> {
        match self.at_hand().await {
            Some(live) => self.alike(live, text, language, least).await,
            None => Ok(Vec::new()),
        }
    }

    /// Matches, and the words of all that were compared.
    async fn ranked(
        &self,
        live: &Arc<Live>,
        text: &str,
        language: Option<Language>,
        filter: Filter,
    ) -> Result<(Vec<Matched>, Wordings)> {
        let analyzer = self.0.analyzer.clone();
        let (text, index) = (text.to_owned(), Arc::clone(live));
        let deadline = Deadline::after(LONGEST);
        let found = build::blocking(move || {
            let searcher = index.searcher();
            let scope = Scope::public(&searcher, &index, Kind::Claim);
            let language = match language {
                Some(language) => language,
                None => guess::seeming(&scope, &text, &analyzer)?,
            };
            let post = Post::new(&text, language, &analyzer, &scope);
            let looking = Looking {
                searcher: &searcher,
                filter: &filter,
                deadline: &deadline,
            };
            let hits = candidates::best(&scope, &looking, &post)?;
            Ok((!deadline.is_over()).then_some((post, searcher, hits)))
        });
        let (post, searcher, hits) = found.await?.ok_or_else(given_up)?;
        let ids: Vec<Uuid> = hits.iter().map(|hit| hit.id).collect();
        let read = async |conn: Conn<'_>| store::wordings(conn, &ids).await;
        let mut wordings = self.0.db.read(read).await?;
        let (live, analyzer) = (Arc::clone(live), self.0.analyzer.clone());
        build::blocking(move || {
            let scope = Scope::public(&searcher, &live, Kind::Claim);
            // In the order of the index, so that equals stay in it.
            let place = |id| hits.iter().position(|hit| hit.id == id);
            wordings.originals.sort_by_key(|it| place(it.claim_id));
            let candidates = compared(&wordings, &hits, post.language, &analyzer);
            let readings = readings(post, &candidates, &analyzer, &scope);
            let ranked = matching::rank(&readings, &candidates, &mut Rarity::new(&scope));
            let matched = ranked.into_iter().filter_map(|it| {
                Some(Matched {
                    id: wordings.originals.get(it.candidate)?.claim_id,
                    score: it.score,
                    confidence: it.confidence,
                    words: it.matched,
                })
            });
            Ok((matched.collect(), wordings))
        })
        .await
    }

    async fn alike(
        &self,
        live: Arc<Live>,
        text: &str,
        language: Language,
        least: f64,
    ) -> Result<Vec<(Uuid, f64)>> {
        let ranked = self.ranked(&live, text, Some(language), Filter::default());
        let (matched, wordings) = ranked.await?;
        let best: HashSet<Uuid> = matched.iter().take(ALIKE).map(|it| it.id).collect();
        let (text, analyzer) = (text.to_owned(), self.0.analyzer.clone());
        build::blocking(move || {
            let searcher = live.searcher();
            let scope = Scope::public(&searcher, &live, Kind::Claim);
            let mut rarity = Rarity::new(&scope);
            let own = analyzer.analyze_all(&text, language);
            let mut alike: HashMap<Uuid, f64> = HashMap::new();
            let all = wordings.originals.iter().chain(&wordings.translations);
            for it in all.filter(|it| best.contains(&it.claim_id)) {
                // What is said in another language is not said in nearly these words.
                if Language::of_tag(&it.language) != language {
                    continue;
                }
                let other = analyzer.analyze_all(&it.text, language);
                let similarity = matching::similarity((&own, &other), language, &mut rarity);
                let known = alike.entry(it.claim_id).or_default();
                *known = known.max(similarity);
            }
            let mut alike: Vec<_> = alike.into_iter().filter(|(_, it)| *it >= least).collect();
            alike.sort_by(|(a, n), (b, m)| m.total_cmp(n).then_with(|| a.cmp(b)));
            Ok(alike)
        })
        .await
    }
}

/// Languages of candidates in which a post is read.
const LANGUAGES: usize = 12;

/// A post, and what it is when read in the languages of the candidates.
fn readings(
    post: Post,
    candidates: &[Candidate],
    analyzer: &Analyzer,
    scope: &Scope<'_>,
) -> Vec<Post> {
    let wordings = candidates.iter().flat_map(|it| &it.wordings);
    let mut languages: Vec<Language> = wordings.map(|it| it.language).collect();
    languages.sort_unstable();
    languages.dedup();
    languages.retain(|it| *it != post.language);
    let others = languages.into_iter().take(LANGUAGES);
    let others: Vec<Post> = others.map(|it| post.read_in(it, analyzer, scope)).collect();
    std::iter::once(post).chain(others).collect()
}

/// Candidates with their words: the original, and where there is one the wording in the language of
/// the post.
fn compared(
    wordings: &Wordings,
    hits: &[Hit],
    language: Language,
    analyzer: &Analyzer,
) -> Vec<Candidate> {
    let scores: HashMap<Uuid, f32> = hits.iter().map(|hit| (hit.id, hit.score)).collect();
    let is_own = |it: &&WordingRow| Language::of_tag(&it.language) == language;
    let compared = wordings.originals.iter().map(|original| {
        let id = original.claim_id;
        let translations = wordings.translations.iter();
        let mut translations = translations.filter(|it| it.claim_id == id);
        let translation = match is_own(&original) {
            true => None,
            false => translations.find(is_own),
        };
        let (mut titles, mut summaries) = (Vec::new(), Vec::new());
        for verdict in wordings.verdicts.iter().filter(|it| it.claim_id == id) {
            let language = Language::of_tag(&verdict.language);
            for (text, into) in [
                (&verdict.title, &mut titles),
                (&verdict.summary, &mut summaries),
            ] {
                let text = text.as_deref().unwrap_or_default();
                into.extend(analyzer.analyze_all(text, language));
            }
        }
        let wording = |it: &WordingRow| {
            let language = Language::of_tag(&it.language);
            Wording {
                language,
                tokens: analyzer.analyze_all(&it.text, language),
            }
        };
        Candidate {
            score: scores.get(&id).copied().unwrap_or_default(),
            wordings: translation
                .into_iter()
                .chain([original])
                .map(wording)
                .collect(),
            titles,
            summaries,
        }
    });
    compared.collect()
}
