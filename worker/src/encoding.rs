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
}
