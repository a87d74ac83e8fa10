//! Relations: how claims hang together.

pub mod changes;
pub mod handlers;
pub mod past;
pub mod store;
pub mod wire;

use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the operations.
pub fn register(config: &mut ServiceConfig<'_>) {
    config
        .service(handlers::list_relations)
        .service(changes::create_relation)
        .service(handlers::get_relation)
        .service(changes::delete_relation);
}
