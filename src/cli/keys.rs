//! `factcheck keys create`: makes a key and prints it.

use chrono::Duration;
use uuid::Uuid;

use super::database::Database;
use super::{Failure, organization};
use crate::app::State;
use crate::config::{KeysCreate, Settings};
use crate::db::Author;
use crate::resources::api_keys::handlers::create as make;
use crate::resources::api_keys::wire::NewApiKey;
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
        let mut scopes = create.scopes;
        scopes.sort_unstable();
        scopes.dedup();
        // Who holds the data may give every scope.
        let author = Author {
            organization,
            is_instance_admin: true,
            ..Author::default()
        };
        let made = state.write_as(author, async |unit| {
            let new = NewApiKey {
                name: create.name.clone(),
                scopes: scopes.clone(),
                expires_at: lifetime.map(|lifetime| unit.now() + lifetime),
            };
            make(unit, &new).await
        });
        let (_, secret) = made.await?;
        Ok(secret)
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
    organization::named(state, slug).await.map(Some)
}
