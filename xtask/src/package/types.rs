//! The elements in TypeScript: for everybody, and for each framework. Written from the manifest, so
//! that nothing is said twice.

use std::fmt::Write as _;

use super::manifest::{Element, Manifest, Member};

const HEAD: &str = "// Written by `cargo xtask package` from custom-elements.json.\n\n";

/// A file of types.
type File = (&'static str, fn(&Manifest) -> String);

/// Each file and who writes it.
pub(super) const FILES: [File; 4] = [
    ("rekey.d.ts", everybody),
    ("react.d.ts", react),
    ("vue.d.ts", vue),
    ("svelte.d.ts", svelte),
];

/// Classes, tags and events. Events bubble, so that every listener above knows them.
fn everybody(manifest: &Manifest) -> String {
    let mut text = HEAD.to_owned();
    let mut tags = String::new();
    for element in manifest.elements() {
        let (class, tag) = (element.class(), element.tag());
        line(&mut text, &format!("/** {} */", element.description()));
        line(
            &mut text,
            &format!("export declare class {class} extends HTMLElement {{"),
        );
        for field in element.fields() {
            property(&mut text, 2, field, (field.name(), "", field.kind()));
        }
        for method in element.methods() {
            line(&mut text, &format!("  /** {} */", method.description()));
            line(
                &mut text,
                &format!("  {}{};", method.name(), method.signature()),
            );
        }
        text += "}\n\n";
        line(&mut tags, &format!("    \"{tag}\": {class};"));
    }
    let mut events = String::new();
    for event in all_events(manifest) {
        property(&mut events, 4, event, (event.name(), "", event.kind()));
    }
    text + "declare global {\n  interface HTMLElementTagNameMap {\n"
        + &tags
        + "  }\n  interface GlobalEventHandlersEventMap {\n"
        + &events
        + "  }\n}\n"
}

/// React's elements take attributes as they are spelled, and listeners after `on`.
fn react(manifest: &Manifest) -> String {
    let mut tags = String::new();
    for element in manifest.elements() {
        let (class, tag) = (element.class(), element.tag());
        line(
            &mut tags,
            &format!("      \"{tag}\": DetailedHTMLProps<HTMLAttributes<{class}>, {class}> & {{"),
        );
        attributes(&mut tags, 8, element, spelled);
        listeners(&mut tags, 8, element, |event| format!("on{event}"));
        tags += "      };\n";
    }
    let imports = "import type { DetailedHTMLProps, HTMLAttributes } from \"react\";\n";
    let open = "declare module \"react\" {\n  namespace JSX {\n    interface IntrinsicElements {\n";
    framed(manifest, imports, (open, &tags, "    }\n  }\n}\n"))
}

/// Vue's templates know a tag by its component, whose names are in camel case.
fn vue(manifest: &Manifest) -> String {
    let mut tags = String::new();
    for element in manifest.elements() {
        let (class, tag) = (element.class(), element.tag());
        line(
            &mut tags,
            &format!(
                "    \"{tag}\": new () => {class} & {{\n      $props: HTMLAttributes & PublicProps & {{"
            ),
        );
        attributes(&mut tags, 8, element, |attribute| {
            attribute.field().unwrap_or_default().to_owned()
        });
        listeners(&mut tags, 8, element, |event| {
            camel_case(&format!("on-{event}"))
        });
        tags += "      };\n    };\n";
    }
    let imports = "import type { HTMLAttributes, PublicProps } from \"vue\";\n";
    let open = "declare module \"vue\" {\n  interface GlobalComponents {\n";
    framed(manifest, imports, (open, &tags, "  }\n}\n"))
}

/// Svelte's are React's, under names of its own.
fn svelte(manifest: &Manifest) -> String {
    let mut tags = String::new();
    for element in manifest.elements() {
        let (class, tag) = (element.class(), element.tag());
        line(
            &mut tags,
            &format!("    \"{tag}\": HTMLAttributes<{class}> & {{"),
        );
        attributes(&mut tags, 6, element, spelled);
        listeners(&mut tags, 6, element, |event| format!("on{event}"));
        tags += "    };\n";
    }
    let imports = "import type { HTMLAttributes } from \"svelte/elements\";\n";
    let open = "declare module \"svelte/elements\" {\n  interface SvelteHTMLElements {\n";
    framed(manifest, imports, (open, &tags, "  }\n}\n"))
}

/// A file that tells a framework's module of the tags.
fn framed(manifest: &Manifest, imports: &str, (open, tags, close): (&str, &str, &str)) -> String {
    let classes: Vec<_> = manifest.elements().map(Element::class).collect();
    let classes = classes.join(", ");
    format!(
        "{HEAD}{imports}import type {{ {classes} }} from \"./rekey.js\";\n\n\
         export * from \"./rekey.js\";\n\n{open}{tags}{close}"
    )
}

fn attributes(to: &mut String, indent: usize, of: Element, name: fn(Member) -> String) {
    for attribute in of.attributes() {
        let name = name(attribute);
        property(to, indent, attribute, (&name, "?", attribute.kind()));
    }
}

fn listeners(to: &mut String, indent: usize, of: Element, name: fn(&str) -> String) {
    for event in of.events() {
        let kind = format!("(event: {}) => void", event.kind());
        property(to, indent, event, (&name(event.name()), "?", &kind));
    }
}

fn line(to: &mut String, text: &str) {
    writeln!(to, "{text}").expect("a String takes all text");
}

fn spelled(attribute: Member) -> String {
    attribute.name().to_owned()
}

/// One line, and before it what it means.
fn property(
    to: &mut String,
    indent: usize,
    of: Member,
    (name, optional, kind): (&str, &str, &str),
) {
    let quote = if name.contains('-') { "\"" } else { "" };
    let meaning = of.description();
    let lines = [
        format!("/** {meaning} */"),
        format!("{quote}{name}{quote}{optional}: {kind};"),
    ];
    for text in lines {
        line(to, &format!("{:indent$}{text}", ""));
    }
}

/// The events of all elements, each once.
fn all_events(manifest: &Manifest) -> Vec<Member<'_>> {
    let mut events: Vec<Member<'_>> = Vec::new();
    for event in manifest.elements().flat_map(Element::events) {
        if events.iter().all(|known| known.name() != event.name()) {
            events.push(event);
        }
    }
    events
}

