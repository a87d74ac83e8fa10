//! Claimants: the persons and bodies that make, repeat or deny claims.

mod conversions;
pub mod handlers;
mod merge;
pub mod store;
pub mod wire;

use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the operations.
pub fn register(config: &mut ServiceConfig<'_>) {
    config
        .service(handlers::list_claimants)
        .service(handlers::get_claimant)
        .service(handlers::create_claimant)
        .service(handlers::update_claimant)
        .service(handlers::delete_claimant)
        .service(merge::merge_claimant);
}
