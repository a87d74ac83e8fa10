//! The server process: its settings, its start, its end.

use std::fs::{self, OpenOptions};
use std::io::{Read, Seek, SeekFrom};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use rustix::process::Signal;
use tokio::process::Child;

use super::account::{Account, command};
use super::folder::{Folder, private_folder, random_name};
use super::postmaster::{Postmaster, send};
use super::programs::Programs;
use super::watchdog::Watchdog;
use super::{Error, Options, POLL};

/// The most bytes of a socket's address that every system takes, less the name of the socket.
const SOCKET_DIR_MAX: usize = 103 - "/.s.PGSQL.5432".len();
/// Where sockets go when the data folder's own path is too long or cannot be reached.
const TEMPORARY: &str = "/tmp/factcheck-";
/// Backends that outlived a killed server end within moments; until then a new one cannot start.
const START_TRIES: u32 = 20;
const START_PAUSE: Duration = Duration::from_millis(500);
const STOP_WAIT: Duration = Duration::from_secs(30);

/// A server that is ours.
pub(super) struct Server {
    child: Child,
    socket_dir: PathBuf,
    watchdog: Watchdog,
}

impl Server {
    /// Starts the server and waits until it takes connections.
    pub(super) async fn start(
        programs: &Programs,
        account: Option<&Account>,
        folder: &Folder,
        options: &Options,
    ) -> Result<Self, Error> {
        let old = Postmaster::read(folder.cluster()).map(|postmaster| postmaster.socket_dir);
        if let Some(old) = old.filter(|old| is_temporary(old)) {
            // Left behind by a crash; when it cannot be removed it is in nobody's way.
            let _ = fs::remove_dir_all(old);
        }
        let socket_dir = socket_dir(folder, account)?;
        let mut tries = 1;
        let child = loop {
            match launch(programs, account, folder, options, &socket_dir).await {
                Ok(child) => break child,
                Err(Error::Start { end, .. })
                    if tries < START_TRIES && end.contains("still in use") =>
                {
                    tries += 1;
                    tokio::time::sleep(START_PAUSE).await;
                }
                Err(error) => return Err(error),
            }
        };
        let doomed = options.ephemeral.then(|| folder.data_dir());
        let server = child.id().unwrap_or_default();
        let temporary = Some(socket_dir.as_path()).filter(|path| is_temporary(path));
        let watchdog = Watchdog::start(account, folder.cluster(), server, temporary, doomed)?;
        Ok(Self {
            child,
            socket_dir,
            watchdog,
        })
    }

    pub(super) fn socket_dir(&self) -> &Path {
        &self.socket_dir
    }

    /// Resolves when the process ends.
    pub(super) async fn exited(&mut self) {
        let _ = self.child.wait().await;
    }

    /// Ends it: first by ending the sessions, then, if it takes too long, at once.
    pub(super) async fn stop(mut self) -> Result<(), Error> {
        let process = self.child.id().unwrap_or_default();
        for signal in [Signal::INT, Signal::QUIT] {
            send(process, signal);
            if tokio::time::timeout(STOP_WAIT, self.child.wait())
                .await
                .is_ok()
            {
                self.watchdog.dismiss().await;
                if is_temporary(&self.socket_dir) {
                    let _ = fs::remove_dir_all(&self.socket_dir);
                }
                return Ok(());
            }
        }
        Err(Error::Stuck(process))
    }
}

/// Whether it was made for a socket alone, and goes with it.
fn is_temporary(socket_dir: &Path) -> bool {
    let text = socket_dir.to_string_lossy();
    text.strip_prefix(TEMPORARY)
        .is_some_and(|name| !name.contains('/'))
}

/// A folder for the socket that is short enough and that the server's user alone can enter.
fn socket_dir(folder: &Folder, account: Option<&Account>) -> Result<PathBuf, Error> {
    let own = folder.data_dir().join("run");
    let text = own.to_string_lossy();
    let is_plain = text.len() <= SOCKET_DIR_MAX && !text.contains([',', '"']);
    if is_plain && account.is_none_or(|account| account.can_reach(folder.data_dir())) {
        if own.exists() {
            fs::remove_dir_all(&own).map_err(Error::file(&own))?;
        }
        private_folder(&own, account)?;
        return Ok(own);
    }
    let temporary = PathBuf::from(format!("{TEMPORARY}{}", random_name()?));
    private_folder(&temporary, account)?;
    Ok(temporary)
}

async fn launch(
    programs: &Programs,
    account: Option<&Account>,
    folder: &Folder,
    options: &Options,
    socket_dir: &Path,
) -> Result<Child, Error> {
    let path = folder.log();
    let mut log = OpenOptions::new()
        .create(true)
        .append(true)
        .read(true)
        .mode(0o600)
        .open(&path)
        .map_err(Error::file(&path))?;
    let begin = log.seek(SeekFrom::End(0)).map_err(Error::file(&path))?;
    let output = log.try_clone().map_err(Error::file(&path))?;

    let program = programs.path("postgres");
    let mut postgres = command(&program, account);
    postgres.arg("-D").arg(folder.cluster());
    postgres.arg("-k").arg(socket_dir);
    for setting in settings(options) {
        postgres.arg("-c").arg(setting);
    }
    let mut child = postgres
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(output)
        .spawn()
        .map_err(|cause| Error::Program { program, cause })?;

    let mut polls: u32 = 0;
    loop {
        let exited = child.try_wait().map_err(Error::file(&path))?;
        if exited.is_some() {
            let mut told = String::new();
            let _ = log.seek(SeekFrom::Start(begin));
            let _ = log.read_to_string(&mut told);
            let end: Vec<&str> = told.lines().rev().take(4).collect();
            let end = end.into_iter().rev().collect::<Vec<_>>().join(" | ");
            return Err(Error::Start { log: path, end });
        }
        let postmaster = Postmaster::read(folder.cluster());
        if postmaster.is_some_and(|p| p.is_ready && Some(p.pid) == child.id()) {
            return Ok(child);
        }
        polls += 1;
        if polls.is_multiple_of(500) {
            tracing::info!("PostgreSQL is still starting; after a crash it first recovers");
        }
        tokio::time::sleep(POLL).await;
    }
}

fn settings(options: &Options) -> Vec<String> {
    let mut settings: Vec<String> = [
        "listen_addresses=",
        "port=5432",
        "lc_messages=C",
        "timezone=UTC",
        "log_timezone=UTC",
        "log_min_messages=warning",
        "jit=off",
        "random_page_cost=1.1",
        "wal_compression=on",
        "max_wal_size=2GB",
        "checkpoint_timeout=15min",
    ]
    .map(str::to_owned)
    .into();
    settings.push(format!("max_connections={}", options.max_connections));
    if options.ephemeral {
        settings.push("shared_buffers=64MB".to_owned());
    } else {
        settings.push("shared_buffers=256MB".to_owned());
    }
    if !options.durable {
        settings.extend(
            [
                "fsync=off",
                "synchronous_commit=off",
                "full_page_writes=off",
                "autovacuum=off",
            ]
            .map(str::to_owned),
        );
    }
    settings
}
