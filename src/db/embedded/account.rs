//! Whom the server runs as: PostgreSQL refuses root, so root hands it to an ordinary user.

use std::fs;
use std::os::unix::fs::{MetadataExt, chown};
use std::path::Path;

use tokio::process::Command;

use super::Error;

/// Users that may run the server for root, in order.
const CANDIDATES: [&str; 2] = ["postgres", "nobody"];

/// An ordinary user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Account {
    uid: u32,
    gid: u32,
}

impl Account {
    /// The user to run the server as; none when we are an ordinary user ourselves.
    pub(super) fn of_server() -> Result<Option<Self>, Error> {
        if !rustix::process::geteuid().is_root() {
            return Ok(None);
        }
        let path = Path::new("/etc/passwd");
        let passwd = fs::read_to_string(path).map_err(Error::file(path))?;
        CANDIDATES
            .iter()
            .find_map(|name| find(&passwd, name))
            .map(Some)
            .ok_or(Error::NoAccount)
    }

    /// Whether the user may pass through the folder and all that it lies in.
    pub(super) fn can_reach(&self, folder: &Path) -> bool {
        folder.ancestors().all(|ancestor| {
            fs::metadata(ancestor).is_ok_and(|folder| {
                let pass = match () {
                    () if folder.uid() == self.uid => 0o100,
                    () if folder.gid() == self.gid => 0o010,
                    () => 0o001,
                };
                folder.mode() & pass != 0
            })
        })
    }
}

/// Gives a file to the server's user, if that is another than we.
pub(super) fn give(path: &Path, account: Option<&Account>) -> Result<(), Error> {
    match account {
        Some(account) => {
            chown(path, Some(account.uid), Some(account.gid)).map_err(Error::file(path))
        }
        None => Ok(()),
    }
}

/// A command that runs as the server's user, in a process group of its own: what a terminal
/// sends to ours (Ctrl-C) must not reach it before we are done with it.
pub(super) fn command(program: &Path, account: Option<&Account>) -> Command {
    let mut command = Command::new(program);
    // The server's user may not be able to stay where we are.
    command.current_dir("/").process_group(0);
    if let Some(account) = account {
        command.uid(account.uid).gid(account.gid);
    }
    command
}

fn find(passwd: &str, name: &str) -> Option<Account> {
    passwd.lines().find_map(|line| {
        let mut fields = line.split(':');
        if fields.next() != Some(name) {
            return None;
        }
        let uid = fields.nth(1)?.parse().ok()?;
        let gid = fields.next()?.parse().ok()?;
        Some(Account { uid, gid })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_a_user_by_its_whole_name() {
        let passwd = "root:x:0:0:root:/root:/bin/sh\npostgresql:x:9:9::/:/bin/sh\npostgres:x:104:110:x:/:/bin/sh\n";
        let expected = Account { uid: 104, gid: 110 };
        assert_eq!(find(passwd, "postgres"), Some(expected));
        assert_eq!(find(passwd, "nobody"), None);
    }
}
