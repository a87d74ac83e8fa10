//! Feeds: verdicts in the formats that other programs follow.

mod atom;
mod data_feed;
mod entries;
mod handlers;
mod json_feed;
pub mod store;
pub mod wire;

use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the operations.
pub fn register(config: &mut ServiceConfig<'_>) {
    config
        .service(handlers::feed_claim_reviews)
        .service(handlers::feed_atom)
        .service(handlers::feed_json);
}
