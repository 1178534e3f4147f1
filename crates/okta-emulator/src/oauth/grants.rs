//! The tokens that the authorization servers have given out, and the statements they have seen.

use std::collections::{HashMap, VecDeque};

use okta::Timestamp;
use serde::Serialize;

use crate::ends::Ends;
use crate::people::Key;

/// So many access tokens are remembered; older ones become unknown.
const MOST_TOKENS: usize = 100_000;

/// What an access token stands for.
#[derive(Clone, Debug)]
pub(crate) struct Grant {
    pub(crate) client_id: String,
    /// Whose token it is; nobody's for an application by itself.
    pub(crate) person: Option<Key>,
    pub(crate) scopes: Vec<String>,
    pub(crate) issued_at: Timestamp,
    pub(crate) expires_at: Timestamp,
    /// The thumbprint of the key it is bound to.
    pub(crate) bound_to: Option<String>,
    pub(crate) kind: TokenKind,
    pub(crate) life: Life,
    /// The refresh token that it came with or from.
    pub(crate) refresh_token: Option<String>,
}

/// Which kind of token it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum TokenKind {
    AccessToken,
    RefreshToken,
}

/// Whether a token was revoked before its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Life {
    Good,
    Revoked,
}

impl Grant {
    pub(crate) fn is_good_at(&self, now: Timestamp) -> bool {
        self.life == Life::Good && now < self.expires_at
    }
}

/// All tokens by their text, and the names of signed statements that must not come twice.
#[derive(Default)]
pub(crate) struct Grants {
    all: HashMap<String, Grant>,
    in_order: VecDeque<String>,
    statements: HashMap<String, Timestamp>,
    statements_end: Ends<String>,
}

impl Grants {
    pub(crate) fn keep(&mut self, token: String, grant: Grant) {
        if self.in_order.len() == MOST_TOKENS
            && let Some(oldest) = self.in_order.pop_front()
        {
            self.all.remove(&oldest);
        }
        self.in_order.push_back(token.clone());
        self.all.insert(token, grant);
    }

    pub(crate) fn get(&self, token: &str) -> Option<&Grant> {
        self.all.get(token)
    }

    /// Every token that is still good, oldest first.
    pub(crate) fn good_at(&self, now: Timestamp) -> impl Iterator<Item = (&String, &Grant)> {
        let known = self.in_order.iter();
        known
            .filter_map(|token| Some((token, self.all.get(token)?)))
            .filter(move |(_, grant)| grant.is_good_at(now))
    }

    /// Ends one token; the end of a refresh token is that of its access tokens.
    pub(crate) fn revoke(&mut self, token: &str) {
        let Some(grant) = self.all.get_mut(token) else {
            return;
        };
        grant.life = Life::Revoked;
        if grant.kind == TokenKind::RefreshToken {
            let of_it = |grant: &&mut Grant| grant.refresh_token.as_deref() == Some(token);
            let tokens = self.all.values_mut();
            tokens
                .filter(of_it)
                .for_each(|grant| grant.life = Life::Revoked);
        }
    }

    /// Ends all tokens of a person.
    pub(crate) fn revoke_all_of(&mut self, person: Key) {
        let of_person = |grant: &&mut Grant| grant.person == Some(person);
        let tokens = self.all.values_mut();
        tokens
            .filter(of_person)
            .for_each(|grant| grant.life = Life::Revoked);
    }

    /// Whether a signed statement was never seen before; it is remembered until it ends, in
    /// seconds since 1970.
    pub(crate) fn is_new_statement(&mut self, name: String, until: i64, now: Timestamp) -> bool {
        while let Some(over) = self.statements_end.pop(now) {
            if self.statements.get(&over).is_some_and(|end| *end <= now) {
                self.statements.remove(&over);
            }
        }
        // The second that is named is part of the life.
        let end = Timestamp::from_millis(until.saturating_add(1).saturating_mul(1000));
        self.statements_end.push(end, name.clone());
        self.statements.insert(name, end).is_none()
    }
}

#[cfg(test)]
mod tests {
    use okta::Timestamp;

    use super::{Grant, Grants, Life, TokenKind};
    use crate::moment::Entropy;
    use crate::people::{Key, NewPerson, People};

    const NOW: Timestamp = Timestamp::from_millis(0);

    fn two_people() -> (Key, Key) {
        let (mut people, mut entropy) = (People::default(), Entropy::new([0; 32]));
        let mut make = |login| {
            let mut person = NewPerson::default();
            person.profile.login = String::from(login);
            let made = people.create(person, NOW, &mut entropy);
            made.expect("nobody has the login")
        };
        (make("ada@example.com"), make("alan@example.com"))
    }

    fn grant(person: Key, kind: TokenKind, refresh_token: Option<&str>) -> Grant {
        Grant {
            client_id: "0oa1".to_owned(),
            person: Some(person),
            scopes: Vec::new(),
            issued_at: NOW,
            expires_at: Timestamp::from_millis(1),
            bound_to: None,
            kind,
            life: Life::Good,
            refresh_token: refresh_token.map(str::to_owned),
        }
    }

    fn good(grants: &Grants) -> Vec<&str> {
        let good = grants.good_at(NOW);
        good.map(|(token, _)| token.as_str()).collect()
    }

    #[test]
    fn the_end_of_a_refresh_token_is_that_of_its_access_tokens_but_not_the_other_way() {
        let (ada, alan) = two_people();
        let mut grants = Grants::default();
        let (access, refresh) = (TokenKind::AccessToken, TokenKind::RefreshToken);
        grants.keep("r".to_owned(), grant(ada, refresh, None));
        grants.keep("a".to_owned(), grant(ada, access, Some("r")));
        grants.keep("b".to_owned(), grant(ada, access, Some("r")));
        grants.keep("c".to_owned(), grant(alan, access, None));
        grants.revoke("b");
        assert_eq!(good(&grants), ["r", "a", "c"]);
        grants.revoke("r");
        assert_eq!(good(&grants), ["c"]);
    }

    #[test]
    fn all_tokens_of_one_person_end_and_nobody_elses() {
        let (ada, alan) = two_people();
        let mut grants = Grants::default();
        for (token, person) in [("a", ada), ("b", alan), ("c", ada)] {
            grants.keep(
                token.to_owned(),
                grant(person, TokenKind::AccessToken, None),
            );
        }
        grants.revoke_all_of(ada);
        assert_eq!(good(&grants), ["b"]);
        assert!(grants.get("a").is_some(), "known, but no longer good");
    }

    #[test]
    fn statements_are_forgotten_when_they_end() {
        let mut grants = Grants::default();
        for now in 0..1_000 {
            // Some end later than others that come after them.
            let until = now + 10 + now % 7;
            let at = Timestamp::from_millis(now * 1000);
            assert!(grants.is_new_statement(format!("jti {now}"), until, at));
        }
        assert!(grants.statements.len() < 20);
        assert_eq!(grants.statements.len(), grants.statements_end.len());
    }

    #[test]
    fn a_statement_is_new_once_until_it_has_ended() {
        let mut grants = Grants::default();
        let mut is_new = |now: i64| {
            let now = Timestamp::from_millis(now * 1000);
            grants.is_new_statement("jti".to_owned(), 10, now)
        };
        assert_eq!([0, 10, 11].map(&mut is_new), [true, false, true]);
    }
}