fn camel_case(name: &str) -> String {
    let mut parts = name.split('-');
    let mut camel = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let mut letters = part.chars();
        camel.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        camel += letters.as_str();
    }
    camel
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::places::Places;

    const SMALL: &str = r#"{ "modules": [{ "declarations": [{
        "customElement": true, "name": "SmallElement", "tagName": "a-small", "description": "Small.",
        "attributes": [
            { "name": "sign-in-url", "fieldName": "signInUrl", "type": { "text": "string" } },
            { "name": "lang", "type": { "text": "string" } }
        ],
        "members": [
            { "kind": "field", "name": "signInUrl", "type": { "text": "string" } },
            { "kind": "method", "name": "go", "return": { "type": { "text": "void" } },
              "parameters": [{ "name": "to", "optional": true, "type": { "text": "URL" } }] }
        ],
        "events": [{ "name": "small-done", "type": { "text": "CustomEvent<1>" } }]
    }] }] }"#;

    #[test]
    fn each_file_spells_names_as_its_framework_does() {
        let manifest = Manifest::read(SMALL).unwrap();
        for (file, lines) in [
            (
                "rekey.d.ts",
                &["  signInUrl: string;", "  go(to?: URL): void;"][..],
            ),
            (
                "rekey.d.ts",
                &[
                    "    \"a-small\": SmallElement;",
                    "    \"small-done\": CustomEvent<1>;",
                ],
            ),
            (
                "react.d.ts",
                &[
                    "\"sign-in-url\"?: string;",
                    "\"onsmall-done\"?: (event: CustomEvent<1>) => void;",
                ],
            ),
            (
                "vue.d.ts",
                &[
                    " signInUrl?: string;",
                    " onSmallDone?: (event: CustomEvent<1>) => void;",
                ],
            ),
            (
                "svelte.d.ts",
                &[
                    "\"sign-in-url\"?: string;",
                    "\"onsmall-done\"?: (event: CustomEvent<1>) => void;",
                ],
            ),
        ] {
            let (_, write) = FILES.iter().find(|(name, _)| *name == file).unwrap();
            let text = write(&manifest);
            for line in lines {
                assert!(text.contains(line), "{file}: {line}\n{text}");
            }
            assert!(
                !text.contains("lang"),
                "{file}: what every element has is not ours"
            );
        }
    }

    #[test]
    fn each_attribute_of_ours_is_a_field_and_each_event_is_there_once() {
        let manifest = Manifest::of(&Places::of_this_clone()).unwrap();
        for element in manifest.elements() {
            let fields: Vec<_> = element.fields().map(Member::name).collect();
            let attributes: Vec<_> = element.attributes().filter_map(Member::field).collect();
            assert_eq!(fields, attributes, "{}", element.tag());
        }
        let events = all_events(&manifest);
        let names: Vec<_> = events.into_iter().map(Member::name).collect();
        assert_eq!(
            names,
            [
                "rekey-sent",
                "rekey-code-accepted",
                "rekey-done",
                "rekey-error"
            ]
        );
    }

    #[test]
    fn a_manifest_without_elements_is_none() {
        assert!(Manifest::read("{}").is_err());
        assert!(Manifest::read("").is_err());
    }
}
