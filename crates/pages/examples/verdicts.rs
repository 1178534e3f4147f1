//! Prints how this build judges the generated passwords, for other builds to compare:
//! `cargo run -p pages --example verdicts`.

use pages::samples::passwords::digests;

fn main() {
    for digest in digests() {
        print!("{digest:016x} ");
    }
}
