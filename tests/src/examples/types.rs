//! The package as TypeScript and as servers see it.

use std::process::Command;

use super::{folder, run, tool};

/// TypeScript takes the examples, and the right and the wrong lines of `web/examples/types`, in plain
/// code and in the templates of each framework.
pub fn accepted() {
    let examples = folder("web/examples");
    for (name, options) in [
        // Scripts, React and Vue.
        ("vue-tsc", &["--project", "tsconfig.json"][..]),
        (
            "svelte-check",
            &["--tsconfig", "tsconfig.svelte.json", "--fail-on-warnings"],
        ),
    ] {
        run(Command::new(tool(name))
            .args(options)
            .current_dir(&examples));
    }
}

/// A server that renders pages may import the package, by each of its names.
pub fn nothing_on_a_server() {
    for name in ["", "/react", "/vue", "/svelte"] {
        let import = format!("await import('@rekey/elements{name}')");
        run(Command::new("node")
            .args(["--input-type=module", "--eval", &import])
            .current_dir(folder("web/examples")));
    }
}
