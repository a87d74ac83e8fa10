//! factcheck: a REST service that stores what was claimed, by whom, on what evidence it was
//! judged and how that judgement changed.
//!
//! The guided tour, from the outside in:
//!
//! - [`cli`] is the command line, one file a command; [`config`] every setting, once.
//! - [`app`] builds the service that both the program and the tests run, around its [`app::State`].
//! - [`resources`] are what the API serves, a folder each: `wire` (what is sent), `store` (what
//!   is kept) and `handlers` (what happens between the two).
//! - [`http`] is the request machinery that every resource gets for nothing, [`error`] the table
//!   of everything that can go wrong, [`openapi`] the document that the handlers generate.
//! - [`journal`] records every change, and tells what was at a time.
//! - [`db`] is the way to PostgreSQL, one of our own included; [`schema`] its tables,
//!   [`vocabulary`] its closed vocabularies.
//! - [`claim_review`] reads the markup of other fact-checkers, faults included.
//! - [`clock`] hands out time, which tests fix, and ids; [`language`] and [`site`] say how
//!   languages and hosts are spelled, [`lengths`] how long texts are.

pub mod app;
pub mod claim_review;
pub mod cli;
pub mod clock;
pub mod config;
pub mod db;
pub mod error;
pub mod http;
pub mod journal;
pub mod language;
pub mod lengths;
pub mod openapi;
pub mod resources;
pub mod schema;
pub mod search;
pub mod site;
pub mod vocabulary;
