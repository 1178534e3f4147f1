//! A folder for one test.

use std::fs;
use std::path::{Path, PathBuf};

use crate::places::Places;

/// Removed when dropped.
#[derive(Debug)]
pub(crate) struct Scratch(PathBuf);

impl Scratch {
    /// An empty folder of that name, of this process only.
    pub(crate) fn new(name: &str) -> Self {
        let name = format!("rekey-xtask-{}-{name}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    /// The folder.
    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    /// The folder as a clone.
    pub(crate) fn places(&self) -> Places {
        Places::for_a_test(&self.0)
    }

    /// Writes a file, with the folders that it needs.
    pub(crate) fn write(&self, file: &str, content: &str) {
        let file = self.0.join(file);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, content).unwrap();
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.0));
    }
}
