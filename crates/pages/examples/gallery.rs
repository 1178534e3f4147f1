//! Writes every sample page as an HTML file, to look at and to take pictures
//! of: `cargo run -p pages --example gallery -- target/gallery`.

use std::{env, fs, io, path::PathBuf};

use pages::{Assets, Brand, Frame, STYLE, Texts, html, samples};

fn main() -> io::Result<()> {
    let folder = env::args().nth(1).unwrap_or("target/gallery".into());
    let folder = PathBuf::from(folder);
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("style.css"), STYLE)?;
    let frame = Frame {
        texts: &Texts::ENGLISH,
        brand: &brand(),
        assets: &Assets {
            script: "script.js".into(),
            style: "style.css".into(),
        },
        request_id: "8f2c1d7e5a",
        widget: None,
        own_texts: None,
        menu: None,
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
