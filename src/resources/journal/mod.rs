//! The journal as it is read: the history of a resource, for everyone, and the feed of an
//! organization's own changes, for its administrators.

mod handlers;
mod histories;
mod store;
pub mod wire;

use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the operations.
pub fn register(config: &mut ServiceConfig<'_>) {
    config
        .service(handlers::list_journal)
        .service(histories::list_claim_history)
        .service(histories::list_claimant_history)
        .service(histories::list_source_history)
        .service(histories::list_verdict_history);
}
