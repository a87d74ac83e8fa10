//! Organizations: the newsrooms that own keys, rating scales and verdicts.

pub mod handlers;
pub mod store;
pub mod wire;

use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the operations.
pub fn register(config: &mut ServiceConfig<'_>) {
    config
        .service(handlers::list_organizations)
        .service(handlers::get_organization)
        .service(handlers::create_organization)
        .service(handlers::update_organization)
        .service(handlers::delete_organization);
}
