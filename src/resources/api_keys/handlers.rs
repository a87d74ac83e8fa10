//! The operations on API keys. An organization sees and changes its own alone; a key of the
//! whole instance those of the instance.

use actix_web::web::Data;
use actix_web::{delete, get, post};
use uuid::Uuid;

use super::store::{self, ApiKeyInsert, ApiKeyRow, Selection};
use super::wire::{ApiKey, ApiKeyFilter, CreatedApiKey, Me, NewApiKey, RecordedApiKey};
use crate::app::State;
use crate::db::Unit;
use crate::db::keyset::{Direction, Key, Sort};
use crate::error::{Code, Problem, Result};
use crate::failures;
use crate::http::caller::OrganizationAdmin;
use crate::http::caller::secret::Secret;
use crate::http::failures::{BODY, LIST, ONE, POSTED, SCOPED};
use crate::http::{
    Answer, Attempt, Authorized, Caller, Created, Deleted, Found, Json, ListQuery, Listed, Page,
    Paging, Path, Told,
};
use crate::journal;
use crate::vocabulary::{Action, Scope};

const NEWEST_FIRST: Sort =
    Sort::by_time("api_keys.created_at", "api_keys.id", Direction::Descending);

failures!(ListApiKeys: SCOPED, LIST);
/// Lists API keys
///
/// Those of the caller's organization, revoked and expired ones included, newest first, in
/// pages; with a key of the whole instance, those of the instance.
#[utoipa::path(
    tag = "api keys",
    security(("api_key" = ["organization:admin"])),
    params(ApiKeyFilter, Paging),
    responses((status = 200, description = "A page of keys.", body = Page<ApiKey>), ListApiKeys)
)]
#[get("/api-keys")]
pub async fn list_api_keys(
    state: Data<State>,
    caller: Authorized<OrganizationAdmin>,
    query: ListQuery<ApiKeyFilter>,
) -> Result<Listed<ApiKey>> {
    let selection = Selection {
        owner: caller.organization,
        active: query.filter.active,
        now: state.clock.now(),
    };
    let after = query.after(NEWEST_FIRST)?;
    let page = state.db.read(async |conn| {
        let mut rows = store::page(conn, &selection, NEWEST_FIRST, after, query.rows()).await?;
        let next_cursor = query.cut(&mut rows, |row| (Key::Time(row.created_at), row.id))?;
        let total = match query.count {
            true => Some(store::count(conn, &selection).await?),
            false => None,
        };
        let data = rows.into_iter().map(ApiKey::from).collect();
        Ok(Page {
            data,
            next_cursor,
            total,
        })
    });
    page.await.map(Listed)
}

failures!(GetApiKey: SCOPED, ONE);
/// Reads one API key
///
/// Of the caller's organization; any other is 404, like what does not exist.
#[utoipa::path(
    tag = "api keys",
    security(("api_key" = ["organization:admin"])),
    params(("id" = Uuid, Path, description = "The key's id.")),
    responses((status = 200, description = "The key, without its secret.", body = ApiKey), GetApiKey)
)]
#[get("/api-keys/{id}")]
pub async fn get_api_key(
    state: Data<State>,
    caller: Authorized<OrganizationAdmin>,
    Path(id): Path<Uuid>,
) -> Result<Found<ApiKey>> {
    let row = state
        .db
        .lookup(async |conn| store::find(conn, caller.organization, id).await)
        .await?;
    Ok(Found(row.into()))
}

failures!(CreateApiKey: SCOPED, POSTED, BODY, &[Code::OrganizationRequired]);
/// Makes an API key
///
/// Of the caller's organization. This answer alone has its `secret`: keep it, nobody can show it
/// again. Any scopes may be given but `instance:admin`, which takes a key that has it (403
/// `missing_scope`); a key of the whole instance, being of no organization, gives only that.
///
/// To rotate a key without a gap, make a new one with the same scopes, bring it to where the old
/// one is used (both work), see from the old one's `last_used_at` that it is used no more, and
/// revoke it by DELETE.
#[utoipa::path(
    tag = "api keys",
    security(("api_key" = ["organization:admin"])),
    request_body(content = NewApiKey, description = "The key."),
    responses((status = 201, description = "The key, made, with its secret.", body = CreatedApiKey), CreateApiKey)
)]
#[post("/api-keys")]
pub async fn create_api_key(
    state: Data<State>,
    caller: Authorized<OrganizationAdmin>,
    attempt: Attempt,
    Json(new): Json<NewApiKey>,
) -> Result<Answer> {
    let made = state.post(&caller, &attempt, async |unit| {
        let (key, secret) = create(unit, &new).await?;
        let secret = secret.expose().to_owned();
        Ok(Created(CreatedApiKey { key, secret }))
    });
    made.await
}

