//! The operations on organizations.

use actix_web::web::Data;
use actix_web::{delete, get, patch, post};
use uuid::Uuid;

use super::store::{
    self, OrganizationBrief, OrganizationChanges, OrganizationInsert, OrganizationRow, Selection,
};
use super::wire::{
    NewOrganization, Organization, OrganizationFilter, OrganizationPatch, OrganizationSummary,
};
use crate::app::State;
use crate::db::Unit;
use crate::db::keyset::Key;
use crate::error::{Code, Result};
use crate::failures;
use crate::http::caller::InstanceAdmin;
use crate::http::failures::{BODY, LIST, MATCHED, ONE, POSTED, SCOPED};
use crate::http::page::NamedSort;
use crate::http::{
    Answer, Attempt, Authorized, Changed, Created, Deleted, Found, IfMatch, Json, ListQuery,
    Listed, OptionalIfMatch, Page, Paging, Path,
};
use crate::journal::{self, About};
use crate::vocabulary::{Action, Subject};

failures!(ListOrganizations: LIST);
/// Lists organizations
///
/// Every organization of this instance, by filter, in pages.
#[utoipa::path(
    tag = "organizations",
    params(OrganizationFilter, Paging),
    responses((status = 200, description = "A page of organizations.", body = Page<Organization>), ListOrganizations)
)]
#[get("/organizations")]
pub async fn list_organizations(
    state: Data<State>,
    query: ListQuery<OrganizationFilter>,
) -> Result<Listed<Organization>> {
    let filter = &query.filter;
    let selection = Selection {
        slug: filter.slug.clone(),
        country: filter.country.clone(),
        ifcn_status: filter.ifcn_status,
        updated_since: filter.updated_since,
    };
    let named = filter.sort.unwrap_or_default();
    let sort = named.sort(
        "organizations.created_at",
        "organizations.name",
        "organizations.id",
    );
    let after = query.after(sort)?;
    let page = state.db.read(async |conn| {
        let mut rows = store::page(conn, &selection, sort, after, query.rows()).await?;
        let next_cursor = query.cut(&mut rows, |row| (place(named, row), row.id))?;
        let total = match query.count {
            true => Some(store::count(conn, &selection).await?),
            false => None,
        };
        let data = rows.into_iter().map(Organization::from).collect();
        Ok(Page {
            data,
            next_cursor,
            total,
        })
    });
    page.await.map(Listed)
}

fn place(sort: NamedSort, row: &OrganizationRow) -> Key {
    match sort.is_by_name() {
        true => Key::Text(row.name.clone()),
        false => Key::Time(row.created_at),
    }
}

failures!(GetOrganization: ONE);
/// Reads one organization
///
/// By its id.
#[utoipa::path(
    tag = "organizations",
    params(("id" = Uuid, Path, description = "The organization's id.")),
    responses((status = 200, description = "The organization.", body = Organization), GetOrganization)
)]
#[get("/organizations/{id}")]
pub async fn get_organization(
    state: Data<State>,
    Path(id): Path<Uuid>,
) -> Result<Found<Organization>> {
    let row = state
        .db
        .lookup(async |conn| store::find(conn, id).await)
        .await?;
    Ok(Found(row.into()))
}

failures!(CreateOrganization: SCOPED, POSTED, BODY, &[Code::Duplicate]);
/// Adds an organization
///
/// For administrators of the instance. Make its first key with `factcheck keys create`.
#[utoipa::path(
    tag = "organizations",
    security(("api_key" = ["instance:admin"])),
    request_body(content = NewOrganization, description = "The organization."),
    responses((status = 201, description = "The organization, added.", body = Organization), CreateOrganization)
)]
#[post("/organizations")]
pub async fn create_organization(
    state: Data<State>,
    caller: Authorized<InstanceAdmin>,
    attempt: Attempt,
    Json(new): Json<NewOrganization>,
) -> Result<Answer> {
    state
        .post(&caller, &attempt, async |unit| {
            create(unit, &new).await.map(Created)
        })
        .await
}

