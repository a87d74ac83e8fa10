//! Every setting once: its flag, its environment variable, its default and what it means.

mod commands;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use clap::Args;

use crate::db::DbConfig;
use crate::http::limits::{RateLimits, TrustedProxies};
use crate::http::rules;
use crate::search::Place;
use crate::search::analysis::Synonyms;

pub use commands::{
    Cli, Command, ExportKind, ExportLines, ImportFile, Index, Keys, KeysCreate, OpenapiFormat,
};

/// An address on the web.
fn web_url(text: &str) -> Result<String, String> {
    match rules::http_url(text) {
        Ok(()) => Ok(text.to_owned()),
        Err(_) => Err("an address that begins with http:// or https:// is expected".to_owned()),
    }
}

/// One under which paths can be put.
fn public_url(text: &str) -> Result<String, String> {
    let url = web_url(text)?;
    match url.contains(['?', '#']) {
        true => Err("an address without a query is expected".to_owned()),
        false => Ok(url.trim_end_matches('/').to_owned()),
    }
}

/// The settings of the program.
#[derive(Debug, Clone, Args)]
pub struct Settings {
    /// Address to listen on
    #[arg(
        long,
        global = true,
        env = "FACTCHECK_BIND",
        default_value = "127.0.0.1:8080"
    )]
    pub bind: SocketAddr,

    /// Address of this service as others see it, for what is read elsewhere (feeds, markup); that
    /// of --bind when left out
    #[arg(long, global = true, env = "FACTCHECK_PUBLIC_URL", value_name = "URL", value_parser = public_url)]
    pub public_url: Option<String>,

    /// Address of the licence of the data (schema.org sdLicense), which feeds tell
    #[arg(long, global = true, env = "FACTCHECK_DATA_LICENSE", value_name = "URL", value_parser = web_url)]
    pub data_license: Option<String>,

    /// Folder for the search index and for the data of the program's own PostgreSQL
    #[arg(
        long,
        global = true,
        env = "FACTCHECK_DATA_DIR",
        default_value = ".factcheck"
    )]
    pub data_dir: PathBuf,

    /// URL of a PostgreSQL server (14 or later) to use; without it the program runs its own
    #[arg(long, global = true, env = "DATABASE_URL", hide_env_values = true)]
    pub database_url: Option<String>,

    /// Folder of PostgreSQL's server programs, where they are not found by themselves
    #[arg(long, global = true, env = "FACTCHECK_POSTGRES_BIN")]
    pub postgres_bin: Option<PathBuf>,

    /// What to log: error, warn, info, debug or trace, also by module (factcheck=debug,info)
    #[arg(long, global = true, env = "FACTCHECK_LOG", default_value = "info")]
    pub log: String,

    /// Threads that answer requests; as many as there are processors when left out
    #[arg(long, global = true, env = "FACTCHECK_WORKERS", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub workers: Option<u16>,

    /// Database connections for changes and lists
    #[arg(long, global = true, env = "FACTCHECK_DATABASE_CONNECTIONS", default_value_t = 16, value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub database_connections: u16,

    /// Database connections that are shared by reads of single resources
    #[arg(long, global = true, env = "FACTCHECK_LOOKUP_CONNECTIONS", default_value_t = 4, value_parser = clap::value_parser!(u16).range(1..=100))]
    pub lookup_connections: u16,

    /// Milliseconds to wait for a database connection before answering 503
    #[arg(long, global = true, env = "FACTCHECK_DATABASE_WAIT_MS", default_value_t = 2_000, value_parser = clap::value_parser!(u32).range(1..=60_000))]
    pub database_wait_ms: u32,

    /// Milliseconds that a search waits for its index, while that is being opened or built (503
    /// afterwards), and for what this server has just written to be in it
    #[arg(long, global = true, env = "FACTCHECK_INDEX_WAIT_MS", default_value_t = 5_000, value_parser = clap::value_parser!(u32).range(1..=60_000))]
    pub index_wait_ms: u32,

    /// Milliseconds that one SQL statement may run
    #[arg(long, global = true, env = "FACTCHECK_STATEMENT_TIMEOUT_MS", default_value_t = 10_000, value_parser = clap::value_parser!(u32).range(1..=3_600_000))]
    pub statement_timeout_ms: u32,

    /// Milliseconds that a change may wait for another change of the same record
    #[arg(long, global = true, env = "FACTCHECK_LOCK_TIMEOUT_MS", default_value_t = 3_000, value_parser = clap::value_parser!(u32).range(1..=3_600_000))]
    pub lock_timeout_ms: u32,

    /// Milliseconds that a whole request may take, its body included
    #[arg(long, global = true, env = "FACTCHECK_REQUEST_TIMEOUT_MS", default_value_t = 30_000, value_parser = clap::value_parser!(u32).range(1..=3_600_000))]
    pub request_timeout_ms: u32,

    /// Bytes that a request body may have
    #[arg(long, global = true, env = "FACTCHECK_BODY_LIMIT", default_value_t = 1_048_576, value_parser = clap::value_parser!(u32).range(1_024..=67_108_864))]
    pub body_limit: u32,

    /// Requests a minute of an address without a key, and of each key: off, or any of
    /// anonymous=N,reads=N,writes=N, where N may be off and what is left out keeps its default
    #[arg(
        long,
        global = true,
        value_name = "LIMITS",
        env = "FACTCHECK_RATE_LIMITS",
        default_value_t
    )]
    pub rate_limits: RateLimits,

    /// Proxies whose X-Forwarded-For is believed, as addresses and networks (192.0.2.0/24), by
    /// commas
    #[arg(
        long,
        global = true,
        value_name = "ADDRESSES",
        env = "FACTCHECK_TRUSTED_PROXIES",
        default_value = "",
        hide_default_value = true
    )]
    pub trusted_proxies: TrustedProxies,

    /// File of synonyms for search, beside those that the program comes with: lines such as
    /// "id: korut = korea utara"
    #[arg(long, global = true, env = "FACTCHECK_SYNONYMS", value_name = "FILE")]
    pub synonyms: Option<PathBuf>,

    /// Seconds that requests under way are given to end when the program is told to stop
    #[arg(long, global = true, env = "FACTCHECK_SHUTDOWN_SECONDS", default_value_t = 10, value_parser = clap::value_parser!(u16).range(0..=3600))]
    pub shutdown_seconds: u16,
}

