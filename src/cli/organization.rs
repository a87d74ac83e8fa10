//! The organization in whose name a command acts.

use uuid::Uuid;

use super::Failure;
use crate::app::State;
use crate::resources::organizations::store;

/// The one of that slug.
pub(super) async fn named(state: &State, slug: &str) -> Result<Uuid, Failure> {
    let found = state
        .db
        .lookup(async |conn| store::find_by_slug(conn, slug).await)
        .await?;
    match found {
        Some(organization) => Ok(organization.id),
        None => Err(format!(
            "there is no organization {slug:?}; make it with POST /v1/organizations and a key of --scopes instance:admin"
        )
        .into()),
    }
}

/// The one of that slug or, where none is named, the only one that there is.
pub(super) async fn named_or_only(state: &State, slug: Option<&str>) -> Result<Uuid, Failure> {
    if let Some(slug) = slug {
        return named(state, slug).await;
    }
    let two = state.db.lookup(async |conn| store::first_two(conn).await);
    match two.await?.as_slice() {
        [only] => Ok(*only),
        [] => Err("there is no organization yet; make it with POST /v1/organizations and a key of --scopes instance:admin".into()),
        _ => Err("there are several organizations; say with --organization SLUG in whose name".into()),
    }
}
