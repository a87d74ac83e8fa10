//! Stops the server when its owner ends without doing so, however that happens: a shell waits at
//! the reading end of a pipe whose writing end only the owner has. When the owner is gone the
//! system closes the pipe, and the shell goes on to its second line.

use std::path::{Path, PathBuf};
use std::process::Stdio;

use tokio::process::Child;

use super::Error;
use super::account::{Account, command, give};
use super::programs::Programs;

const STOP: &str = r#"cat >/dev/null; exec "$0" stop -D "$1" -m fast >/dev/null 2>&1"#;
const REMOVE: &str =
    r#"cat >/dev/null; "$0" stop -D "$1" -m immediate >/dev/null 2>&1; exec rm -rf "$2""#;

pub(super) struct Watchdog {
    shell: Child,
}

impl Watchdog {
    /// Begins to watch; `doomed` is removed in the end.
    pub(super) fn start(
        programs: &Programs,
        account: Option<&Account>,
        cluster: &Path,
        doomed: Option<&Path>,
    ) -> Result<Self, Error> {
        let program = PathBuf::from("/bin/sh");
        let mut shell = command(&program, account);
        shell.arg("-c").arg(match doomed {
            Some(_) => REMOVE,
            None => STOP,
        });
        shell.arg(programs.path("pg_ctl")).arg(cluster);
        if let Some(doomed) = doomed {
            // In a folder such as /tmp only its owner may remove it.
            give(doomed, account)?;
            shell.arg(doomed);
        }
        let shell = shell
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|cause| Error::Program { program, cause })?;
        Ok(Self { shell })
    }

    /// Sends it home: the server has been stopped.
    pub(super) async fn dismiss(mut self) {
        let _ = self.shell.kill().await;
    }
}
