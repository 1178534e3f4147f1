//! Codes typed by somebody who has none: the pages say nothing of who that is.

use pages::Page;
use serde_json::Value;

use super::judge::{Did, json_of};
use super::person::{Found, Person};
use crate::matrix::LOGIN;

impl Person<'_> {
    /// Types wrong codes where nobody got one, and sees what somebody sees to whom the same happens.
    pub(super) fn guess_like_somebody(&mut self) -> Found {
        let mine = self.guess()?;
        let case = self.case.of_somebody();
        let mut somebody = Person::new((&case, self.judge), self.plan);
        somebody.request(None)?;
        let theirs = somebody.guess()?;
        if mine == theirs {
            return Ok(());
        }
        let (mine, theirs) = (mine.join("\n"), theirs.join("\n"));
        Err(format!(
            "it shows who has a code:\n{mine}\nsomebody:\n{theirs}"
        ))
    }

    fn guess(&mut self) -> Found<Vec<String>> {
        let mut seen = Vec::new();
        for _ in 0..2 {
            seen.push(self.type_wrong()?);
        }
        self.native.pass(61);
        let page = self.press_resend()?;
        seen.push(self.told(&page));
        self.settle()?;
        seen.push(self.type_wrong()?);
        self.check_untouched("by guesses")?;
        Ok(seen)
    }

    fn type_wrong(&mut self) -> Found<String> {
        let is_right = |wrong: &str| self.links.iter().any(|(_, code)| code == wrong);
        let wrong = ["000000", "000001", "000002"];
        let wrong = wrong.into_iter().find(|wrong| !is_right(wrong));
        let page = self.native.code(wrong.ok_or("every code is right")?);
        self.judge(&page, Did::Guessed)?;
        Ok(self.told(&page))
    }

    /// The page, whoever it is for. Waits are told by the minute: alarms, to which the clock jumps,
    /// ring by chance a little sooner or later.
    fn told(&self, page: &Page) -> String {
        let mut json: Value = json_of(page);
        for at in ["/resend/wait_seconds", "/page/resend/wait_seconds"] {
            if let Some(wait) = json.pointer_mut(at) {
                *wait = wait.as_u64().map(|seconds| seconds.div_ceil(60)).into();
            }
        }
        json.to_string().replace(self.login(), LOGIN)
    }
}
