//! Rating scales: the labels that organizations print, and what each is mapped to.

pub mod catalogue;
mod conversions;
pub mod handlers;
pub mod store;
pub mod wire;

use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the operations.
pub fn register(config: &mut ServiceConfig<'_>) {
    config
        .service(handlers::list_rating_scales)
        .service(handlers::get_rating_scale)
        .service(handlers::create_rating_scale)
        .service(handlers::update_rating_scale)
        .service(catalogue::handlers::get_catalogue_scale)
        .service(catalogue::handlers::adopt_rating_scale);
}
