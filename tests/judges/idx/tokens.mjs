// The Users API's one-time tokens at `interact`, and the interaction code at `token`.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { answered, at, challenged, forgotten, renewed, start } from '../lib/idx.mjs';
import {
  everyTestStartsAfresh, lastSegment, NEW_PASSWORD, signsIn, tool, user,
} from '../lib/org.mjs';
import { withToken } from '../lib/sdk.mjs';

everyTestStartsAfresh('idx');

const ADA = 'ada@example.com';

test('a recovery token leads straight to the new password', async () => {
  const { id } = await user(ADA);
  const { resetPasswordUrl } = await withToken().userApi.forgotPassword({ userId: id, sendEmail: false });
  const recoveryToken = lastSegment(resetPasswordUrl);
  const okta = await start();
  const open = await okta.idx.start({ recoveryToken });
  assert.deepEqual(open.neededToProceed.map(({ name }) => name), ['reset-authenticator']);
  const done = await renewed(okta, NEW_PASSWORD);
  assert.equal(done.status, 'SUCCESS');
  assert.equal(await signsIn(ADA, NEW_PASSWORD), true);
});

test('an activation token leads straight to the first password', async () => {
  const login = 'mary@example.com';
  const { id } = await tool('POST', 'users', { profile: { login }, status: 'STAGED' });
  const { activationToken } = await withToken().userApi.activateUser({ userId: id, sendEmail: false });
  const okta = await start();
  const open = await okta.idx.start({ activationToken });
  assert.deepEqual(open.neededToProceed.map(({ name }) => name), ['reset-authenticator']);
  const done = await renewed(okta, NEW_PASSWORD);
  assert.equal(done.status, 'SUCCESS');
  assert.equal((await user(login)).status, 'ACTIVE');
  assert.equal(await signsIn(login, NEW_PASSWORD), true);
});

test('a made-up recovery token is refused at once', async () => {
  const okta = await start();
  const refusal = await okta.idx.start({ recoveryToken: 'AAAAAAAAAAAAAAAAAAAA' })
    .then(() => assert.fail('it was taken'), (error) => error);
  assert.equal(refusal.name, 'OAuthError');
  assert.equal(refusal.errorCode, 'invalid_request');
  assert.match(refusal.errorSummary, /recovery token/i);
});

/** A reset that ends with an interaction code, and how the SDK redeems it. */
async function interactionCode() {
  const okta = await start();
  await forgotten(okta);
  await challenged(okta, ADA);
  at(await answered(okta, ADA), 'reset-authenticator');
  const { meta } = await okta.idx.proceed({ autoRemediate: false });
  const done = await okta.idx.proceed({
    step: 'reset-authenticator',
    credentials: { passcode: NEW_PASSWORD },
    exchangeCodeForTokens: false,
  });
  assert.equal(done.status, 'SUCCESS');
  const { interactionCode } = done;
  const { codeVerifier } = meta;
  return (more) => okta.token.exchangeCodeForTokens({ interactionCode, codeVerifier, ...more });
}

test('an interaction code is good once', async () => {
  const redeem = await interactionCode();
  const { tokens } = await redeem();
  assert.equal(tokens.idToken.claims.sub, (await user(ADA)).id);
  assert.equal(tokens.accessToken.tokenType, 'Bearer');
  const second = await redeem().catch((error) => error);
  assert.equal(second.errorCode, 'invalid_grant');
});

test('an interaction code is good with its verifier only', async () => {
  const redeem = await interactionCode();
  const wrong = await redeem({ codeVerifier: 'x'.repeat(43) }).catch((error) => error);
  assert.equal(wrong.errorCode, 'invalid_grant');
  // Whether a wrong verifier spends the code is not documented; here it does not.
  const { tokens } = await redeem();
  assert.equal(tokens.idToken.claims.sub, (await user(ADA)).id);
});
