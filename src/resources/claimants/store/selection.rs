//! Which claimants a list holds, as a query.

use chrono::{DateTime, Utc};
use diesel::dsl::not;
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sql_types::Text;
use uuid::Uuid;

use crate::db::expression::{HasWords, WordWithin};
use crate::schema::claimants;
use crate::vocabulary::ClaimantKind;

#[diesel::declare_sql_function]
extern "SQL" {
    /// Text without case and accents.
    fn fold(words: Text) -> Text;
    /// The text with what a pattern matches in it replaced.
    fn regexp_replace(text: Text, pattern: Text, by: Text, flags: Text) -> Text;
    /// How much of the words is in the names, from 0 to 1000; both folded.
    fn name_likeness(words: Text, names: Text) -> diesel::sql_types::Int8;
}

/// Which rows a list holds.
pub struct Selection {
    pub called: Option<Called>,
    pub kind: Option<ClaimantKind>,
    pub country: Option<String>,
    pub created_by: Option<Uuid>,
    pub updated_since: Option<DateTime<Utc>>,
}

const NAMES: &str = "claimants.searched_names";

/// What claimants are called.
#[derive(Debug, Clone, Default)]
pub struct Called {
    /// So, or nearly so; empty where that does not matter.
    pub words: String,
    /// With these words side by side in a name.
    pub phrases: Vec<String>,
    /// Without any of these in any name.
    pub excluded: Vec<String>,
}

impl Called {
    /// All that is asked to be there.
    pub(super) fn wanted(&self) -> String {
        let mut wanted = vec![self.words.as_str()];
        wanted.extend(self.phrases.iter().map(String::as_str));
        wanted.join(" ").trim().to_owned()
    }
}

/// The rows that are selected, in no order yet.
pub(super) fn selected(selection: &Selection) -> claimants::BoxedQuery<'_, Pg> {
    let mut query = claimants::table.into_boxed();
    let called = selection.called.as_ref();
    if let Some(q) = called.map(|it| &it.words).filter(|it| !it.is_empty()) {
        // Escaped once it is folded, which makes plain signs of those of full width.
        let literally = regexp_replace(fold(q.as_str()), r"([\\%_])", r"\\\1", "g");
        let pattern = "%".into_sql::<Text>().concat(literally).concat("%");
        let is_part = claimants::searched_names.like(pattern);
        let is_near = WordWithin::new(fold(q.as_str()), claimants::searched_names);
        // Of accents alone nothing is left.
        let is_something = fold(q.as_str()).ne("");
        query = query.filter(is_something.and(is_part.or(is_near)));
    }
    for phrase in called.iter().flat_map(|it| &it.phrases) {
        query = query.filter(HasWords::new(NAMES, phrase));
    }
    for words in called.iter().flat_map(|it| &it.excluded) {
        query = query.filter(not(HasWords::new(NAMES, words)));
    }
    if let Some(kind) = selection.kind {
        query = query.filter(claimants::kind.eq(kind));
    }
    if let Some(country) = &selection.country {
        query = query.filter(claimants::country.eq(country));
    }
    if let Some(organization) = selection.created_by {
        query = query.filter(claimants::created_by.eq(organization));
    }
    if let Some(since) = selection.updated_since {
        query = query.filter(claimants::updated_at.ge(since));
    }
    query
}
