// Tokens that are wrong, used or too old, as okta-auth-js hears of them.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { authn, refused } from '../lib/auth-js.mjs';
import { advance, everyTestStartsAfresh, NEW_PASSWORD, tokenFor } from '../lib/org.mjs';

everyTestStartsAfresh('authn');

const ADA = 'ada@example.com';

async function mailed(okta) {
  await okta.forgotPassword({ username: ADA, factorType: 'EMAIL' });
  return tokenFor(ADA);
}

test('a made-up recovery token is invalid', async () => {
  const made = authn().verifyRecoveryToken({ recoveryToken: 'AAAAAAAAAAAAAAAAAAAA' });
  const error = await refused(made, 'E0000011');
  assert.equal(error.xhr.status, 401);
});

test('a link is dead after its hour', async () => {
  const okta = authn();
  const recoveryToken = await mailed(okta);
  await advance(3601);
  const error = await refused(okta.verifyRecoveryToken({ recoveryToken }), 'E0000105');
  assert.equal(error.xhr.status, 403);
});

test('a link is dead once a password was set with it', async () => {
  const okta = authn();
  const recoveryToken = await mailed(okta);
  const open = await okta.verifyRecoveryToken({ recoveryToken });
  await open.resetPassword({ newPassword: NEW_PASSWORD });
  await refused(okta.verifyRecoveryToken({ recoveryToken }), 'E0000105');
});

test('a state token that nobody used for long has expired', async () => {
  const okta = authn();
  const open = await okta.verifyRecoveryToken({ recoveryToken: await mailed(okta) });
  await advance(331);
  await refused(open.resetPassword({ newPassword: NEW_PASSWORD }), 'E0000011');
});

test('without a transaction there is nothing to resume', async () => {
  const okta = authn();
  okta.options.storageUtil.storage.delete('oktaStateToken');
  await assert.rejects(okta.tx.resume(), { name: 'AuthSdkError' });
});
