//! A password manager that reads nothing but the attribute `passwordrules`.

/// The characters of a class of the attribute.
fn class(name: &str) -> Vec<char> {
    let special = "-~!@#$%^&*_+=`|(){}[:;\"'<>,.?] ";
    match name {
        "lower" => ('a'..='z').collect(),
        "upper" => ('A'..='Z').collect(),
        "digit" => ('0'..='9').collect(),
        "special" => special.chars().collect(),
        "ascii-printable" => (' '..='~').collect(),
        _ => panic!("unknown class {name}"),
    }
}

/// A manager that reads nothing but the attribute, with dice.
pub(crate) fn generate(attribute: &str, dice: &[usize]) -> String {
    let mut dice = dice.iter().cycle();
    let mut pick = |from: &[char]| from[dice.next().expect("dice without end") % from.len()];
    let told: Vec<_> = attribute
        .split_terminator(';')
        .map(|rule| rule.split_once(": ").expect("a name and a value"))
        .collect();
    let number = |name: &str| {
        let (_, value) = told.iter().find(|(key, _)| key.trim() == name)?;
        value.parse::<usize>().ok()
    };
    let least = number("minlength").expect("a least length");
    let most = number("maxlength").expect("a greatest length");
    let in_a_row = number("max-consecutive").unwrap_or(most);
    let required = told.iter().filter(|(key, _)| key.trim() == "required");
    let mut password: Vec<char> = required.map(|(_, name)| pick(&class(name))).collect();
    let length =
        least.max(password.len()) + dice_length(&mut pick, most - least.max(password.len()));
    while password.len() < length {
        let next = pick(&class("ascii-printable"));
        let run = password.iter().rev().take_while(|last| **last == next);
        password.push(if run.count() < in_a_row {
            next
        } else {
            after(next)
        });
    }
    password.into_iter().rev().collect()
}

/// Another printable character.
fn after(char: char) -> char {
    (char..='~').nth(1).unwrap_or(' ')
}

fn dice_length(pick: &mut impl FnMut(&[char]) -> char, room: usize) -> usize {
    let digit = pick(&class("digit")).to_digit(10);
    usize::try_from(digit.expect("a digit")).expect("small") % (room + 1)
}
