//! The operations: one a format.

use std::hash::Hasher;

use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{HttpMessage, HttpRequest, HttpResponse, get};
use tokio::sync::OwnedSemaphorePermit;
use tracing::Instrument;
use twox_hash::XxHash3_64;
use url::form_urlencoded;
use uuid::Uuid;

use super::atom::{self, Addresses};
use super::data_feed::{self, Making, Rest};
use super::entries::{self, Entry};
use super::json_feed;
use super::store;
use super::wire::{DataFeed, DataFeedFilter, FeedFilter, FeedPaging, JsonFeed};
use crate::app::State;
use crate::db::{Conn, Width};
use crate::error::{Code, Problem, Result};
use crate::failures;
use crate::http::failures::{LIST, SEARCHED};
use crate::http::layers::HeadersOnly;
use crate::http::negotiation::LINKED_DATA;
use crate::http::{ListQuery, Query, Rendered, reply, streaming};
use crate::resources::verdicts::handlers as verdicts;
use crate::resources::verdicts::store::Selection;
use crate::resources::verdicts::wire::{VerdictFilter, VerdictSort};
use crate::resources::{rating_scales, searching};
use crate::search::{Kind, Time};
use crate::vocabulary::VerdictStatus;

/// What is or was public.
const PUBLIC: [VerdictStatus; 3] = [
    VerdictStatus::Published,
    VerdictStatus::Corrected,
    VerdictStatus::Retracted,
];
/// Bytes that are made ahead of a client.
const AHEAD: usize = 4 << 20;

failures!(FeedClaimReviews: SEARCHED, &[Code::ValidationFailed]);
/// Feeds ClaimReviews
///
/// Every verdict that stands as a schema.org `ClaimReview`, in a `DataFeed` as DataCommons
/// publishes it, in the order of the reviews. With `updated_since` only those that changed in
/// anything that they tell (the verdict, the claim with its translations and statements, claimants,
/// sources, the scale of the rating, the organization), and what was retracted since as an element
/// with `dateDeleted` and no item. Filtered as `GET /v1/verdicts`, by `q` as
/// well; there are no drafts in it. It imports again to the same feed
/// (`POST /v1/imports?format=claim-review`). One snapshot of the database, streamed, so that no
/// size is too large; the ETag changes with any change in the database.
#[utoipa::path(
    tag = "feeds",
    params(DataFeedFilter),
    responses((status = 200, description = "The feed.", body = DataFeed, content_type = "application/ld+json"), FeedClaimReviews)
)]
#[get("/feeds/claim-reviews.json")]
pub async fn feed_claim_reviews(
    state: Data<State>,
    request: HttpRequest,
    Query(mut filter): Query<VerdictFilter>,
) -> Result<HttpResponse> {
    // The ClaimReview is what may have changed, and not its verdict alone.
    let review_changed_since = filter.updated_since.take();
    filter.status = match review_changed_since {
        Some(_) => shown(&filter.status, &PUBLIC),
        None => shown(&filter.status, &VerdictStatus::STANDING),
    };
    let found = found(&state, &filter).await?;
    let made_of = made_of(&state, &request, found.as_ref());
    let known = tag(&made_of, &state.db.read(store::state).await?);
    let (head, is_held) = reply::begun(&request, &known);
    if is_held || request.extensions().get::<HeadersOnly>().is_some() {
        return Ok(streaming::bodiless(head, LINKED_DATA));
    }
    let (permit, rest) = match found {
        Some(Found { permit, ids }) => (permit, Rest::Found(ids.into_iter())),
        None => (state.reading(Width::Single)?, Rest::Selected(None)),
    };
    let snapshot = state.db.snapshot(Width::Single).await?;
    let conn = snapshot.conn()?;
    // Something may have changed since the tags were compared.
    let tag = tag(&made_of, &store::state(conn).await?);
    let ratings = rating_scales::store::normalized_to(conn, &filter.rating).await?;
    let making = Making {
        selection: Selection {
            review_changed_since,
            ..Selection::of(&filter, None, ratings)
        },
        rest,
        public_url: state.config.public_url.clone(),
        data_license: state.config.data_license.clone(),
    };
    let head = reply::head(&request, StatusCode::OK, &tag);
    let (outgoing, answer) = streaming::answer(head, LINKED_DATA, AHEAD);
    actix_web::rt::spawn(data_feed::run(snapshot, making, outgoing, permit).in_current_span());
    Ok(answer)
}

/// What a search found, in the order of reviews. It may be everything, and so it is found as it is
/// sent: for a few at a time.
struct Found {
    permit: OwnedSemaphorePermit,
    ids: Vec<Uuid>,
}

async fn found(state: &State, filter: &VerdictFilter) -> Result<Option<Found>> {
    let Some(q) = &filter.q else {
        return Ok(None);
    };
    let permit = state.reading(Width::Single)?;
    let conditions = Selection::of(filter, None, None).conditions(filter);
    let ids = searching::all(state, Time::Reviewed, (Kind::Verdict, q, conditions)).await?;
    Ok(Some(Found { permit, ids }))
}

/// What a feed is made of beside the database. An index may be behind that, and so what was found
/// is of it.
fn made_of(state: &State, request: &HttpRequest, found: Option<&Found>) -> String {
    let mut ids = XxHash3_64::new();
    for id in found.iter().flat_map(|found| &found.ids) {
        ids.write(id.as_bytes());
    }
    let parts = [
        env!("CARGO_PKG_VERSION"),
        request.query_string(),
        &state.config.public_url,
        state.config.data_license.as_deref().unwrap_or_default(),
        &ids.finish().to_string(),
    ];
    parts.join("\n")
}

