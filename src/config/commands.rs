//! The command line: what the program can be told to do.

use std::path::PathBuf;

use chrono::{DateTime, Utc};
use clap::{Args, Parser, Subcommand, ValueEnum};

use super::Settings;
use crate::language::LanguageTag;
use crate::resources::imports::wire::{Format, ImportStatus};
use crate::vocabulary::Scope;

/// Stores and serves what was claimed, by whom, and how it was judged.
#[derive(Debug, Parser)]
#[command(name = "factcheck", version, about, max_term_width = 100)]
pub struct Cli {
    /// What to do; `serve` when left out.
    #[command(subcommand)]
    pub command: Option<Command>,
    #[command(flatten)]
    pub settings: Settings,
}

/// What the program can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Migrate the database and serve the API (the default)
    Serve,
    /// Load the reference case, once, then serve
    Demo,
    /// Bring the database up to date and end
    Migrate,
    /// Print the OpenAPI document
    Openapi {
        /// What to print of it
        #[arg(long, value_enum, default_value_t = OpenapiFormat::Json)]
        format: OpenapiFormat,
    },
    /// Import claims with what belongs to them, from lines of JSON as the export gives them, or from
    /// ClaimReviews; interrupted, the same call goes on where it stopped
    Import(ImportFile),
    /// Print all claims, verdicts or sources, a line of JSON each
    Export(ExportLines),
    /// Manage API keys
    #[command(subcommand)]
    Keys(Keys),
    /// Manage the search index
    #[command(subcommand)]
    Index(Index),
}

/// What can be done with the search index.
#[derive(Debug, Subcommand)]
pub enum Index {
    /// Build it anew from the database; a server that runs turns to it once it is whole
    Rebuild,
}

/// What of the OpenAPI document is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum OpenapiFormat {
    /// The document
    Json,
    /// The inventory: a line for each operation
    Operations,
}

/// A file to import.
#[derive(Debug, Args)]
pub struct ImportFile {
    /// The file: NDJSON, or ClaimReviews in JSON-LD
    pub file: PathBuf,
    /// What is in it
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
    /// What the verdicts of ClaimReviews are to be; published where they have all that it takes when
    /// left out
    #[arg(long, value_enum)]
    pub status: Option<ImportStatus>,
    /// Language of ClaimReviews that tell none (BCP 47); the one that they seem to be in when left out
    #[arg(long, value_name = "TAG")]
    pub language: Option<LanguageTag>,
    /// Slug of the organization in whose name; not needed where there is only one
    #[arg(long, value_name = "SLUG")]
    pub organization: Option<String>,
    /// Only tell what would happen
    #[arg(long)]
    pub dry_run: bool,
}

/// What to export.
#[derive(Debug, Args)]
pub struct ExportLines {
    /// What to print
    #[arg(value_enum)]
    pub kind: ExportKind,
    /// Slug of the organization whose drafts and external ids are printed as well
    #[arg(long, value_name = "SLUG")]
    pub organization: Option<String>,
    /// Only what changed at or after this time (RFC 3339)
    #[arg(long, value_name = "TIME")]
    pub updated_since: Option<DateTime<Utc>>,
}

/// What can be exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExportKind {
    /// Claims with their statements and verdicts; these can be imported
    Claims,
    /// Verdicts with their evidence
    Verdicts,
    /// Sources
    Sources,
}

/// What can be done with keys.
#[derive(Debug, Subcommand)]
pub enum Keys {
    /// Make a key and print it, alone, on standard output; it is never shown again
    Create(KeysCreate),
}

/// A key to make.
#[derive(Debug, Args)]
pub struct KeysCreate {
    /// Slug of the organization; not needed for --scopes instance:admin
    #[arg(long, value_name = "SLUG")]
    pub organization: Option<String>,
    /// What the key may do, by commas: claims:write, verdicts:write, verdicts:publish,
    /// organization:admin, instance:admin
    #[arg(long, value_delimiter = ',', required = true, value_parser = scope)]
    pub scopes: Vec<Scope>,
    /// What the key is for
    #[arg(long, default_value = "made on the command line")]
    pub name: String,
    /// Days until it expires; never when left out
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u16).range(1..))]
    pub expires_in_days: Option<u16>,
}

fn scope(word: &str) -> Result<Scope, String> {
    Scope::ALL
        .iter()
        .copied()
        .find(|scope| scope.as_str() == word)
        .ok_or_else(|| {
            let known: Vec<_> = Scope::ALL.iter().map(|scope| scope.as_str()).collect();
            format!("no such scope; there are {}", known.join(", "))
        })
}
