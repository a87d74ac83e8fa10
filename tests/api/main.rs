//! The tests of the API: over the real app, a real connection and a real PostgreSQL. One file a
//! resource, and beside them what holds for all of them.

// Each is marked as a test, so that clippy lets it unwrap.
#[cfg(test)]
mod access;
#[cfg(test)]
mod api_keys;
#[cfg(test)]
mod as_of;
#[cfg(test)]
mod bad_input;
#[cfg(test)]
mod bodies;
#[cfg(test)]
mod bulk_commands;
#[cfg(test)]
mod claim_reviews;
#[cfg(test)]
mod claimants;
#[cfg(test)]
mod claims;
#[cfg(test)]
mod clients;
#[cfg(test)]
mod command_line;
#[cfg(test)]
mod compression;
#[cfg(test)]
mod contract;
#[cfg(test)]
mod database;
#[cfg(test)]
mod exports;
#[cfg(test)]
mod feeds;
#[cfg(test)]
mod google_compatible;
#[cfg(test)]
mod idempotency;
#[cfg(test)]
mod imports;
#[cfg(test)]
mod index;
#[cfg(test)]
mod journal;
#[cfg(test)]
mod kill;
#[cfg(test)]
mod languages;
#[cfg(test)]
mod layering;
#[cfg(test)]
mod limit_settings;
#[cfg(test)]
mod limits;
#[cfg(test)]
mod organizations;
#[cfg(test)]
mod protocol;
#[cfg(test)]
mod rate_limits;
#[cfg(test)]
mod rating_scales;
#[cfg(test)]
mod reference;
#[cfg(test)]
mod relations;
#[cfg(test)]
mod service;
#[cfg(test)]
mod sources;
#[cfg(test)]
mod statements;
#[cfg(test)]
mod support;
#[cfg(test)]
mod tags;
#[cfg(test)]
mod timeline;
#[cfg(test)]
mod trouble;
#[cfg(test)]
mod trusted_proxies;
#[cfg(test)]
mod upkeep;
#[cfg(test)]
mod verdicts;
