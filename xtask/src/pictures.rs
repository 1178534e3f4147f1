//! The pictures of `README.md`: of the pages as they are, so that they stay true.

use std::fs;

use crate::arguments::Wishes;
use crate::dev::{self, Session};
use crate::failure::{Explain, Failure, Outcome};
use crate::places::Places;
use crate::program::Program;
use crate::setup::{Browser, Setup};

const PICTURES: [&str; 2] = ["pictures/forms-light.png", "pictures/forms-dark.png"];
/// Bytes that a picture may have: who reads about us should not wait for it.
const MOST: u64 = 60_000;

/// Walks to both forms in Chromium and takes them in light and dark.
pub(crate) fn take(places: &Places, wishes: &Wishes) -> Outcome {
    dev::free_ports(wishes)?;
    let setup = Setup::make(places, Browser::Needed)?;
    let browser = &setup.chromium()?.browser;
    let Some(_session) = Session::start(&setup, wishes)? else {
        return Ok(());
    };
    Program::new(places, "node")
        .arg_path(&places.at("xtask/pictures/take.mjs"))
        .arg_path(browser)
        .args([dev::origin(wishes.port), dev::origin(wishes.okta_port)])
        .args(PICTURES)
        .run()?;
    PICTURES
        .iter()
        .try_for_each(|picture| weigh(places, picture))
}

fn weigh(places: &Places, picture: &str) -> Outcome {
    let bytes = fs::metadata(places.at(picture)).explain(picture)?.len();
    println!("{picture:<28}{bytes:>8} bytes");
    if bytes > MOST {
        return Err(Failure::new(format!(
            "{picture} has more than {MOST} bytes"
        )));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_readme_shows_each_picture() {
        let readme = fs::read_to_string(Places::of_this_clone().at("README.md")).unwrap();
        for picture in PICTURES {
            assert!(readme.contains(picture), "{picture}");
        }
    }

    #[test]
    fn a_picture_that_is_too_heavy_is_refused() {
        let folder = std::env::temp_dir().join(format!("rekey-pictures-{}", std::process::id()));
        let places = Places::for_a_test(&folder);
        fs::create_dir_all(&folder).unwrap();
        fs::write(places.at("light"), vec![0; 60_000]).unwrap();
        fs::write(places.at("heavy"), vec![0; 60_001]).unwrap();
        assert!(weigh(&places, "light").is_ok());
        assert!(weigh(&places, "heavy").is_err());
        fs::remove_dir_all(&folder).unwrap();
    }
}
