//! ClaimReview, the form in which fact-checkers mark up their pages for machines (schema.org
//! `ClaimReview`, with Google's guide to it), read as it is met: everything that is wrong is
//! told, and whatever can be understood is taken. It knows nothing of requests or tables.
//!
//! - [`Document::of_text`] and [`Document::of_value`] read one ClaimReview, an array, an
//!   `@graph` or a DataFeed, and give a [`Reading`] for each ClaimReview in it;
//!   [`Document::of_part`] reads one that is too long for that, part by part.
//! - A [`Reading`] has its [`Fault`]s and, where none of them is [`Severity::Required`], the
//!   [`Review`]: cleaned, in the forms and within the lengths that this service stores.

mod date;
mod document;
mod fault;
mod find;
mod item;
mod json;
mod kind;
mod link;
mod nameless;
mod party;
mod place;
mod rating;
mod reader;
mod reference;
mod repeated;
mod review;
#[cfg(test)]
mod tests;
mod web;
mod words;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};

use crate::language::LanguageTag;
use crate::vocabulary::DatePrecision;

pub use document::Part;
pub use fault::{Fault, FaultCode, Severity};
pub use reference::Nodes;
pub use web::urn;

/// The most ClaimReviews that are read out of one document.
pub const REVIEWS_MAX: usize = 1_000;
/// The most faults that are listed of one document.
pub const FAULTS_MAX: usize = 10_000;

/// What was sent, read.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Document {
    /// Its ClaimReviews, in their order.
    pub reviews: Vec<Reading>,
    /// What is wrong with the whole rather than with one of them.
    pub faults: Vec<Fault>,
    /// Whether there are more faults than are listed.
    pub is_truncated: bool,
    /// The first ClaimReview past [`REVIEWS_MAX`], by its pointer, or a list that is longer; what
    /// follows is not read.
    pub too_many: Option<String>,
}

/// One ClaimReview, read.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// Where it stands in what was sent (RFC 6901).
    pub pointer: String,
    /// Its `url` as it was sent, where it is a text.
    pub url: Option<String>,
    /// What it says; none where a fault is [`Severity::Required`].
    pub review: Option<Review>,
    /// What is wrong with it.
    pub faults: Vec<Fault>,
}

/// A ClaimReview that can be taken. Texts are trimmed, without HTML and control characters; URLs
/// are absolute, http or https, percent-encoded and of at most 2048 characters. What has a UUID as
/// its `@id`, as the markup of this service has, is left as it is where it can be stored so.
#[derive(Debug, Clone, PartialEq)]
pub struct Review {
    /// `@id`, of at most 255 characters.
    pub id: Option<String>,
    /// `url`: the page of the fact-check.
    pub url: String,
    /// `claimReviewed`, 1 to 5000 characters.
    pub claim_reviewed: String,
    /// `reviewRating`.
    pub rating: Rating,
    /// `author`: the newsroom, or who wrote it.
    pub author: Option<Party>,
    /// `publisher`: the newsroom, where the author is a person.
    pub publisher: Option<Party>,
    /// `itemReviewed`.
    pub claim: ReviewedClaim,
    /// `datePublished`.
    pub date_published: Option<Date>,
    /// `dateModified`.
    pub date_modified: Option<Date>,
    /// `inLanguage`.
    pub language: Option<LanguageTag>,
    /// `headline`, `name` or `title`, the first that is there: 1 to 300 characters, one line.
    pub title: Option<String>,
    /// `description` or `abstract`: 1 to 2000 characters.
    pub summary: Option<String>,
    /// `reviewBody` or `text`: 1 to 50000 characters.
    pub body: Option<String>,
    /// `citation`: at most 100.
    pub citations: Vec<Work>,
    /// `correction`: 1 to 5000 characters.
    pub correction: Option<String>,
}

