//! Content hashes: of one file for its name, of many files for "has anything changed?".

use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::failure::{Explain, Outcome};

/// A SHA-256 in hexadecimal.
pub(crate) fn of_bytes(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

/// The part of a content hash that goes into a public file name.
pub(crate) fn short(bytes: &[u8]) -> String {
    let mut hash = of_bytes(bytes);
    hash.truncate(12);
    hash
}

/// One hash over the names and contents of all files at or below `paths`.
/// What does not exist counts as such; hidden files and folders below `paths` do not count.
pub(crate) fn of_files(root: &Path, paths: &[&str]) -> Outcome<String> {
    let mut files = Vec::new();
    for path in paths {
        collect(&root.join(path), &mut files)?;
    }
    files.sort();
    files.dedup();
    let mut hash = Sha256::new();
    for file in files {
        let content = fs::read(&file).explain(format_args!("cannot read {}", file.display()))?;
        let name = file.strip_prefix(root).unwrap_or(&file);
        hash.update(name.to_string_lossy().as_bytes());
        hash.update([0]);
        hash.update(Sha256::digest(&content));
    }
    Ok(hexadecimal(&hash.finalize()))
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> Outcome {
    if path.is_file() {
        files.push(path.to_owned());
    }
    if !path.is_dir() {
        return Ok(());
    }
    let doing = format!("cannot list {}", path.display());
    for entry in fs::read_dir(path).explain(&doing)? {
        let entry = entry.explain(&doing)?;
        if !entry.file_name().to_string_lossy().starts_with('.') {
            collect(&entry.path(), files)?;
        }
    }
    Ok(())
}

fn hexadecimal(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |nibble: u8| char::from(DIGITS[usize::from(nibble)]);
    bytes
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::build::scratch::Scratch;

    #[test]
    fn a_hash_is_the_sha_256_that_everybody_computes() {
        let known = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(of_bytes(b"abc"), known);
        assert_eq!(short(b"abc"), "ba7816bf8f01");
    }

    #[test]
    fn a_changed_a_renamed_and_a_new_file_each_change_the_fingerprint() {
        let scratch = Scratch::new("fingerprint");
        let look = || of_files(scratch.path(), &["in"]).unwrap();
        let mut seen = vec![look()];
        for (file, content) in [("in/a", "1"), ("in/a", "2"), ("in/sub/b", "2")] {
            scratch.write(file, content);
            seen.push(look());
        }
        fs::rename(scratch.path().join("in/a"), scratch.path().join("in/c")).unwrap();
        seen.push(look());
        let count = seen.len();
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), count);
    }

    #[test]
    fn neither_other_folders_nor_hidden_files_matter() {
        let scratch = Scratch::new("fingerprint-hidden");
        scratch.write("in/a", "1");
        let before = of_files(scratch.path(), &["in"]).unwrap();
        scratch.write("out/b", "1");
        scratch.write("in/.stamp", "1");
        assert_eq!(of_files(scratch.path(), &["in"]).unwrap(), before);
    }
}
