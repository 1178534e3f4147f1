//! `/_emulator/`: what a test turns and reads.

mod create;

use http::{Method, StatusCode};
use okta::{Request, Response};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::answer::{empty, json as answer};
use crate::apps::App;
use crate::faults::Fault;
use crate::org::Org;
use crate::users::view;
use crate::visit::{Visit, later};

/// Why a tool cannot do what it is asked.
struct Complaint {
    status: StatusCode,
    error: String,
}

impl Complaint {
    fn bad_request(error: impl Into<String>) -> Self {
        Self {
            status: StatusCode::BAD_REQUEST,
            error: error.into(),
        }
    }
}

impl From<serde_json::Error> for Complaint {
    fn from(error: serde_json::Error) -> Self {
        Self::bad_request(error.to_string())
    }
}

/// The tools, by the last part of their paths.
#[derive(Clone, Copy)]
enum Tool {
    Outbox,
    Users,
    Seed,
    Clock,
    Faults,
    Calls,
    Sessions,
    Apps,
    Tokens,
    Policy,
    Switches,
    Reset,
}

impl Tool {
    fn at(path: &str) -> Option<Self> {
        Some(match path {
            "outbox" => Self::Outbox,
            "users" => Self::Users,
            "seed" => Self::Seed,
            "clock" => Self::Clock,
            "faults" => Self::Faults,
            "calls" => Self::Calls,
            "sessions" => Self::Sessions,
            "apps" => Self::Apps,
            "tokens" => Self::Tokens,
            "policy" => Self::Policy,
            "switches" => Self::Switches,
            "reset" => Self::Reset,
            _ => return None,
        })
    }
}

/// Answers a request to `/_emulator/{path}`.
pub(crate) fn respond(org: &mut Org, path: &str, request: &Request, visit: &mut Visit) -> Response {
    let method = request.method();
    let done = match Tool::at(path) {
        None => Err(Complaint {
            status: StatusCode::NOT_FOUND,
            error: "no such tool".to_owned(),
        }),
        Some(tool) if method == Method::GET => read(org, tool, visit),
        Some(tool) if method == Method::DELETE => clear(org, tool),
        Some(tool) if method == Method::POST => post(org, tool, request.body(), visit),
        Some(tool) if method == Method::PUT => put(org, tool, request.body()),
        Some(_) => Err(wrong_method()),
    };
    done.unwrap_or_else(|complaint| answer(complaint.status, &json!({ "error": complaint.error })))
}

fn read(org: &mut Org, tool: Tool, visit: &Visit) -> Result<Response, Complaint> {
    Ok(match tool {
        Tool::Outbox => ok(&&*org.outbox),
        Tool::Users => {
            org.settle_all(visit.now);
            let keys = org.people.keys();
            let users = keys.map(|key| view::user(org, key, &visit.origin));
            ok(&users.collect::<Vec<_>>())
        }
        Tool::Seed => ok(&org.seed.people),
        Tool::Clock => clock(org, visit),
        Tool::Faults => ok(&org.faults.list()),
        Tool::Calls => ok(&org.calls),
        Tool::Sessions => ok(&sessions(org)),
        Tool::Apps => ok(&org.apps.all()),
        Tool::Tokens => ok(&tokens(org, visit)),
        Tool::Policy => ok(org.policies.system()),
        Tool::Switches => ok(&org.switches),
        Tool::Reset => return Err(wrong_method()),
    })
}

fn clear(org: &mut Org, tool: Tool) -> Result<Response, Complaint> {
    match tool {
        Tool::Outbox => org.outbox.clear(),
        Tool::Faults => org.faults.clear(),
        Tool::Calls => org.calls.clear(),
        Tool::Users
        | Tool::Seed
        | Tool::Clock
        | Tool::Sessions
        | Tool::Apps
        | Tool::Tokens
        | Tool::Policy
        | Tool::Switches
        | Tool::Reset => return Err(wrong_method()),
    }
    Ok(empty(StatusCode::NO_CONTENT))
}

