// The Users API's one-time tokens at `interact`, and the interaction code at `token`.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { answered, at, challenged, forgotten, renewed, start } from '../lib/idx.mjs';
import {
  calls, everyTestStartsAfresh, lastSegment, NEW_PASSWORD, signsIn, user,
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

test('a made-up recovery token is refused at once', async () => {
  const okta = await start();
  const refusal = await okta.idx.start({ recoveryToken: 'AAAAAAAAAAAAAAAAAAAA' })
    .then(() => assert.fail('it was taken'), (error) => error);
  assert.equal(refusal.name, 'OAuthError');
  assert.equal(refusal.errorCode, 'invalid_request');
  assert.match(refusal.errorSummary, /recovery token/i);
});

test('an interaction code is good once, and with its verifier only', async () => {
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
  const redeem = (more) => okta.token.exchangeCodeForTokens({ interactionCode, codeVerifier, ...more });
  const wrong = await redeem({ codeVerifier: 'x'.repeat(43) }).catch((error) => error);
  assert.equal(wrong.errorCode, 'invalid_grant');
  const first = await redeem().catch((error) => error);
  // Whether a wrong verifier spends the code is not documented.
  if (first.tokens) {
    assert.equal(first.tokens.idToken.claims.sub, (await user(ADA)).id);
  }
  const second = await redeem().catch((error) => error);
  assert.equal(second.errorCode, 'invalid_grant');
  assert.ok((await calls('idx')).some(({ path }) => path === '/oauth2/default/v1/token'));
});
