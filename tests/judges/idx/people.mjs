// Who asks: people with a question, with a telephone, and people whom nobody knows.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { answered, at, challenged, chosen, forgotten, keys, renewed, start, take } from '../lib/idx.mjs';
import {
  everyTestStartsAfresh, messageTo, NEW_PASSWORD, person, signsIn, tool,
} from '../lib/org.mjs';

everyTestStartsAfresh('idx');

const GRACE = 'grace@example.com';
const NOBODY = 'nobody@example.com';

/** Changes the policy's first rule. */
async function rule(change) {
  const { rules: [first, ...others] } = await tool('GET', 'policy');
  await tool('PUT', 'policy', { rules: [{ ...first, ...change }, ...others] });
}

test('the question is asked after the code', async () => {
  await rule({ stepUp: 'security_question' });
  const okta = await start();
  await forgotten(okta);
  await challenged(okta, GRACE);
  let open = await answered(okta, GRACE);
  if (open.nextStep?.name === 'select-authenticator-authenticate') {
    open = await take(okta, 'select-authenticator-authenticate', { authenticator: 'security_question' });
  }
  at(open, 'challenge-authenticator');
  const { enrolledQuestion } = open.context.currentAuthenticatorEnrollment.value.contextualData;
  assert.match(enrolledQuestion.question, /\?$/);
  const answer = (text) => take(okta, 'challenge-authenticator', {
    credentials: { questionKey: enrolledQuestion.questionKey, answer: text },
  });
  const wrong = await answer('cabbage');
  assert.equal(wrong.requestDidSucceed, false);
  at(await answer('okra'), 'reset-authenticator');
  const done = await renewed(okta, NEW_PASSWORD);
  assert.equal(done.status, 'SUCCESS');
  assert.equal(await signsIn(GRACE, NEW_PASSWORD), true);
});

test('nobody learns who is known, as long as the org hides it', async () => {
  const okta = await start();
  await forgotten(okta);
  await challenged(okta, NOBODY);
  assert.deepEqual(await tool('GET', 'outbox'), []);
  const refusal = await answered(okta, NOBODY, '123456');
  assert.deepEqual(keys(refusal), ['api.authn.error.PASSCODE_INVALID']);
});

test('an org that hides nothing says who is unknown', async () => {
  await tool('PUT', 'switches', { enumeration_prevention: 'off' });
  const okta = await start();
  await forgotten(okta);
  const refusal = await take(okta, 'identify-recovery', { identifier: NOBODY });
  assert.deepEqual(keys(refusal), ['idx.unknown.user']);
});

test('a code may come by SMS', async () => {
  await tool('PUT', 'policy', { recovery: { factors: { oktaSms: 'on' } } });
  await rule({ methods: ['email', 'sms'] });
  const login = 'mary@example.com';
  const phone = '+15555550123';
  await person({ login }, { phone });
  const okta = await start();
  await forgotten(okta);
  const named = await take(okta, 'identify-recovery', { identifier: login });
  await chosen(okta, named, 'phone_number', 'sms');
  const { channel, code } = await messageTo(phone);
  assert.equal(channel.toLowerCase(), 'sms');
  at(await answered(okta, phone, code), 'reset-authenticator');
});
