//! Groups: the org keeps them by name, the API by id.

use std::collections::BTreeSet;

use super::not_found;
use crate::org::Org;
use crate::people::derived_id;
use crate::refusal::Refusal;

/// The names of the groups that have these ids: of those that a policy or a person names, and
/// everybody's.
///
/// UNCERTAIN: how Okta refuses the others; by 404 E0000007 as everything that is not there.
pub(super) fn named(org: &Org, ids: &[String]) -> Result<Vec<String>, Refusal> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let of_policies = org.policies.iter().flat_map(|policy| &policy.groups);
    let of_people = org.people.iter().flat_map(|person| &person.groups);
    let names = of_policies.chain(of_people).map(String::as_str);
    let known: BTreeSet<&str> = names.chain(["Everyone"]).collect();
    let name = |id: &String| {
        let mut known = known.iter();
        let name = known.find(|name| derived_id("00g", name) == *id);
        name.map(|name| (*name).to_owned())
            .ok_or_else(|| not_found(org, id, "UserGroup"))
    };
    ids.iter().map(name).collect()
}
