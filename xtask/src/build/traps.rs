//! What never runs in the element, left out of its WebAssembly: the words of a panic, which nobody
//! would read there, and the closures of `js-sys`, which a table keeps although nobody calls them.
//! Whoever gets there all the same meets a trap, as at the end of a panic. It weighs 1.7 KB of 30.

use crate::failure::{Failure, Outcome};

/// Parts of the names of functions. Each is in the module, or the build stops: what is renamed
/// would come back unseen.
const UNUSED: [&str; 10] = [
    // Panics: what says what happened, and to whom.
    "]::panicking::",
    "]::alloc::handle_alloc_error",
    "]::alloc::rust_oom",
    "]::raw_vec::handle_error",
    "]::raw_vec::capacity_overflow",
    "]::cell::panic_already",
    // Objects that are used after they are gone, and calls within calls: the class does neither.
    "wasm_bindgen::throw_str::",
    "wasm_bindgen::__rt::throw_null::",
    CLOSURES,
    PROMISES,
];
/// None of these crosses the border: nobody calls them, or the build stops.
const CLOSURES: &str = "wasm_bindgen::convert::closures::";
const PROMISES: &str = "js_sys::futures::";

/// How a function begins and ends in the text of a module.
const BEGIN: &str = " (func $";
const END: &str = " )";
/// What stands before the name of a function that is called.
const CALL: &str = "(call $";

/// The module with a trap in place of each function that never runs.
pub(super) fn trap(module: &str) -> Outcome<String> {
    let mut trapping = String::new();
    let mut missing = UNUSED.to_vec();
    let mut lines = module.lines();
    while let Some(line) = lines.next() {
        let called = line.split_once(CALL).and_then(|(_, rest)| unused(rest));
        if let Some(part @ (CLOSURES | PROMISES)) = called {
            return Err(Failure::new(format!("the element calls a `{part}`")));
        }
        let Some(found) = line.strip_prefix(BEGIN).and_then(unused) else {
            trapping.extend([line, "\n"]);
            continue;
        };
        missing.retain(|part| *part != found);
        // What has no body ends where it begins.
        let has_body = line.matches('(').count() > line.matches(')').count();
        let head = if has_body {
            lines.find(|line| *line == END);
            line
        } else {
            line.strip_suffix(')').unwrap_or(line)
        };
        trapping.extend([head, "\n  (unreachable)\n )\n"]);
    }
    if missing.is_empty() {
        return Ok(trapping);
    }
    Err(Failure::new(format!(
        "the element has no function named `{}`",
        missing.join("`, `")
    )))
}

/// Which of the parts the name has that stands here.
fn unused(here: &str) -> Option<&'static str> {
    let name = match here.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next(),
        None => here.split([' ', ')']).next(),
    }?;
    UNUSED.into_iter().find(|part| name.contains(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = " (func $\"core[1]::panicking::panic_fmt\" (param $0 i32)\n";
    const KEPT: &str = " (func $kept (result i32)\n  (call $\"x]::panicking::y\")\n )\n)\n";

    /// A function with a body, one for each part of a name, and one that stays.
    fn module() -> String {
        let bare = UNUSED.map(|part| format!(" (func $\"x[1{part}y\" (param $0 i32))\n"));
        format!("(module\n{HEAD}  (call $a)\n )\n{}{KEPT}", bare.concat())
    }

    #[test]
    fn what_never_runs_is_a_trap_and_the_rest_is_as_it_was() {
        let trapping = trap(&module()).unwrap();
        let traps: Vec<_> = trapping.split("  (unreachable)\n )\n").collect();
        assert_eq!(traps.len(), 1 + UNUSED.len() + 1);
        assert_eq!(traps.first(), Some(&&*format!("(module\n{HEAD}")));
        assert_eq!(traps.last(), Some(&KEPT));
    }

    #[test]
    fn a_name_that_the_module_does_not_have_stops_the_build() {
        let renamed = module().replace("js_sys::futures::", "js_sys::promises::");
        let failure = trap(&renamed).unwrap_err();
        assert!(failure.to_string().contains("js_sys::futures"), "{failure}");
    }

    #[test]
    fn a_closure_that_is_called_stops_the_build() {
        let calling = module().replace("]::panicking::y", CLOSURES);
        let failure = trap(&calling).unwrap_err();
        assert!(failure.to_string().contains(CLOSURES), "{failure}");
    }
}
