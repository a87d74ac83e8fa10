//! The files of an index. They are read into memory whole, and what was read is checked: whatever
//! becomes of them afterwards, what is searched stays what was written. (Files that are mapped
//! change under their readers, and end the program when they are cut short.)
//!
//! Each ends with a seal, the sum of what was written and that of the file's name: what was damaged
//! is known by it, and what is sound but of another index.

#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::fmt;
use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, Weak};

use crc32fast::Hasher;
use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    AntiCallToken, Directory, DirectoryLock, FileHandle, Lock, MmapDirectory, OwnedBytes,
    TerminatingWrite, WatchCallback, WatchHandle, WritePtr,
};

/// Bytes of a sum, and of a seal.
const SUM: usize = 4;
const SEAL: i64 = 8;

/// A folder with an index. Those who read a file at the same time share what was read.
#[derive(Clone)]
pub(super) struct Files {
    path: PathBuf,
    /// Which writes, locks and removes.
    folder: MmapDirectory,
    read: Arc<Mutex<HashMap<PathBuf, Weak<OwnedBytes>>>>,
}

impl Files {
    /// Those of a folder that is there.
    pub(super) fn of(path: &Path) -> tantivy::Result<Self> {
        Ok(Self {
            path: path.to_owned(),
            folder: MmapDirectory::open(path)?,
            read: Arc::default(),
        })
    }

    fn shared(&self, file: &Path) -> io::Result<Arc<OwnedBytes>> {
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(content) = read.get(file).and_then(Weak::upgrade) {
            return Ok(content);
        }
        let content = Arc::new(OwnedBytes::new(self.content(file)?));
        read.retain(|_, content| content.strong_count() > 0);
        read.insert(file.to_owned(), Arc::downgrade(&content));
        Ok(content)
    }

    /// What was written into a file.
    fn content(&self, file: &Path) -> io::Result<Vec<u8>> {
        let mut opened = File::open(self.path.join(file))?;
        let (mut sum, mut name) = ([0; SUM], [0; SUM]);
        let length = opened.seek(SeekFrom::End(-SEAL))?;
        opened.read_exact(&mut sum)?;
        opened.read_exact(&mut name)?;
        // First, as one that has grown may be larger than any memory.
        if name != name_of(file) {
            return Err(altered());
        }
        opened.rewind()?;
        let mut content = Vec::new();
        content.try_reserve_exact(usize::try_from(length).map_err(io::Error::other)?)?;
        opened.take(length).read_to_end(&mut content)?;
        match crc32fast::hash(&content).to_le_bytes() == sum {
            true => Ok(content),
            false => Err(altered()),
        }
    }
}

fn name_of(file: &Path) -> [u8; SUM] {
    crc32fast::hash(file.as_os_str().as_encoded_bytes()).to_le_bytes()
}

fn altered() -> io::Error {
    let cause = "its content is not what was written";
    io::Error::new(io::ErrorKind::InvalidData, cause)
}

fn unread(error: io::Error, file: &Path) -> OpenReadError {
    match error.kind() {
        io::ErrorKind::NotFound => OpenReadError::FileDoesNotExist(file.to_owned()),
        _ => OpenReadError::wrap_io_error(error, file.to_owned()),
    }
}

/// A file that is sealed when its writing ends.
struct Sealing {
    out: WritePtr,
    sum: Hasher,
    name: [u8; SUM],
}

impl Write for Sealing {
    fn write(&mut self, some: &[u8]) -> io::Result<usize> {
        let count = self.out.write(some)?;
        self.sum.update(some.get(..count).unwrap_or(some));
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl TerminatingWrite for Sealing {
    fn terminate_ref(&mut self, token: AntiCallToken) -> io::Result<()> {
        let sum = self.sum.clone().finalize().to_le_bytes();
        self.out.write_all(&sum)?;
        self.out.write_all(&self.name)?;
        self.out.terminate_ref(token)
    }
}

impl fmt::Debug for Files {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_tuple("Files").field(&self.path).finish()
    }
}

impl Directory for Files {
    fn get_file_handle(&self, file: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        match self.shared(file) {
            Ok(content) => Ok(content),
            Err(error) => Err(unread(error, file)),
        }
    }

    fn delete(&self, file: &Path) -> Result<(), DeleteError> {
        self.folder.delete(file)
    }

    fn exists(&self, file: &Path) -> Result<bool, OpenReadError> {
        self.folder.exists(file)
    }

    fn open_write(&self, file: &Path) -> Result<WritePtr, OpenWriteError> {
        let sealing = Sealing {
            out: self.folder.open_write(file)?,
            sum: Hasher::new(),
            name: name_of(file),
        };
        Ok(BufWriter::new(Box::new(sealing)))
    }

    fn atomic_read(&self, file: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.content(file).map_err(|error| unread(error, file))
    }

    fn atomic_write(&self, file: &Path, data: &[u8]) -> io::Result<()> {
        let sum = crc32fast::hash(data).to_le_bytes();
        let sealed = [data, &sum, &name_of(file)].concat();
        self.folder.atomic_write(file, &sealed)
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        self.folder.acquire_lock(lock)
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.folder.watch(callback)
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.folder.sync_directory()
    }
}
