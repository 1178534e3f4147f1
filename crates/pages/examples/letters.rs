//! Writes every mail as HTML and text, to look at with a brand of your own:
//! `cargo run -p pages --example letters -- target/letters`, with
//! `BRAND_NAME`, `BRAND_LOGO_URL` and `BRAND_SUPPORT_URL` as the Worker has
//! them.

use std::{env, fs, io, path::PathBuf};

use pages::Brand;
use pages::mail::{self, MailTexts, Sheet};

fn main() -> io::Result<()> {
    let folder = env::args().nth(1).unwrap_or("target/letters".into());
    let folder = PathBuf::from(folder);
    fs::create_dir_all(&folder)?;
    let brand = brand();
    let sheet = Sheet {
        texts: &MailTexts::ENGLISH,
        brand: &brand,
        person: Some("Ada"),
        login: "ada@example.com",
    };
    for (name, message) in mail::samples() {
        let letter = mail::write(&message, &sheet);
        let file = folder.join(name);
        fs::write(file.with_extension("html"), &letter.html)?;
        let text = format!("Subject: {}\n\n{}", letter.subject, letter.text);
        fs::write(file.with_extension("txt"), text)?;
        println!("{}", file.with_extension("html").display());
    }
    Ok(())
}

fn brand() -> Brand {
    Brand {
        name: env::var("BRAND_NAME").unwrap_or("Example Ltd".into()),
        logo_url: env::var("BRAND_LOGO_URL").ok(),
        support_url: env::var("BRAND_SUPPORT_URL").ok(),
        sign_in_url: None,
    }
}
