//! Other programs: run to their end, with their output shown or taken.

use std::ffi::OsStr;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::failure::{Explain, Failure, Outcome};
use crate::places::Places;

/// A call of another program, in the clone's root unless told otherwise.
#[derive(Debug)]
pub(crate) struct Program {
    command: Command,
}

impl Program {
    /// A program by name or path.
    pub(crate) fn new(places: &Places, program: impl AsRef<OsStr>) -> Self {
        let mut command = Command::new(program);
        command
            .current_dir(places.root())
            .stdin(Stdio::null())
            // Wrangler: no questions, no statistics; npm: no news.
            .env("CI", "1")
            .env("WRANGLER_SEND_METRICS", "false")
            .env("NO_UPDATE_NOTIFIER", "1");
        Self { command }
    }

    /// The cargo that runs this program.
    pub(crate) fn cargo(places: &Places) -> Self {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        Self::new(places, cargo)
    }

    /// Adds arguments.
    pub(crate) fn args<I: IntoIterator<Item: AsRef<OsStr>>>(mut self, args: I) -> Self {
        self.command.args(args);
        self
    }

    /// Adds one argument that is a path.
    pub(crate) fn arg_path(mut self, path: &Path) -> Self {
        self.command.arg(path);
        self
    }

    /// Sets a variable.
    pub(crate) fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Takes a variable away.
    pub(crate) fn without_env(mut self, name: &str) -> Self {
        self.command.env_remove(name);
        self
    }

    /// Runs elsewhere.
    pub(crate) fn within(mut self, folder: impl AsRef<Path>) -> Self {
        self.command.current_dir(folder);
        self
    }

    /// Runs it, its output going where ours goes.
    pub(crate) fn run(mut self) -> Outcome {
        let line = self.line();
        let status = self.command.status().explain(&line)?;
        if status.success() {
            return Ok(());
        }
        Err(Failure::new(format!("`{line}` failed ({status})")))
    }

    /// Runs it and shows what it printed only if it fails.
    pub(crate) fn run_quietly(self) -> Outcome {
        self.output().map(drop)
    }

    /// Runs it and gives what it printed to its standard output.
    pub(crate) fn output(mut self) -> Outcome<String> {
        let line = self.line();
        let output = self.command.output().explain(&line)?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        if output.status.success() {
            return Ok(text);
        }
        let errors = String::from_utf8_lossy(&output.stderr);
        let status = output.status;
        Err(Failure::new(format!(
            "`{line}` failed ({status})\n{text}{errors}"
        )))
    }

    /// The bare call, for those who keep the process.
    pub(crate) fn into_command(self) -> Command {
        self.command
    }

    /// The call as a person would type it.
    pub(crate) fn line(&self) -> String {
        let name = Path::new(self.command.get_program());
        let mut line = name
            .file_name()
            .unwrap_or(name.as_os_str())
            .to_string_lossy()
            .into_owned();
        for argument in self.command.get_args() {
            write!(line, " {}", argument.to_string_lossy()).expect("a String takes all text");
        }
        line
    }
}

/// Where `name` is, as a shell would find it.
pub(crate) fn find(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(name))
        .find(|candidate| candidate.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Program {
        Program::new(&Places::of_this_clone(), "sh").args(["-c", script])
    }

    #[test]
    fn a_failing_program_fails_with_its_call_and_what_it_said() {
        let failure = shell("echo why >&2; exit 3").run_quietly().unwrap_err();
        let sentence = failure.to_string();
        assert!(sentence.contains("exit 3"), "{sentence}");
        assert!(sentence.contains("why\n"), "{sentence}");
        assert!(shell("exit 3").run().is_err());
    }

    #[test]
    fn a_programs_output_can_be_taken() {
        assert_eq!(shell("echo here").output().unwrap(), "here\n");
    }

    #[test]
    fn programs_are_found_where_the_shell_finds_them() {
        assert!(find("sh").is_some());
        assert!(find("no-such-program-anywhere").is_none());
    }
}
