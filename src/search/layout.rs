//! What the index holds of each record: terms to be found by, words to complete and correct
//! queries with, and columns to filter, sort and count by. No text is kept: that is the database's.

use tantivy::schema::{
    BytesOptions, FAST, Field, INDEXED, IndexRecordOption, NumericOptions, Schema, SchemaBuilder,
    TextFieldIndexing, TextOptions,
};
use uuid::Uuid;

/// Raised by every change of the fields below, of what is put into them or of how files are sealed:
/// an index of another layout is built anew.
pub(super) const VERSION: u32 = 6;

/// What kind of record is searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Claims, with their translations and what is said of them.
    Claim,
    /// Verdicts, with the drafts of who may see them.
    Verdict,
    /// Sources.
    Source,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Claim, Self::Verdict, Self::Source];

    pub(super) fn number(self) -> u64 {
        match self {
            Self::Claim => 0,
            Self::Verdict => 1,
            Self::Source => 2,
        }
    }
}

/// Columns, by name. Where several values stand in one record, those of `JUDGED_…` and those of
/// `FIGURE_…` run side by side: the first of each belong together.
pub(super) mod column {
    pub const ID_HIGH: &str = "id_high";
    pub const ID_LOW: &str = "id_low";
    pub const LANGUAGE: &str = "language";
    /// Of what is public: the record's own, and those of its translations.
    pub const SPOKEN: &str = "translated";
    pub const CLASS: &str = "class";
    pub const TAG: &str = "tag";
    pub const CLAIMANT: &str = "claimant";
    pub const SOURCE: &str = "source";
    pub const CLAIM: &str = "claim_id";
    pub const ORGANIZATION: &str = "organization";
    pub const URL: &str = "url";
    pub const STATUS: &str = "status";
    pub const RELIABILITY: &str = "reliability";
    pub const CONTESTED: &str = "contested";
    pub const CREATED: &str = "created_at";
    pub const UPDATED: &str = "updated_at";
    pub const CLAIMED: &str = "claim_date";
    pub const REVIEWED: &str = "reviewed_at";
    pub const PUBLISHED: &str = "published_at";
    pub const JUDGED_BY: &str = "judged_by";
    pub const JUDGED_AS: &str = "judged_as";
    pub const JUDGED_AT: &str = "judged_at";
    /// Its primary language.
    pub const JUDGED_IN: &str = "judged_in";
    /// The site of its address; that of nothing where it has none.
    pub const JUDGED_ON: &str = "judged_on";
    pub const FIGURE_OF: &str = "figure_of";
    pub const FIGURE_MIN: &str = "figure_min";
    pub const FIGURE_MAX: &str = "figure_max";
}

use column as c;

const TEXTS: [&str; 3] = [c::LANGUAGE, c::SPOKEN, c::TAG];
const DIGESTS: [&str; 2] = [c::URL, c::FIGURE_OF];
const IDS: [&str; 5] = [
    c::CLAIMANT,
    c::SOURCE,
    c::CLAIM,
    c::ORGANIZATION,
    c::JUDGED_BY,
];
const NUMBERS: [&str; 9] = [
    c::ID_HIGH,
    c::ID_LOW,
    c::CLASS,
    c::STATUS,
    c::RELIABILITY,
    c::CONTESTED,
    c::JUDGED_AS,
    c::JUDGED_IN,
    c::JUDGED_ON,
];
const TIMES: [&str; 6] = [
    c::CREATED,
    c::UPDATED,
    c::CLAIMED,
    c::REVIEWED,
    c::PUBLISHED,
    c::JUDGED_AT,
];
const FIGURES: [&str; 2] = [c::FIGURE_MIN, c::FIGURE_MAX];

/// The fields of one kind of record that queries go to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Searched {
    /// Stemmed terms, with their frequencies and places.
    pub body: Field,
    /// Whole words, for the ends of words that are still being typed and for typos; also those that
    /// say nothing by themselves, for who looks for nothing else.
    pub words: Field,
}

/// The fields of drafts, which are of no kind that everybody may search. In each text what it is
/// comes after whose it is (see [`owned`]): nothing of one organization's drafts is among
/// another's.
#[derive(Debug, Clone, Copy)]
pub(super) struct Drafts {
    /// Their organization, whole.
    pub owner: Field,
    pub searched: Searched,
}

/// What the terms of an organization's drafts begin with.
pub(super) fn owned(owner: Uuid) -> String {
    owner.simple().to_string()
}

/// The fields.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    pub schema: Schema,
    /// The record's id, by which it is replaced.
    pub id: Field,
    pub kind: Field,
    pub drafts: Drafts,
    searched: [Searched; 3],
}

impl Layout {
    pub(super) fn new() -> Self {
        let mut schema = SchemaBuilder::new();
        let id = schema.add_bytes_field("id", BytesOptions::default().set_indexed());
        let kind = schema.add_u64_field("kind", INDEXED);
        let mut searched = |name: &str| Searched {
            body: schema.add_text_field(
                &format!("{name}_body"),
                indexed(IndexRecordOption::WithFreqsAndPositions, true),
            ),
            words: schema.add_text_field(
                &format!("{name}_words"),
                indexed(IndexRecordOption::Basic, false),
            ),
        };
        let (drafts, searched) = (
            searched("draft"),
            [searched("claim"), searched("verdict"), searched("source")],
        );
        let drafts = Drafts {
            owner: schema.add_bytes_field("draft_of", BytesOptions::default().set_indexed()),
            searched: drafts,
        };
        for name in TEXTS {
            schema.add_text_field(name, TextOptions::default().set_fast("raw"));
        }
        for name in IDS {
            schema.add_bytes_field(name, BytesOptions::default().set_fast());
        }
        let fast = || NumericOptions::default() | FAST;
        for name in NUMBERS.into_iter().chain(DIGESTS) {
            schema.add_u64_field(name, fast());
        }
        for name in TIMES {
            schema.add_i64_field(name, fast());
        }
        for name in FIGURES {
            schema.add_f64_field(name, fast());
        }
        Self {
            schema: schema.build(),
            id,
            kind,
            drafts,
            searched,
        }
    }

    /// The fields of a kind of record.
    pub(super) fn searched(&self, kind: Kind) -> Searched {
        let [claim, verdict, source] = self.searched;
        match kind {
            Kind::Claim => claim,
            Kind::Verdict => verdict,
            Kind::Source => source,
        }
    }

    /// The field of a column.
    pub(super) fn column(&self, name: &str) -> tantivy::Result<Field> {
        self.schema.get_field(name)
    }
}

fn indexed(record: IndexRecordOption, has_lengths: bool) -> TextOptions {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("raw")
        .set_index_option(record)
        .set_fieldnorms(has_lengths);
    TextOptions::default().set_indexing_options(indexing)
}
