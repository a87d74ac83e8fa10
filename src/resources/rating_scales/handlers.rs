//! The operations on rating scales.

use std::collections::HashMap;

use actix_web::web::Data;
use actix_web::{get, patch, post};
use uuid::Uuid;
use validator::Validate;

use super::catalogue;
use super::conversions::{adopted_from, as_sent, rows};
use super::store::{self, RatingRow, ScaleRow, Selection};
use super::wire::{
    AdoptedFrom, ListedScale, NewRating, NewRatingScale, Rating, RatingScale, RatingScaleFilter,
    RatingScalePatch,
};
use crate::app::State;
use crate::db::keyset::Key;
use crate::db::{Conn, Unit};
use crate::error::{Code, Problem, Result};
use crate::failures;
use crate::http::caller::OrganizationAdmin;
use crate::http::failures::{BODY, LIST, MATCHED, ONE, POSTED, SCOPED};
use crate::http::page::NamedSort;
use crate::http::rules;
use crate::http::{
    Answer, Attempt, Authorized, Changed, Created, Found, IfMatch, Json, ListQuery, Listed, Page,
    Paging, Path,
};
use crate::journal;
use crate::resources::organizations::store::OrganizationBrief;
use crate::resources::verdicts;
use crate::vocabulary::Action;

failures!(ListRatingScales: LIST);
/// Lists rating scales
///
/// With their labels, by filter, in pages: those of organizations or, with `catalogue=true`, the
/// built-in ones of fact-checkers all over the world, to be adopted.
#[utoipa::path(
    tag = "rating scales",
    params(RatingScaleFilter, Paging),
    responses((status = 200, description = "A page of scales: `RatingScale`s or, with `catalogue=true`, `CatalogueScale`s.", body = Page<ListedScale>), ListRatingScales)
)]
#[get("/rating-scales")]
pub async fn list_rating_scales(
    state: Data<State>,
    query: ListQuery<RatingScaleFilter>,
) -> Result<Listed<ListedScale>> {
    if query.filter.is_of_catalogue() {
        return catalogue::page(&query).map(Listed);
    }
    let selection = Selection {
        organization_id: query.filter.organization_id,
        language: query.filter.language.as_ref().map(ToString::to_string),
        updated_since: query.filter.updated_since,
    };
    let order = query.filter.sort.unwrap_or_default();
    let sort = order.sort(
        "rating_scales.created_at",
        "rating_scales.name",
        "rating_scales.id",
    );
    let after = query.after(sort)?;
    let page = state.db.read(async |conn| {
        let mut rows = store::page(conn, &selection, sort, after, query.rows()).await?;
        let next_cursor = query.cut(&mut rows, |(row, _)| (place(order, row), row.id))?;
        let total = match query.count {
            true => Some(store::count(conn, &selection).await?),
            false => None,
        };
        let scales = with_ratings(conn, rows).await?;
        Ok(Page {
            data: scales.into_iter().map(ListedScale::Own).collect(),
            next_cursor,
            total,
        })
    });
    page.await.map(Listed)
}

fn place(order: NamedSort, row: &ScaleRow) -> Key {
    match order.is_by_name() {
        true => Key::Text(row.name.clone()),
        false => Key::Time(row.created_at),
    }
}

failures!(GetRatingScale: ONE);
/// Reads one rating scale
///
/// With its labels, in order.
#[utoipa::path(
    tag = "rating scales",
    params(("id" = Uuid, Path, description = "The scale's id.")),
    responses((status = 200, description = "The scale.", body = RatingScale), GetRatingScale)
)]
#[get("/rating-scales/{id}")]
pub async fn get_rating_scale(
    state: Data<State>,
    Path(id): Path<Uuid>,
) -> Result<Found<RatingScale>> {
    let found = state.db.lookup(async |conn| read(conn, id).await);
    found.await.map(Found)
}

async fn read(conn: Conn<'_>, id: Uuid) -> Result<RatingScale> {
    let row = store::find(conn, id).await?;
    let mut scales = with_ratings(conn, vec![row]).await?;
    scales.pop().ok_or_else(Problem::not_found)
}

async fn with_ratings(
    conn: Conn<'_>,
    rows: Vec<(ScaleRow, OrganizationBrief)>,
) -> Result<Vec<RatingScale>> {
    let ids: Vec<Uuid> = rows.iter().map(|(row, _)| row.id).collect();
    let mut by_scale: HashMap<Uuid, Vec<Rating>> = HashMap::new();
    for rating in store::ratings_of(conn, &ids).await? {
        by_scale
            .entry(rating.scale_id)
            .or_default()
            .push(rating.into());
    }
    let scales = rows.into_iter().map(|(row, organization)| RatingScale {
        ratings: by_scale.remove(&row.id).unwrap_or_default(),
        catalogue: adopted_from(&row),
        id: row.id,
        organization: organization.into(),
        name: row.name,
        worst: row.worst,
        best: row.best,
        created_at: row.created_at,
        updated_at: row.updated_at,
        version: row.version,
    });
    Ok(scales.collect())
}

