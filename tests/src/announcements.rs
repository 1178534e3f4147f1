//! What a screen reader is told, as Chromium's accessibility tree has it: where the focus is, what is
//! live and when it changes, what describes a field.

use std::thread::sleep;
use std::time::Duration;

use serde_json::{Value, json};

use crate::browser::{Browser, Place};
use crate::setting::Setting;

const ADA: &str = "ada@example.com";

/// How often and how long an announcement is waited for: ten seconds in all.
const TRIES: usize = 100;
const PAUSE: Duration = Duration::from_millis(100);

/// Notes when somebody types, when the focus moves, and when something is announced.
const LISTEN: &str = "
    window.noted = [];
    const note = (what) => window.noted.push([performance.now(), what]);
    addEventListener('input', () => note('typed'));
    addEventListener('focusin', ({ target }) => note(`focus on ${target.dataset.part}`));
    let before = '';
    new MutationObserver(() => {
        const now = document.querySelector('[data-part=status]')?.textContent ?? '';
        if (now !== before && now) note('announced');
        before = now;
    }).observe(document.body, { childList: true, characterData: true, subtree: true });
";
/// The milliseconds from the last of what is named until the announcement after it.
const UNTIL_ANNOUNCED: &str = "
    const [what] = arguments;
    const from = window.noted.findLastIndex(([, noted]) => noted === what);
    const [at] = window.noted[from];
    const then = window.noted.slice(from).find(([, noted]) => noted === 'announced');
    return then[0] - at;
";
/// An announcement waits for a pause of a second; timers are a little early at times.
const LEAST: f64 = 950.0;

/// From the first page to a refused password.
///
/// # Panics
/// When something is not said, or at the wrong moment.
pub fn what_happens_is_announced(mut person: Browser, _: &Place) {
    person.visit("/forgot_password");
    let tree = Tree::of(&person);
    let status = tree.only("status");
    assert_eq!(tree.property(status, "live"), json!("polite"));
    assert_eq!(tree.text(status), "", "nothing has happened");

    person.ask_for_mail("");
    let tree = Tree::of(&person);
    let errors = tree.focused();
    assert_eq!(tree.role(errors), "alert");
    assert_eq!(tree.property(errors, "live"), json!("assertive"));
    let sentence = "Enter your e-mail address or username.";
    assert!(
        tree.text(errors).contains(sentence),
        "{}",
        tree.text(errors)
    );
    assert_invalid(&tree, "E-mail address or username", sentence);

    let _ = person.evaluate(LISTEN);
    person.ask_for_mail(ADA);
    let tree = Tree::of(&person);
    let heading = tree.focused();
    assert_eq!(tree.role(heading), "heading");
    assert_eq!(tree.text(heading), "Check your e-mail");
    let (tree, said) = announced(&person);
    assert!(until_announced(&person, "focus on title") > LEAST);
    assert!(said.contains("a mail is on its way"), "{said}");
    let counting = "You can ask for another one in";
    let hint = tree.named("StaticText", counting);
    assert!(!tree.is_live(hint), "nobody hears every second");
    let again = tree.named("button", "Send another mail");
    let described = tree.nodes[again]["description"]["value"].to_string();
    assert!(described.contains(counting), "{described}");

    let link = person.okta().link_for(ADA, 1);
    person.visit(&link);
    let _ = person.evaluate(LISTEN);
    person.fill("password", "Battery");
    let (tree, said) = announced(&person);
    assert!(until_announced(&person, "typed") > LEAST);
    let shown = person.look().rules;
    assert!(
        said.ends_with(" met") && said.contains(" of "),
        "{said}, of {shown}"
    );
    let password = tree.named("textbox", "New password");
    let described = tree.nodes[password]["description"]["value"].to_string();
    assert!(described.contains("At least 8 characters"), "{described}");

    person.save("Battery", None);
    let tree = Tree::of(&person);
    assert_eq!(tree.role(tree.focused()), "alert");
    let sentence = "Choose a password that has everything on the list.";
    assert_invalid(&tree, "New password", sentence);
}

