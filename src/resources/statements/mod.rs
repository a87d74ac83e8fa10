//! Statements: what one claimant said of one claim on one day.

pub mod handlers;
pub mod past;
pub mod store;
pub mod wire;

use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the operations.
pub fn register(config: &mut ServiceConfig<'_>) {
    config
        .service(handlers::list_statements)
        .service(handlers::create_statement)
        .service(handlers::get_statement);
}
