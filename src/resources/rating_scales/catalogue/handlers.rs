//! The operations on the catalogue, but for its list, which is that of rating scales.

use actix_web::web::Data;
use actix_web::{get, post};

use super::VERSION;
use super::wire::{Adoption, CatalogueScale};
use crate::app::State;
use crate::error::{Code, Problem, Result};
use crate::failures;
use crate::http::caller::OrganizationAdmin;
use crate::http::failures::{BODY, POSTED, SCOPED};
use crate::http::{Answer, Attempt, Authorized, Created, Json, Path, Told};
use crate::resources::rating_scales::handlers::add;
use crate::resources::rating_scales::wire::{AdoptedFrom, RatingScale};

failures!(GetCatalogueScale: &[Code::NotFound]);
/// Reads one scale of the catalogue
///
/// With its labels, what each is normalized to, whose mapping that is, and which public mappings
/// have it otherwise.
#[utoipa::path(
    tag = "rating scales",
    params(("slug" = String, Path, description = "The scale's slug.")),
    responses((status = 200, description = "The scale.", body = CatalogueScale), GetCatalogueScale)
)]
#[get("/rating-scales/catalogue/{slug}")]
pub async fn get_catalogue_scale(
    Path(slug): Path<String>,
) -> Result<Told<&'static CatalogueScale>> {
    super::find(&slug).map(Told).ok_or_else(Problem::not_found)
}

failures!(AdoptRatingScale: SCOPED, POSTED, BODY, &[Code::OrganizationRequired, Code::Duplicate]);
/// Adopts a scale of the catalogue
///
/// As a rating scale of the key's organization, with all its labels: its own from then on, which
/// tells where it came from.
#[utoipa::path(
    tag = "rating scales",
    security(("api_key" = ["organization:admin"])),
    request_body(content = Adoption, description = "The scale."),
    responses((status = 201, description = "The scale, added.", body = RatingScale), AdoptRatingScale)
)]
#[post("/rating-scales/adopt")]
pub async fn adopt_rating_scale(
    state: Data<State>,
    caller: Authorized<OrganizationAdmin>,
    attempt: Attempt,
    Json(adoption): Json<Adoption>,
) -> Result<Answer> {
    state
        .post(&caller, &attempt, async |unit| {
            let scale = super::find(&adoption.catalogue).ok_or_else(Problem::not_found)?;
            let mut new = scale.as_sent();
            if let Some(name) = &adoption.name {
                new.name.clone_from(name);
            }
            let from = AdoptedFrom {
                slug: scale.slug.to_owned(),
                version: VERSION,
            };
            add(unit, &new, Some(from)).await.map(Created)
        })
        .await
}