/// The settings that handlers and layers look at.
#[derive(Debug, Clone)]
pub struct Service {
    /// Bytes that a request body may have, after decompression.
    pub body_limit: usize,
    /// The time that a request may take until the head of its answer.
    pub request_timeout: Duration,
    /// Requests that a client may send in a minute.
    pub rate_limits: RateLimits,
    /// The proxies that are believed in telling whose request it is.
    pub trusted_proxies: TrustedProxies,
    /// The address of this service as others see it, without a slash at its end.
    pub public_url: String,
    /// The address of the licence of the data.
    pub data_license: Option<String>,
    /// Where the search index is kept.
    pub index: Place,
    /// How long a search waits for it.
    pub index_wait: Duration,
    /// What is written instead of what, beside what the program comes with.
    pub synonyms: Synonyms,
}

impl Settings {
    /// Those of the service; an error tells what is wrong with the file of synonyms.
    pub fn service(&self) -> Result<Service, String> {
        let synonyms = match &self.synonyms {
            None => Synonyms::builtin(),
            Some(path) => {
                let wrong = |what: String| format!("cannot use {}: {what}", path.display());
                let text = std::fs::read_to_string(path).map_err(|e| wrong(e.to_string()))?;
                Synonyms::builtin().extended_by(Synonyms::parse(&text).map_err(wrong)?)
            }
        };
        Ok(Service {
            body_limit: usize::try_from(self.body_limit).unwrap_or(usize::MAX),
            request_timeout: milliseconds(self.request_timeout_ms),
            rate_limits: self.rate_limits,
            trusted_proxies: self.trusted_proxies.clone(),
            public_url: match &self.public_url {
                Some(url) => url.clone(),
                None => format!("http://{}", self.bind),
            },
            data_license: self.data_license.clone(),
            index: Place::Folder(self.data_dir.join("index")),
            index_wait: milliseconds(self.index_wait_ms),
            synonyms,
        })
    }

    /// Those of the database, at this address.
    pub fn database(&self, url: String) -> DbConfig {
        DbConfig {
            url,
            pool_size: self.database_connections.into(),
            lookup_connections: self.lookup_connections.into(),
            wait: milliseconds(self.database_wait_ms),
            statement_timeout: milliseconds(self.statement_timeout_ms),
            lock_timeout: milliseconds(self.lock_timeout_ms),
        }
    }
}

fn milliseconds(count: u32) -> Duration {
    Duration::from_millis(count.into())
}
