//! How a command ends when it does not end well.

use std::fmt;

/// What every step returns.
pub(crate) type Outcome<T = ()> = Result<T, Failure>;

/// A sentence for the person at the terminal, and the exit code.
#[derive(Debug)]
pub(crate) struct Failure {
    sentence: String,
    code: u8,
}

impl Failure {
    /// A step that could not be done: exit code 1.
    pub(crate) fn new(sentence: impl Into<String>) -> Self {
        Self {
            sentence: sentence.into(),
            code: 1,
        }
    }

    /// A command that was asked for wrongly: exit code 2.
    pub(crate) fn usage(sentence: impl Into<String>) -> Self {
        Self {
            sentence: sentence.into(),
            code: 2,
        }
    }

    /// The process's exit code.
    pub(crate) fn code(&self) -> u8 {
        self.code
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence)
    }
}

/// Says what was being done when something broke.
pub(crate) trait Explain<T> {
    /// Turns any error into a [`Failure`] that begins with `doing`.
    fn explain(self, doing: impl fmt::Display) -> Outcome<T>;
}

impl<T, E: fmt::Display> Explain<T> for Result<T, E> {
    fn explain(self, doing: impl fmt::Display) -> Outcome<T> {
        self.map_err(|error| Failure::new(format!("{doing}: {error}")))
    }
}
