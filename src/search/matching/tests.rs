//! Comparisons of made-up posts and claims.

mod altered;
mod reworded;

use std::collections::HashMap;

use super::super::analysis::{Analyzer, Language, Synonyms};
use super::names::abbreviates;
use super::{Candidate, Frequencies, Match, Post, Rarity, Wording, rank, similarity};

/// A collection of claims.
struct Collection {
    analyzer: Analyzer,
    language: Language,
    texts: Vec<&'static str>,
    documents: u64,
    frequencies: HashMap<String, u64>,
}

const CLAIMS: [&str; 8] = [
    "There are 12,000 North Korean soldiers in Russia, among them 500 officers.",
    "Russian navy ships took about 3,000 North Korean soldiers to the Far East.",
    "Drinking hot lemon water cures the new coronavirus within two days.",
    "The governor of Ohio signed a law that bans gas stoves in all homes.",
    "A video shows a shark swimming on a flooded highway in Texas.",
    "Germany closed its last nuclear power plant in 2023.",
    "Senator Margaret Lindqvist voted against the pension reform bill.",
    "The mayor of Lyon said that the city will plant 50,000 trees.",
];

impl Collection {
    /// One large enough for words to be rare in it.
    fn new() -> Self {
        Self::of("en", &CLAIMS, 10_000)
    }

    fn of(language: &str, texts: &[&'static str], documents: u64) -> Self {
        let analyzer = Analyzer::new(Synonyms::builtin());
        let language = Language::of_tag(language);
        let mut frequencies = HashMap::new();
        for text in texts {
            let tokens = analyzer.analyze(text, language);
            let mut terms: Vec<_> = tokens.into_iter().map(|token| token.term).collect();
            terms.sort();
            terms.dedup();
            for term in terms {
                *frequencies.entry(term).or_insert(0) += (documents / 500).max(1);
            }
        }
        Self {
            analyzer,
            language,
            texts: texts.to_vec(),
            documents,
            frequencies,
        }
    }

    fn matches(&self, post: &str) -> Vec<Match> {
        self.matches_read(post, &[self.language])
    }

    fn matches_read(&self, post: &str, languages: &[Language]) -> Vec<Match> {
        let read = |language: &Language| Post::new(post, *language, &self.analyzer, self);
        let readings: Vec<Post> = languages.iter().map(read).collect();
        let candidates: Vec<Candidate> = self
            .texts
            .iter()
            .map(|text| {
                let tokens = self.analyzer.analyze_all(text, self.language);
                let shared = tokens.iter().filter(|it| readings[0].has(&it.term));
                let wording = Wording {
                    language: self.language,
                    tokens: tokens.clone(),
                };
                Candidate {
                    score: 4.0 * shared.count() as f32,
                    wordings: vec![wording],
                    titles: Vec::new(),
                    summaries: Vec::new(),
                }
            })
            .collect();
        rank(&readings, &candidates, &mut Rarity::new(self))
    }

    /// The best match, and its confidence.
    fn best(&self, post: &str) -> (&'static str, f64) {
        let matches = self.matches(post);
        (self.texts[matches[0].candidate], matches[0].confidence)
    }

    fn similarity(&self, a: &str, b: &str) -> f64 {
        let analyzed = |text| self.analyzer.analyze_all(text, self.language);
        let (a, b) = (analyzed(a), analyzed(b));
        similarity((&a, &b), self.language, &mut Rarity::new(self))
    }
}

impl Frequencies for Collection {
    fn documents(&self) -> u64 {
        self.documents
    }

