//! What makes a claim another one however many words it shares with a post: other figures, another
//! country, another name, a denial, the opposite. Copies of a claim with one thing altered would
//! else be taken for it; a conflict lowers the confidence, and holds it below a cap where all else
//! agrees.

use std::collections::{HashMap, HashSet};

use super::super::analysis::{Language, Token, TokenKind};
use super::confidence::Plain;
use super::slots::{self, SlotKind};
use super::{Candidate, Compared, Frequencies, Post, Rarity, countries, is_compared, is_figure};

const HIGHEST: f64 = 0.98;

/// The confidence, with what conflicts make of it.
pub(super) fn weighed<F: Frequencies>(
    post: &Post,
    candidate: &Candidate,
    own: &Compared<'_>,
    plain: Plain,
    rarity: &mut Rarity<'_, F>,
) -> f64 {
    let words: Vec<&str> = own
        .wording
        .iter()
        .copied()
        .filter(|it| !is_figure(it))
        .collect();
    let explained = share(&words, post, rarity);
    let figures = Figures::of(post, candidate);
    let denial = Denial::of(post, candidate);
    let elsewhere = elsewhere(post, candidate);
    let opposite = opposite(post, candidate);
    let slots = slots::of(post, candidate, own);
    let has = |kind| slots.iter().any(|slot| slot.kind == kind);
    let (other_name, other_figure) = (has(SlotKind::Name), has(SlotKind::Figure));
    let replaced: HashSet<&str> = slots
        .iter()
        .flat_map(|it| it.terms.iter().copied())
        .collect();
    let rest = own
        .wording
        .iter()
        .copied()
        .filter(|it| !replaced.contains(it));
    let rest: Vec<&str> = rest.collect();
    let rest = match rest.len() {
        0 | 1 => 0.0,
        _ => share(&rest, post, rarity),
    };
    let mut logit = plain.logit;
    let mut cap = HIGHEST;
    let mut hold = |condition: bool, below: f64| {
        if condition {
            cap = cap.min(below);
        }
    };
    hold(
        (figures.none_agrees && explained >= 0.7)
            || (figures.some_differ && explained >= 0.85)
            || (elsewhere && explained >= 0.6),
        0.5,
    );
    hold(
        (other_figure && rest >= 0.5)
            || (other_name && rest >= 0.75)
            || (denial.between && explained >= 0.6)
            || (opposite && explained >= 0.6),
        0.4,
    );
    let any = figures.none_agrees || figures.some_differ || denial.differs;
    hold(
        explained >= 0.7 && plain.covered >= 0.5 && (any || elsewhere || other_name || opposite),
        0.35,
    );
    if figures.none_agrees || other_figure {
        logit -= 0.7;
    }
    if denial.differs || denial.between || opposite {
        logit -= 0.7;
    }
    if elsewhere {
        logit -= 1.2;
    }
    cap.min(1.0 / (1.0 + (-logit).exp()))
}

fn share<F: Frequencies>(terms: &[&str], post: &Post, rarity: &mut Rarity<'_, F>) -> f64 {
    let whole = rarity.sum(terms.iter().copied());
    let part = rarity.sum(terms.iter().copied().filter(|term| post.has(term)));
    part / whole.max(f64::MIN_POSITIVE)
}

struct Figures {
    /// Both have some, and none is the same.
    none_agrees: bool,
    /// Each has one that the other has not.
    some_differ: bool,
}

impl Figures {
    fn of(post: &Post, candidate: &Candidate) -> Self {
        let (theirs, ours) = (figures(&post.tokens), figures(&candidate.wording));
        // What is rounded is the same.
        let agree = |a: f64, b: f64| (a - b).abs() <= 0.02 * a.abs().max(b.abs());
        let alone = |of: &[f64], among: &[f64]| {
            let is_alone = |a: &&f64| !among.iter().any(|b| agree(**a, *b));
            of.iter().filter(is_alone).count()
        };
        let (only_ours, only_theirs) = (alone(&ours, &theirs), alone(&theirs, &ours));
        Self {
            none_agrees: !ours.is_empty() && !theirs.is_empty() && only_ours == ours.len(),
            some_differ: only_ours > 0 && only_theirs > 0,
        }
    }
}

/// The figures of a text, but for years.
fn figures(tokens: &[Token]) -> Vec<f64> {
    let numbers = tokens.iter().filter(|it| it.kind == TokenKind::Number);
    let values = numbers.filter_map(|it| it.term.parse::<f64>().ok());
    values
        .filter(|value| !(1900.0..2100.0).contains(value) || value.fract() != 0.0)
        .collect()
}

/// Words that deny, by language.
fn negators(language: Language) -> &'static [&'static str] {
    match language.code() {
        "en" => &[
            "not", "no", "never", "none", "nobody", "nothing", "neither", "nor", "without",
            "cannot", "dont", "doesnt", "didnt", "isnt", "arent", "wasnt", "werent", "wont",
            "cant", "couldnt", "shouldnt", "wouldnt", "havent", "hasnt", "hadnt", "denies",
            "denied",
        ],
        "id" | "ms" => &[
            "tidak",
            "bukan",
            "tak",
            "belum",
            "jangan",
            "tanpa",
            "ga",
            "gak",
            "nggak",
            "ngga",
            "tdk",
            "enggak",
            "bukanlah",
            "tidaklah",
            "tiada",
            "membantah",
        ],
        "es" => &[
            "no", "nunca", "jamas", "ningun", "ninguna", "nadie", "sin", "tampoco",
        ],
        "pt" => &[
            "nao", "nunca", "jamais", "nenhum", "nenhuma", "ninguem", "sem",
        ],
        "fr" => &[
            "ne", "pas", "jamais", "aucun", "aucune", "personne", "sans", "ni",
        ],
        "de" => &[
            "nicht", "kein", "keine", "keinen", "keiner", "nie", "niemals", "ohne",
        ],
        "it" => &["non", "mai", "nessun", "nessuno", "nessuna", "senza"],
        "nl" => &["niet", "geen", "nooit", "zonder", "niemand"],
        "ru" => &["не", "нет", "никогда", "никто", "без"],
        "tr" => &["degil", "yok", "hic", "asla"],
        _ => &[],
    }
}

