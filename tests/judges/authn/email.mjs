// A password forgotten, and a mail: okta-auth-js against the Authentication API.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { authn } from '../lib/auth-js.mjs';
import {
  everyTestStartsAfresh, NEW_PASSWORD, outboxOf, PASSWORD, person, signsIn, tokenFor, user,
} from '../lib/org.mjs';

everyTestStartsAfresh('authn');

const ADA = 'ada@example.com';

test('a forgotten password ends in a session for the new one', async () => {
  const okta = authn();
  const asked = await okta.forgotPassword({ username: ADA, factorType: 'EMAIL' });
  assert.equal(asked.status, 'RECOVERY_CHALLENGE');
  assert.equal(asked.factorResult, 'WAITING');
  assert.equal(asked.recoveryType, 'PASSWORD');
  assert.equal(asked.data.stateToken, undefined);

  const open = await okta.verifyRecoveryToken({ recoveryToken: await tokenFor(ADA) });
  assert.equal(open.status, 'PASSWORD_RESET');
  assert.equal(open.user.profile.login, ADA);
  assert.equal(open.policy.complexity.minLength, 8);

  const done = await open.resetPassword({ newPassword: NEW_PASSWORD });
  assert.equal(done.status, 'SUCCESS');
  assert.match(done.sessionToken, /^\S{20,}$/);

  const session = await okta.signInWithCredentials({ username: ADA, password: NEW_PASSWORD });
  assert.equal(session.status, 'SUCCESS');
  assert.equal(session.user.id, (await user(ADA)).id);
  assert.equal(await signsIn(ADA, PASSWORD), false);
});

test('a stranger is answered alike, and nothing is sent', async () => {
  const okta = authn();
  const known = await okta.forgotPassword({ username: ADA, factorType: 'EMAIL' });
  const unknown = await okta.forgotPassword({ username: 'nobody@example.com', factorType: 'EMAIL' });
  const body = ({ data: { headers, ...rest } }) => rest;
  assert.deepEqual(body(unknown), body(known));
  assert.equal((await outboxOf('nobody@example.com')).length, 0);
  assert.equal((await outboxOf(ADA)).length, 1);
});

test('the mail goes to the secondary address too', async () => {
  const login = 'mary@example.com';
  await person({ login, secondEmail: 'mary.home@example.net' });
  await authn().forgotPassword({ username: login, factorType: 'EMAIL' });
  assert.equal((await outboxOf(login)).length, 1);
  assert.equal((await outboxOf('mary.home@example.net')).length, 1);
});

test('a transaction goes on where it was left, and ends when it is cancelled', async () => {
  const okta = authn();
  await okta.forgotPassword({ username: ADA, factorType: 'EMAIL' });
  const recoveryToken = await tokenFor(ADA);
  const open = await okta.verifyRecoveryToken({ recoveryToken });
  const { stateToken } = open.data;
  const resumed = await okta.tx.resume({ stateToken });
  assert.equal(resumed.status, 'PASSWORD_RESET');
  await resumed.cancel();
  await assert.rejects(okta.tx.resume({ stateToken }), { errorCode: 'E0000011' });
  const again = await okta.verifyRecoveryToken({ recoveryToken });
  assert.equal(again.status, 'PASSWORD_RESET');
});
