//! `/openapi.json`: the JSON API, described for programs.

use crate::answer::Answer;

/// The document, without the spaces of `openapi.json`.
const DOCUMENT: &str = include_str!(concat!(env!("OUT_DIR"), "/openapi.json"));

/// `GET`: the same for everybody, whatever the settings.
pub(crate) fn document() -> Answer {
    Answer::written(DOCUMENT)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::Value;

    use super::*;
    use crate::route::Route;

    /// One route after the other: a new one compiles here only when it has its place.
    fn after(route: Option<&Route>) -> Option<(Route, &'static str)> {
        let next = match route {
            None => (Route::ForgotPassword, "/forgot_password"),
            Some(Route::ForgotPassword) => (Route::Resend, "/forgot_password/resend"),
            Some(Route::Resend) => (Route::Code, "/forgot_password/code"),
            Some(Route::Code) => (Route::ResetPassword, "/reset_password"),
            Some(Route::ResetPassword) => (Route::ResetLink(None), "/reset_password/{token}"),
            Some(Route::ResetLink(_)) => (Route::Unlock, "/unlock"),
            Some(Route::Unlock) => (Route::UnlockLink(None), "/unlock/{token}"),
            Some(Route::UnlockLink(_)) => (Route::SignedIn, "/signed_in"),
            Some(Route::SignedIn) => (Route::NotMe(None), "/not_me/{token}"),
            Some(Route::NotMe(_)) => (Route::ChangePassword, "/.well-known/change-password"),
            Some(Route::ChangePassword) => (Route::Healthz, "/healthz"),
            Some(Route::Healthz) => (Route::OpenApi, "/openapi.json"),
            Some(Route::OpenApi) => (Route::Texts, "/texts"),
            Some(Route::Texts) => return None,
        };
        Some(next)
    }

    fn described() -> Value {
        serde_json::from_str(DOCUMENT).expect("the document is JSON")
    }

    #[test]
    fn every_route_and_method_is_described_and_no_other() {
        let (mut routes, mut last) = (BTreeMap::new(), None);
        while let Some((route, path)) = after(last.as_ref()) {
            // What cannot be a token, so that the routes compare.
            let asked = path.replace("{token}", "%00");
            assert_eq!(Route::parse(&asked).as_ref(), Some(&route), "{path}");
            let methods = route.methods().to_ascii_lowercase();
            let mut methods: Vec<_> = methods.split(", ").map(str::to_owned).collect();
            methods.sort();
            routes.insert(path.to_owned(), methods);
            last = Some(route);
        }
        let document = described();
        let paths = document["paths"].as_object().expect("it has paths");
        let paths = paths.iter().map(|(path, item)| {
            let members = item.as_object().into_iter().flat_map(|item| item.keys());
            let mut methods: Vec<_> = members.filter(|it| *it != "parameters").cloned().collect();
            methods.sort();
            (path.clone(), methods)
        });
        assert_eq!(paths.collect::<BTreeMap<_, _>>(), routes);
    }

    /// All that a part of the document refers to.
    fn references(of: &Value, all: &mut Vec<String>) {
        match of {
            Value::Object(members) => {
                for (name, value) in members {
                    match value.as_str() {
                        Some(place) if name == "$ref" => all.push(place.to_owned()),
                        _ => references(value, all),
                    }
                }
            }
            Value::Array(items) => items.iter().for_each(|item| references(item, all)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }

    #[test]
    fn whatever_it_refers_to_is_there() {
        let document = described();
        let mut all = Vec::new();
        references(&document, &mut all);
        assert!(all.len() > 100, "{}", all.len());
        for place in all {
            let pointer = place.strip_prefix('#').expect("within the document");
            assert!(document.pointer(pointer).is_some(), "{place}");
        }
    }

    #[test]
    fn it_has_the_version_of_the_worker_and_no_spaces() {
        let document = described();
        assert_eq!(document["info"]["version"], env!("CARGO_PKG_VERSION"));
        assert_eq!(DOCUMENT, document.to_string());
    }
}
