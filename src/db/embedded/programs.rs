//! Where PostgreSQL's server programs are.

use std::path::{Path, PathBuf};
use std::{env, fs};

/// The folder of the programs.
#[derive(Debug, Clone)]
pub(super) struct Programs {
    folder: PathBuf,
}

/// Folders that hold folders of one version each, and what the version's `bin` is called there.
const VERSIONED: [&str; 3] = ["/usr/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt"];

impl Programs {
    /// The programs in the folder named, else those on the `PATH`, else the newest installed.
    /// For a cluster that exists, those of the version that made it; where they are not, the
    /// error is the version that is.
    pub(super) fn find(
        named: Option<&Path>,
        made_by: Option<&str>,
    ) -> Result<Self, Option<String>> {
        let candidates: Vec<Self> = match named {
            Some(folder) => vec![folder.to_owned()],
            None => on_path().chain(installed()).collect(),
        }
        .into_iter()
        .map(|folder| Self { folder })
        .filter(Self::are_there)
        .collect();
        let Some(first) = candidates.first() else {
            return Err(None);
        };
        let Some(made_by) = made_by else {
            return Ok(first.clone());
        };
        candidates
            .iter()
            .find(|programs| programs.version().as_deref() == Some(made_by))
            .cloned()
            .ok_or_else(|| first.version())
    }

    fn are_there(&self) -> bool {
        ["postgres", "initdb", "pg_ctl"]
            .iter()
            .all(|program| self.path(program).is_file())
    }

    /// The path of a program.
    pub(super) fn path(&self, program: &str) -> PathBuf {
        self.folder.join(program)
    }

    fn version(&self) -> Option<String> {
        let told = std::process::Command::new(self.path("postgres"))
            .arg("--version")
            .output()
            .ok()?;
        major(&String::from_utf8_lossy(&told.stdout))
    }
}

/// `15` of `postgres (PostgreSQL) 15.18 (Debian …)`.
fn major(told: &str) -> Option<String> {
    let version = told
        .split_whitespace()
        .find(|word| word.starts_with(|first: char| first.is_ascii_digit()))?;
    let digits = version.split(|c: char| !c.is_ascii_digit()).next()?;
    Some(digits.to_owned())
}

fn on_path() -> impl Iterator<Item = PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path).collect::<Vec<_>>().into_iter()
}

/// What is installed beside the `PATH`, newest version first.
fn installed() -> impl Iterator<Item = PathBuf> {
    let mut found: Vec<(u32, PathBuf)> = VERSIONED
        .iter()
        .filter_map(|folder| fs::read_dir(folder).ok())
        .flatten()
        .filter_map(|entry| {
            let entry = entry.ok()?;
            let name = entry.file_name().into_string().ok()?;
            Some((version_of(&name)?, entry.path().join("bin")))
        })
        .collect();
    found.sort_by(|a, b| b.cmp(a));
    found.into_iter().map(|(_, folder)| folder)
}

/// 15 of `15` and of `postgresql@15`; the unversioned `postgresql` comes last.
fn version_of(name: &str) -> Option<u32> {
    match name.strip_prefix("postgresql") {
        None => name.parse().ok(),
        Some("") => Some(0),
        Some(rest) => rest.strip_prefix('@')?.parse().ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_versions() {
        assert_eq!(
            major("postgres (PostgreSQL) 15.18 (Debian 15.18-0)").as_deref(),
            Some("15")
        );
        assert_eq!(
            major("postgres (PostgreSQL) 18beta1").as_deref(),
            Some("18")
        );
        assert_eq!(version_of("17"), Some(17));
        assert_eq!(version_of("postgresql@16"), Some(16));
        assert_eq!(version_of("postgresql"), Some(0));
        assert_eq!(version_of("openssl@3"), None);
    }
}
