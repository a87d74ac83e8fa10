//! A PostgreSQL of the program's own, for those who run none: a private cluster in the data
//! folder, reached through a unix socket only, started and stopped with the program, and put in
//! order again after a crash of either.

mod account;
mod folder;
mod postmaster;
mod programs;
mod server;
mod watchdog;

use std::path::{Path, PathBuf};
use std::time::Duration;

use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};

use account::Account;
use folder::{Folder, Lock, Role};
use postmaster::Postmaster;
use programs::Programs;
use server::Server;

/// The database of the service, and the role that owns everything in the cluster.
const NAME: &str = "factcheck";
/// How long a command waits for a server that another instance is just starting.
const ATTACH_WAIT: Duration = Duration::from_secs(60);
/// How often a state that is waited for is looked at.
const POLL: Duration = Duration::from_millis(20);

/// What kind of cluster, and where.
#[derive(Debug, Clone)]
pub struct Options {
    /// The folder that holds it.
    pub data_dir: PathBuf,
    /// The folder of the server programs; searched for when none.
    pub programs: Option<PathBuf>,
    /// Whether commits survive a crash of the machine; not so in tests.
    pub durable: bool,
    /// For tests: when its owner ends, however that happens, the cluster is removed.
    pub ephemeral: bool,
    /// PostgreSQL's `max_connections`.
    pub max_connections: u16,
}

/// Why there is no cluster. Each message is one line and says what to do.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(
        "PostgreSQL's server programs were not found: install them (Debian: apt-get install postgresql; \
         Homebrew: brew install postgresql), name their folder with --postgres-bin, or use a server with --database-url"
    )]
    NoPrograms,
    #[error(
        "the data folder {folder} was made by PostgreSQL {made}, and only {found} is here: \
         install PostgreSQL {made}, or use another --data-dir"
    )]
    WrongVersion {
        folder: PathBuf,
        made: String,
        found: String,
    },
    #[error(
        "another factcheck (process {holder}) runs on the data folder {folder}: stop it, or use another --data-dir"
    )]
    Taken {
        folder: PathBuf,
        holder: String,
        /// Whether it serves, so that a command may talk to its PostgreSQL.
        is_server: bool,
    },
    #[error(
        "PostgreSQL does not run as root, and neither the user postgres nor nobody exists: run as an ordinary user"
    )]
    NoAccount,
    #[error("cannot use {path}: {cause}")]
    File {
        path: PathBuf,
        cause: std::io::Error,
    },
    #[error("cannot run {program}: {cause}")]
    Program {
        program: PathBuf,
        cause: std::io::Error,
    },
    #[error("initdb failed: {0}")]
    Initdb(String),
    #[error("PostgreSQL did not start; its log {log} ends: {end}")]
    Start { log: PathBuf, end: String },
    #[error("PostgreSQL (process {0}) does not stop: end it, then start again")]
    Stuck(u32),
    #[error("the running factcheck's database cannot be reached: {0}")]
    Attach(String),
    #[error("cannot prepare the database: {0}")]
    Database(String),
}

impl Error {
    fn file(path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_owned();
        move |cause| Self::File { path, cause }
    }
}

/// A running cluster: ours, or that of another instance that we only talk to.
pub struct Cluster {
    socket_dir: PathBuf,
    own: Option<Own>,
}

struct Own {
    server: Server,
    // Held as long as the cluster is; the system lets go of it when we end.
    _lock: Lock,
}

impl Cluster {
    /// Takes the data folder for this process, puts in order what an earlier one left behind
    /// and starts the server.
    pub async fn start(options: Options) -> Result<Self, Error> {
        let account = Account::of_server()?;
        let folder = Folder::open(&options.data_dir, account.as_ref())?;
        let lock = folder.lock(Role::Server)?;
        Self::start_locked(&options, account, &folder, lock).await
    }

