// The recovery question, as okta-auth-js asks it.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { authn, refused } from '../lib/auth-js.mjs';
import { everyTestStartsAfresh, NEW_PASSWORD, signsIn, tokenFor } from '../lib/org.mjs';

everyTestStartsAfresh('authn');

const GRACE = 'grace@example.com';

async function asked(okta) {
  await okta.forgotPassword({ username: GRACE, factorType: 'EMAIL' });
  const open = await okta.verifyRecoveryToken({ recoveryToken: await tokenFor(GRACE) });
  assert.equal(open.status, 'RECOVERY');
  return open;
}

test('the right answer leads to a new password', async () => {
  const open = await asked(authn());
  assert.match(open.user.recovery_question.question, /\?$/);
  const answered = await open.answer({ answer: 'OKRA' });
  assert.equal(answered.status, 'PASSWORD_RESET');
  const done = await answered.resetPassword({ newPassword: NEW_PASSWORD });
  assert.equal(done.status, 'SUCCESS');
  assert.equal(await signsIn(GRACE, NEW_PASSWORD), true);
});

test('a wrong answer may be followed by the right one', async () => {
  const open = await asked(authn());
  await refused(open.answer({ answer: 'cabbage' }), 'E0000087');
  const answered = await open.answer({ answer: 'okra' });
  assert.equal(answered.status, 'PASSWORD_RESET');
});

test('nobody sets a password before the answer', async () => {
  const okta = authn();
  const open = await asked(okta);
  const { stateToken } = open.data;
  const early = okta.tx.postToTransaction('/api/v1/authn/credentials/reset_password', {
    stateToken, newPassword: NEW_PASSWORD,
  });
  await refused(early, 'E0000079');
  assert.equal(await signsIn(GRACE, NEW_PASSWORD), false);
});