/// `reviewRating`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Rating {
    /// `alternateName`, the label as it is printed; `name` where it is missing. 1 to 200
    /// characters, one line.
    pub label: String,
    /// The same letter for letter, be there HTML or spaces around it.
    pub printed: String,
    /// Where it stands in what was sent (RFC 6901).
    pub label_at: String,
    /// The numbers, where they make sense together.
    pub numbers: Option<Numbers>,
    /// `ratingExplanation`, 1 to 50000 characters.
    pub explanation: Option<String>,
    /// `image`.
    pub image: Option<String>,
}

/// The numbers of a rating: `worst` is at least 1 and below `best`, `value` is between them. What
/// is left out is 1 and 5, as schema.org has it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Numbers {
    /// `ratingValue`.
    pub value: f64,
    /// `bestRating`.
    pub best: f64,
    /// `worstRating`.
    pub worst: f64,
}

/// `itemReviewed`: the claim.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ReviewedClaim {
    /// `@id`, of at most 255 characters.
    pub id: Option<String>,
    /// `text`: how it was worded, where `claimReviewed` is a translation; 1 to 5000 characters.
    pub text: Option<String>,
    /// `author`: who asserted it, at most 100.
    pub authors: Vec<Party>,
    /// `datePublished`: when.
    pub date_published: Option<Date>,
    /// `firstAppearance`, `appearance`, and what older markup has as `url` or `sameAs`: where, at
    /// most 100, each URL once.
    pub appearances: Vec<Appearance>,
    /// `inLanguage`.
    pub language: Option<LanguageTag>,
}

/// Where a claim was made.
#[derive(Debug, Clone, PartialEq)]
pub struct Appearance {
    /// The document.
    pub work: Work,
    /// Whether it is the first one (`firstAppearance`).
    pub is_first: bool,
    /// Whether it is on the fact-checker's own site, which is most likely a mistake.
    pub is_own: bool,
}

/// A document that is referred to (`CreativeWork`): it has a URL or a name.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Work {
    /// `@id`, of at most 255 characters.
    pub id: Option<String>,
    /// `url` or, where it is an address, `@id`.
    pub url: Option<String>,
    /// `name` or `headline`: 1 to 500 characters, one line.
    pub name: Option<String>,
    /// `publisher`, by its name: 1 to 300 characters.
    pub publisher: Option<String>,
    /// `author`, by its name: 1 to 300 characters.
    pub author: Option<String>,
    /// `datePublished`.
    pub date_published: Option<Date>,
    /// `@type`, without the prefix: `VideoObject`.
    pub kind: Option<String>,
}

/// A person or a body.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Party {
    /// `@id`, of at most 255 characters.
    pub id: Option<String>,
    /// `@type`, as far as it tells.
    pub kind: PartyKind,
    /// `name`: 1 to 300 characters, one line.
    pub name: Option<String>,
    /// `url`.
    pub url: Option<String>,
    /// `sameAs`: at most 50, each once.
    pub same_as: Vec<String>,
    /// `jobTitle`: 1 to 300 characters, one line.
    pub job_title: Option<String>,
    /// Whether the name stands for nobody in particular, as `social media users` does.
    pub is_nameless: bool,
}

/// What a [`Party`] is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum PartyKind {
    /// `Person`.
    Person,
    /// `Organization` and those of its kinds that are not named here.
    Organization,
    /// `GovernmentOrganization`.
    Government,
    /// `NewsMediaOrganization`.
    Media,
    /// It does not say.
    #[default]
    Unknown,
}

/// A date of the years 1 to 9999, as precise as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Date {
    /// The day as it was written, in whatever zone; the first of the month or the year where
    /// no more is said.
    pub date: NaiveDate,
    /// How much of it was written.
    pub precision: DatePrecision,
    /// The time, where one was written; in UTC where no zone was.
    pub time: Option<DateTime<Utc>>,
}

impl Date {
    /// The time, or the begin of the day in UTC.
    pub fn instant(&self) -> DateTime<Utc> {
        self.time
            .unwrap_or_else(|| self.date.and_time(NaiveTime::MIN).and_utc())
    }
}