/// Makes a key of the unit's organization, in a unit of work.
pub async fn create(unit: &Unit<'_>, new: &NewApiKey) -> Result<(ApiKey, Secret)> {
    check_gift(unit, &new.scopes)?;
    if new.expires_at.is_some_and(|end| end <= unit.now()) {
        let detail = "it must lie in the future";
        return Err(Problem::fault("/expires_at", "range", detail));
    }
    let secret = Secret::generate().map_err(Problem::internal)?;
    let mut scopes = new.scopes.clone();
    scopes.sort_unstable();
    let insert = ApiKeyInsert {
        id: unit.id(),
        organization_id: unit.author.organization,
        name: new.name.clone(),
        prefix: secret.prefix().to_owned(),
        secret_sha256: secret.sha256(),
        scopes,
        expires_at: new.expires_at,
        created_at: unit.now(),
    };
    let row = store::insert(unit.conn, insert).await?;
    let key = record(unit, Action::ApiKeyCreated, row.into()).await?;
    Ok((key, secret))
}

async fn record(unit: &Unit<'_>, action: Action, key: ApiKey) -> Result<ApiKey> {
    let owner = unit.author.organization;
    let kept = journal::record(unit, action, RecordedApiKey { key, owner }, None).await?;
    Ok(kept.key)
}

/// Refuses scopes that the caller cannot give, or that no key of its owner can have.
fn check_gift(unit: &Unit<'_>, scopes: &[Scope]) -> Result<()> {
    if scopes.contains(&Scope::InstanceAdmin) && !unit.author.is_instance_admin {
        return Err(Problem::new(
            Code::MissingScope,
            "Only a key that has the scope instance:admin can give it.",
        ));
    }
    if unit.author.organization.is_none() && scopes != [Scope::InstanceAdmin] {
        return Err(Problem::new(
            Code::OrganizationRequired,
            "A key with these scopes belongs to an organization; this key is of none, and gives instance:admin alone.",
        ));
    }
    Ok(())
}

failures!(DeleteApiKey: SCOPED, ONE);
/// Revokes an API key
///
/// At once and for good: the next request with it is 401. It stays in the list, with
/// `revoked_at`; revoking it again changes nothing. A key may revoke itself.
#[utoipa::path(
    tag = "api keys",
    security(("api_key" = ["organization:admin"])),
    params(("id" = Uuid, Path, description = "The key's id.")),
    responses((status = 204, description = "Revoked."), DeleteApiKey)
)]
#[delete("/api-keys/{id}")]
pub async fn delete_api_key(
    state: Data<State>,
    caller: Authorized<OrganizationAdmin>,
    Path(id): Path<Uuid>,
) -> Result<Deleted> {
    let deleted = state.write(&caller, async |unit| {
        let lock = store::lock(unit.conn, unit.author.organization, id);
        if unit.hold(lock).await?.revoked_at.is_none() {
            let revoked = store::revoke(unit.conn, id, unit.now()).await?;
            record(unit, Action::ApiKeyRevoked, revoked.into()).await?;
        }
        Ok(())
    });
    deleted.await.map(|()| Deleted)
}

failures!(GetMe: &[Code::MissingApiKey]);
/// Tells who asks
///
/// The key of the request, its organization and what it may do. Any valid key will do.
#[utoipa::path(
    tag = "api keys",
    security(("api_key" = [])),
    responses((status = 200, description = "The caller.", body = Me), GetMe)
)]
#[get("/me")]
pub async fn get_me(state: Data<State>, caller: Caller) -> Result<Told<Me>> {
    let found = state
        .db
        .lookup(async |conn| store::find_with_organization(conn, caller.key).await)
        .await?;
    let (row, organization) =
        found.ok_or_else(|| Problem::new(Code::InvalidApiKey, "There is no such key."))?;
    Ok(Told(Me {
        organization: organization.map(Into::into),
        api_key: row.into(),
        may: caller.may_all(),
    }))
}

impl From<ApiKeyRow> for ApiKey {
    fn from(row: ApiKeyRow) -> Self {
        Self {
            id: row.id,
            name: row.name,
            prefix: row.prefix,
            scopes: row.scopes,
            expires_at: row.expires_at,
            revoked_at: row.revoked_at,
            last_used_at: row.last_used_at,
            created_at: row.created_at,
        }
    }
}
