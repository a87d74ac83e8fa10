//! Sources: what can be cited.

mod conversions;
pub mod handlers;
pub mod store;
pub mod wire;

use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the operations.
pub fn register(config: &mut ServiceConfig<'_>) {
    config
        .service(handlers::list_sources)
        .service(handlers::get_source)
        .service(handlers::create_source)
        .service(handlers::update_source)
        .service(handlers::delete_source);
}
