//! What every sentence must be, one of ours or an operator's own. `build.rs` reads this file, too.

/// The places for values in a sentence, sorted; `{` for one that does not end.
pub(crate) fn places(sentence: &str) -> Vec<&str> {
    let rest = sentence.split(['{']).skip(1);
    let mut places: Vec<_> = rest
        .map(|rest| rest.split_once(['}']).map_or("{", |(place, _)| place))
        .collect();
    places.sort_unstable();
    places
}

/// Whether it says something, and nothing that stands between sentences or forms where they are packed.
pub(crate) fn is_one(sentence: &str) -> bool {
    !sentence.trim().is_empty() && !sentence.contains(['|', '\n', '\r'])
}
