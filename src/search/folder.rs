//! Where a server keeps its index. The folder has a slot for each server that shares it; a slot
//! has generations, of which `current` names the one in use. A generation that is being built has
//! another name until it is whole, so that what was left half done is never taken for an index.
//! Each has a number of its own, drawn by chance: none is taken for one that was there before,
//! whatever became of the folder meanwhile.

#[cfg(test)]
mod tests;

use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// Servers that may share one folder.
const SLOTS: u32 = 64;
const SERVER: &str = "server.lock";
const CURRENT: &str = "current";
const CURRENT_NEW: &str = "current.new";
/// Bytes of what these files tell, at most.
const SMALL: u64 = 1000;
const BUILDING: &str = "building";
const BUILDER: &str = "builder.lock";

/// Where an index is kept.
#[derive(Debug, Clone, Default)]
pub enum Place {
    /// In memory, for as long as the program runs.
    #[default]
    Memory,
    /// In a folder, which is made when it is not there.
    Folder(PathBuf),
}

/// A slot of the folder.
#[derive(Debug)]
pub(super) struct Slot {
    path: PathBuf,
    // Held for as long as the server runs; the system lets go of it however the program ends.
    _lock: Option<File>,
}

/// A generation that is being built; what is not finished is removed.
pub(super) struct Building {
    slot: PathBuf,
    number: u64,
    path: PathBuf,
    is_finished: bool,
    _lock: File,
}

impl Slot {
    /// The first one that no other server has; it notes there what its server is.
    pub(super) fn take(folder: &Path, server: &str) -> io::Result<Self> {
        let mut options = File::options();
        options.write(true).create(true).truncate(false);
        for number in 0..SLOTS {
            let path = folder.join(number.to_string());
            fs::create_dir_all(&path)?;
            let mut lock = options.open(path.join(SERVER))?;
            match lock.try_lock() {
                Ok(()) => {
                    let slot = Self { path, _lock: None };
                    if slot.server().as_deref() != Some(server) {
                        lock.set_len(0)?;
                        lock.write_all(server.as_bytes())?;
                    }
                    return Ok(Self {
                        _lock: Some(lock),
                        ..slot
                    });
                }
                Err(TryLockError::WouldBlock) => {}
                Err(TryLockError::Error(error)) => return Err(error),
            }
        }
        Err(io::Error::other("too many servers share the index folder"))
    }

    /// The first one, whoever has it: for a command that works beside the server.
    pub(super) fn first(folder: &Path) -> io::Result<Self> {
        let path = folder.join("0");
        fs::create_dir_all(&path)?;
        Ok(Self { path, _lock: None })
    }

    /// What the server is, or was, that took it last.
    pub(super) fn server(&self) -> Option<String> {
        told(&self.path.join(SERVER))
    }

    /// The generation in use, and where it is.
    pub(super) fn current(&self) -> Option<(u64, PathBuf)> {
        let number: u64 = told(&self.path.join(CURRENT))?.trim().parse().ok()?;
        Some((number, self.path.join(number.to_string())))
    }

    /// Begins a generation.
    pub(super) fn build(&self) -> io::Result<Building> {
        let _alone = alone(&self.path)?;
        // A disk that they have filled has no place for another.
        remove(self.unfinished()?)?;
        // It is known before the work is done whether it can be made the one in use.
        for name in [CURRENT, CURRENT_NEW] {
            let path = self.path.join(name);
            if path.is_dir() {
                fs::remove_dir_all(path)?;
            }
        }
        let number = getrandom::u64().map_err(io::Error::other)?;
        let path = self.path.join(format!("{number}.{BUILDING}"));
        fs::create_dir(&path)?;
        let lock = File::create(path.join(BUILDER))?;
        lock.lock()?;
        Ok(Building {
            slot: self.path.clone(),
            number,
            path,
            is_finished: false,
            _lock: lock,
        })
    }

    /// Removes the generations other than the one that is searched and the one in use, and those
    /// that were never finished.
    pub(super) fn sweep(&self, searched: u64) -> io::Result<()> {
        // Seldom is there anything, however often it is looked for.
        if self.useless(searched)?.is_empty() {
            return Ok(());
        }
        let _alone = alone(&self.path)?;
        remove(self.useless(searched)?)
    }

    fn useless(&self, searched: u64) -> io::Result<Vec<PathBuf>> {
        let current = self.current().map(|(number, _)| number);
        let mut useless = self.unfinished()?;
        for (number, path) in self.generations()? {
            let is_used = number == searched || Some(number) == current;
            if !is_used && path.extension().is_none() {
                useless.push(path);
            }
        }
        Ok(useless)
    }

    /// What others began to build and will not finish: they are no more.
    fn unfinished(&self) -> io::Result<Vec<PathBuf>> {
        let mut paths = Vec::new();
        for (_, path) in self.generations()? {
            if path.extension().is_some() && !is_locked(&path.join(BUILDER)) {
                paths.push(path);
            }
        }
        Ok(paths)
    }

    /// All of them, also those that are being built.
    fn generations(&self) -> io::Result<Vec<(u64, PathBuf)>> {
        let mut found = Vec::new();
        let entries = match fs::read_dir(&self.path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(found),
            entries => entries?,
        };
        for entry in entries {
            let path = entry?.path();
            found.extend(generation(&path).map(|number| (number, path)));
        }
        Ok(found)
    }
}

impl Building {
    /// Where to build it.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Makes it the one in use; nothing may have its files open.
    pub(super) fn finish(mut self) -> io::Result<()> {
        let _alone = alone(&self.slot)?;
        let path = self.slot.join(self.number.to_string());
        fs::rename(&self.path, &path)?;
        self.path = path;
        let written = self.slot.join(CURRENT_NEW);
        fs::write(&written, self.number.to_string())?;
        fs::rename(&written, self.slot.join(CURRENT))?;
        self.is_finished = true;
        Ok(())
    }
}

impl Drop for Building {
    fn drop(&mut self) {
        if self.is_finished {
            return;
        }
        let removed = alone(&self.slot).and_then(|_alone| fs::remove_dir_all(&self.path));
        if let Err(error) = removed {
            tracing::warn!(%error, "a search index that was not finished is left where it is");
        }
    }
}

/// Held while generations come and go: one that has just been begun is then never taken for one
/// that was given up.
fn alone(slot: &Path) -> io::Result<File> {
    let lock = File::create(slot.join("generations.lock"))?;
    lock.lock()?;
    Ok(lock)
}

fn remove(folders: Vec<PathBuf>) -> io::Result<()> {
    folders.into_iter().try_for_each(fs::remove_dir_all)
}

/// The text of a small file; of one that is not, no more than fits.
fn told(path: &Path) -> Option<String> {
    let mut text = String::new();
    let file = File::open(path).ok()?;
    file.take(SMALL).read_to_string(&mut text).ok()?;
    Some(text)
}

fn generation(path: &Path) -> Option<u64> {
    let is_known = path.extension().is_none_or(|word| word == BUILDING);
    let number = path.file_stem()?.to_str()?.parse().ok()?;
    (is_known && path.is_dir()).then_some(number)
}

fn is_locked(path: &Path) -> bool {
    File::open(path).is_ok_and(|file| file.try_lock().is_err())
}
