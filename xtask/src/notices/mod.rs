//! What is other people's in the two products, and on what terms: `THIRD_PARTY_NOTICES.txt`.
//!
//! It is made from the very sources that are compiled: cargo says which packages, the folders that
//! it compiles them from hold their licences.

mod packages;
mod texts;

use std::fs;

use crate::failure::{Explain, Failure, Outcome};
use crate::places::Places;

use packages::Package;

/// The file, in the clone and under `/assets/`.
pub(crate) const FILE: &str = "THIRD_PARTY_NOTICES.txt";

/// Writes the file anew.
pub(crate) fn write(places: &Places) -> Outcome {
    fs::write(places.at(FILE), notices(places)?).explain(format_args!("cannot write {FILE}"))?;
    println!("xtask: wrote {FILE}");
    Ok(())
}

/// Fails where the file is not what [`write()`] would make of it.
pub(crate) fn check(places: &Places) -> Outcome {
    compare(places, &notices(places)?)
}

fn compare(places: &Places, notices: &str) -> Outcome {
    if fs::read_to_string(places.at(FILE)).is_ok_and(|there| there == notices) {
        return Ok(());
    }
    Err(Failure::new(format!(
        "{FILE} is not that of Cargo.lock: run `cargo xtask notices`"
    )))
}

fn notices(places: &Places) -> Outcome<String> {
    let packages = packages::of_the_products(places)?;
    let texts = texts::of(&packages)?;
    Ok(texts::document(&packages, &texts))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::build::scratch::Scratch;

    #[test]
    fn a_file_that_is_missing_or_stale_is_one_to_make_anew() {
        let scratch = Scratch::new("notices-stale");
        let places = scratch.places();
        assert!(compare(&places, "new").is_err());
        scratch.write(FILE, "old");
        let failure = compare(&places, "new").unwrap_err().to_string();
        assert!(failure.contains("cargo xtask notices"), "{failure}");
        scratch.write(FILE, "new");
        compare(&places, "new").unwrap();
    }
}
