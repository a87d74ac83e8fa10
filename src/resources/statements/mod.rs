//! Statements: what one claimant said of one claim on one day.

pub mod changes;
pub mod handlers;
pub mod past;
pub mod store;
mod voices;
pub mod wire;

use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the operations.
pub fn register(config: &mut ServiceConfig<'_>) {
    config
        .service(handlers::list_statements)
        .service(handlers::create_statement)
        .service(voices::list_claimant_statements)
        .service(handlers::get_statement)
        .service(changes::update_statement)
        .service(changes::delete_statement);
}
