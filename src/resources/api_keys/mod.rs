//! API keys: those of an organization, seen and managed by itself alone; and what the key of a
//! request is and may do.

pub mod handlers;
pub mod store;
pub mod wire;

use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the operations.
pub fn register(config: &mut ServiceConfig<'_>) {
    config
        .service(handlers::list_api_keys)
        .service(handlers::get_api_key)
        .service(handlers::create_api_key)
        .service(handlers::delete_api_key)
        .service(handlers::get_me);
}