failures!(CreateRatingScale: SCOPED, POSTED, BODY, &[Code::OrganizationRequired, Code::Duplicate]);
/// Adds a rating scale
///
/// To the organization of the key.
#[utoipa::path(
    tag = "rating scales",
    security(("api_key" = ["organization:admin"])),
    request_body(content = NewRatingScale, description = "The scale."),
    responses((status = 201, description = "The scale, added.", body = RatingScale), CreateRatingScale)
)]
#[post("/rating-scales")]
pub async fn create_rating_scale(
    state: Data<State>,
    caller: Authorized<OrganizationAdmin>,
    attempt: Attempt,
    Json(new): Json<NewRatingScale>,
) -> Result<Answer> {
    state
        .post(&caller, &attempt, async |unit| {
            create(unit, &new).await.map(Created)
        })
        .await
}

/// Adds a rating scale, in a unit of work.
pub async fn create(unit: &Unit<'_>, new: &NewRatingScale) -> Result<RatingScale> {
    add(unit, new, None).await
}

/// Adds a rating scale that was adopted, or was not, in a unit of work.
pub(super) async fn add(
    unit: &Unit<'_>,
    new: &NewRatingScale,
    adopted: Option<AdoptedFrom>,
) -> Result<RatingScale> {
    let id = unit.id();
    let (catalogue_slug, catalogue_version) = adopted.map(|it| (it.slug, it.version)).unzip();
    let row = ScaleRow {
        id,
        organization_id: unit.owner()?,
        name: new.name.clone(),
        worst: new.worst,
        best: new.best,
        created_at: unit.now(),
        updated_at: unit.now(),
        version: 1,
        catalogue_slug,
        catalogue_version,
    };
    store::insert(unit.conn, row).await?;
    store::replace_ratings(unit.conn, id, rows(unit, id, &new.ratings, &[])).await?;
    let made = read(unit.conn, id).await?;
    journal::record(unit, Action::RatingScaleCreated, made, None).await
}

failures!(UpdateRatingScale: SCOPED, ONE, BODY, MATCHED, &[Code::NotOwner, Code::Duplicate, Code::InUse]);
/// Changes a rating scale
///
/// A merge patch (RFC 7396); `ratings` is replaced whole, a label that stays keeps its id. What
/// published verdicts show (the numbers of the scale, and the ratings that they were given)
/// cannot change: 409 `in_use`.
#[utoipa::path(
    tag = "rating scales",
    security(("api_key" = ["organization:admin"])),
    params(("id" = Uuid, Path, description = "The scale's id.")),
    request_body(content = RatingScalePatch, content_type = "application/merge-patch+json", description = "What changes."),
    responses((status = 200, description = "The scale, changed.", body = RatingScale), UpdateRatingScale)
)]
#[patch("/rating-scales/{id}")]
pub async fn update_rating_scale(
    state: Data<State>,
    caller: Authorized<OrganizationAdmin>,
    Path(id): Path<Uuid>,
    if_match: IfMatch,
    patch: RatingScalePatch,
) -> Result<Changed<RatingScale>> {
    let changed = state.write(&caller, async |unit| {
        let row = unit.hold(store::lock(unit.conn, id)).await?;
        unit.check_owner(row.organization_id)?;
        if_match.check(row.version)?;
        let ratings = store::ratings_of(unit.conn, &[id]).await?;
        let Some(new) = patch.apply(&as_sent(&row, &ratings))? else {
            return read(unit.conn, id).await;
        };
        change(unit, &row, &ratings, &new).await?;
        let changed = read(unit.conn, id).await?;
        journal::record(unit, Action::RatingScaleUpdated, changed, None).await
    });
    changed.await.map(Changed)
}

/// Adds ratings to a scale of the unit's organization, in a unit of work.
pub async fn extend(unit: &Unit<'_>, id: Uuid, added: Vec<NewRating>) -> Result<RatingScale> {
    let row = unit.hold(store::lock(unit.conn, id)).await?;
    let ratings = store::ratings_of(unit.conn, &[id]).await?;
    let mut new = as_sent(&row, &ratings);
    new.ratings.extend(added);
    new.validate()
        .map_err(|errors| Problem::invalid(rules::faults(&errors)))?;
    change(unit, &row, &ratings, &new).await?;
    let changed = read(unit.conn, id).await?;
    journal::record(unit, Action::RatingScaleUpdated, changed, None).await
}

async fn change(
    unit: &Unit<'_>,
    row: &ScaleRow,
    old: &[RatingRow],
    new: &NewRatingScale,
) -> Result<()> {
    let ratings = rows(unit, row.id, &new.ratings, old);
    let in_use = store::ratings_in_use(unit.conn, row.id).await?;
    let is_kept = |used: &RatingRow| {
        ratings.iter().any(|rating| {
            rating.id == used.id
                && rating.value == used.value
                && rating.normalized == used.normalized
        })
    };
    let keeps_numbers = (new.worst, new.best) == (row.worst, row.best);
    let keeps_ratings = old.iter().filter(|r| in_use.contains(&r.id)).all(is_kept);
    let changes_what_shows = !keeps_numbers || !keeps_ratings;
    if !in_use.is_empty() && changes_what_shows {
        return Err(Problem::new(
            Code::InUse,
            "Published verdicts show what would change. Add a rating or a scale instead.",
        ));
    }
    let numbers = (new.name.clone(), new.worst, new.best);
    store::update(unit.conn, row.id, numbers, unit.now()).await?;
    let changed: Vec<Uuid> = old
        .iter()
        .filter(|rating| !keeps_numbers || !is_kept(rating))
        .map(|rating| rating.id)
        .collect();
    store::replace_ratings(unit.conn, row.id, ratings).await?;
    // Who drafts with a rating that has changed must see that before publishing it.
    verdicts::handlers::rating_changed(unit, &changed).await
}
