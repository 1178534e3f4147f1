//! Whatever people, or Okta, put into a page stays text.

use crate::support::{Tag, document, read};
use pages::{CheckYourEmail, ForgotPassword, LinkExpired, NewPassword, Page};
use proptest::prelude::*;

proptest! {
    #[test]
    fn whatever_people_type_stays_text(typed in any::<String>(), asked in any::<String>()) {
        let pages = [
            Page::ForgotPassword(ForgotPassword { login: typed.clone(), ..ForgotPassword::default() }),
            Page::CheckYourEmail(CheckYourEmail { login: typed.clone(), ..CheckYourEmail::default() }),
            Page::LinkExpired(LinkExpired { login: Some(typed.clone()) }),
            Page::NewPassword(NewPassword {
                username: Some(typed.clone()),
                question: Some(asked.clone()),
                ..NewPassword::default()
            }),
        ];
        for page in pages {
            let tags = read(&document(&page));
            let shown = tags.iter().any(|tag| tag.text == typed || tag.get("value") == Some(&typed));
            prop_assert!(shown);
            if let Page::NewPassword(_) = page {
                prop_assert!(tags.iter().any(|tag| tag.is("label") && tag.text == asked));
            }
        }
    }

    #[test]
    fn markup_in_a_login_never_becomes_an_element(
        typed in r#"[<>"'&/=a-z ]{0,20}"#
    ) {
        let page = |login: &str| {
            let login = login.into();
            read(&document(&Page::CheckYourEmail(CheckYourEmail { login, ..CheckYourEmail::default() })))
        };
        let names = |tags: Vec<Tag>| tags.into_iter().map(|tag| tag.name).collect::<Vec<_>>();
        prop_assert_eq!(names(page(&typed)), names(page("ada")));
    }
}
