//! Verdicts: organizations' rated reviews of claims, with the evidence that they rest on.

mod conform;
mod conversions;
mod correction;
mod evidence;
pub mod handlers;
mod life;
mod past;
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
        .service(evidence::put_evidence)
        .service(life::publish_verdict)
        .service(correction::correct_verdict)
        .service(life::retract_verdict);
}

pub use conform::{Desired, conform};
pub use correction::correct_by;
pub use evidence::cite;
pub use life::publish;
