//! ClaimReviews: verdicts in the form that the world speaks, and what is wrong with the markup of
//! others.

pub mod assemble;
pub mod give;
mod handlers;
pub mod kinds;
pub mod markup;
pub mod store;
pub mod wire;

use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the operations.
pub fn register(config: &mut ServiceConfig<'_>) {
    config
        .service(handlers::get_claim_review)
        .service(handlers::validate_claim_reviews);
}