/// The tree, once something is announced, and what.
fn announced(person: &Browser) -> (Tree, String) {
    for _ in 0..TRIES {
        let tree = Tree::of(person);
        let said = tree.text(tree.only("status"));
        if !said.is_empty() {
            return (tree, said);
        }
        sleep(PAUSE);
    }
    panic!("nothing is announced");
}

fn until_announced(person: &Browser, what: &str) -> f64 {
    let milliseconds = person.evaluate_with(UNTIL_ANNOUNCED, &json!(what));
    milliseconds.as_f64().expect("both were noted")
}

/// A field that is called wrong, and says why.
fn assert_invalid(tree: &Tree, name: &str, sentence: &str) {
    let field = tree.named("textbox", name);
    assert_eq!(tree.property(field, "invalid"), json!("true"));
    let described = tree.nodes[field]["description"]["value"].to_string();
    assert!(described.contains(sentence), "{described}");
}

/// The accessibility tree of a page.
struct Tree {
    nodes: Vec<Value>,
}

impl Tree {
    fn of(person: &Browser) -> Self {
        let answer = person.devtools("Accessibility.getFullAXTree", &json!({}));
        let nodes = answer["nodes"].as_array();
        let nodes = nodes.expect("Chromium has a tree").iter();
        let heard = nodes.filter(|node| node["ignored"] != true || node["childIds"] != json!([]));
        Self {
            nodes: heard.cloned().collect(),
        }
    }

    fn role(&self, node: usize) -> &str {
        self.nodes[node]["role"]["value"]
            .as_str()
            .unwrap_or_default()
    }

    fn name(&self, node: usize) -> &str {
        self.nodes[node]["name"]["value"]
            .as_str()
            .unwrap_or_default()
    }

    fn property(&self, node: usize, name: &str) -> Value {
        let all = self.nodes[node]["properties"].as_array();
        let mut all = all.into_iter().flatten();
        let found = all.find(|property| property["name"] == name);
        found.map_or(Value::Null, |found| found["value"]["value"].clone())
    }

    fn all(&self) -> std::ops::Range<usize> {
        0..self.nodes.len()
    }

    /// The one with this role that is no part of a field.
    fn only(&self, role: &str) -> usize {
        let found: Vec<_> = self.all().filter(|node| self.role(*node) == role).collect();
        let [only] = found[..] else {
            panic!("{} with the role {role}", found.len());
        };
        only
    }

    /// The first with this role whose name begins so.
    fn named(&self, role: &str, name: &str) -> usize {
        let mut all = self.all();
        let found = all.find(|node| self.role(*node) == role && self.name(*node).starts_with(name));
        found.unwrap_or_else(|| panic!("no {role} is called {name}"))
    }

    fn focused(&self) -> usize {
        let has_focus = |node: &usize| {
            self.role(*node) != "RootWebArea" && self.property(*node, "focused") == true
        };
        let found = self.all().find(has_focus);
        found.expect("something has the focus")
    }

    fn parent(&self, node: usize) -> Option<usize> {
        let id = &self.nodes[node]["parentId"];
        self.nodes.iter().position(|other| other["nodeId"] == *id)
    }

    /// All that is said below a node.
    fn text(&self, node: usize) -> String {
        let is_below = |inner: usize| {
            std::iter::successors(self.parent(inner), |it| self.parent(*it)).any(|it| it == node)
        };
        let texts = self.all().filter(|inner| self.role(*inner) == "StaticText");
        let texts: Vec<_> = texts.filter(|inner| is_below(*inner)).collect();
        let texts = texts.into_iter().map(|inner| self.name(inner));
        texts.collect::<Vec<_>>().join(" ")
    }

    /// Whether somebody hears of it when it changes.
    fn is_live(&self, node: usize) -> bool {
        let mut above = std::iter::successors(Some(node), |it| self.parent(*it));
        above.any(|it| {
            let live = self.property(it, "live");
            live == "polite" || live == "assertive"
        })
    }
}