/// The tag of a feed that is made of a state of the database.
fn tag(made_of: &str, state: &str) -> String {
    let digest = XxHash3_64::oneshot(format!("{made_of}\n{state}").as_bytes());
    format!("\"{digest:016x}\"")
}

failures!(FeedAtom: LIST, SEARCHED);
/// Feeds verdicts as Atom
///
/// Verdicts that stand, the latest changed first, in pages (RFC 4287, with `rel="next"` of RFC 5005):
/// a correction comes up again with its note. Those that were retracted are told as `at:deleted-entry` (RFC 6721).
/// Filtered as `GET /v1/verdicts`; there are no drafts in it.
#[utoipa::path(
    tag = "feeds",
    params(FeedFilter, FeedPaging),
    responses((status = 200, description = "The feed.", body = String, content_type = "application/atom+xml"), FeedAtom)
)]
#[get("/feeds/verdicts.atom")]
pub async fn feed_atom(
    state: Data<State>,
    request: HttpRequest,
    query: ListQuery<VerdictFilter>,
) -> Result<Rendered> {
    let page = page(&state, query, &PUBLIC).await?;
    let (own, next) = addresses(&state, &request, page.next_cursor.as_deref());
    let addresses = Addresses {
        id: address(&state, &request, &["cursor", "limit"], None),
        own,
        next,
        home: format!("{}/docs/", state.config.public_url),
    };
    Ok(Rendered {
        body: atom::feed(&page.entries, &addresses).map_err(Problem::internal)?,
        media_type: atom::MEDIA_TYPE,
        version: None,
    })
}

failures!(FeedJson: LIST, SEARCHED);
/// Feeds verdicts as JSON Feed
///
/// JSON Feed 1.1: verdicts that stand, the latest changed first, in pages (`next_url`). A correction
/// comes up again with its note; what was retracted leaves. Filtered as `GET /v1/verdicts`; there
/// are no drafts in it.
#[utoipa::path(
    tag = "feeds",
    params(FeedFilter, FeedPaging),
    responses((status = 200, description = "The feed.", body = JsonFeed, content_type = "application/feed+json"), FeedJson)
)]
#[get("/feeds/verdicts.json")]
pub async fn feed_json(
    state: Data<State>,
    request: HttpRequest,
    query: ListQuery<VerdictFilter>,
) -> Result<Rendered> {
    let page = page(&state, query, &VerdictStatus::STANDING).await?;
    let (own, next) = addresses(&state, &request, page.next_cursor.as_deref());
    let told = page.entries.into_iter().filter_map(|entry| match entry {
        Entry::Standing(told) => Some(*told),
        Entry::Retracted(_) => None,
    });
    let feed = json_feed::feed(told.collect(), &state.config.public_url, own, next);
    Ok(Rendered {
        body: serde_json::to_vec(&feed).map_err(Problem::internal)?,
        media_type: json_feed::MEDIA_TYPE,
        version: None,
    })
}

struct FeedPage {
    entries: Vec<Entry>,
    next_cursor: Option<String>,
}

/// The statuses that are asked for, of those that a feed tells of. Where these are none it is that
/// of drafts, which nobody sees here.
fn shown(asked: &[VerdictStatus], told: &[VerdictStatus]) -> Vec<VerdictStatus> {
    if asked.is_empty() {
        return told.to_vec();
    }
    let both = asked.iter().copied().filter(|it| told.contains(it));
    let both: Vec<VerdictStatus> = both.collect();
    match both.is_empty() {
        true => vec![VerdictStatus::Draft],
        false => both,
    }
}

/// A page of verdicts in some statuses, the latest changed first unless another order is asked
/// for.
async fn page(
    state: &State,
    mut query: ListQuery<VerdictFilter>,
    told: &[VerdictStatus],
) -> Result<FeedPage> {
    let mut filter = std::mem::take(&mut query.filter);
    filter.sort.get_or_insert(VerdictSort::LatestUpdatedFirst);
    filter.status = shown(&filter.status, told);
    let page = verdicts::listed(state, &query, &filter, None).await?;
    let public_url = state.config.public_url.as_str();
    let read = async |conn: Conn<'_>| entries::all(conn, &page.data, public_url).await;
    Ok(FeedPage {
        entries: state.db.read(read).await?,
        next_cursor: page.next_cursor,
    })
}

/// The feed's own address, and that of its next page.
fn addresses(state: &State, request: &HttpRequest, next: Option<&str>) -> (String, Option<String>) {
    let own = address(state, request, &[], None);
    let next = next.map(|cursor| address(state, request, &["cursor"], Some(cursor)));
    (own, next)
}

/// The address of a request, without some parameters and at a cursor.
fn address(state: &State, request: &HttpRequest, without: &[&str], cursor: Option<&str>) -> String {
    let pairs = form_urlencoded::parse(request.query_string().as_bytes());
    let query = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(pairs.filter(|(name, _)| !without.contains(&&**name)))
        .extend_pairs(cursor.map(|cursor| ("cursor", cursor)))
        .finish();
    let (base, path) = (&state.config.public_url, request.path());
    match query.is_empty() {
        true => format!("{base}{path}"),
        false => format!("{base}{path}?{query}"),
    }
}
