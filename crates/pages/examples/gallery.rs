//! Writes every sample page as an HTML file, to look at and to take pictures
//! of: `cargo run -p pages --example gallery -- target/gallery`; in another
//! language with its tag behind, or `pseudo`.

use std::{env, fs, io, path::PathBuf};

use pages::samples::{self, pseudo};
use pages::{Assets, Brand, Frame, Language, Menu, STYLE, html};

fn main() -> io::Result<()> {
    let folder = env::args().nth(1).unwrap_or("target/gallery".into());
    let folder = PathBuf::from(folder);
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("style.css"), STYLE)?;
    let tag = env::args().nth(2).unwrap_or_default();
    let language = Language::closest(&tag).unwrap_or_default();
    let texts = match &*tag {
        "pseudo" => pseudo::texts(),
        _ => *language.texts(),
    };
    let frame = Frame {
        texts: &texts,
        brand: &brand(),
        assets: &Assets {
            script: "script.js".into(),
            style: "style.css".into(),
        },
        request_id: "8f2c1d7e5a",
        widget: None,
        own_texts: None,
        menu: Some(Menu {
            language,
            query: &[],
        }),
    };
    for (name, page) in samples::samples() {
        let file = folder.join(name).with_extension("html");
        fs::write(file, html::document(&page, &frame))?;
    }
    Ok(())
}

fn brand() -> Brand {
    Brand {
        name: "Example Ltd".into(),
        support_url: Some("https://help.example.com/".into()),
        logo_url: None,
        sign_in_url: Some("https://app.example.com/sign-in".into()),
    }
}