/// Whether a text denies something.
pub(super) fn denies(tokens: &[Token], language: Language) -> bool {
    let negators = negators(language);
    tokens
        .iter()
        .any(|token| negators.contains(&token.word.as_str()))
}

struct Denial {
    /// What one denies the other asserts.
    differs: bool,
    /// One puts a denial between two words that stand together in the other.
    between: bool,
}

#[derive(Default)]
struct Denied<'a> {
    denied: HashSet<&'a str>,
    asserted: HashSet<&'a str>,
    pairs: HashMap<(&'a str, &'a str), HashSet<bool>>,
}

/// Words behind a denial that it is taken to deny.
const REACH: usize = 3;

impl<'a> Denied<'a> {
    fn of(tokens: &'a [Token], language: Language) -> Self {
        let negators = negators(language);
        let mut found = Self::default();
        let (mut left, mut denies) = (0, false);
        let mut before: Option<&str> = None;
        for token in tokens {
            if negators.contains(&token.word.as_str()) {
                (left, denies) = (REACH, true);
                continue;
            }
            if !is_compared(&token) {
                continue;
            }
            let term = token.term.as_str();
            match left {
                0 => found.asserted.insert(term),
                _ => {
                    left -= 1;
                    found.denied.insert(term)
                }
            };
            if let Some(before) = before {
                found
                    .pairs
                    .entry((before, term))
                    .or_default()
                    .insert(denies);
            }
            before = Some(term);
            denies = false;
        }
        found
    }
}

impl Denial {
    fn of(post: &Post, candidate: &Candidate) -> Self {
        let theirs = Denied::of(&post.tokens, post.language);
        let ours = Denied::of(&candidate.wording, candidate.language);
        let against = |a: &Denied<'_>, b: &Denied<'_>| {
            let mut denied = a.denied.difference(&a.asserted);
            denied.any(|term| b.asserted.contains(term) && !b.denied.contains(term))
        };
        let between = theirs.pairs.iter().any(|(pair, how)| {
            let other = ours.pairs.get(pair);
            other.is_some_and(|other| how.is_disjoint(other))
        });
        Self {
            differs: against(&theirs, &ours) || against(&ours, &theirs),
            between,
        }
    }
}

/// Whether both name countries, and none is the same.
fn elsewhere(post: &Post, candidate: &Candidate) -> bool {
    let theirs = countries::named(&post.tokens);
    let mut ours = countries::named(&candidate.wording);
    ours.extend(countries::named(&candidate.titles));
    !theirs.is_empty() && !ours.is_empty() && theirs.is_disjoint(&ours)
}

/// Words that say the opposite of each other, in any of their forms.
const OPPOSITES: [(&[&str], &[&str]); 16] = [
    (
        &["died", "dead", "dies", "death", "killed"],
        &["alive", "survived", "survives"],
    ),
    (
        &["increase", "increased", "rise", "rose", "rises"],
        &[
            "decrease",
            "decreased",
            "fall",
            "fell",
            "falls",
            "drop",
            "dropped",
        ],
    ),
    (
        &["legal", "legalized", "legalised"],
        &["illegal", "banned", "outlawed"],
    ),
    (&["won", "wins", "win"], &["lost", "loses", "lose"]),
    (
        &["approved", "approves", "passed"],
        &["rejected", "rejects", "vetoed"],
    ),
    (&["open", "opened", "opens"], &["closed", "closes", "shut"]),
    (&["guilty", "convicted"], &["innocent", "acquitted"]),
    (
        &["support", "supports", "supported"],
        &["oppose", "opposes", "opposed"],
    ),
    (&["safe"], &["dangerous", "deadly", "unsafe"]),
    (
        &["meninggal", "tewas", "mati", "wafat"],
        &["hidup", "selamat"],
    ),
    (&["naik", "meningkat"], &["turun", "menurun"]),
    (&["menang", "memenangkan"], &["kalah"]),
    (
        &["menyetujui", "setuju", "mendukung"],
        &["menolak", "tolak", "menentang"],
    ),
    (&["aman"], &["berbahaya", "bahaya"]),
    (&["legal", "sah"], &["ilegal", "haram", "dilarang"]),
    (
        &["dibuka", "buka", "membuka"],
        &["ditutup", "tutup", "menutup"],
    ),
];

/// Whether one says the opposite of the other, and neither says both.
fn opposite(post: &Post, candidate: &Candidate) -> bool {
    let says = |tokens: &[Token], words: &[&str]| {
        tokens
            .iter()
            .any(|token| words.contains(&token.word.as_str()))
    };
    OPPOSITES.iter().any(|(one, other)| {
        let theirs = (says(&post.tokens, one), says(&post.tokens, other));
        let wording = &candidate.wording;
        let ours = (says(wording, one), says(wording, other));
        matches!(
            (theirs, ours),
            ((true, false), (false, true)) | ((false, true), (true, false))
        )
    })
}
