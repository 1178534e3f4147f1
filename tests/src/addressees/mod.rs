//! One address and many transactions: the newest mail works, older ones do not, and nobody is sent
//! too many. Told natively, where mailer, clock and memory obey.

mod newest;
mod quota;
mod two_browsers;

pub use two_browsers::two_browsers;

use recovery::Claim;

use crate::native::Native;
use crate::own_mail::{Scenario, asked, newest as newest_mail};

/// Every scenario.
pub const SCENARIOS: &[Scenario] = &[
    (
        "a_newer_mail_replaces_that_of_another_browser",
        newest::replaced,
    ),
    ("a_reset_takes_five_claims", newest::five_claims),
    (
        "an_older_mail_works_until_the_newer_one_is_out",
        newest::not_out,
    ),
    ("a_mail_that_nobody_took_replaces_nothing", newest::refused),
    ("a_mail_that_may_be_out_works", newest::perhaps_out),
    ("whoever_has_the_form_open_may_save_it", newest::form_open),
    (
        "a_form_without_a_token_may_be_saved_too",
        newest::locked_form_open,
    ),
    ("a_form_is_not_open_for_ever", newest::form_too_old),
    ("a_scanner_keeps_no_link_alive", newest::scanner),
    (
        "a_memory_that_does_not_answer_takes_nothing",
        newest::unreachable,
    ),
    (
        "a_mail_is_not_repeated_for_want_of_a_memory",
        newest::not_told,
    ),
    ("a_crash_before_the_mail_loses_nothing", newest::crash),
    ("the_sixth_mail_within_an_hour_is_not_sent", quota::sixth),
    ("a_day_has_a_quota_of_its_own", quota::day),
    (
        "a_spent_quota_leaves_the_same_browser_its_mail",
        quota::same_browser,
    ),
    (
        "a_mail_that_was_not_replaced_ends_when_it_would",
        quota::not_longer,
    ),
    ("every_login_of_an_account_is_one", quota::spellings),
    ("a_message_that_is_tried_again_counts_once", quota::retries),
    (
        "nobody_has_no_memory_and_a_request_opens_none",
        quota::nobody,
    ),
    ("oktas_mails_count_by_what_was_typed", quota::oktas_mails),
    (
        "oktas_codes_count_and_the_last_one_works",
        quota::oktas_codes,
    ),
    ("a_code_is_not_guessed_for_longer", quota::guesses),
    (
        "nor_while_okta_is_asked_for_another",
        quota::guesses_meanwhile,
    ),
    ("nor_is_one_of_oktas", quota::oktas_guesses),
];

const ADA: &str = "ada@example.com";
const GRACE: &str = "grace@example.com";
const NEW: &str = "Battery-Staple-8";

/// Asks in a browser that has never asked; gives back link and code of the newest mail.
fn mailed_anew(person: &mut Native, login: &str) -> (String, String) {
    person.forget();
    asked(person, login);
    newest_mail(person, login)
}

/// The claims of one kind.
fn claimed(person: &Native, is_it: impl Fn(&Claim) -> bool) -> usize {
    let claims = person.claims();
    claims.iter().filter(|(_, claim)| is_it(claim)).count()
}
