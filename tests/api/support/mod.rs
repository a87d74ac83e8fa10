//! What the tests share: a PostgreSQL, a service, a client that knows the document, and the
//! resources that others rest on.

pub mod api;
pub mod bulk;
pub mod client;
pub mod cluster;
pub mod conduct;
pub mod document;
pub mod lists;
pub mod locks;
pub mod newsroom;
pub mod process;
pub mod scene;

pub use api::Api;
pub use bulk::{a_line, a_verdict, ndjson};
pub use client::Answer;
pub use lists::{column, ids};
pub use newsroom::{
    NO_WEB_ADDRESSES, Newsroom, UNKNOWN, a_claim, a_claimant, a_scale, a_source, assert_includes,
    id, text, uncounted, with,
};
