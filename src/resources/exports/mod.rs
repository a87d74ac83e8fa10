//! Exports: all of a kind in bulk, a line each, from one snapshot.

mod handlers;
pub mod records;
pub mod stream;
pub mod wire;

use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the operations.
pub fn register(config: &mut ServiceConfig<'_>) {
    config
        .service(handlers::export_claims)
        .service(handlers::export_verdicts)
        .service(handlers::export_sources);
}