fn post(org: &mut Org, tool: Tool, body: &[u8], visit: &mut Visit) -> Result<Response, Complaint> {
    match tool {
        Tool::Users => create::users(org, parse(body)?, visit),
        Tool::Clock => {
            let Advance { advance_seconds } = parse(body)?;
            org.advance(advance_seconds);
            visit.now = later(visit.now, advance_seconds);
            Ok(clock(org, visit))
        }
        Tool::Faults => {
            let fault: Fault = parse(body)?;
            fault.check().map_err(Complaint::bad_request)?;
            org.faults.add(fault.clone());
            Ok(answer(StatusCode::CREATED, &fault))
        }
        Tool::Apps => {
            let app: App = parse(body)?;
            if let Some(complaint) = app.complaint() {
                return Err(Complaint::bad_request(complaint));
            }
            org.apps.register(app.clone());
            Ok(answer(StatusCode::CREATED, &app))
        }
        Tool::Reset => {
            org.reset(visit);
            Ok(empty(StatusCode::NO_CONTENT))
        }
        Tool::Outbox
        | Tool::Seed
        | Tool::Calls
        | Tool::Sessions
        | Tool::Tokens
        | Tool::Policy
        | Tool::Switches => Err(wrong_method()),
    }
}

/// Changes the settings that the body names and leaves the others.
fn put(org: &mut Org, tool: Tool, body: &[u8]) -> Result<Response, Complaint> {
    match tool {
        Tool::Policy => {
            *org.policy_mut() = changed(org.policies.system(), parse(body)?)?;
            Ok(ok(org.policies.system()))
        }
        Tool::Switches => {
            org.switches = changed(&org.switches, parse(body)?)?;
            Ok(ok(&org.switches))
        }
        Tool::Outbox
        | Tool::Users
        | Tool::Seed
        | Tool::Clock
        | Tool::Faults
        | Tool::Calls
        | Tool::Sessions
        | Tool::Apps
        | Tool::Tokens
        | Tool::Reset => Err(wrong_method()),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Advance {
    advance_seconds: u64,
}

fn clock(org: &Org, visit: &Visit) -> Response {
    ok(&json!({ "now": visit.now, "advanced_seconds": org.advanced_seconds }))
}

fn sessions(org: &Org) -> Vec<Value> {
    let of_all = org.people.iter().flat_map(|person| {
        let login = &person.profile.login;
        person.sessions.iter().map(move |session| {
            json!({
                "login": login,
                "session_token": session.session_token,
                "is_exchanged": session.is_exchanged,
                "created_at": session.created_at,
            })
        })
    });
    of_all.collect()
}

/// The access and refresh tokens that are good.
fn tokens(org: &Org, visit: &Visit) -> Vec<Value> {
    let good = org.grants.good_at(visit.now).map(|(token, grant)| {
        let person = grant.person.map(|person| org.people.get(person));
        json!({
            "login": person.map(|person| &person.profile.login),
            "client_id": grant.client_id,
            "kind": grant.kind,
            "token": token,
            "scopes": grant.scopes,
            "expires_at": grant.expires_at,
        })
    });
    good.collect()
}

fn changed<T: Serialize + DeserializeOwned>(current: &T, change: Value) -> Result<T, Complaint> {
    let mut value = serde_json::to_value(current)?;
    merge(&mut value, change);
    Ok(serde_json::from_value(value)?)
}

fn merge(value: &mut Value, change: Value) {
    match (value, change) {
        (Value::Object(fields), Value::Object(changes)) => {
            for (name, change) in changes {
                merge(fields.entry(name).or_insert(Value::Null), change);
            }
        }
        (value, change) => *value = change,
    }
}

fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, Complaint> {
    Ok(serde_json::from_slice(body)?)
}

fn ok(body: &impl Serialize) -> Response {
    answer(StatusCode::OK, body)
}

fn wrong_method() -> Complaint {
    let error = "this tool does not know the method".to_owned();
    Complaint {
        status: StatusCode::METHOD_NOT_ALLOWED,
        error,
    }
}
