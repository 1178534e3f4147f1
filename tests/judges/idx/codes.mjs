// Codes on Identity Engine that are wrong, too old, or asked for again.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { answered, at, challenged, forgotten, keys, start } from '../lib/idx.mjs';
import { advance, everyTestStartsAfresh, messageTo, outboxOf } from '../lib/org.mjs';

everyTestStartsAfresh('idx');

const ADA = 'ada@example.com';

async function waiting() {
  const okta = await start();
  await forgotten(okta);
  await challenged(okta, ADA);
  return okta;
}

/** Six digits that are not the code. */
const wrong = async () => ((await messageTo(ADA)).code === '123456' ? '654321' : '123456');

test('a wrong code is refused and may be followed by the right one', async () => {
  const okta = await waiting();
  const refusal = await answered(okta, ADA, await wrong());
  assert.equal(refusal.requestDidSucceed, false);
  assert.deepEqual(keys(refusal), ['api.authn.error.PASSCODE_INVALID']);
  at(refusal, 'challenge-authenticator');
  at(await answered(okta, ADA), 'reset-authenticator');
});

test('a sixth guess is one too many', async () => {
  const okta = await waiting();
  const code = await wrong();
  for (let guesses = 0; guesses < 5; guesses += 1) {
    await answered(okta, ADA, code);
  }
  const refusal = await answered(okta, ADA);
  assert.equal(refusal.requestDidSucceed, false);
  assert.match(keys(refusal).join(), /tooManyRequests/);
});

test('a new code replaces the old one', async () => {
  const okta = await waiting();
  const { code: old } = await messageTo(ADA);
  await advance(6);
  const again = await okta.idx.proceed({ resend: true });
  assert.equal(again.status, 'PENDING');
  assert.equal((await outboxOf(ADA)).length, 2);
  const { code } = await messageTo(ADA);
  if (code !== old) {
    const refusal = await answered(okta, ADA, old);
    assert.deepEqual(keys(refusal), ['api.authn.error.PASSCODE_INVALID']);
  }
  at(await answered(okta, ADA), 'reset-authenticator');
});

test('a code is good to the end of its five minutes', async () => {
  const okta = await waiting();
  await advance(299);
  at(await answered(okta, ADA), 'reset-authenticator');
});

test('after its time a code leads nowhere', async () => {
  const okta = await waiting();
  await advance(301);
  const late = await answered(okta, ADA);
  assert.equal(late.requestDidSucceed, false);
  assert.deepEqual(keys(late), ['idx.session.expired']);
});

test('asking whether the link was opened leaves everything as it is', async () => {
  const okta = await waiting();
  const poll = { name: 'currentAuthenticatorEnrollment-poll' };
  const same = await okta.idx.proceed({ actions: [poll] });
  at(same, 'challenge-authenticator');
  assert.equal((await outboxOf(ADA)).length, 1);
  at(await answered(okta, ADA), 'reset-authenticator');
});
