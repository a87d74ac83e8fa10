//! Claims: check-worthy propositions, with their translations, claimants and verdicts.

mod assemble;
mod changes;
mod conversions;
pub mod handlers;
mod matching;
mod past;
mod search;
pub mod store;
mod translations;
pub mod wire;

use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the operations.
pub fn register(config: &mut ServiceConfig<'_>) {
    config
        .service(handlers::list_claims)
        .service(handlers::get_claim)
        .service(matching::match_claims)
        .service(handlers::create_claim)
        .service(changes::update_claim)
        .service(changes::delete_claim)
        .service(translations::put_translation);
}

pub use changes::replace;
pub use translations::translate;
