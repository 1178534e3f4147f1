//! A program with all its children: started as one process group, stopped as one.

use std::collections::VecDeque;
use std::io::{BufRead as _, BufReader, Read};
use std::os::unix::process::CommandExt as _;
use std::process::{Child, ExitStatus, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use nix::sys::signal::{Signal, killpg};
use nix::unistd::Pid;

use crate::clock;
use crate::failure::{Explain, Failure, Outcome};
use crate::program::Program;

/// What is kept of a quiet program's output, in lines.
const MEMORY: usize = 200;
/// Each signal's turn, from the friendly to the final one.
const SIGNALS: [(Signal, Duration); 3] = [
    (Signal::SIGINT, Duration::from_secs(5)),
    (Signal::SIGTERM, Duration::from_secs(3)),
    (Signal::SIGKILL, Duration::from_secs(3)),
];

/// Stopped when dropped.
#[derive(Debug)]
pub(super) struct Family {
    name: &'static str,
    child: Child,
    transcript: Arc<Mutex<Transcript>>,
}

#[derive(Debug)]
enum Transcript {
    Kept(VecDeque<String>),
    Spoken,
}

impl Family {
    /// Starts it. The terminal's Ctrl-C reaches us alone, and we decide who stops first.
    pub(super) fn start(name: &'static str, program: Program) -> Outcome<Self> {
        let line = program.line();
        let mut command = program.into_command();
        command.process_group(0);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().explain(line)?;
        let transcript = Arc::new(Mutex::new(Transcript::Kept(VecDeque::new())));
        if let Some(output) = child.stdout.take() {
            listen(name, output, &transcript);
        }
        if let Some(output) = child.stderr.take() {
            listen(name, output, &transcript);
        }
        Ok(Self {
            name,
            child,
            transcript,
        })
    }

    /// From now on its output is shown, under its name.
    pub(super) fn speak_up(&self) {
        *lock(&self.transcript) = Transcript::Spoken;
    }

    /// How it ended, if it has.
    pub(super) fn ended(&mut self) -> Outcome<Option<ExitStatus>> {
        self.child.try_wait().explain(self.name)
    }

    /// What went wrong with it, and what it said so far.
    pub(super) fn failure(&self, what: &str) -> Failure {
        let mut sentence = format!("`{}` {what}", self.name);
        if let Transcript::Kept(lines) = &*lock(&self.transcript) {
            for line in lines {
                sentence.push_str("\n  ");
                sentence.push_str(line);
            }
        }
        Failure::new(sentence)
    }

    fn stop(&mut self) {
        for (signal, patience) in SIGNALS {
            let start = clock::now();
            // An error says that there is nobody left.
            if killpg(self.group(), signal).is_err() {
                return;
            }
            while start.elapsed() < patience {
                if self.is_gone() {
                    return;
                }
                thread::sleep(Duration::from_millis(20));
            }
        }
        eprintln!("xtask: a process of `{}` does not end", self.name);
    }

    /// Whether nobody of the group is left; the first of it must be waited for to count as gone.
    fn is_gone(&mut self) -> bool {
        let ended = self.child.try_wait().is_ok_and(|end| end.is_some());
        ended && killpg(self.group(), None).is_err()
    }

    fn group(&self) -> Pid {
        let id = i32::try_from(self.child.id()).expect("a process id is an i32 on Unix");
        Pid::from_raw(id)
    }
}

impl Drop for Family {
    fn drop(&mut self) {
        self.stop();
    }
}

fn listen(name: &'static str, output: impl Read + Send + 'static, to: &Arc<Mutex<Transcript>>) {
    let to = Arc::clone(to);
    thread::spawn(move || {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            match &mut *lock(&to) {
                Transcript::Kept(lines) => {
                    lines.push_back(line);
                    if lines.len() > MEMORY {
                        lines.pop_front();
                    }
                }
                Transcript::Spoken => println!("{name:>6} | {line}"),
            }
        }
    });
}

fn lock(transcript: &Mutex<Transcript>) -> std::sync::MutexGuard<'_, Transcript> {
    transcript.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::places::Places;

    fn shell(script: &str) -> Family {
        let program = Program::new(&Places::of_this_clone(), "sh").args(["-c", script]);
        Family::start("shell", program).unwrap()
    }

    fn said(family: &Family) -> String {
        family.failure("").to_string()
    }

    fn wait_until(mut done: impl FnMut() -> bool) {
        let start = clock::now();
        while !done() {
            assert!(start.elapsed() < Duration::from_secs(20), "waited in vain");
            thread::sleep(Duration::from_millis(10));
        }
    }

    #[test]
    fn the_children_stop_with_their_parent() {
        let family = shell("sleep 300 & echo started; wait");
        let group = family.group();
        wait_until(|| said(&family).contains("started"));
        drop(family);
        assert!(killpg(group, None).is_err());
    }

    #[test]
    fn children_that_outlive_their_parent_are_stopped_too() {
        let mut family = shell("sleep 300 & exit 7");
        let group = family.group();
        wait_until(|| family.ended().unwrap().is_some());
        assert!(killpg(group, None).is_ok());
        drop(family);
        assert!(killpg(group, None).is_err());
    }

    #[test]
    fn a_failure_repeats_what_the_program_said() {
        let mut family = shell("echo why; echo wherefore >&2; exit 7");
        wait_until(|| family.ended().unwrap().is_some());
        wait_until(|| said(&family).contains("why") && said(&family).contains("wherefore"));
    }
}
