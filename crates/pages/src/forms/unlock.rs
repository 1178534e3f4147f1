//! The form that unlocks an account and asks for no password.

use std::fmt;

use super::{Fields, answer_error};
use crate::page::AnswerError;

/// The form of the page *new password* where an account is only to be unlocked.
#[derive(Clone, PartialEq, Eq)]
pub struct UnlockForm {
    /// The recovery answer, if one was given.
    pub answer: Option<String>,
}

impl UnlockForm {
    /// Reads the form. Whether an answer is needed is not known here.
    ///
    /// # Errors
    /// What is wrong with the answer at first sight.
    pub fn parse(fields: &Fields) -> Result<Self, AnswerError> {
        let answer = fields.answer();
        match answer_error(answer) {
            None => Ok(Self {
                answer: answer.map(Into::into),
            }),
            Some(error) => Err(error),
        }
    }
}

impl fmt::Debug for UnlockForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("UnlockForm(…)")
    }
}
