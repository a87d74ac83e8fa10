//! What `postmaster.pid` tells of a server, and the ending of one that an earlier instance of
//! the program left behind.

use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};

use super::{Error, POLL};

/// The waits for the end of a server: after asking it to end the sessions, after asking it to
/// end at once, and after giving it no choice.
const PATIENCE: [(Signal, Duration); 3] = [
    (Signal::INT, Duration::from_secs(30)),
    (Signal::QUIT, Duration::from_secs(10)),
    (Signal::KILL, Duration::from_secs(5)),
];

/// A server, as it describes itself in its cluster.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Postmaster {
    pub pid: u32,
    pub socket_dir: PathBuf,
    pub is_ready: bool,
}

impl Postmaster {
    /// What the cluster's `postmaster.pid` says.
    pub(super) fn read(cluster: &Path) -> Option<Self> {
        parse(&fs::read_to_string(cluster.join("postmaster.pid")).ok()?)
    }

    /// Stops it, if it is a server of this cluster at all: after a crash of the machine its id
    /// may be another program's by now.
    pub(super) async fn stop(&self, cluster: &Path) -> Result<(), Error> {
        if !self.runs_on(cluster) {
            // Left in place, it would keep a new server from starting for as long as some other
            // program has the id.
            let _ = fs::remove_file(cluster.join("postmaster.pid"));
            return Ok(());
        }
        tracing::warn!(
            process = self.pid,
            "an earlier instance left its PostgreSQL behind; stopping it"
        );
        for (signal, patience) in PATIENCE {
            send(self.pid, signal);
            let ended = async {
                while self.runs_on(cluster) {
                    tokio::time::sleep(POLL).await;
                }
            };
            if tokio::time::timeout(patience, ended).await.is_ok() {
                return Ok(());
            }
        }
        Err(Error::Stuck(self.pid))
    }

    /// Whether the process is the server of this cluster: it works inside of it or, where root
    /// may not see that (in a container), was started on it.
    fn runs_on(&self, cluster: &Path) -> bool {
        let process = PathBuf::from(format!("/proc/{}", self.pid));
        if Path::new("/proc/self").exists() {
            let works_in = fs::read_link(process.join("cwd")).is_ok_and(|folder| folder == cluster);
            let words = fs::read(process.join("cmdline")).unwrap_or_default();
            let name = cluster.as_os_str().as_bytes();
            return works_in || words.split(|byte| *byte == 0).any(|word| word == name);
        }
        // Without /proc the file is all there is to go by.
        pid(self.pid).is_some_and(|pid| rustix::process::test_kill_process(pid).is_ok())
            && Self::read(cluster).is_some_and(|now| now.pid == self.pid)
    }
}

/// Sends a signal; to a process that has ended it is sent in vain.
pub(super) fn send(process: u32, signal: Signal) {
    if let Some(pid) = pid(process) {
        let _ = kill_process(pid, signal);
    }
}

fn pid(process: u32) -> Option<Pid> {
    Pid::from_raw(i32::try_from(process).ok()?)
}

/// The lines: process, data folder, start time, port, socket folder, address, memory, status.
fn parse(text: &str) -> Option<Postmaster> {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    Some(Postmaster {
        pid: lines.first()?.parse().ok()?,
        socket_dir: PathBuf::from(lines.get(4).copied().unwrap_or_default()),
        is_ready: lines.get(7).is_some_and(|status| *status == "ready"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_a_server_that_is_ready() {
        let text =
            "4711\n/data/postgres\n1700000000\n5432\n/data/run\n\n  5432001  32768\nready   \n";
        let expected = Postmaster {
            pid: 4711,
            socket_dir: "/data/run".into(),
            is_ready: true,
        };
        assert_eq!(parse(text), Some(expected));
    }

    #[test]
    fn reads_a_server_that_is_starting() {
        let starting = parse("4711\n/data/postgres\n1700000000\n5432\n/data/run\n").unwrap();
        assert!(!starting.is_ready);
        assert_eq!(parse("rubbish"), None);
    }
}