    fn frequency(&self, term: &str) -> u64 {
        self.frequencies.get(term).copied().unwrap_or_default()
    }
}

#[test]
fn a_copy_is_certain() {
    let collection = Collection::new();
    for claim in CLAIMS {
        let (found, confidence) = collection.best(claim);
        assert_eq!(found, claim);
        assert!(confidence > 0.9, "{claim}: {confidence}");
    }
}

#[test]
fn what_is_altered_in_one_thing_is_not() {
    let collection = Collection::new();
    for (what, altered) in [
        (
            "figure",
            "There are 3,500 North Korean soldiers in Russia, among them 40 officers.",
        ),
        (
            "country",
            "France closed its last nuclear power plant in 2023.",
        ),
        (
            "denial",
            "Drinking hot lemon water does not cure the new coronavirus within two days.",
        ),
        (
            "name",
            "Senator Ricardo Oliveira voted against the pension reform bill.",
        ),
        (
            "opposite",
            "Germany opened its last nuclear power plant in 2023.",
        ),
    ] {
        let (_, confidence) = collection.best(altered);
        assert!(confidence <= 0.5, "{what}: {confidence}");
    }
}

#[test]
fn a_post_about_something_else_has_little() {
    let collection = Collection::new();
    let (_, confidence) = collection.best("My new shoes hurt and the water in this hotel is cold.");
    assert!(confidence < 0.2, "{confidence}");
}

#[test]
fn figures_are_the_same_however_they_are_written() {
    let collection = Collection::new();
    let (found, _) = collection.best("12 thousand North Korean troops are in Russia!!");
    assert_eq!(found, CLAIMS[0]);
    let (found, _) = collection.best("3K North Korean troops are on navy ships to the east");
    assert_eq!(found, CLAIMS[1]);
}

#[test]
fn words_are_told_as_the_post_has_them() {
    let collection = Collection::new();
    let matches = collection.matches("SHARKS swim on the flooded Highway, says @somebody");
    assert_eq!(CLAIMS[matches[0].candidate], CLAIMS[4]);
    assert_eq!(matches[0].matched, ["SHARKS", "swim", "flooded", "Highway"]);
}

#[test]
fn digits_for_letters_are_read() {
    let collection = Collection::new();
    let (found, _) = collection.best("V1D30: a sh4rk swimm1ng on a fl00ded h1ghway");
    assert_eq!(found, CLAIMS[4]);
}

#[test]
fn one_may_be_either_of_two_letters() {
    let collection = Collection::new();
    let matches = collection.matches("a shark on a f1ooded h1ghway");
    assert!(matches[0].matched.contains(&"f1ooded".to_owned()));
}

#[test]
fn near_copies_are_told_from_other_claims() {
    let collection = Collection::new();
    let same = collection.similarity(
        CLAIMS[7],
        "the MAYOR of Lyon said the city will plant 50.000 trees",
    );
    assert!(same > 0.95, "{same}");
    let other = collection.similarity(
        CLAIMS[7],
        "The mayor of Lyon said that the city will plant 500 trees.",
    );
    assert!(other < 0.5, "{other}");
    let denied = collection.similarity(
        CLAIMS[7],
        "The mayor of Lyon said that the city will not plant 50,000 trees.",
    );
    assert!(denied <= 0.5, "{denied}");
    assert_eq!(collection.similarity("", ""), 0.0);
}

#[test]
fn acronyms_are_put_together_of_the_beginnings_of_words() {
    let tokens = Analyzer::new(Synonyms::builtin()).analyze_all(
        "tulis Kementerian Kesehatan kepada Badan Pengawas Obat dan Makanan",
        Language::of_tag("id"),
    );
    let words: Vec<_> = tokens.iter().filter(super::is_compared).collect();
    for (short, expected) in [
        ("kemenkes", true),
        ("kk", true),
        ("bpom", true),
        ("kemen", false),
        ("kemenkess", false),
        ("bom", false),
        ("b", false),
    ] {
        assert_eq!(abbreviates(short, &words), expected, "{short}");
    }
}

#[test]
fn equals_stay_in_the_order_of_the_index() {
    let texts = [
        "Otters of the river Inn eat trout, salmon, pike, perch, carp and eel",
        "Eel, carp, perch, pike, salmon and trout: otters of the river Inn eat them",
        "Carp, trout and pike, eel, perch and salmon the otters of the river Inn eat",
        "The otters of the river Inn eat perch, eel, trout, carp, salmon and pike",
        // Some of the words are more common than others.
        "Trout, salmon and pike",
        "Trout, salmon, perch and otters",
        "Trout and eel in the river",
    ];
    let collection = Collection::of("en", &texts, 10_000);
    for _ in 0..20 {
        let matches = collection.matches("Do otters eat trout, pike, salmon, carp, perch or eel?");
        let order: Vec<usize> = matches.iter().map(|it| it.candidate).collect();
        assert_eq!(order[..4], [0, 1, 2, 3]);
    }
}
