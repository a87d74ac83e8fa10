//! The languages that texts are analysed in: which stemmer is whose, and which words say nothing.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use waken_snowball::Algorithm;

use super::fold::folded;

/// A language, as far as the analysis tells it from others; a small handle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language(u16);

/// The code of ISO 639-1 and of 639-3, and the stemmer.
type Known = (&'static str, &'static str, Option<Algorithm>);

use Algorithm as A;

const KNOWN: &[Known] = &[
    // Words as they are: of a language that is not known, or not among these.
    ("und", "und", None),
    ("ar", "ara", Some(A::Arabic)),
    ("bg", "bul", None),
    ("bn", "ben", None),
    ("ca", "cat", Some(A::Catalan)),
    ("cs", "ces", None),
    ("da", "dan", Some(A::Danish)),
    ("de", "deu", Some(A::German)),
    ("el", "ell", Some(A::Greek)),
    ("en", "eng", Some(A::English)),
    ("eo", "epo", Some(A::Esperanto)),
    ("es", "spa", Some(A::Spanish)),
    ("et", "est", Some(A::Estonian)),
    ("eu", "eus", Some(A::Basque)),
    ("fa", "pes", None),
    ("fi", "fin", Some(A::Finnish)),
    ("fr", "fra", Some(A::French)),
    ("ga", "gle", Some(A::Irish)),
    ("he", "heb", None),
    ("hi", "hin", Some(A::Hindi)),
    ("hr", "hrv", Some(A::Serbian)),
    ("hu", "hun", Some(A::Hungarian)),
    ("hy", "hye", Some(A::Armenian)),
    ("id", "ind", Some(A::Indonesian)),
    ("it", "ita", Some(A::Italian)),
    ("ja", "jpn", None),
    ("km", "khm", None),
    ("ko", "kor", None),
    ("lo", "lao", None),
    ("lt", "lit", Some(A::Lithuanian)),
    // Malay forms its words as Indonesian does.
    ("ms", "msa", Some(A::Indonesian)),
    ("my", "mya", None),
    ("ne", "nep", Some(A::Nepali)),
    ("nl", "nld", Some(A::Dutch)),
    ("no", "nob", Some(A::Norwegian)),
    ("pl", "pol", None),
    ("pt", "por", Some(A::Portuguese)),
    ("ro", "ron", Some(A::Romanian)),
    ("ru", "rus", Some(A::Russian)),
    ("sk", "slk", None),
    ("sl", "slv", None),
    ("sr", "srp", Some(A::Serbian)),
    ("sv", "swe", Some(A::Swedish)),
    ("ta", "tam", Some(A::Tamil)),
    ("th", "tha", None),
    ("tl", "tgl", None),
    ("tr", "tur", Some(A::Turkish)),
    ("uk", "ukr", None),
    ("ur", "urd", None),
    ("vi", "vie", None),
    ("yi", "yid", Some(A::Yiddish)),
    ("zh", "cmn", None),
];

/// Tags that are those of another language here.
const OTHER_NAMES: [(&str, &str); 9] = [
    ("nb", "no"),
    ("nn", "no"),
    ("iw", "he"),
    ("in", "id"),
    ("zsm", "ms"),
    ("fil", "tl"),
    ("yue", "zh"),
    ("bs", "sr"),
    ("sh", "sr"),
];

const ENGLISH: &str = include_str!("stopwords/en.txt");
const INDONESIAN: &str = include_str!("stopwords/id.txt");
const MALAY: &str = include_str!("stopwords/ms.txt");

static STOP_WORDS: LazyLock<HashMap<Language, HashSet<String>>> = LazyLock::new(|| {
    fn own(text: &str) -> Vec<String> {
        text.split_whitespace().map(folded).collect()
    }
    let of = |language: Language| match language.code() {
        "en" => own(ENGLISH),
        "id" => own(INDONESIAN),
        "ms" => [own(INDONESIAN), own(MALAY)].concat(),
        code => {
            let words = stop_words::lookup(code).unwrap_or_default();
            words.iter().map(|word| folded(word)).collect()
        }
    };
    Language::all()
        .map(|language| (language, HashSet::from_iter(of(language))))
        .collect()
});

impl Language {
    /// The language that is not known: its words are taken as they are.
    pub const UNKNOWN: Self = Self(0);

    /// That of a tag (BCP 47), by its first part.
    pub fn of_tag(tag: &str) -> Self {
        let first = tag.split(['-', '_']).next().unwrap_or_default();
        let first = first.to_ascii_lowercase();
        let alias = OTHER_NAMES.iter().find(|(other, _)| *other == first);
        let code = alias.map_or(first.as_str(), |(_, code)| code);
        Self::known(|(short, long, _)| *short == code || *long == code)
    }

    fn known(is: impl Fn(&Known) -> bool) -> Self {
        let place = KNOWN.iter().position(is).unwrap_or_default();
        Self(u16::try_from(place).unwrap_or_default())
    }

    fn profile(self) -> &'static Known {
        KNOWN
            .get(usize::from(self.0))
            .unwrap_or(&("und", "und", None))
    }

    /// Its code of ISO 639-1; `und` where it is not known.
    pub fn code(self) -> &'static str {
        self.profile().0
    }

    /// All of them.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..KNOWN.len()).filter_map(|place| u16::try_from(place).ok().map(Self))
    }

    pub(super) fn stem(self, word: &str) -> String {
        match self.profile().2 {
            Some(algorithm) => waken_snowball::stem(algorithm, word).into_owned(),
            None => word.to_owned(),
        }
    }

    /// Whether a folded word says nothing by itself.
    pub(super) fn is_stop(self, word: &str) -> bool {
        let words = STOP_WORDS.get(&self);
        words.is_some_and(|words| words.contains(word))
    }

    /// Whether an apostrophe parts a short word from the one that is meant.
    pub(super) fn elides(self) -> bool {
        matches!(self.code(), "fr" | "it" | "ca" | "ga")
    }
}
