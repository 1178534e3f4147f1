// The org under judgement, from behind the scenes: the emulator's tools at `/_emulator/`.

import { appendFileSync } from 'node:fs';
import { afterEach, beforeEach } from 'node:test';

/** Where the emulator listens. */
export const ORIGIN = process.env.REKEY_OKTA ?? 'http://127.0.0.1:8788';

/** `classic` or `identity-engine`, as the emulator was started. */
export const ENGINE = process.env.REKEY_ENGINE ?? 'classic';

/** The password of everybody in the seed who has one. */
export const PASSWORD = 'Correct-Horse-7';

/** The seed's API token. */
export const API_TOKEN = process.env.REKEY_API_TOKEN ?? '00emulated-org-administrators-token-0rekey';

/** A password that the seed's policy takes. */
export const NEW_PASSWORD = 'Battery-Staple-8';

/** Programs that no one here wrote, by the header in which they say what they are. */
const AUTH_JS = [['x-okta-user-agent-extended', 'okta-auth-js/']];
const SDK_NODEJS = [
  ['user-agent', '@okta/okta-sdk-nodejs/'],
  // The same package asks for its access tokens without its own name.
  ['user-agent', 'node-fetch/'],
];

/** The judges, by their columns in the emulator's table. */
const WITNESSES = {
  authn: AUTH_JS,
  idx: AUTH_JS,
  'API token': SDK_NODEJS,
  'service app': SDK_NODEJS,
};

/** Asks one of the emulator's tools; a refusal is an error. */
export async function tool(method, name, body) {
  const answer = await fetch(`${ORIGIN}/_emulator/${name}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) {
    throw new Error(`/_emulator/${name}: ${answer.status} ${text}`);
  }
  return text === '' ? undefined : JSON.parse(text);
}

/** The newest message to an address or a telephone number. */
export async function messageTo(address) {
  const message = (await outboxOf(address)).at(-1);
  if (message === undefined) {
    throw new Error(`nothing was sent to ${address}`);
  }
  return message;
}

/** All messages to an address or a telephone number, oldest first. */
export async function outboxOf(address) {
  const messages = await tool('GET', 'outbox');
  return messages.filter((message) => message.to === address);
}

/** The one-time token that ends the link of a mail. */
export async function tokenFor(address) {
  const { links } = await messageTo(address);
  return lastSegment(links[0]);
}

/** The last segment of a URL: where Okta puts its one-time tokens. */
export function lastSegment(url) {
  return new URL(url).pathname.split('/').at(-1);
}

/** One whole user object. */
export async function user(login) {
  const users = await tool('GET', 'users');
  return users.find((one) => one.profile.login === login);
}

/** Makes a person; ACTIVE, with a password, unless told otherwise. */
export async function person(profile, rest = {}) {
  const credentials = { password: { value: PASSWORD }, ...rest.credentials };
  return tool('POST', 'users', { profile, ...rest, credentials });
}

/** Moves the org's clock. */
export const advance = (seconds) => tool('POST', 'clock', { advance_seconds: seconds });

/** Whether these credentials are good: a sign-in that no SDK has a part in. */
export async function signsIn(login, password) {
  const answer = await fetch(`${ORIGIN}/api/v1/authn`, {
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    body: JSON.stringify({ username: login, password }),
  });
  return answer.ok && (await answer.json()).status === 'SUCCESS';
}

/** What an SDK asked of Okta's paths since the reset, oldest first. */
export async function calls(judge) {
  const all = await tool('GET', 'calls');
  return all.filter(({ headers }) =>
    WITNESSES[judge].some(([name, part]) => headers[name]?.includes(part)),
  );
}

/** Every test begins with the seed, and leaves a note of what its judge has seen. */
export function everyTestStartsAfresh(judge) {
  beforeEach(() => tool('POST', 'reset'));
  afterEach(() => note(judge.name ?? judge));
}

/** Adds to the file that `tests/judges.rs` compares with the emulator's README. */
async function note(judge) {
  const file = process.env.REKEY_JUDGE_NOTES;
  if (file === undefined) {
    return;
  }
  const lines = (await calls(judge)).map(({ method, path, status }) =>
    JSON.stringify({ judge, method, path, status }),
  );
  appendFileSync(file, lines.map((line) => `${line}\n`).join(''));
}
