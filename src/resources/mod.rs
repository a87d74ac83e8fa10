//! The resources, a folder each: `wire` is what the API speaks, `store` what the database
//! keeps, `handlers` what happens between them. A new resource adds a folder and one line here.

pub mod api_keys;
pub mod claim_reviews;
pub mod claimants;
pub mod claims;
pub mod exports;
pub mod feeds;
pub mod google_compatible;
pub mod imports;
pub mod journal;
pub mod organizations;
pub mod rating_scales;
pub mod relations;
pub mod searching;
pub mod service;
pub mod sources;
pub mod statements;
pub mod tags;
pub mod timeline;
pub mod verdicts;

use utoipa_actix_web::service_config::ServiceConfig;

/// Registers every resource under `/v1`.
pub fn register(config: &mut ServiceConfig<'_>) {
    claims::register(config);
    statements::register(config);
    relations::register(config);
    timeline::register(config);
    tags::register(config);
    claimants::register(config);
    sources::register(config);
    verdicts::register(config);
    claim_reviews::register(config);
    feeds::register(config);
    rating_scales::register(config);
    organizations::register(config);
    imports::register(config);
    exports::register(config);
    journal::register(config);
    api_keys::register(config);
}
