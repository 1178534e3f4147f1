//! What a person can do, whatever the setting.

use pages::Channel;

use crate::org::Okta;
use crate::seen::Seen;

/// A person in front of a page, and the org behind it.
pub trait Setting {
    /// Opens one of our paths, or the link of a mail.
    fn visit(&mut self, address: &str) -> Seen;

    /// Fills in the login on the page at hand and sends it.
    fn ask_for_mail(&mut self, login: &str) -> Seen;

    /// Chooses a way on the page at hand, fills in the login and sends it.
    fn ask_by(&mut self, login: &str, channel: Channel) -> Seen;

    /// Ticks that the account is locked, and asks as [`Self::ask_by`] does.
    fn ask_to_unlock(&mut self, login: &str, channel: Channel) -> Seen;

    /// Presses the button that unlocks on the page at hand, with an answer where one is asked for.
    fn unlock(&mut self, answer: Option<&str>) -> Seen;

    /// Types the code of a message on the page at hand and sends it.
    fn enter_code(&mut self, code: &str) -> Seen;

    /// Fills in the form for the new password and sends it.
    fn save(&mut self, password: &str, answer: Option<&str>) -> Seen;

    /// Presses reload.
    fn reload(&mut self) -> Seen;

    /// Presses back.
    fn back(&mut self) -> Seen;

    /// The org, from behind the scenes.
    fn okta(&mut self) -> &mut dyn Okta;
}
