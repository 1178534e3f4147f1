//! One at a time: locks that the system gives back when their holder dies.

use std::fs::{self, File, TryLockError};
use std::path::Path;

use crate::failure::{Explain, Outcome};

/// Held until dropped.
#[derive(Debug)]
pub(crate) struct Lock {
    _file: File,
}

impl Lock {
    /// Waits for the lock file at `path`, and says so when `what` is busy elsewhere.
    pub(crate) fn take(path: &Path, what: &str) -> Outcome<Self> {
        let doing = format!("cannot lock {}", path.display());
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).explain(&doing)?;
        }
        let file = File::create(path).explain(&doing)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                println!("xtask: another process is busy with {what}; waiting for it");
                file.lock().explain(&doing)?;
            }
            Err(TryLockError::Error(error)) => Err(error).explain(&doing)?,
        }
        Ok(Self { _file: file })
    }
}