    /// For commands that may run beside a server: talks to the cluster of the instance that
    /// runs on the data folder or, where none does, starts it for itself.
    pub async fn attach_or_start(options: Options) -> Result<Self, Error> {
        let account = Account::of_server()?;
        let folder = Folder::open(&options.data_dir, account.as_ref())?;
        let waited = async {
            loop {
                match folder.lock(Role::Command) {
                    Ok(lock) => return Ok(lock),
                    Err(Error::Taken { is_server, .. }) if is_server => {
                        if let Some(cluster) = Self::attach(&folder).await {
                            return Err(Ok(cluster));
                        }
                    }
                    Err(Error::Taken { .. }) => {}
                    Err(error) => return Err(Err(error)),
                }
                tokio::time::sleep(POLL).await;
            }
        };
        match tokio::time::timeout(ATTACH_WAIT, waited).await {
            Ok(Ok(lock)) => Self::start_locked(&options, account, &folder, lock).await,
            Ok(Err(attached)) => attached,
            Err(_) => Err(Error::Attach("it was not ready within a minute".to_owned())),
        }
    }

    async fn start_locked(
        options: &Options,
        account: Option<Account>,
        folder: &Folder,
        lock: Lock,
    ) -> Result<Self, Error> {
        let programs = Programs::find(options.programs.as_deref(), folder.made_by().as_deref())
            .map_err(|found| match (found, folder.made_by()) {
                (Some(found), Some(made)) => Error::WrongVersion {
                    folder: folder.data_dir().to_owned(),
                    made,
                    found,
                },
                _ => Error::NoPrograms,
            })?;
        if let Some(old) = Postmaster::read(folder.cluster()) {
            old.stop(folder.cluster()).await?;
        }
        folder
            .initialise(&programs, account.as_ref(), options.durable)
            .await?;
        let server = Server::start(&programs, account.as_ref(), folder, options).await?;
        let cluster = Self {
            socket_dir: server.socket_dir().to_owned(),
            own: Some(Own {
                server,
                _lock: lock,
            }),
        };
        cluster.create_database().await?;
        Ok(cluster)
    }

    /// The cluster of the instance that serves, once it takes connections.
    async fn attach(folder: &Folder) -> Option<Self> {
        let postmaster = Postmaster::read(folder.cluster()).filter(|p| p.is_ready)?;
        let cluster = Self {
            socket_dir: postmaster.socket_dir,
            own: None,
        };
        // The instance may be just making the database.
        let connection = AsyncPgConnection::establish(&cluster.url()).await;
        connection.is_ok().then_some(cluster)
    }

    async fn create_database(&self) -> Result<(), Error> {
        let failed = |error: &dyn std::fmt::Display| Error::Database(error.to_string());
        let mut connection = AsyncPgConnection::establish(&self.url_of("postgres"))
            .await
            .map_err(|error| failed(&error))?;
        let exists = diesel::sql_query(format!(
            "SELECT 1 FROM pg_database WHERE datname = '{NAME}'"
        ))
        .execute(&mut connection)
        .await
        .map_err(|error| failed(&error))?;
        if exists == 0 {
            connection
                .batch_execute(&format!("CREATE DATABASE {NAME}"))
                .await
                .map_err(|error| failed(&error))?;
        }
        Ok(())
    }

    /// The connection string of the service's database.
    pub fn url(&self) -> String {
        self.url_of(NAME)
    }

    /// The connection string of a database of the cluster.
    pub fn url_of(&self, database: &str) -> String {
        let quoted = |text: &str| text.replace('\\', "\\\\").replace('\'', "\\'");
        format!(
            "host='{}' user={NAME} dbname='{}'",
            quoted(&self.socket_dir.to_string_lossy()),
            quoted(database)
        )
    }

    /// Resolves when the server ends by itself; never for another instance's.
    pub async fn exited(&mut self) {
        match &mut self.own {
            Some(own) => own.server.exited().await,
            None => std::future::pending().await,
        }
    }

    /// Stops the server and waits for its end; lets go of another instance's.
    pub async fn stop(self) -> Result<(), Error> {
        match self.own {
            Some(own) => own.server.stop().await,
            None => Ok(()),
        }
    }
}
