//! Keyset paging: rows in the order of one key and the id, and those after a given place.
//! As diesel expressions, so that lists stay typed queries and their statements stay prepared.

mod fragments;

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

const TIME: &str = "timestamptz";
const DATE: &str = "date";

/// Which way a list runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Smallest first.
    Ascending,
    /// Largest first.
    Descending,
}

/// What a list is sorted by; the id breaks ties, in the same direction.
#[derive(Debug, Clone, Copy)]
pub struct Sort {
    column: &'static str,
    id: &'static str,
    kind: Kind,
    direction: Direction,
}

#[derive(Debug, Clone, Copy)]
enum Kind {
    Time,
    Text,
    Number,
    /// By a time and, of one time, by a rank.
    Moment {
        rank: &'static str,
    },
    /// By a count, most first, and of one count by name.
    Tally {
        name: &'static str,
    },
    /// In the order in which transactions may be read without missing any: by the transaction
    /// and the row's number in it. Both stay in the database, since they would tell clients how
    /// busy others are; the id leads back to them.
    Commit {
        sequence: &'static str,
        table: &'static str,
    },
    /// Rows without a value come last, whichever the direction; the SQL type names the infinity
    /// that stands in for them (indexes are made over the same expression).
    Optional(&'static str),
}

impl Sort {
    /// By a `timestamptz` column that always has a value.
    pub const fn by_time(column: &'static str, id: &'static str, direction: Direction) -> Self {
        Self {
            column,
            id,
            kind: Kind::Time,
            direction,
        }
    }

    /// By a `text` column that always has a value.
    pub const fn by_text(column: &'static str, id: &'static str, direction: Direction) -> Self {
        Self {
            kind: Kind::Text,
            ..Self::by_time(column, id, direction)
        }
    }

    /// By a `bigint` column that always has a value.
    pub const fn by_number(column: &'static str, id: &'static str, direction: Direction) -> Self {
        Self {
            kind: Kind::Number,
            ..Self::by_time(column, id, direction)
        }
    }

    /// By a `timestamptz` column and an `integer` one that orders what is of one time.
    pub const fn by_moment(
        column: &'static str,
        rank: &'static str,
        id: &'static str,
        direction: Direction,
    ) -> Self {
        Self {
            kind: Kind::Moment { rank },
            ..Self::by_time(column, id, direction)
        }
    }

    /// By a `bigint` count, most first, and a `text` name, from A to Z.
    pub const fn by_tally(count: &'static str, name: &'static str, id: &'static str) -> Self {
        Self {
            kind: Kind::Tally { name },
            ..Self::by_time(count, id, Direction::Ascending)
        }
    }

    /// By transaction (an `xid8` column) and a sequence, oldest first.
    pub const fn by_commit(
        table: &'static str,
        transaction: &'static str,
        sequence: &'static str,
        id: &'static str,
    ) -> Self {
        Self {
            kind: Kind::Commit { sequence, table },
            ..Self::by_time(transaction, id, Direction::Ascending)
        }
    }

    /// By a nullable `timestamptz` column.
    pub const fn by_optional_time(
        column: &'static str,
        id: &'static str,
        direction: Direction,
    ) -> Self {
        Self {
            kind: Kind::Optional(TIME),
            ..Self::by_time(column, id, direction)
        }
    }

    /// By a nullable `date` column.
    pub const fn by_optional_date(
        column: &'static str,
        id: &'static str,
        direction: Direction,
    ) -> Self {
        Self {
            kind: Kind::Optional(DATE),
            ..Self::by_time(column, id, direction)
        }
    }

    /// The expression to order by.
    pub const fn order(self) -> Order {
        Order(self)
    }

    /// The rows that come after a place.
    pub fn after(self, place: &Place) -> After {
        After(self, place.clone())
    }

    /// Whether a place can be one in this order: its key of the right kind, and a value that
    /// PostgreSQL takes.
    pub fn has(self, Place(key, _): &Place) -> bool {
        let is_year = |year| (1..=9999).contains(&year);
        match (self.kind, key) {
            (Kind::Time, Key::Time(time)) | (Kind::Moment { .. }, Key::Moment(time, _)) => {
                is_year(time.year())
            }
            (Kind::Text, Key::Text(text)) => !text.contains('\0'),
            // Its negative must be a number as well.
            (Kind::Tally { .. }, Key::Tally(count, name)) => *count > 0 && !name.contains('\0'),
            (Kind::Number, Key::Number(_)) | (Kind::Commit { .. }, Key::Commit) => true,
            (Kind::Optional(TIME), Key::OptionalTime(time)) => {
                time.is_none_or(|time| is_year(time.year()))
            }
            (Kind::Optional(DATE), Key::OptionalDate(date)) => {
                date.is_none_or(|date| is_year(date.year()))
            }
            _ => false,
        }
    }
}

/// The value of the sort key in one row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Key {
    /// A time.
    Time(DateTime<Utc>),
    /// A time that may be unknown.
    OptionalTime(Option<DateTime<Utc>>),
    /// A date that may be unknown.
    OptionalDate(Option<NaiveDate>),
    /// A text.
    Text(String),
    /// A number.
    Number(i64),
    /// A time, and a rank among what is of that time.
    Moment(DateTime<Utc>, i32),
    /// A count, and a name.
    Tally(i64, String),
    /// That of a transaction, which the id leads to.
    Commit,
}

/// The place of one row in a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Place(pub Key, pub Uuid);

/// `ORDER BY key, id`.
#[derive(Debug, Clone, Copy)]
pub struct Order(Sort);

/// `(key, id) > (…, …)`, or `<` for a descending list.
#[derive(Debug, Clone)]
pub struct After(Sort, Place);
