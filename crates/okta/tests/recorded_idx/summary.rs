//! What an answer says, in lines; each line is read off the typed value.

use okta::idx::{Authenticator, Field, IdxResponse, Message, Remediation, Settings};

pub(crate) fn summary(state: &IdxResponse) -> Vec<String> {
    let mut lines = vec![first_line(state)];
    lines.extend(state.remediations.iter().map(form));
    for remediation in &state.remediations {
        let options = state.options(&remediation.name);
        lines.extend(options.into_iter().map(|option| {
            let methods = join(option.method_types.iter(), "+");
            let key = option.key.map_or("-", |key| key.as_str());
            let words = ["choose", &format!("{}:", option.label), option.id, &methods];
            let rest = [option.enrollment_id.unwrap_or_default(), "=", key];
            sentence(words.into_iter().chain(rest))
        }));
    }
    lines.extend(messages(state));
    lines.extend(parts(state));
    lines.extend(end(state));
    lines
}

fn first_line(state: &IdxResponse) -> String {
    let handle = state.state_handle.as_ref();
    let length = handle.map_or("-".to_owned(), |handle| handle.secret().len().to_string());
    let intent = state.intent.as_ref().map_or("-", |intent| intent.as_str());
    let until = state
        .expires_at
        .map_or("-".to_owned(), |time| time.to_string());
    format!("handle {length}; {intent} until {until}")
}

fn form(remediation: &Remediation) -> String {
    let names = leaves(&remediation.fields).join(" ");
    let names = if names.is_empty() {
        names
    } else {
        format!("({names})")
    };
    format!("do {}{names}", remediation.name)
}

fn leaves(fields: &[Field]) -> Vec<&str> {
    let shown = fields.iter().filter(|field| field.name != "stateHandle");
    let names = shown.flat_map(|field| match &field.form {
        Some(form) => leaves(&form.fields),
        None => vec![field.name.as_str()],
    });
    names.collect()
}

fn messages(state: &IdxResponse) -> Vec<String> {
    let fields = state.remediations.iter().flat_map(|form| &form.fields);
    let own = state
        .messages
        .iter()
        .map(|message| (message, String::new()));
    let lines: Vec<_> = own.chain(fields.flat_map(at_fields)).collect();
    let all: Vec<&Message> = lines.iter().map(|(message, _)| *message).collect();
    assert_eq!(state.all_messages(), all);
    let line = |(message, place): (&Message, String)| {
        let key = message.key().map_or("-", |key| key.as_str());
        let class = message.class.as_ref().map_or("", |class| class.as_str());
        sentence(["says", key, class, &place]).replace("says ERROR", "says  ERROR")
    };
    lines.into_iter().map(line).collect()
}

fn at_fields(field: &Field) -> Vec<(&Message, String)> {
    let own = field
        .messages
        .iter()
        .map(|message| (message, format!("@{}", field.name)));
    let inner = field
        .form
        .iter()
        .flat_map(|form| &form.fields)
        .flat_map(at_fields);
    own.chain(inner).collect()
}

fn parts(state: &IdxResponse) -> Vec<String> {
    let named = [
        ("now", &state.current_authenticator),
        ("now enrolled", &state.current_authenticator_enrollment),
        ("recovers", &state.recovery_authenticator),
    ];
    let named = named.into_iter().filter_map(|(name, part)| {
        let part = part.as_ref()?;
        Some(format!("{name} {}", authenticator(part)))
    });
    let counts = [
        state.authenticators.len(),
        state.authenticator_enrollments.len(),
    ];
    let counted = format!("{} authenticators, {} enrollments", counts[0], counts[1]);
    named.chain((counts != [0, 0]).then_some(counted)).collect()
}

fn authenticator(part: &Authenticator) -> String {
    let key = part.key.as_ref().map_or("-", |key| key.as_str()).to_owned();
    let mut words = vec![key, part.id.clone().unwrap_or_default()];
    words.push(join(part.methods.iter().map(|method| &method.r#type), "+"));
    if let Some(profile) = part.profile.clone() {
        let texts = [
            profile.email,
            profile.secondary_email,
            profile.phone_number,
            profile.question,
        ];
        words.extend(texts.into_iter().flatten());
    }
    words.extend(part.recover.as_ref().map(|form| form.name.to_string()));
    words.extend(part.resend.as_ref().map(|form| form.name.to_string()));
    if let Some(poll) = &part.poll {
        words.push(format!("poll {}", poll.refresh.unwrap()));
    }
    if let Some(data) = &part.contextual_data {
        let link = data
            .use_email_magic_link
            .map(|link| if link { "link yes" } else { "link no" });
        words.extend(link.map(str::to_owned));
        let question = data.enrolled_question.as_ref();
        words.extend(question.map(|question| format!("asks {}", question.question_key)));
        words.extend(data.otp.as_ref().map(|otp| format!("shows {otp}")));
    }
    let settings = part.settings.as_ref();
    words.extend(settings.and_then(policy));
    sentence(words.iter().map(String::as_str))
}

fn policy(settings: &Settings) -> Option<String> {
    let policy = settings.policy.as_ref()?;
    let rules = &policy.complexity;
    let counters = [
        rules.min_length,
        rules.min_lower_case,
        rules.min_upper_case,
        rules.min_number,
        rules.min_symbol,
    ];
    let username = if rules.exclude_username {
        "username"
    } else {
        ""
    };
    let attributes = join(rules.exclude_attributes.iter(), " ");
    let age = &policy.age;
    let age = format!("age {} history {}", age.min_age_minutes, age.history_count);
    let days = settings
        .days_to_expiry
        .map(|days| format!("expires in {days}"));
    let counters = join(counters.iter(), " ");
    let days = days.unwrap_or_default();
    let words = ["policy", &counters, username, &attributes, &age, &days];
    Some(sentence(words))
}

fn end(state: &IdxResponse) -> Vec<String> {
    let text = |text: &Option<String>| text.clone().unwrap_or("-".to_owned());
    let user = state.user.as_ref().map(|user| {
        let identifier = user.identifier.as_ref().map_or("-", |name| name.secret());
        let first_name = user
            .profile
            .as_ref()
            .and_then(|profile| profile.first_name.clone());
        format!("user {} {identifier} {}", text(&user.id), text(&first_name))
    });
    let app = state
        .app
        .as_ref()
        .map(|app| format!("app {} {}", text(&app.name), text(&app.id)));
    let cancel = state
        .cancel
        .as_ref()
        .map(|form| format!("can {}", form.name));
    let code = state
        .interaction_code()
        .map(|code| format!("code {}", code.secret()));
    let success = state
        .success
        .as_ref()
        .map(|form| format!("goes to {}", text(&form.href)));
    [user, app, cancel, code, success]
        .into_iter()
        .flatten()
        .collect()
}

fn join<T: ToString>(items: impl Iterator<Item = T>, between: &str) -> String {
    let words: Vec<String> = items.map(|item| item.to_string()).collect();
    words.join(between)
}

/// The words that are there, with spaces between.
fn sentence<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
    words.join(" ")
}
