//! The languages that elements show themselves in.

use std::cell::Cell;

use pages::Texts;

/// A language that was read, and those before it. They stay: whatever is shown refers to them.
struct Read {
    packed: &'static str,
    texts: Texts,
    before: Option<&'static Read>,
}

thread_local! {
    static NEWEST: Cell<Option<&'static Read>> = const { Cell::new(None) };
}

/// The sentences of a packed catalogue, each kept once; English where there is none, or it can't be
/// read.
pub(crate) fn sentences(packed: Option<String>) -> &'static Texts {
    let (given, english) = (packed.unwrap_or_default(), Texts::PACKED_ENGLISH);
    known(&given)
        .or_else(|| keep(given.leak()))
        .or_else(|| known(english))
        .or_else(|| keep(english))
        .unwrap_or(Texts::nothing())
}

fn known(packed: &str) -> Option<&'static Texts> {
    let mut next = NEWEST.get();
    while let Some(read) = next {
        if read.packed == packed {
            return Some(&read.texts);
        }
        next = read.before;
    }
    None
}

fn keep(packed: &'static str) -> Option<&'static Texts> {
    let read: &'static Read = Box::leak(Box::new(Read {
        packed,
        texts: Texts::unpack(packed)?,
        before: NEWEST.get(),
    }));
    NEWEST.set(Some(read));
    Some(&read.texts)
}
