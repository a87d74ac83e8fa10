//! The data folder: who holds it, where the cluster lies, and how it is first made.

use std::fs::{self, DirBuilder, File, OpenOptions, Permissions, TryLockError};
use std::io::{Read, Seek, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf, absolute};
use std::process::Stdio;

use super::account::{Account, command, give};
use super::programs::Programs;
use super::{Error, NAME};

/// Where the cluster goes when root's data folder lies where the server's user cannot enter.
const ELSEWHERE: &str = "/var/lib/factcheck";

/// A data folder.
pub(super) struct Folder {
    data_dir: PathBuf,
    cluster: PathBuf,
}

/// What the holder of a folder is.
#[derive(Clone, Copy)]
pub(super) enum Role {
    /// Others may talk to its PostgreSQL.
    Server,
    /// Its PostgreSQL ends within moments: others wait for the folder instead.
    Command,
}

impl Role {
    fn as_str(self) -> &'static str {
        match self {
            Self::Server => "server",
            Self::Command => "command",
        }
    }
}

/// The folder is ours while this lives.
pub(super) struct Lock {
    _files: (File, Option<File>),
}

impl Folder {
    /// Makes the folder if need be and finds out where its cluster is or is to be.
    pub(super) fn open(data_dir: &Path, account: Option<&Account>) -> Result<Self, Error> {
        let data_dir = absolute(data_dir).map_err(Error::file(data_dir))?;
        DirBuilder::new()
            .recursive(true)
            .mode(0o711)
            .create(&data_dir)
            .map_err(Error::file(&data_dir))?;
        let data_dir = data_dir.canonicalize().map_err(Error::file(&data_dir))?;
        let link = data_dir.join("postgres");
        let cluster = match fs::canonicalize(&link).or_else(|_| fs::read_link(&link)) {
            // Also where the link leads nowhere yet, from a start that did not get far.
            Ok(cluster) => cluster,
            Err(_) if account.is_some_and(|account| !account.can_reach(&data_dir)) => {
                place_elsewhere(&link)?
            }
            Err(_) => link,
        };
        Ok(Self { data_dir, cluster })
    }

    pub(super) fn data_dir(&self) -> &Path {
        &self.data_dir
    }

    pub(super) fn cluster(&self) -> &Path {
        &self.cluster
    }

    /// The server's log.
    pub(super) fn log(&self) -> PathBuf {
        self.data_dir.join("postgres.log")
    }

    /// The major version of the PostgreSQL that made the cluster.
    pub(super) fn made_by(&self) -> Option<String> {
        let version = fs::read_to_string(self.cluster.join("PG_VERSION")).ok()?;
        Some(version.trim().to_owned())
    }

    /// Takes the folder for this process, and the cluster where that lies elsewhere: a copy of
    /// the folder leads to the same one.
    pub(super) fn lock(&self, role: Role) -> Result<Lock, Error> {
        let own = self.take(&self.data_dir.join("lock"), role)?;
        let elsewhere = self.cluster.parent() != Some(&self.data_dir);
        let cluster = elsewhere
            .then(|| self.take(&self.cluster.with_extension("lock"), role))
            .transpose()?;
        Ok(Lock {
            _files: (own, cluster),
        })
    }

    fn take(&self, path: &Path, role: Role) -> Result<File, Error> {
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .mode(0o600)
            .open(path)
            .map_err(Error::file(path))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut text = String::new();
                // It may not be written yet.
                let _ = file.read_to_string(&mut text);
                let (holder, role) = text.trim().split_once(' ').unwrap_or((text.trim(), ""));
                return Err(Error::Taken {
                    folder: self.data_dir.clone(),
                    holder: holder.to_owned(),
                    is_server: role == Role::Server.as_str(),
                });
            }
            Err(TryLockError::Error(cause)) => return Err(Error::file(path)(cause)),
        }
        file.set_len(0)
            .and_then(|()| file.rewind())
            .and_then(|()| writeln!(file, "{} {}", std::process::id(), role.as_str()))
            .map_err(Error::file(path))?;
        Ok(file)
    }

    /// Makes the cluster where there is none: beside its place and then moved there, so that
    /// what is there is whole.
    pub(super) async fn initialise(
        &self,
        programs: &Programs,
        account: Option<&Account>,
        durable: bool,
    ) -> Result<(), Error> {
        if self.made_by().is_some() {
            return Ok(());
        }
        let unfinished = self.cluster.with_extension("new");
        if unfinished.exists() {
            fs::remove_dir_all(&unfinished).map_err(Error::file(&unfinished))?;
        }
        private_folder(&unfinished, account)?;
        tracing::info!(folder = %self.cluster.display(), "making a PostgreSQL cluster");
        let program = programs.path("initdb");
        let mut initdb = command(&program, account);
        initdb
            .arg("--pgdata")
            .arg(&unfinished)
            .args(["--encoding=UTF8", "--locale=C.UTF-8", "--auth=trust"])
            .arg(format!("--username={NAME}"))
            .stdin(Stdio::null());
        if !durable {
            initdb.arg("--no-sync");
        }
        let done = initdb.output().await.map_err(|cause| Error::Program {
            program: program.clone(),
            cause,
        })?;
        if !done.status.success() {
            let told = String::from_utf8_lossy(&done.stderr);
            return Err(Error::Initdb(
                told.split_whitespace().collect::<Vec<_>>().join(" "),
            ));
        }
        // An empty folder, from an earlier start that did not get far, gives way.
        let _ = fs::remove_dir(&self.cluster);
        fs::rename(&unfinished, &self.cluster).map_err(Error::file(&self.cluster))
    }
}

/// A place that the server's user can reach, with a link to it where the cluster would be.
fn place_elsewhere(link: &Path) -> Result<PathBuf, Error> {
    let parent = Path::new(ELSEWHERE);
    DirBuilder::new()
        .recursive(true)
        .mode(0o711)
        .create(parent)
        .map_err(Error::file(parent))?;
    let cluster = parent.join(random_name()?);
    symlink(&cluster, link).map_err(Error::file(link))?;
    tracing::info!(
        cluster = %cluster.display(),
        "the data folder lies where PostgreSQL's user cannot enter; the cluster goes elsewhere"
    );
    Ok(cluster)
}

/// Makes a folder that the server's user alone can enter (and root).
pub(super) fn private_folder(path: &Path, account: Option<&Account>) -> Result<(), Error> {
    DirBuilder::new()
        .mode(0o700)
        .create(path)
        .map_err(Error::file(path))?;
    fs::set_permissions(path, Permissions::from_mode(0o700)).map_err(Error::file(path))?;
    give(path, account)
}

/// A name that nobody can have taken before.
pub(super) fn random_name() -> Result<String, Error> {
    let mut bytes = [0_u8; 12];
    getrandom::fill(&mut bytes).map_err(|error| Error::File {
        path: PathBuf::from("/dev/urandom"),
        cause: std::io::Error::other(error.to_string()),
    })?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}
