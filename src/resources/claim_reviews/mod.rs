//! ClaimReviews as other fact-checkers print them: what is wrong with their markup.

mod handlers;
pub mod wire;

use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the operation.
pub fn register(config: &mut ServiceConfig<'_>) {
    config.service(handlers::validate_claim_reviews);
}
