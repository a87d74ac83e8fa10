//! Stops the server when its owner ends without doing so, however that happens: a shell waits at
//! the reading end of a pipe whose writing end only the owner has. When the owner is gone the
//! system closes the pipe, and the shell goes on to its second line.

use std::path::{Path, PathBuf};
use std::process::Stdio;

use tokio::process::Child;

use super::Error;
use super::account::{Account, command, give};

/// The cluster, the server's process, the signal that ends it, and what to remove when it has
/// ended. A server that another instance has started meanwhile is another process.
const SCRIPT: &str = r#"cat >/dev/null
cluster=$1 server=$2 signal=$3
shift 3
if [ "$(head -n 1 "$cluster/postmaster.pid" 2>/dev/null)" = "$server" ]; then kill -s "$signal" "$server"; fi
while kill -0 "$server" 2>/dev/null; do sleep 0.1; done
if [ $# -gt 0 ]; then rm -rf "$@"; fi"#;

pub(super) struct Watchdog {
    shell: Child,
}

impl Watchdog {
    /// Begins to watch a server. What is `doomed` is removed with it, and its sessions are ended
    /// at once.
    pub(super) fn start(
        account: Option<&Account>,
        cluster: &Path,
        server: u32,
        socket_dir: Option<&Path>,
        doomed: Option<&Path>,
    ) -> Result<Self, Error> {
        let program = PathBuf::from("/bin/sh");
        let mut shell = command(&program, account);
        shell.arg("-c").arg(SCRIPT).arg("watchdog").arg(cluster);
        shell.arg(server.to_string());
        shell.arg(if doomed.is_some() { "QUIT" } else { "INT" });
        if let Some(doomed) = doomed {
            // In a folder such as /tmp only its owner may remove it.
            give(doomed, account)?;
        }
        shell.args(socket_dir).args(doomed);
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
