//! The style sheet's own promises: contrast in both themes, and nothing that
//! leaks into the application around.

use std::collections::HashMap;

use pages::STYLE;

/// The value of each custom property, in light and in dark.
fn colours() -> HashMap<&'static str, [f64; 2]> {
    let mut colours = HashMap::new();
    for line in STYLE.lines() {
        let Some((name, value)) = line
            .trim()
            .strip_prefix("--_")
            .and_then(|line| line.split_once(':'))
        else {
            continue;
        };
        let Some((_, pair)) = value.split_once("light-dark(") else {
            continue;
        };
        let (light, dark) = pair.split_once(", ").expect("two colours");
        let dark = dark.split(')').next().expect("an end");
        colours.insert(name, [luminance(light), luminance(dark)]);
    }
    colours
}

/// [Relative luminance](https://www.w3.org/TR/WCAG22/#dfn-relative-luminance) of `#rrggbb`.
fn luminance(hex: &str) -> f64 {
    let channel = |at: usize| {
        let byte = u8::from_str_radix(&hex[at..at + 2], 16).expect("a colour of six digits");
        let share = f64::from(byte) / 255.0;
        if share <= 0.04045 {
            share / 12.92
        } else {
            ((share + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}

fn contrast(one: f64, other: f64) -> f64 {
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn assert_contrast(pairs: &[(&str, &str)], least: f64) {
    let colours = colours();
    for (front, back) in pairs {
        for (theme, name) in ["light", "dark"].iter().enumerate() {
            let found = contrast(colours[front][theme], colours[back][theme]);
            assert!(found >= least, "{front} on {back}, {name}: {found:.2}");
        }
    }
}

#[test]
fn text_is_readable_in_light_and_dark() {
    let pairs = [
        ("text", "surface"),
        ("text", "page"),
        ("text", "error-surface"),
        ("surface", "text"),
        ("muted", "surface"),
        ("muted", "page"),
        ("accent", "surface"),
        ("accent", "page"),
        ("on-accent", "accent"),
        ("error", "surface"),
        ("error", "error-surface"),
        ("success", "surface"),
    ];
    assert_contrast(&pairs, 4.5);
}

#[test]
fn edges_and_focus_are_visible_in_light_and_dark() {
    let pairs = [
        ("edge", "surface"),
        ("error", "surface"),
        ("accent", "surface"),
        ("accent", "error-surface"),
        ("accent", "page"),
    ];
    assert_contrast(&pairs, 3.0);
}

#[test]
fn without_light_dark_the_light_colours_are_the_same() {
    for line in STYLE
        .lines()
        .filter(|line| line.contains("light-dark(#") && line.contains("--_"))
    {
        let (name, value) = line.trim().split_once(", light-dark(").expect("a pair");
        let light = value.split(',').next().expect("a colour");
        let plain = format!("{name}, {light});");
        assert!(STYLE.contains(&plain), "{plain}");
    }
}

/// The selectors of all rules.
fn selectors() -> Vec<&'static str> {
    let layer = STYLE.split_once("@layer rekey {").expect("the layer").1;
    let chunks = layer.split(['{', '}']);
    let heads = chunks.filter(|chunk| !chunk.contains(';') && !chunk.contains('@'));
    let heads = heads.map(|head| head.rsplit("*/").next().unwrap_or(head));
    heads
        .flat_map(|head| head.split(','))
        .map(str::trim)
        .filter(|head| !head.is_empty())
        .collect()
}

#[test]
fn every_rule_is_about_our_own_elements() {
    let selectors = selectors();
    assert!(
        selectors.len() > 50,
        "the rules are found: {}",
        selectors.len()
    );
    for selector in selectors {
        let ours = [".rekey", "rekey-forgot-password", "rekey-new-password"];
        assert!(
            ours.iter().any(|own| selector.starts_with(own)),
            "{selector}"
        );
    }
}

#[test]
fn everything_is_in_the_layer_and_nothing_is_important() {
    let (head, _) = STYLE.split_once("@layer rekey {").expect("the layer");
    assert!(head.trim_start().starts_with("/*") && head.trim_end().ends_with("*/"));
    assert!(STYLE.trim_end().ends_with('}') && !STYLE.contains("!important"));
    let depth = STYLE.chars().fold(0, |depth, char| match char {
        '{' => depth + 1,
        '}' => depth - 1,
        _ => depth,
    });
    assert_eq!(depth, 0);
}

#[test]
fn sides_are_named_by_the_direction_of_writing() {
    let layer = STYLE.split_once("@layer rekey {").expect("the layer").1;
    let words = layer.split(|char: char| !char.is_ascii_alphanumeric() && char != '-');
    let sides = ["left", "right", "top", "bottom", "width", "height"];
    let bound = |word: &str| {
        let last = word.rsplit('-').next().unwrap_or(word);
        let first = word.split('-').next().unwrap_or(word);
        sides.contains(&last) && ["margin", "padding", "border"].contains(&first)
    };
    let logical =
        |word: &str| word.contains("inline") || word.contains("block") || word == "border-width";
    for word in words {
        assert!(!bound(word) || logical(word), "{word}");
        assert!(
            !["left", "right", "width", "height"].contains(&word),
            "{word}"
        );
    }
}

#[test]
fn it_stays_small() {
    assert!(STYLE.len() <= 12 * 1024, "{}", STYLE.len());
}

#[test]
fn the_readme_tells_every_property_and_its_default() {
    let readme = include_str!("../../../web/README.md");
    let mut told = 0;
    for line in STYLE.lines().filter(|line| !line.contains("light-dark")) {
        let Some((_, property)) = line.split_once("var(--rekey-") else {
            continue;
        };
        let (name, default) = property.split_once(", ").expect("a name and a default");
        // Of our own pages alone.
        if ["page", "shadow"].contains(&name) {
            continue;
        }
        let name = format!("`--rekey-{name}`");
        let row = readme
            .lines()
            .find(|row| row.starts_with('|') && row.contains(&name));
        let row = row.unwrap_or_else(|| panic!("no row tells of {name}"));
        let default = default.split(");").next().expect("it ends");
        assert!(row.contains(&format!("`{default}`")), "{name}: {default}");
        told += 1;
    }
    assert!(told > 10, "{told}");
    for [light, dark] in STYLE.lines().filter_map(both) {
        let has = |colour| readme.contains(&format!("`{colour}`"));
        assert!(has(light) && has(dark), "{light}, {dark}");
    }
}

/// A colour in light and in dark.
fn both(line: &'static str) -> Option<[&'static str; 2]> {
    let (name, colours) = line.split_once("light-dark(")?;
    let (light, dark) = colours.split_once(", ")?;
    let is_shown = name.contains("--rekey-") && !name.contains("--rekey-page");
    is_shown.then_some([light, dark.split(')').next()?])
}
