//! The service about itself: whether it lives and is ready, its document, its documentation
//! and the pages that tell what each error means.

mod handlers;
mod pages;
mod wire;

use utoipa_actix_web::service_config::ServiceConfig;
use utoipa_swagger_ui::{Config, SwaggerUi, Url};

/// Registers the operations, which stand outside of the API's version.
pub fn register(config: &mut ServiceConfig<'_>) {
    config
        .service(handlers::get_health)
        .service(handlers::get_readiness)
        .service(handlers::get_document)
        .service(handlers::redirect_to_docs)
        .service(handlers::list_problems)
        .service(handlers::get_problem);
}

/// Swagger UI, from the program itself: no other site is asked for anything.
pub fn swagger_ui() -> SwaggerUi {
    let config = Config::new([Url::new("factcheck", "/openapi.json")])
        .try_it_out_enabled(true)
        .persist_authorization(true)
        .display_request_duration(true)
        .validator_url("none");
    SwaggerUi::new("/docs/{_:.*}").config(config)
}
