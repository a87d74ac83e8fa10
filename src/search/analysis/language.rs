//! The languages that texts are analysed in: which stemmer is whose, and which words say nothing.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::LazyLock;

use waken_snowball::Algorithm;

use super::fold::folded;
use super::hash::Quick;

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

type Words = HashSet<String, Quick>;

/// Words of the public lists that the news are about: a state, work, the truth.
const MEANT: [(&str, &str); 6] = [
    (
        "es",
        "estado estados nueva nuevas nuevo nuevos trabajo verdad pais general",
    ),
    (
        "pt",
        "estado estados nova novas novo novos sistema valor saude mundo",
    ),
    ("fr", "etat monde personne effet"),
    ("de", "jahr jahre tag tage mensch menschen mann recht"),
    ("it", "stato stati anno anni lavoro mondo persone"),
    ("ru", "год года люди людей мир мира жизнь жизни"),
];

/// Public lists of so many words have names and things in them: their longer words, of more letters
/// than these, are as often about something as not.
const LONG: usize = 300;
const SHORT: usize = 5;

const ENGLISH: &str = include_str!("stopwords/en.txt");
const INDONESIAN: &str = include_str!("stopwords/id.txt");
const MALAY: &str = include_str!("stopwords/ms.txt");

/// By the place of their language.
static STOP_WORDS: LazyLock<Vec<Words>> = LazyLock::new(|| {
    fn own(text: &str) -> Vec<String> {
        text.split_whitespace().map(folded).collect()
    }
    let of = |language: Language| match language.code() {
        "en" => own(ENGLISH),
        "id" => own(INDONESIAN),
        "ms" => [own(INDONESIAN), own(MALAY)].concat(),
        code => {
            let words = stop_words::lookup(code).unwrap_or_default();
            let is_short = |word: &&&str| words.len() < LONG || word.chars().count() <= SHORT;
            // Without its marks, a Vietnamese word is several others.
            let is_itself = |word: &&&str| code != "vi" || folded(word) == ***word;
            let words = words.iter().filter(is_short).filter(is_itself);
            let words = words.map(|word| folded(word));
            let meant = MEANT.iter().find(|(language, _)| *language == code);
            let is_meant = |word: &String| {
                meant.is_some_and(|(_, meant)| meant.split(' ').any(|it| it == word))
            };
            words.filter(|word| !is_meant(word)).collect()
        }
    };
    Language::all()
        .map(|language| Words::from_iter(of(language)))
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

    /// Its place among all.
    pub(super) fn place(self) -> usize {
        usize::from(self.0)
    }

    /// Its code of ISO 639-1; `und` where it is not known.
    pub fn code(self) -> &'static str {
        self.profile().0
    }

    /// All of them.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..KNOWN.len()).filter_map(|place| u16::try_from(place).ok().map(Self))
    }

    /// A folded word without its endings.
    pub(super) fn stem(self, word: &str) -> String {
        let Some(algorithm) = self.profile().2 else {
            return word.to_owned();
        };
        let stem = waken_snowball::stem(algorithm, &self.spelled(word)).into_owned();
        // What is all ending is a word nevertheless.
        if stem.is_empty() {
            word.to_owned()
        } else {
            stem
        }
    }

    /// A folded word in the spelling that its stemmer needs, where folding took what endings are
    /// told by.
    fn spelled(self, word: &str) -> Cow<'_, str> {
        let endings: &[(&str, &str)] = match self.code() {
            // Eleições is the plural of eleição.
            "pt" => &[("oes", "ao")],
            // The plural ending, which the stemmer takes off after the article alone; and one that
            // is the feminine or a pronoun: without it both are the same.
            "ar" => &[("ات", "ة"), ("ه", "ة")],
            _ => return Cow::Borrowed(word),
        };
        let spelled = endings.iter().find_map(|(from, to)| {
            let rest = word.strip_suffix(from)?;
            let is_word = rest.chars().nth(2).is_some();
            is_word.then(|| Cow::Owned(format!("{rest}{to}")))
        });
        spelled.unwrap_or(Cow::Borrowed(word))
    }

    /// Whether a folded word says nothing by itself.
    pub(super) fn is_stop(self, word: &str) -> bool {
        let words = STOP_WORDS.get(self.place());
        words.is_some_and(|words| words.contains(word))
    }

    /// Whether figures are written with a space between thousands.
    pub(super) fn parts_thousands(self) -> bool {
        matches!(
            self.code(),
            "bg" | "ca"
                | "cs"
                | "es"
                | "et"
                | "fi"
                | "fr"
                | "hu"
                | "hy"
                | "lt"
                | "no"
                | "pl"
                | "pt"
                | "ru"
                | "sk"
                | "sv"
                | "uk"
        )
    }

    /// Whether an apostrophe parts a short word from the one that is meant.
    pub(super) fn elides(self) -> bool {
        matches!(self.code(), "fr" | "it" | "ca" | "ga")
    }
}
