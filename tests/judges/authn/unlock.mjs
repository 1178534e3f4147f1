// Locked accounts: how okta-auth-js hears of them, and unlocks them.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { authn, refused } from '../lib/auth-js.mjs';
import {
  everyTestStartsAfresh, messageTo, outboxOf, PASSWORD, person, signsIn, tokenFor, tool, user,
} from '../lib/org.mjs';

everyTestStartsAfresh('authn');

const LOGIN = 'mary@example.com';
const NUMBER = '+15555550123';
const QUESTION = { question: 'What is the food you least liked as a child?', answer: 'okra' };

/** Somebody who is locked out, in an org that lets people unlock themselves. */
async function locked(credentials = {}) {
  await tool('PUT', 'policy', { recovery: { factors: { oktaSms: 'on', oktaCall: 'on' } } });
  await person({ login: LOGIN }, { phone: NUMBER, status: 'LOCKED_OUT', credentials });
}

test('a lock is hidden unless the policy shows it', async () => {
  await locked();
  const okta = authn();
  const right = { username: LOGIN, password: PASSWORD };
  await refused(okta.signInWithCredentials(right), 'E0000004');
  await tool('PUT', 'policy', { lockout: { showLockoutFailures: true } });
  const open = await okta.signInWithCredentials(right);
  assert.equal(open.status, 'LOCKED_OUT');
  assert.equal(typeof open.unlock, 'function');
});

test('enough wrong passwords lock', async () => {
  await person({ login: LOGIN });
  const okta = authn();
  for (let tries = 0; tries < 10; tries += 1) {
    await refused(okta.signInWithCredentials({ username: LOGIN, password: 'wrong' }), 'E0000004');
  }
  assert.equal((await user(LOGIN)).status, 'LOCKED_OUT');
});

test('a mail unlocks and leaves the password as it was', async () => {
  await locked({ recovery_question: QUESTION });
  const okta = authn();
  const asked = await okta.unlockAccount({ username: LOGIN, factorType: 'EMAIL' });
  assert.equal(asked.status, 'RECOVERY_CHALLENGE');
  assert.equal(asked.recoveryType, 'UNLOCK');
  const open = await okta.verifyRecoveryToken({ recoveryToken: await tokenFor(LOGIN) });
  assert.equal(open.status, 'RECOVERY');
  assert.equal(open.recoveryType, 'UNLOCK');
  const done = await open.answer({ answer: QUESTION.answer });
  assert.equal(done.status, 'SUCCESS');
  assert.equal(done.recoveryType, 'UNLOCK');
  assert.equal(done.sessionToken, undefined);
  assert.equal((await user(LOGIN)).status, 'ACTIVE');
  assert.equal(await signsIn(LOGIN, PASSWORD), true);
});

for (const factorType of ['SMS', 'CALL']) {
  test(`${factorType} unlocks`, async () => {
    await locked({ recovery_question: QUESTION });
    const asked = await authn().unlockAccount({ username: LOGIN, factorType });
    assert.equal(asked.status, 'RECOVERY_CHALLENGE');
    assert.equal(asked.recoveryType, 'UNLOCK');
    const open = await asked.verify({ passCode: (await messageTo(NUMBER)).code });
    assert.equal(open.status, 'RECOVERY');
    const done = await open.answer({ answer: QUESTION.answer });
    assert.equal(done.status, 'SUCCESS');
    assert.equal((await user(LOGIN)).status, 'ACTIVE');
  });
}

test('a locked person who has forgotten the password gets a mail without a link', async () => {
  await locked();
  const asked = await authn().forgotPassword({ username: LOGIN, factorType: 'EMAIL' });
  assert.equal(asked.status, 'RECOVERY_CHALLENGE');
  const mails = await outboxOf(LOGIN);
  assert.equal(mails.length, 1);
  assert.deepEqual(mails[0].links, []);
});
