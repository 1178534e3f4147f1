//! `/pwned`, the service beside the org that knows stolen passwords.

use http::{HeaderValue, Method};
use serde_json::json;

use crate::stage::{Reply, Stage, request};

/// `Liverpool1892` and `Nobodys-Loss-0`, hashed.
const STOLEN: (&str, &str) = ("14690", "D12776AD4DABCEFD5DECF080F0A6A5DBF14");
const PADDING: (&str, &str) = ("AD484", "9D6DAA53FA3A957A72E6AC078412C399520");

fn ask(stage: &mut Stage, prefix: &str, headers: &[(&'static str, &'static str)]) -> Reply {
    let mut request = request(Method::GET, &format!("/pwned/range/{prefix}"), Vec::new());
    request.headers_mut().clear();
    for (name, value) in headers {
        let value = HeaderValue::from_static(value);
        request.headers_mut().insert(*name, value);
    }
    stage.send(&request)
}

const NAMED: (&str, &str) = ("user-agent", "tests");
const PADDED: [(&str, &str); 2] = [NAMED, ("add-padding", "true")];

#[test]
fn a_stolen_password_is_listed_with_its_count() {
    let mut stage = Stage::new();
    let lower = STOLEN.0.to_lowercase();
    for prefix in [STOLEN.0, &lower] {
        let listed = ask(&mut stage, prefix, &PADDED);
        let row = format!("{}:2481", STOLEN.1);
        assert_eq!(listed.text.lines().filter(|line| *line == row).count(), 1);
    }
    let other = ask(&mut stage, "00000", &PADDED);
    assert!(!other.text.contains(STOLEN.1));
}

#[test]
fn padding_makes_800_to_1000_rows_of_every_range() {
    let mut stage = Stage::new();
    let mut lengths = Vec::new();
    for _ in 0..5 {
        let padded = ask(&mut stage, PADDING.0, &PADDED).text;
        let rows: Vec<_> = padded.split("\r\n").collect();
        assert!((800..=1000).contains(&rows.len()), "{}", rows.len());
        assert!(rows.contains(&&*format!("{}:0", PADDING.1)));
        assert!(rows.iter().filter(|row| row.ends_with(":0")).count() > 50);
        lengths.push(rows.len());
    }
    lengths.dedup();
    assert!(lengths.len() > 1, "{lengths:?}");
    let bare = ask(&mut stage, PADDING.0, &[NAMED]).text;
    assert!(!bare.contains(":0\r\n") && !bare.contains(PADDING.1));
}

#[test]
fn more_than_a_prefix_is_not_taken() {
    let mut stage = Stage::new();
    let whole = format!("{}{}", STOLEN.0, STOLEN.1);
    for prefix in ["", "ABCD", "ABCDEF", "GHIJK", &whole] {
        assert_eq!(ask(&mut stage, prefix, &PADDED).status, 400, "{prefix}");
    }
    assert_eq!(ask(&mut stage, STOLEN.0, &[]).status, 403, "no user agent");
}

#[test]
fn calls_are_logged_and_only_a_fault_by_name_strikes() {
    let mut stage = Stage::new();
    stage.post("/_emulator/faults", &json!({"status": 500, "count": 1}));
    assert_eq!(ask(&mut stage, STOLEN.0, &PADDED).status, 200);
    let fault = json!({"path": "/pwned/range/*", "status": 503, "count": 1});
    stage.post("/_emulator/faults", &fault);
    assert_eq!(ask(&mut stage, STOLEN.0, &PADDED).status, 503);
    let calls = stage.get("/_emulator/calls").json();
    assert_eq!(calls.as_array().map(Vec::len), Some(2), "{calls}");
    assert_eq!(calls[0]["headers"]["add-padding"], "true");
    assert_eq!(calls[1]["status"], 503);
}
