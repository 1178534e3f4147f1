// The Authentication API with an API token: okta-auth-js as a trusted application.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { authn, refused } from '../lib/auth-js.mjs';
import { API_TOKEN, everyTestStartsAfresh, NEW_PASSWORD, outboxOf, signsIn } from '../lib/org.mjs';

everyTestStartsAfresh('authn');

const GRACE = 'grace@example.com';
const trusted = () => authn({ Authorization: `SSWS ${API_TOKEN}` });

test('without a factor the recovery token is in the answer, and nothing is sent', async () => {
  const okta = trusted();
  const open = await okta.forgotPassword({ username: GRACE });
  assert.equal(open.status, 'RECOVERY');
  assert.equal(open.recoveryType, 'PASSWORD');
  assert.equal(open.user.profile.login, GRACE);
  assert.deepEqual(await outboxOf(GRACE), []);
  const { recoveryToken } = open.data;
  const asked = await open.recovery({ recoveryToken });
  assert.equal(asked.status, 'RECOVERY');
  const answered = await asked.answer({ answer: 'okra' });
  const done = await answered.resetPassword({ newPassword: NEW_PASSWORD });
  assert.equal(done.status, 'SUCCESS');
  assert.equal(await signsIn(GRACE, NEW_PASSWORD), true);
});

test('a stranger is called one', async () => {
  await refused(trusted().forgotPassword({ username: 'nobody@example.com' }), 'E0000095');
});

test('a wrong API token is refused', async () => {
  const okta = authn({ Authorization: 'SSWS 00wrong' });
  const error = await refused(okta.forgotPassword({ username: GRACE }), 'E0000011');
  assert.equal(error.xhr.status, 401);
});
