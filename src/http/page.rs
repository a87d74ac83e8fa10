//! Pages of lists: `limit`, `cursor`, `count`, and what every list answers.

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use futures_util::future::{Ready, ready};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use url::form_urlencoded;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::{Validate, ValidationError};

use super::cursor::{Fingerprint, LONGEST};
use super::{query, rules};
use crate::db::keyset::{Direction, Key, Place, Sort};
use crate::error::Result;

const DEFAULT_LIMIT: u8 = 20;
/// Parameters that do not change what a list holds and in which order.
const OUTSIDE_FINGERPRINT: [&str; 7] = [
    "limit",
    "cursor",
    "count",
    "include",
    "lang",
    "highlight",
    "facets",
];

/// How much of a list to give, and from where.
#[derive(Debug, Default, Deserialize, IntoParams, Validate)]
#[into_params(parameter_in = Query)]
pub struct Paging {
    /// Entries of a page.
    #[param(minimum = 1, maximum = 100, default = 20, nullable = false)]
    #[validate(range(min = 1, max = 100))]
    limit: Option<u8>,
    /// `next_cursor` of the page before, with the same filters and sort.
    #[param(max_length = 8000, nullable = false)]
    #[validate(length(max = LONGEST))]
    cursor: Option<String>,
    /// `exact` adds `total`, the number of entries in all pages, at the price of a second query.
    #[param(nullable = false, inline)]
    count: Option<Count>,
}

/// Whether to count all entries of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Count {
    /// Count them one by one.
    Exact,
}

/// What a page of any list holds.
#[derive(Debug, Serialize, ToSchema)]
pub struct Page<T> {
    /// The entries, in order.
    pub data: Vec<T>,
    /// Continues the list as `cursor`; null on its last page.
    #[schema(required, examples("u3Lk2mC8cNNbeyJUaW1lIjoi"))]
    pub next_cursor: Option<String>,
    /// The number of entries in all pages, when `count=exact` asks for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, minimum = 0, examples(9))]
    pub total: Option<i64>,
}

impl<T> Page<T> {
    /// The page with each entry as something else.
    pub fn map<U>(self, into: impl FnMut(T) -> U) -> Page<U> {
        Page {
            data: self.data.into_iter().map(into).collect(),
            next_cursor: self.next_cursor,
            total: self.total,
        }
    }
}

/// The query of a list: its own filter `F`, and the paging that all lists share.
#[derive(Debug)]
pub struct ListQuery<F> {
    /// The list's own parameters.
    pub filter: F,
    after: Option<Vec<u8>>,
    place: Option<Place>,
    limit: u8,
    /// Whether to count all entries.
    pub count: bool,
    fingerprint: Fingerprint,
}

impl<F: DeserializeOwned + Validate> FromRequest for ListQuery<F> {
    type Error = crate::error::Problem;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Self::parse(request))
    }
}

impl<F: DeserializeOwned + Validate> ListQuery<F> {
    fn parse(request: &HttpRequest) -> Result<Self> {
        let paging: Paging = query::parse(request.query_string())?;
        let filter = query::parse(request.query_string())?;
        let pairs = query::pairs(request.query_string());
        let bound = pairs.iter().map(|(n, v)| (n.as_str(), v.as_str()));
        let fingerprint = Fingerprint::of(
            request.path(),
            bound.filter(|(name, _)| !OUTSIDE_FINGERPRINT.contains(name)),
        );
        let after = paging
            .cursor
            .as_deref()
            .map(|cursor| fingerprint.place(cursor))
            .transpose()?;
        let place = after.as_deref().map(serde_json::from_slice);
        Ok(Self {
            filter,
            place: place.and_then(std::result::Result::ok),
            after,
            limit: paging.limit.unwrap_or(DEFAULT_LIMIT),
            count: paging.count.is_some(),
            fingerprint,
        })
    }
}

