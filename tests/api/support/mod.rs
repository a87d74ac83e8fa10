//! What the tests share: a PostgreSQL, a service, a client that knows the document, and the
//! resources that others rest on.

pub mod api;
pub mod client;
pub mod cluster;
pub mod document;
pub mod newsroom;

pub use api::Api;
pub use client::Answer;
pub use newsroom::{Newsroom, a_claim, a_claimant, a_scale, a_source, id, text};
