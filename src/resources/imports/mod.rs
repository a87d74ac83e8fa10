//! Imports: whole claims in bulk, a line each.

mod batch;
mod cutter;
mod documents;
pub mod earlier;
mod elements;
pub mod flow;
mod handlers;
pub mod importer;
mod insert;
mod lines;
pub mod pending;
mod ratings;
pub mod record;
mod relate;
pub mod reviews;
pub mod store;
mod update;
mod voices;
pub mod wire;

use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the operation.
pub fn register(config: &mut ServiceConfig<'_>) {
    config.service(handlers::import_claims);
}

/// What of an import a key allows; that it may add claims, it has shown before.
#[derive(Debug, Clone, Copy)]
pub struct Rights {
    /// `verdicts:write`
    pub may_draft: bool,
    /// `verdicts:publish`
    pub may_publish: bool,
    /// `organization:admin`
    pub may_manage_scales: bool,
}

impl Rights {
    /// Those of the operator.
    pub const ALL: Self = Self {
        may_draft: true,
        may_publish: true,
        may_manage_scales: true,
    };
}
