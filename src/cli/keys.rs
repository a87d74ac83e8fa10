//! `factcheck keys create`: makes a key and prints it.

use chrono::Duration;
use uuid::Uuid;

use super::Failure;
use super::database::Database;
use crate::app::State;
use crate::config::{KeysCreate, Settings};
use crate::db::{Author, Unit};
use crate::error::Result;
use crate::http::caller::keys::{self, KeyInsert};
use crate::http::caller::secret::Secret;
use crate::resources::organizations;
use crate::vocabulary::Scope;

pub(super) async fn create(settings: &Settings, create: KeysCreate) -> Result<(), Failure> {
    let database = Database::beside(settings).await?;
    let secret = database.with(async |database| {
        database.migrate().await?;
        let state = database.state(settings)?;
        let organization = owner(&state, &create).await?;
        let lifetime = create
            .expires_in_days
            .map(|days| Duration::days(days.into()));
        let author = organization.map(Author::organization).unwrap_or_default();
        let made = state.write_as(author, async |unit| {
            make(unit, &create.name, &create.scopes, lifetime).await
        });
        Ok(made.await?)
    });
    println!("{}", secret.await?.expose());
    Ok(())
}

async fn owner(state: &State, create: &KeysCreate) -> Result<Option<Uuid>, Failure> {
    let Some(slug) = &create.organization else {
        if create.scopes == [Scope::InstanceAdmin] {
            return Ok(None);
        }
        return Err(
            "--organization is needed for these scopes; only instance:admin alone needs none"
                .into(),
        );
    };
    let found = state
        .db
        .lookup(async |conn| organizations::store::find_by_slug(conn, slug).await)
        .await?;
    match found {
        Some(organization) => Ok(Some(organization.id)),
        None => Err(format!(
            "there is no organization {slug:?}; make it with POST /v1/organizations and a key of --scopes instance:admin"
        )
        .into()),
    }
}

/// Makes a key of the unit's organization.
pub(super) async fn make(
    unit: &Unit<'_>,
    name: &str,
    scopes: &[Scope],
    lifetime: Option<Duration>,
) -> Result<Secret> {
    let secret = Secret::generate().map_err(crate::error::Problem::internal)?;
    let mut scopes = scopes.to_vec();
    scopes.sort_unstable();
    scopes.dedup();
    let key = KeyInsert {
        id: unit.id(),
        organization_id: unit.author.organization,
        name: name.to_owned(),
        prefix: secret.prefix().to_owned(),
        secret_sha256: secret.sha256(),
        scopes,
        expires_at: lifetime.map(|lifetime| unit.now() + lifetime),
        created_at: unit.now(),
    };
    keys::insert(unit.conn, key).await?;
    Ok(secret)
}
