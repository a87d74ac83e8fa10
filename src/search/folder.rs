//! Where a server keeps its index. The folder has a slot for each server that shares it; a slot
//! has generations, of which `current` names the one in use. A generation that is being built has
//! another name until it is whole, so that what was left half done is never taken for an index.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

/// Servers that may share one folder.
const SLOTS: u32 = 64;
const CURRENT: &str = "current";
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

/// A generation that is being built.
pub(super) struct Building {
    slot: PathBuf,
    number: u32,
    path: PathBuf,
    _lock: File,
}

impl Slot {
    /// The first one that no other server has.
    pub(super) fn take(folder: &Path) -> io::Result<Self> {
        for number in 0..SLOTS {
            let path = folder.join(number.to_string());
            fs::create_dir_all(&path)?;
            let lock = File::create(path.join("server.lock"))?;
            match lock.try_lock() {
                Ok(()) => {
                    return Ok(Self {
                        path,
                        _lock: Some(lock),
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

    /// The generation in use, and where it is.
    pub(super) fn current(&self) -> Option<(u32, PathBuf)> {
        let number = fs::read_to_string(self.path.join(CURRENT)).ok()?;
        let number: u32 = number.trim().parse().ok()?;
        Some((number, self.path.join(number.to_string())))
    }

    /// Begins a generation newer than all others.
    pub(super) fn build(&self) -> io::Result<Building> {
        let mut number = self.generations()?.into_iter().max().unwrap_or_default() + 1;
        loop {
            let path = self.path.join(format!("{number}.{BUILDING}"));
            match fs::create_dir(&path) {
                Ok(()) => {
                    let lock = File::create(path.join(BUILDER))?;
                    lock.lock()?;
                    return Ok(Building {
                        slot: self.path.clone(),
                        number,
                        path,
                        _lock: lock,
                    });
                }
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => number += 1,
                Err(error) => return Err(error),
            }
        }
    }

    /// Removes the generations that are older than the one in use, and those that were never
    /// finished.
    pub(super) fn sweep(&self, keep: u32) -> io::Result<()> {
        for entry in fs::read_dir(&self.path)? {
            let path = entry?.path();
            let Some(number) = generation(&path) else {
                continue;
            };
            let is_building = path.extension().is_some();
            let is_left = match is_building {
                // Just begun, it may not have its lock yet.
                true => number < keep && !is_locked(&path.join(BUILDER)),
                false => number < keep,
            };
            if is_left {
                fs::remove_dir_all(&path)?;
            }
        }
        Ok(())
    }

    fn generations(&self) -> io::Result<Vec<u32>> {
        let mut numbers = Vec::new();
        for entry in fs::read_dir(&self.path)? {
            numbers.extend(generation(&entry?.path()));
        }
        Ok(numbers)
    }
}

impl Building {
    /// Where to build it.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Makes it the one in use; nothing may have its files open.
    pub(super) fn finish(self) -> io::Result<(u32, PathBuf)> {
        let path = self.slot.join(self.number.to_string());
        fs::rename(&self.path, &path)?;
        let written = self.slot.join(format!("{CURRENT}.{}", self.number));
        fs::write(&written, self.number.to_string())?;
        fs::rename(&written, self.slot.join(CURRENT))?;
        Ok((self.number, path))
    }
}

fn generation(path: &Path) -> Option<u32> {
    let is_known = path.extension().is_none_or(|word| word == BUILDING);
    let number = path.file_stem()?.to_str()?.parse().ok()?;
    (is_known && path.is_dir()).then_some(number)
}

fn is_locked(path: &Path) -> bool {
    File::open(path).is_ok_and(|file| file.try_lock().is_err())
}
