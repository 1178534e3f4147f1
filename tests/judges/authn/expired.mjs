// A password that has expired, changed at the sign-in by okta-auth-js.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { authn, refused } from '../lib/auth-js.mjs';
import {
  everyTestStartsAfresh, NEW_PASSWORD, PASSWORD, person, signsIn, user,
} from '../lib/org.mjs';

everyTestStartsAfresh('authn');

const LOGIN = 'late@example.com';

async function expired() {
  await person({ login: LOGIN }, { status: 'PASSWORD_EXPIRED' });
  const open = await authn().signInWithCredentials({ username: LOGIN, password: PASSWORD });
  assert.equal(open.status, 'PASSWORD_EXPIRED');
  return open;
}

test('an expired password is changed at the sign-in', async () => {
  const open = await expired();
  const wrong = open.changePassword({ oldPassword: 'wrong', newPassword: NEW_PASSWORD });
  await refused(wrong, 'E0000014');
  const done = await open.changePassword({ oldPassword: PASSWORD, newPassword: NEW_PASSWORD });
  assert.equal(done.status, 'SUCCESS');
  assert.equal((await user(LOGIN)).status, 'ACTIVE');
  assert.equal(await signsIn(LOGIN, NEW_PASSWORD), true);
});

test('the policy judges the changed password too', async () => {
  const open = await expired();
  const weak = open.changePassword({ oldPassword: PASSWORD, newPassword: 'weak' });
  const error = await weak.then(() => assert.fail('weak'), (error) => error);
  assert.match(error.errorCode, /^E0000014$|^E0000080$/);
  assert.match(error.errorCauses[0].errorSummary, /^Password requirements were not met\./);
  assert.equal((await user(LOGIN)).status, 'PASSWORD_EXPIRED');
});