impl<F> ListQuery<F> {
    /// The place after which the page begins, in that order.
    pub fn after(&self, sort: Sort) -> Result<Option<&Place>> {
        match &self.place {
            Some(place) if !sort.has(place) => Err(Fingerprint::mismatch()),
            None if self.after.is_some() => Err(Fingerprint::mismatch()),
            place => Ok(place.as_ref()),
        }
    }

    /// The place after which the page begins, in an order that is not the database's.
    pub fn after_own<P: DeserializeOwned>(&self) -> Result<Option<P>> {
        let place = self.after.as_deref().map(serde_json::from_slice);
        place.transpose().map_err(|_| Fingerprint::mismatch())
    }

    /// The cursor that continues after such a place.
    pub fn cursor(&self, place: &impl Serialize) -> Result<String> {
        self.fingerprint.cursor(place)
    }

    /// Entries of a page.
    pub fn limit(&self) -> usize {
        self.limit.into()
    }

    /// How many rows to ask for: one more than the page shows tells whether another follows.
    pub fn rows(&self) -> i64 {
        i64::from(self.limit) + 1
    }

    /// Cuts the row too many off and gives the cursor that continues after the last one kept.
    pub fn cut<R>(
        &self,
        rows: &mut Vec<R>,
        place: impl Fn(&R) -> (Key, Uuid),
    ) -> Result<Option<String>> {
        let limit = usize::from(self.limit);
        if rows.len() <= limit {
            return Ok(None);
        }
        rows.truncate(limit);
        rows.last()
            .map(|row| {
                let (key, id) = place(row);
                self.fingerprint.cursor(&Place(key, id))
            })
            .transpose()
    }
}

/// The address of the next page, for the `Link` header (RFC 8288).
pub(super) fn next_link(request: &HttpRequest, cursor: &str) -> String {
    let pairs = form_urlencoded::parse(request.query_string().as_bytes());
    let query = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(pairs.filter(|(name, _)| name != "cursor"))
        .append_pair("cursor", cursor)
        .finish();
    format!("<{}?{query}>; rel=\"next\"", request.path())
}

/// The order of a list, where none is asked for as well: the best match first, where there is
/// something to match.
pub fn sort_of<S: Default>(sort: Option<S>, q: Option<&String>, relevance: S) -> S {
    sort.unwrap_or(match q {
        Some(_) => relevance,
        None => S::default(),
    })
}

/// Refuses the order by relevance where there is nothing to match.
pub fn needs_q<S: PartialEq>(
    sort: Option<S>,
    q: Option<&String>,
    relevance: S,
) -> Result<(), ValidationError> {
    if q.is_none() && sort == Some(relevance) {
        let detail = "there is nothing to match without q";
        return Err(rules::about("q", "required", detail));
    }
    Ok(())
}

/// The order of lists whose entries have a name; ids break ties.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, ToSchema)]
pub enum NamedSort {
    /// Newest first.
    #[default]
    #[serde(rename = "-created_at")]
    NewestFirst,
    /// Oldest first.
    #[serde(rename = "created_at")]
    OldestFirst,
    /// By name, from A to Z.
    #[serde(rename = "name")]
    Name,
    /// By name, from Z to A.
    #[serde(rename = "-name")]
    NameBackwards,
}

impl NamedSort {
    /// Whether the name is the key, rather than the time of creation.
    pub const fn is_by_name(self) -> bool {
        matches!(self, Self::Name | Self::NameBackwards)
    }

    /// The order as the database takes it, over these columns.
    pub const fn sort(
        self,
        created_at: &'static str,
        name: &'static str,
        id: &'static str,
    ) -> Sort {
        match self {
            Self::NewestFirst => Sort::by_time(created_at, id, Direction::Descending),
            Self::OldestFirst => Sort::by_time(created_at, id, Direction::Ascending),
            Self::Name => Sort::by_text(name, id, Direction::Ascending),
            Self::NameBackwards => Sort::by_text(name, id, Direction::Descending),
        }
    }
}
