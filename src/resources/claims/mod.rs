//! Claims: check-worthy propositions, with their translations, claimants and verdicts.

mod assemble;
mod changes;
mod conversions;
pub mod handlers;
mod list;
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
        .service(list::list_claims)
        .service(handlers::get_claim)
        .service(matching::match_claims)
        .service(handlers::create_claim)
        .service(changes::update_claim)
        .service(changes::delete_claim)
        .service(translations::put_translation);
}

pub use changes::{AT_ONCE, all_changed, embedded_changed, replace};
pub use translations::translate;
