//! Claims as Google's API tells them, out of rows: what they show is read for all of a page at
//! once.

use std::collections::HashMap;

use chrono::{NaiveDate, NaiveTime};
use uuid::Uuid;

use super::search::Shown;
use super::store;
use super::wire::{Claim, ClaimReview, Publisher};
use crate::db::Conn;
use crate::error::Result;
use crate::resources::verdicts::store::{Rated, VerdictBrief};
use crate::resources::{searching, verdicts};
use crate::vocabulary::DatePrecision;
use crate::{language, site};

/// The claims of ids that still have a review to show, in their order.
pub(super) async fn claims(conn: Conn<'_>, ids: &[Uuid], shown: &Shown) -> Result<Vec<Claim>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let (rows, standing, claimants) = futures_util::try_join!(
        store::claims(conn, ids),
        verdicts::store::standing_of_claims(conn, ids),
        store::first_claimants(conn, ids),
    )?;
    let mut reviews: HashMap<Uuid, Vec<ClaimReview>> = HashMap::new();
    for row in standing {
        let claim = row.0.claim_id;
        reviews.entry(claim).or_default().extend(shown.review(row));
    }
    let mut claimants: HashMap<Uuid, String> = claimants.into_iter().collect();
    let whole = |row: store::ClaimRow| {
        let claim_review = reviews.remove(&row.id).filter(|some| !some.is_empty())?;
        let (date, _) = DatePrecision::order(row.claim_date, row.date_precision);
        Some(Claim {
            text: row.text,
            claimant: claimants.remove(&row.id),
            claim_date: date.map(|date: NaiveDate| date.and_time(NaiveTime::MIN).and_utc()),
            claim_review,
        })
    };
    let rows = searching::ordered(rows, ids, |row| row.id);
    Ok(rows.into_iter().filter_map(whole).collect())
}

impl Shown {
    /// The review, where it is shown.
    fn review(&self, row: Rated<VerdictBrief>) -> Option<ClaimReview> {
        let (verdict, organization, rating) = row;
        let own = verdict.url.as_deref().and_then(site::of_url);
        let is_wanted = self.site.as_ref().is_none_or(|wanted| {
            own.as_ref() == Some(&wanted.name) || wanted.of.contains(&organization.id)
        });
        let spoken = language::primary(&verdict.language);
        if !is_wanted || self.language.as_ref().is_some_and(|it| *it != spoken) {
            return None;
        }
        Some(ClaimReview {
            publisher: Publisher {
                site: own.unwrap_or_else(|| site::bare(&organization.site)),
                name: organization.name,
            },
            url: verdict.url,
            title: verdict.title,
            review_date: verdict.reviewed_at,
            textual_rating: rating.map(|(rating, _)| rating.label),
            language_code: verdict.language,
        })
    }
}
