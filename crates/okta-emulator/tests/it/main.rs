//! What the org answers, told from outside: through `Org::respond`, and once
//! through the program.

mod administrator;
mod any_management;
mod anything;
mod callers;
mod change_password;
mod conformance;
mod conformance_of_answers;
mod faults;
mod forgot_password;
mod idx;
mod journey;
mod management;
mod new_password;
mod one_time_links;
mod openapi;
mod pages;
mod phone;
mod phone_limits;
mod policies;
mod policies_by_group;
mod program;
mod recorded;
mod recovery_question;
mod recovery_token;
mod requests;
mod service_app;
mod sign_in;
mod stage;
mod table;
mod token_endpoint;
mod tools;
mod transitions;
mod trusted;
mod unlock;
mod users;
