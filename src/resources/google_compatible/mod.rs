//! Search as Google's Fact Check Tools API has it, so that a program that was written for that one
//! works when its base address is changed: the same parameters, answers and failures, and nothing
//! of our own.

mod assemble;
mod binding;
mod handlers;
mod search;
mod store;
pub mod wire;

use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the operation, which stands under Google's version of the API.
pub fn register(config: &mut ServiceConfig<'_>) {
    config.service(handlers::search_claims);
}
