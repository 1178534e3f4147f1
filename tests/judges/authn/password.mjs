// New passwords that the policy refuses and takes, and signing in, through okta-auth-js.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { authn, refused } from '../lib/auth-js.mjs';
import {
  everyTestStartsAfresh, NEW_PASSWORD, PASSWORD, signsIn, tokenFor, tool,
} from '../lib/org.mjs';

everyTestStartsAfresh('authn');

const ADA = 'ada@example.com';

async function opened() {
  const okta = authn();
  await okta.forgotPassword({ username: ADA, factorType: 'EMAIL' });
  return okta.verifyRecoveryToken({ recoveryToken: await tokenFor(ADA) });
}

test('a refused password may be followed by a good one in the same transaction', async () => {
  const open = await opened();
  const weak = open.resetPassword({ newPassword: 'weak' });
  const error = await refused(weak, 'E0000080', /^Password requirements were not met\./);
  assert.equal(error.xhr.status, 403);
  const own = open.resetPassword({ newPassword: PASSWORD });
  await refused(own, 'E0000080', /current password/);
  const done = await open.resetPassword({ newPassword: NEW_PASSWORD });
  assert.equal(done.status, 'SUCCESS');
  assert.equal(await signsIn(ADA, NEW_PASSWORD), true);
});

test('sessions end when that is asked for', async () => {
  const okta = authn();
  await okta.signInWithCredentials({ username: ADA, password: PASSWORD });
  const before = await tool('GET', 'sessions');
  assert.equal(before.length, 1);
  const open = await opened();
  await open.resetPassword({ newPassword: NEW_PASSWORD, revokeSessions: true });
  const left = await tool('GET', 'sessions');
  assert.ok(!left.some((session) => session.session_token === before[0].session_token));
});

test('wrong credentials and strangers are refused alike', async () => {
  const okta = authn();
  await refused(okta.signInWithCredentials({ username: ADA, password: 'wrong' }), 'E0000004');
  const nobody = { username: 'nobody@example.com', password: 'wrong' };
  const error = await refused(okta.signInWithCredentials(nobody), 'E0000004');
  assert.equal(error.xhr.status, 401);
});
