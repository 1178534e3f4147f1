//! What WebAssembly and its glue call each other: wasm-bindgen's names carry hashes, which nothing
//! can compress. One letter each weighs 1.3 KB less of 30. What only one of them knows goes, and so
//! does the glue's way to load a module from wherever it may be: half a kilobyte.

use serde_json::Value;

use crate::failure::{Explain, Failure, Outcome};

/// The pass of wasm-opt that makes the new names and prints which is which.
pub(super) const PASS: &str = "--minify-imports-and-exports-and-modules";

/// What the glue hands to others: two ways to load a module.
const LOADERS: &str = "export { initSync, __wbg_init as default };";
/// What `rekey.js` wants of it, which loads the module itself.
const STEPS: &str = "export { __wbg_get_imports as imports, __wbg_finalize_init as start };";

/// What the glue does for browsers that do not know WebAssembly's reference types, for strings of
/// megabytes, and for whoever holds an element with `using`: nobody. The bundle leaves out the rest.
const CERTAIN: [(&str, &str); 4] = [
    ("if (realloc === undefined) {", "{"),
    (
        "if (numBytesDecoded >= MAX_SAFARI_DECODE_BYTES) {",
        "if (false) {",
    ),
    ("(typeof FinalizationRegistry === 'undefined')", "false"),
    ("if (Symbol.dispose) ", "if (false) "),
];
/// What makes room for a string on its way into the module, piece by piece: where the function that
/// can do without begins to do so, where it ends, and what it does it with.
const PIECEMEAL: [&str; 3] = [
    "    let len = arg.length;\n",
    "    return ptr;\n}\n",
    ", wasm.__wbindgen_realloc",
];

/// The glue with the new names, of which `printed` is wasm-opt's list.
pub(super) fn rename(glue: &str, printed: &str) -> Outcome<String> {
    let list: Value = serde_json::from_str(printed).explain("wasm-opt printed no list of names")?;
    let imports = pairs(&list, "imports")?;
    let mut glue = without_unused(glue, &imports);
    glue = replace_once(&glue, LOADERS, STEPS)?;
    glue = in_one_piece(&glue)
        .ok_or_else(|| Failure::new("what the glue does with strings is not understood"))?;
    for (old, new) in CERTAIN {
        glue = replace_once(&glue, old, new)?;
    }
    for (old, new) in imports {
        glue = replace_once(
            &glue,
            &format!(" {old}: function("),
            &format!(" {new}: function("),
        )?;
    }
    for (old, new) in pairs(&list, "exports")? {
        glue = replace_members(&glue, old, new);
    }
    // Every import comes from one module, whose new name is the first letter.
    replace_once(&glue, "\"./recovery_web_bg.js\": ", "\"a\": ")
}

/// The glue that makes room for strings at once.
fn in_one_piece(glue: &str) -> Option<String> {
    let [begin, end, realloc] = PIECEMEAL;
    let (before, rest) = glue.split_once(begin)?;
    let (_, after) = rest.split_once(end)?;
    Some([before, "}\n", after].concat().replace(realloc, ""))
}

/// The glue without the functions that the module does not import any more.
fn without_unused(glue: &str, imports: &[(&str, &str)]) -> String {
    let mut kept = String::new();
    let mut lines = glue.lines();
    while let Some(line) = lines.next() {
        let is_unused = imported(line).is_some_and(|name| imports.iter().all(|it| it.0 != name));
        if is_unused {
            lines.find(|line| line.starts_with("        }"));
        } else {
            kept.extend([line, "\n"]);
        }
    }
    kept
}

/// The name of the function for the module that begins in this line.
fn imported(line: &str) -> Option<&str> {
    let (name, _) = line.strip_prefix("        ")?.split_once(": function(")?;
    name.starts_with("__wb").then_some(name)
}

/// The old and the new names: the last two of each row.
fn pairs<'a>(list: &'a Value, kind: &str) -> Outcome<Vec<(&'a str, &'a str)>> {
    let rows = list[kind].as_array().into_iter().flatten();
    let pair = |row: &'a Value| match row.as_array()?.as_slice() {
        [.., old, new] => old.as_str().zip(new.as_str()),
        _ => None,
    };
    let pairs: Option<Vec<_>> = rows.map(pair).collect();
    pairs
        .filter(|pairs| !pairs.is_empty())
        .ok_or_else(|| Failure::new(format!("wasm-opt's list of {kind} is not understood")))
}

/// A name that is missing, or there twice, would be found by people's browsers only.
fn replace_once(glue: &str, old: &str, new: &str) -> Outcome<String> {
    match glue.matches(old).count() {
        1 => Ok(glue.replacen(old, new, 1)),
        found => Err(Failure::new(format!(
            "the glue has `{old}` {found} times, not once"
        ))),
    }
}

/// An export, wherever the glue uses it; some it never does.
fn replace_members(glue: &str, old: &str, new: &str) -> String {
    let member = format!("wasm.{old}");
    let mut pieces = glue.split(&member);
    let mut renamed = String::from(pieces.next().unwrap_or_default());
    for piece in pieces {
        let goes_on = piece.starts_with(|c: char| c.is_ascii_alphanumeric() || "_$".contains(c));
        let name = if goes_on { old } else { new };
        renamed.extend(["wasm.", name, piece]);
    }
    renamed
}

#[cfg(test)]
mod tests {
    use super::*;

    const PRINTED: &str = r#"{
        "imports": [["./recovery_web_bg.js", "__wbg_get_20", "A"]],
        "exports": [["free", "M"], ["memory", "L"]]
    }"#;

    const GLUE: &str = "pass(name, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
function pass(arg, malloc, realloc) {
    if (realloc === undefined) { return ptr; }
    let len = arg.length;
    return ptr;
}
(typeof FinalizationRegistry === 'undefined') ? a : b; if (Symbol.dispose) c; \
        if (numBytesDecoded >= MAX_SAFARI_DECODE_BYTES) {";

    #[test]
    fn both_sides_call_each_other_by_the_new_names() {
        let glue = [
            "{ __wbg_get_20: function(a) {} } { \"./recovery_web_bg.js\": i }",
            "        __wbg_throw_21: function(a) {",
            "            throw a;",
            "        },",
            "wasm.memory.buffer; wasm.free(1); wasm.free_all; wasm.free",
            GLUE,
            LOADERS,
        ];
        let renamed = [
            "{ A: function(a) {} } { \"a\": i }",
            "wasm.L.buffer; wasm.M(1); wasm.free_all; wasm.M",
            "pass(name, wasm.__wbindgen_malloc);",
            "function pass(arg, malloc, realloc) {",
            "    { return ptr; }",
            "}",
            "false ? a : b; if (false) c; if (false) {",
            STEPS,
            "",
        ];
        let whole = rename(&glue.join("\n"), PRINTED).unwrap();
        assert_eq!(whole, renamed.join("\n"));
    }

    #[test]
    fn a_name_that_the_glue_does_not_have_stops_the_build() {
        let glue = format!("\"./recovery_web_bg.js\": i {GLUE} {LOADERS}");
        let failure = rename(&glue, PRINTED).unwrap_err();
        assert!(failure.to_string().contains("__wbg_get_20"), "{failure}");
        assert!(rename("", "{}").is_err());
        assert!(rename("", "warning: …").is_err());
    }
}
