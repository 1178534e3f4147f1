//! Writes each catalogue but English as a file that the elements read, by the tags that people say:
//! `cargo run -p pages --example languages -- target/languages`.

use std::{env, fs, io, path::PathBuf};

use pages::Language;

fn main() -> io::Result<()> {
    let folder = env::args().nth(1).unwrap_or("target/languages".into());
    let folder = PathBuf::from(folder);
    fs::create_dir_all(&folder)?;
    for (tag, language) in Language::said() {
        if language != Language::ENGLISH {
            let file = folder.join(format!("{}.txt", tag.to_lowercase()));
            fs::write(file, language.texts().pack())?;
        }
    }
    Ok(())
}
