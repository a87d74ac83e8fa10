//! Which claims a page has, by the search index.

use chrono::{DateTime, Days, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::wire::SearchQuery;
use crate::app::State;
use crate::db::Conn;
use crate::error::{Problem, Result};
use crate::http::cursor::Fingerprint;
use crate::resources::organizations;
use crate::search::analysis::Language;
use crate::search::{Ask, Filter, Judged, Kind, Mark, Order, Site, Time};
use crate::{language, site};

const DEFAULT_PAGE: usize = 10;
/// What is asked for beyond is given up to here, as Google does.
const LARGEST_PAGE: usize = 100;
/// Claims that can be passed over.
const FARTHEST: usize = 10_000;

/// The claims of a page, and which of their reviews it shows.
pub(super) struct Page {
    pub ids: Vec<Uuid>,
    pub next_page_token: Option<String>,
    pub shown: Shown,
}

/// Which reviews are shown.
pub(super) struct Shown {
    pub language: Option<String>,
    pub site: Option<Site>,
}

/// Where a page begins.
#[derive(Serialize, Deserialize)]
struct Token {
    #[serde(rename = "p")]
    place: Place,
    /// As the search began with it, so that it stays the same overnight.
    #[serde(rename = "d", default, skip_serializing_if = "Option::is_none")]
    recent: Option<NaiveDate>,
}

#[derive(Serialize, Deserialize)]
enum Place {
    #[serde(rename = "m")]
    Relevance(Mark),
    #[serde(rename = "r")]
    Reviewed(Option<i64>, Uuid),
}

impl SearchQuery {
    fn page_size(&self) -> usize {
        match self.page_size.and_then(|size| usize::try_from(size).ok()) {
            None | Some(0) => DEFAULT_PAGE,
            Some(size) => size.min(LARGEST_PAGE),
        }
    }

    /// Claims to pass over.
    fn passed(&self, token: Option<&Token>) -> usize {
        let offset = self.offset.filter(|_| token.is_none());
        let offset = offset.and_then(|offset| usize::try_from(offset).ok());
        offset.unwrap_or_default()
    }

    /// Of all that a page token is bound to.
    fn fingerprint(&self) -> Fingerprint {
        let days = self.max_age_days.unwrap_or_default().to_string();
        let texts = [
            ("query", &self.query),
            ("languageCode", &self.language_code),
            (
                "reviewPublisherSiteFilter",
                &self.review_publisher_site_filter,
            ),
        ];
        let texts = texts.iter().filter_map(|(n, v)| Some((*n, v.as_deref()?)));
        let pairs = texts.chain([("maxAgeDays", days.as_str())]);
        Fingerprint::of("claims:search", pairs)
    }

    fn token(&self) -> Result<Option<Token>> {
        let Some(token) = &self.page_token else {
            return Ok(None);
        };
        let refused = |problem: Problem| Problem {
            detail: "The page token is not of this search, or was altered.".into(),
            ..problem
        };
        let place = self.fingerprint().place(token).map_err(refused)?;
        let token: Token =
            serde_json::from_slice(&place).map_err(|_| refused(Fingerprint::mismatch()))?;
        let is_by_relevance = matches!(token.place, Place::Relevance(_));
        match is_by_relevance == self.query.is_some() {
            true => Ok(Some(token)),
            false => Err(refused(Fingerprint::mismatch())),
        }
    }

    /// The first day that is not too long ago.
    fn recent(&self, now: DateTime<Utc>) -> Option<NaiveDate> {
        let days = self.max_age_days.and_then(|days| u64::try_from(days).ok());
        let days = days.filter(|days| *days > 0)?;
        now.date_naive().checked_sub_days(Days::new(days))
    }

    async fn shown(&self, state: &State) -> Result<Shown> {
        let site = self.review_publisher_site_filter.as_deref();
        let site = match site.map(site::named) {
            Some(name) => {
                let find = async |conn: Conn<'_>| {
                    organizations::store::at_sites(conn, &[name.as_str()]).await
                };
                let of = state.db.lookup(find).await?;
                let of = of.into_iter().map(|(_, id)| id).collect();
                Some(Site { name, of })
            }
            None => None,
        };
        Ok(Shown {
            language: self.language_code.as_deref().map(language::primary),
            site,
        })
    }
}

/// Looks for the claims of a page.
pub(super) async fn page(state: &State, query: &SearchQuery) -> Result<Page> {
    let token = query.token()?;
    let shown = query.shown(state).await?;
    let (size, passed) = (query.page_size(), query.passed(token.as_ref()));
    if passed > FARTHEST {
        return Ok(Page {
            ids: Vec::new(),
            next_page_token: None,
            shown,
        });
    }
    let now = state.clock.now();
    let recent = match &token {
        Some(token) => token.recent,
        None => query.recent(now),
    };
    let (asked, order) = begun(query, token, now);
    let ask = asked_for(query, &shown, recent, (order, passed + size + 1));
    let mut found = state.search.find(ask).await?;
    found.hits.drain(..passed.min(found.hits.len()));
    let goes_on = found.hits.len() > size;
    found.hits.truncate(size);
    let next = found.hits.last().filter(|_| goes_on).map(|last| Token {
        place: match query.query {
            Some(_) => Place::Relevance(found.mark(last, asked)),
            None => Place::Reviewed(last.micros(true), last.id),
        },
        recent,
    });
    let next_page_token = next.map(|token| query.fingerprint().cursor(&token));
    Ok(Page {
        ids: found.hits.iter().map(|hit| hit.id).collect(),
        next_page_token: next_page_token.transpose()?,
        shown,
    })
}

fn asked_for(
    query: &SearchQuery,
    shown: &Shown,
    recent: Option<NaiveDate>,
    (order, rows): (Order, usize),
) -> Ask {
    let judged = Judged {
        language: shown.language.clone(),
        site: shown.site.clone(),
        recent,
        ..Judged::default()
    };
    Ask {
        kind: Kind::Claim,
        q: query.query.clone(),
        language: query.language_code.as_deref().map(Language::of_tag),
        filter: Filter::default().reviewed(Some(true)).judged(judged),
        order,
        rows,
        count: false,
        facets: Vec::new(),
    }
}

/// When a search began, and the order in which it goes on.
fn begun(query: &SearchQuery, token: Option<Token>, now: DateTime<Utc>) -> (DateTime<Utc>, Order) {
    let (mark, after) = match token.map(|token| token.place) {
        Some(Place::Relevance(mark)) => (Some(mark), None),
        Some(Place::Reviewed(micros, id)) => (None, Some((micros, id))),
        None => (None, None),
    };
    let asked = mark.as_ref().map_or(now, Mark::asked);
    let order = match query.query {
        Some(_) => Order::Relevance(mark),
        None => Order::Time {
            of: Time::Reviewed,
            latest_first: true,
            after,
        },
    };
    (asked, order)
}
