//! "Has anything changed?", answered by content and not by time.

use std::fs;
use std::path::PathBuf;

use crate::failure::{Explain, Outcome};
use crate::fingerprint;
use crate::places::Places;

/// A step of the build: from files to files.
#[derive(Debug)]
pub(super) struct Step<'a> {
    /// What it makes, for people.
    pub(super) name: &'static str,
    /// Files and folders that it reads, relative to the root.
    pub(super) inputs: &'a [&'static str],
    /// Files and folders that it writes, relative to the root.
    pub(super) outputs: &'a [&'static str],
    /// Remembers inputs and outputs of the last success.
    pub(super) stamp: PathBuf,
}

/// What became of a [`Step`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Was {
    /// It ran.
    Run,
    /// Inputs and outputs are those of its last success.
    Skipped,
}

impl Step<'_> {
    /// Runs `work` unless its outputs are there and stem from these inputs.
    pub(super) fn run_if_changed(
        &self,
        places: &Places,
        work: impl FnOnce() -> Outcome,
    ) -> Outcome<Was> {
        // Taken before the work: what changes meanwhile is then seen the next time.
        let inputs = fingerprint::of_files(places.root(), self.inputs)?;
        if fs::read_to_string(&self.stamp).is_ok_and(|stamp| {
            fingerprint::of_files(places.root(), self.outputs)
                .is_ok_and(|outputs| stamp == line(&inputs, &outputs))
        }) {
            return Ok(Was::Skipped);
        }
        work()?;
        let outputs = fingerprint::of_files(places.root(), self.outputs)?;
        let doing = format!("cannot write {}", self.stamp.display());
        fs::write(&self.stamp, line(&inputs, &outputs)).explain(doing)?;
        Ok(Was::Run)
    }
}

fn line(inputs: &str, outputs: &str) -> String {
    format!("{inputs} {outputs}\n")
}

#[cfg(test)]
mod tests {
    use super::super::scratch::Scratch;
    use super::*;
    use crate::failure::Failure;

    fn step(scratch: &Scratch) -> Step<'static> {
        Step {
            name: "copy",
            inputs: &["in"],
            outputs: &["out"],
            stamp: scratch.path().join("stamp"),
        }
    }

    fn copy(scratch: &Scratch) -> Was {
        let work = || {
            let content = fs::read_to_string(scratch.path().join("in")).unwrap();
            scratch.write("out", &content);
            Ok(())
        };
        step(scratch)
            .run_if_changed(&scratch.places(), work)
            .unwrap()
    }

    #[test]
    fn a_step_runs_once_and_again_only_for_other_inputs() {
        let scratch = Scratch::new("stamp-inputs");
        scratch.write("in", "1");
        assert_eq!(copy(&scratch), Was::Run);
        assert_eq!(copy(&scratch), Was::Skipped);
        scratch.write("in", "2");
        assert_eq!(copy(&scratch), Was::Run);
        assert_eq!(copy(&scratch), Was::Skipped);
    }

    #[test]
    fn a_lost_or_altered_output_is_made_again() {
        let scratch = Scratch::new("stamp-outputs");
        scratch.write("in", "1");
        copy(&scratch);
        fs::remove_file(scratch.path().join("out")).unwrap();
        assert_eq!(copy(&scratch), Was::Run);
        scratch.write("out", "altered");
        assert_eq!(copy(&scratch), Was::Run);
    }

    #[test]
    fn a_failed_step_is_not_taken_for_done() {
        let scratch = Scratch::new("stamp-failure");
        scratch.write("in", "1");
        let fail = || Err(Failure::new("no"));
        assert!(
            step(&scratch)
                .run_if_changed(&scratch.places(), fail)
                .is_err()
        );
        assert_eq!(copy(&scratch), Was::Run);
    }
}