/// Adds an organization, in a unit of work.
pub async fn create(unit: &Unit<'_>, new: &NewOrganization) -> Result<Organization> {
    let insert = OrganizationInsert {
        id: unit.id(),
        changes: new.clone().into(),
        created_at: unit.now(),
        updated_at: unit.now(),
        version: 1,
    };
    let made = store::insert(unit.conn, insert).await?.into();
    journal::record(unit, Action::OrganizationCreated, made, None).await
}

failures!(UpdateOrganization: SCOPED, ONE, BODY, MATCHED, &[Code::Duplicate]);
/// Changes an organization
///
/// A merge patch (RFC 7396): absent members stay as they are, null removes one.
#[utoipa::path(
    tag = "organizations",
    security(("api_key" = ["instance:admin"])),
    params(("id" = Uuid, Path, description = "The organization's id.")),
    request_body(content = OrganizationPatch, content_type = "application/merge-patch+json", description = "What changes."),
    responses((status = 200, description = "The organization, changed.", body = Organization), UpdateOrganization)
)]
#[patch("/organizations/{id}")]
pub async fn update_organization(
    state: Data<State>,
    caller: Authorized<InstanceAdmin>,
    Path(id): Path<Uuid>,
    if_match: IfMatch,
    patch: OrganizationPatch,
) -> Result<Changed<Organization>> {
    let changed = state.write(&caller, async |unit| {
        let row = unit.hold(store::lock(unit.conn, id)).await?;
        if_match.check(row.version)?;
        let Some(new) = patch.apply(&NewOrganization::from(&row))? else {
            return Ok(row.into());
        };
        let changed = store::update(unit.conn, id, new.into(), unit.now()).await?;
        journal::record(unit, Action::OrganizationUpdated, changed.into(), None).await
    });
    changed.await.map(Changed)
}

failures!(DeleteOrganization: SCOPED, ONE, &[Code::PreconditionFailed, Code::InUse]);
/// Deletes an organization
///
/// Only one that has no keys and has made nothing. `If-Match` is honoured, not demanded.
#[utoipa::path(
    tag = "organizations",
    security(("api_key" = ["instance:admin"])),
    params(("id" = Uuid, Path, description = "The organization's id.")),
    responses((status = 204, description = "Deleted."), DeleteOrganization)
)]
#[delete("/organizations/{id}")]
pub async fn delete_organization(
    state: Data<State>,
    caller: Authorized<InstanceAdmin>,
    Path(id): Path<Uuid>,
    if_match: OptionalIfMatch,
) -> Result<Deleted> {
    let deleted = state.write(&caller, async |unit| {
        let row = unit.hold(store::lock(unit.conn, id)).await?;
        if_match.check(row.version)?;
        store::delete(unit.conn, id).await?;
        let last = About {
            id,
            version: row.version,
            ..About::default()
        };
        let kind = Subject::Organization;
        journal::record_deletion(unit, Action::OrganizationDeleted, kind, last).await
    });
    deleted.await.map(|()| Deleted)
}

impl From<OrganizationRow> for Organization {
    fn from(row: OrganizationRow) -> Self {
        Self {
            id: row.id,
            slug: row.slug,
            name: row.name,
            site: row.site,
            url: row.url,
            logo_url: row.logo_url,
            country: row.country,
            ifcn_status: row.ifcn_status,
            created_at: row.created_at,
            updated_at: row.updated_at,
            version: row.version,
        }
    }
}

impl From<OrganizationBrief> for OrganizationSummary {
    fn from(brief: OrganizationBrief) -> Self {
        Self {
            id: brief.id,
            name: brief.name,
            slug: brief.slug,
        }
    }
}

impl From<&OrganizationRow> for NewOrganization {
    fn from(row: &OrganizationRow) -> Self {
        Self {
            name: row.name.clone(),
            slug: row.slug.clone(),
            site: row.site.clone(),
            url: row.url.clone(),
            logo_url: row.logo_url.clone(),
            country: row.country.clone(),
            ifcn_status: Some(row.ifcn_status),
        }
    }
}

impl From<NewOrganization> for OrganizationChanges {
    fn from(new: NewOrganization) -> Self {
        Self {
            slug: new.slug,
            name: new.name,
            site: new.site,
            url: new.url,
            logo_url: new.logo_url,
            country: new.country,
            ifcn_status: new
                .ifcn_status
                .unwrap_or(crate::vocabulary::IfcnStatus::None),
        }
    }
}
