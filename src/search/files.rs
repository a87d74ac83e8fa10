//! The files of an index. They are read into memory whole, and what was read is checked: whatever
//! becomes of them afterwards, what is searched stays what was written. (Files that are mapped
//! change under their readers, and end the program when they are cut short.)

#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, Weak};

use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::footer::Footer;
use tantivy::directory::{
    Directory, DirectoryLock, FileHandle, FileSlice, Lock, MmapDirectory, OwnedBytes,
    WatchCallback, WatchHandle, WritePtr,
};

/// Bytes that every file ends with: how long what it says of itself is, and a number by which that
/// is known.
const END: usize = 8;

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

    fn content(&self, file: &Path) -> io::Result<Arc<OwnedBytes>> {
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(content) = read.get(file).and_then(Weak::upgrade) {
            return Ok(content);
        }
        let content = checked(fs::read(self.path.join(file))?)?;
        read.retain(|_, content| content.strong_count() > 0);
        read.insert(file.to_owned(), Arc::downgrade(&content));
        Ok(content)
    }
}

/// What was read, where it is what was written.
fn checked(read: Vec<u8>) -> io::Result<Arc<OwnedBytes>> {
    if read.len() < END {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    let content = Arc::new(OwnedBytes::new(read));
    let (footer, body) = Footer::extract_footer(FileSlice::new(content.clone()))?;
    if crc32fast::hash(&body.read_bytes()?) != footer.crc {
        let cause = "its content is not what was written";
        return Err(io::Error::new(io::ErrorKind::InvalidData, cause));
    }
    Ok(content)
}

impl fmt::Debug for Files {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_tuple("Files").field(&self.path).finish()
    }
}

impl Directory for Files {
    fn get_file_handle(&self, file: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        match self.content(file) {
            Ok(content) => Ok(content),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                Err(OpenReadError::FileDoesNotExist(file.to_owned()))
            }
            Err(error) => Err(OpenReadError::wrap_io_error(error, file.to_owned())),
        }
    }

    fn delete(&self, file: &Path) -> Result<(), DeleteError> {
        self.folder.delete(file)
    }

    fn exists(&self, file: &Path) -> Result<bool, OpenReadError> {
        self.folder.exists(file)
    }

    fn open_write(&self, file: &Path) -> Result<WritePtr, OpenWriteError> {
        self.folder.open_write(file)
    }

    fn atomic_read(&self, file: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.folder.atomic_read(file)
    }

    fn atomic_write(&self, file: &Path, data: &[u8]) -> io::Result<()> {
        self.folder.atomic_write(file, data)
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
