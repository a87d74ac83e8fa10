//! What can be wrong with a ClaimReview: a closed list of codes, each with a severity where it
//! is found.

use serde::Serialize;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

/// The most characters of what was sent that a detail shows.
const SHOWN: usize = 80;

/// How much a fault weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = MarkupSeverity)]
pub enum Severity {
    /// What every ClaimReview must have is missing or of no use: nobody can take it.
    Required,
    /// What Google's guide recommends is missing, of no use or not kept to.
    Recommended,
    /// It is there, but probably wrong.
    Suspicious,
}

impl Fault {
    /// Whether nobody can take what has it.
    pub fn is_required(&self) -> bool {
        self.severity == Severity::Required
    }
}

macro_rules! codes {
    ($($variant:ident = $code:literal, $meaning:literal;)+) => {
        /// The code of a fault: stable, for programs.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
        pub enum FaultCode { $(#[doc = $meaning] #[serde(rename = $code)] $variant,)+ }

        impl FaultCode {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The code as the API spells it.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// What it means.
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$variant => $meaning),+ }
            }
        }
    };
}

impl FaultCode {
    /// Whether it is said of a text that is no JSON, or none that can be read.
    pub fn is_of_text(self) -> bool {
        matches!(
            self,
            Self::MalformedJson
                | Self::UnescapedQuote
                | Self::RawControlCharacter
                | Self::HtmlPage
                | Self::TooDeep
        )
    }
}

codes! {
    MalformedJson = "malformed_json", "The text is not JSON (RFC 8259, UTF-8).";
    UnescapedQuote = "unescaped_quote", "A quotation mark inside a text is not written as \\\", and breaks the JSON.";
    RawControlCharacter = "raw_control_character", "A line break or another control character stands in a text as it is, not as \\n, and breaks the JSON.";
    HtmlPage = "html_page", "HTML was sent: only what stands between the script tags is JSON.";
    TooDeep = "too_deep", "Values are nested deeper than is read.";
    NoClaimReview = "no_claim_review", "There is no ClaimReview in it.";
    NullElement = "null_element", "An element of a list or an item of a feed is null or empty.";
    Missing = "missing", "The property is not there.";
    Blank = "blank", "The property is there, but has nothing in it.";
    Empty = "empty", "The object says nothing.";
    WrongType = "wrong_type", "A value of another JSON type is expected.";
    WrongCase = "wrong_case", "The name is known in another spelling: letters' case counts.";
    UnknownType = "unknown_type", "The @type is not one that belongs here.";
    MissingContext = "missing_context", "No @context says that the names are those of schema.org.";
    UnknownContext = "unknown_context", "The @context is not that of schema.org.";
    UnresolvedReference = "unresolved_reference", "The @id is that of nothing that was sent.";
    TooManyReferences = "too_many_references", "More is referred to by @id than is followed: it is to be written out.";
    UnexpectedList = "unexpected_list", "A list of one value stands where the value itself is expected.";
    SeveralValues = "several_values", "Several values stand where one is expected.";
    BareText = "bare_text", "A text stands where an object is expected.";
    ObjectInsteadOfText = "object_instead_of_text", "An object stands where a text is expected.";
    TooLong = "too_long", "The value is longer than can be taken.";
    TooMany = "too_many", "The list has more entries than can be taken.";
    LongClaim = "long_claim", "claimReviewed has more than 75 characters, and may be shown cut.";
    Html = "html", "HTML tags or entities stand in plain text.";
    ControlCharacter = "control_character", "A control character, such as a stray carriage return, stands in the text.";
    StraySpace = "stray_space", "Spaces stand before or after the value.";
    NotAUrl = "not_a_url", "The value is no URL.";
    RelativeUrl = "relative_url", "The URL is not absolute: scheme or host is missing.";
    UnsafeUrl = "unsafe_url", "The URL's scheme is neither http nor https.";
    UnencodedUrl = "unencoded_url", "The URL has characters that must be percent-encoded, such as spaces.";
    SeveralUrls = "several_urls", "One text holds several URLs.";
    ShortUrl = "short_url", "The URL is that of a link shortener, not of the page.";
    RootUrl = "root_url", "The URL is that of a whole site, not of a page.";
    OwnAppearance = "own_appearance", "The claim is said to appear on the fact-checker's own site.";
    AppearanceInUrl = "appearance_in_url", "A Claim's url stands where its appearance is meant.";
    NumberAsText = "number_as_text", "A number is written as a text.";
    NotANumber = "not_a_number", "A number is expected.";
    IncompleteRating = "incomplete_rating", "Of ratingValue, bestRating and worstRating some are there and some are not.";
    PlaceholderRating = "placeholder_rating", "All numbers of the rating are the same and below 1: they stand for none.";
    RatingOutsideScale = "rating_outside_scale", "ratingValue is not between worstRating and bestRating.";
    ScaleReversed = "scale_reversed", "bestRating is below worstRating.";
    ScaleWithoutRange = "scale_without_range", "bestRating and worstRating are the same.";
    WorstBelowOne = "worst_below_one", "worstRating is below 1.";
    LabelInName = "label_in_name", "The label stands in name, not in alternateName.";
    SentenceAsLabel = "sentence_as_label", "The label is a whole sentence.";
    CodedLabel = "coded_label", "The label is a key or a URL, not the words that the page prints.";
    RatingInClaim = "rating_in_claim", "claimReviewed repeats the rating.";
    NotIsoDate = "not_iso_date", "The date can be read, but is not written as ISO 8601 has it.";
    NotADate = "not_a_date", "The value is no date.";
    FutureDate = "future_date", "The date is in the future.";
    ImplausibleDate = "implausible_date", "The date is most likely a placeholder.";
    DatesOutOfOrder = "dates_out_of_order", "The dates contradict each other.";
    NamelessAuthor = "nameless_author", "The name stands for nobody in particular: an unknown author is left out.";
    UnknownLanguage = "unknown_language", "The value is no language tag of BCP 47.";
    RepeatedReview = "repeated_review", "The same claim at the same URL stands there more than once.";
}

impl PartialSchema for FaultCode {
    fn schema() -> RefOr<Schema> {
        let told = Self::ALL.iter();
        let told: Vec<String> = told
            .map(|code| format!("- `{}`: {}", code.as_str(), code.meaning()))
            .collect();
        ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some(told.join("\n")))
            .enum_values(Some(Self::ALL.iter().map(|code| code.as_str())))
            .into()
    }
}

impl ToSchema for FaultCode {
    fn name() -> std::borrow::Cow<'static, str> {
        "MarkupFaultCode".into()
    }
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = MarkupFault, example = json!({
    "pointer": "/reviewRating/alternateName",
    "code": "sentence_as_label",
    "severity": "suspicious",
    "detail": "a label is expected, not a sentence, which belongs into ratingExplanation",
}))]
pub struct Fault {
    /// JSON pointer (RFC 6901) into what was sent; of what is missing, to where it should stand.
    pub pointer: String,
    pub code: FaultCode,
    pub severity: Severity,
    /// What is wrong and what to do, for people.
    pub detail: String,
}

/// A value as a detail shows it: its beginning, on one line.
pub(super) fn shown(text: &str) -> String {
    let mut shown: String = text
        .chars()
        .take(SHOWN)
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    if text.chars().nth(SHOWN).is_some() {
        shown.push('…');
    }
    shown
}
