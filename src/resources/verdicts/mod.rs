//! Verdicts: organizations' rated reviews of claims, with the evidence that they rest on.

mod conversions;
pub mod handlers;
mod life;
pub mod store;
pub mod wire;

use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the operations.
pub fn register(config: &mut ServiceConfig<'_>) {
    config
        .service(handlers::list_verdicts)
        .service(handlers::get_verdict)
        .service(handlers::create_verdict)
        .service(handlers::update_verdict)
        .service(handlers::delete_verdict)
        .service(life::put_evidence)
        .service(life::publish_verdict);
}

pub use life::{cite, publish};
