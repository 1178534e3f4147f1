//! Who reads the answer, by `Accept`.

/// What the caller wants to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Encoding {
    /// A person with a browser.
    Html,
    /// The element, or an API client.
    Json,
}

impl Encoding {
    /// The heavier of the two in an `Accept` header; `None` when it names neither.
    pub(crate) fn accepted(accept: &str) -> Option<Self> {
        let problem = weight(accept, "application/problem+json");
        let json = weight(accept, "application/json").max(problem);
        let html = weight(accept, "text/html");
        match (json, html) {
            (0, 0) => None,
            _ if json > html => Some(Self::Json),
            _ => Some(Self::Html),
        }
    }
}

/// The weight of `media_type` in an `Accept` header, in thousandths; wildcards weigh nothing.
fn weight(accept: &str, media_type: &str) -> u32 {
    accept
        .split(',')
        .filter_map(|range| {
            let mut parts = range.split(';').map(str::trim);
            let named = parts.next()?.eq_ignore_ascii_case(media_type);
            named.then(|| parts.find_map(quality).unwrap_or(1000))
        })
        .max()
        .unwrap_or(0)
}

/// `q=0.8` in thousandths.
fn quality(parameter: &str) -> Option<u32> {
    let value = parameter
        .strip_prefix("q=")
        .or_else(|| parameter.strip_prefix("Q="))?;
    let (whole, part) = value.split_once('.').unwrap_or((value, ""));
    let digits: String = part.chars().chain("000".chars()).take(3).collect();
    let thousandths = digits.parse::<u32>().ok()?;
    Some(
        whole
            .parse::<u32>()
            .ok()?
            .saturating_mul(1000)
            .saturating_add(thousandths)
            .min(1000),
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn accept_chooses_the_encoding() {
        for (accept, encoding) in [
            (
                "text/html,application/xhtml+xml,*/*;q=0.8",
                Some(Encoding::Html),
            ),
            ("*/*", None),
            ("", None),
            ("application/json", Some(Encoding::Json)),
            ("application/problem+json", Some(Encoding::Json)),
            ("APPLICATION/JSON; q=0.5", Some(Encoding::Json)),
            (
                "text/html;q=0.4, application/json;q=0.5",
                Some(Encoding::Json),
            ),
            ("text/html, application/json;q=0.9", Some(Encoding::Html)),
            ("application/json;q=0", None),
            (
                "application/json;q=nonsense, text/html",
                Some(Encoding::Html),
            ),
        ] {
            assert_eq!(Encoding::accepted(accept), encoding, "{accept}");
        }
    }

    /// A media range as a client writes it, and what it weighs for HTML and for JSON.
    fn range() -> impl Strategy<Value = (String, u32, u32)> {
        let name = prop::sample::select(vec![
            ("text/html", 1, 0),
            ("Text/HTML", 1, 0),
            ("application/json", 0, 1),
            ("application/PROBLEM+json", 0, 1),
            ("application/jsonp", 0, 0),
            ("text/html-not", 0, 0),
            ("*/*", 0, 0),
            ("", 0, 0),
        ]);
        let space = prop::sample::select(vec!["", " ", "\t", "  "]);
        let weight = prop_oneof![
            Just((String::new(), 1000)),
            Just((";level=1".to_owned(), 1000)),
            (0..=1000_u32).prop_map(|weight| {
                (format!(";q={}.{:03}", weight / 1000, weight % 1000), weight)
            }),
        ];
        (name, space, weight).prop_map(|((name, html, json), space, (q, weight))| {
            (
                format!("{space}{name}{space}{q}"),
                html * weight,
                json * weight,
            )
        })
    }

    proptest! {
        #[test]
        fn the_heavier_one_is_chosen_in_any_order(
            ranges in prop::collection::vec(range(), 0..6)
        ) {
            let html = ranges.iter().map(|(_, html, _)| *html).max().unwrap_or(0);
            let json = ranges.iter().map(|(_, _, json)| *json).max().unwrap_or(0);
            let expected = match html.cmp(&json) {
                _ if html.max(json) == 0 => None,
                std::cmp::Ordering::Less => Some(Encoding::Json),
                std::cmp::Ordering::Equal | std::cmp::Ordering::Greater => Some(Encoding::Html),
            };
            let mut texts: Vec<_> = ranges.into_iter().map(|(text, _, _)| text).collect();
            prop_assert_eq!(Encoding::accepted(&texts.join(",")), expected);
            texts.reverse();
            prop_assert_eq!(Encoding::accepted(&texts.join(",")), expected);
        }

        #[test]
        fn who_names_neither_gets_neither(
            accept in r"[a-z*/;=.,q0-9 ]{0,60}|\PC{0,60}"
        ) {
            let lower = accept.to_ascii_lowercase();
            let named = ["text/html", "application/json", "application/problem+json"];
            if !named.iter().any(|name| lower.contains(name)) {
                prop_assert_eq!(Encoding::accepted(&accept), None);
            }
        }

        #[test]
        fn whatever_stands_behind_a_name_weighs_no_more_than_all(
            before in ".{0,20}", parameter in r"q=[0-9.+e-]{0,12}|\PC{0,20}"
        ) {
            let accept = format!("{before},text/html;{parameter}");
            prop_assert!(weight(&accept, "text/html") <= 1000);
        }
    }
}
