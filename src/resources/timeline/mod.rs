//! Timelines: everything dated about a claim, in one order.

mod handlers;
mod store;
pub mod wire;

use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the operation.
pub fn register(config: &mut ServiceConfig<'_>) {
    config.service(handlers::list_timeline);
}
