//! The resources, a folder each: `wire` is what the API speaks, `store` what the database
//! keeps, `handlers` what happens between them. A new resource adds a folder and one line here.

pub mod organizations;
pub mod service;

use utoipa_actix_web::service_config::ServiceConfig;

/// Registers every resource under `/v1`.
pub fn register(config: &mut ServiceConfig<'_>) {
    organizations::register(config);
}
