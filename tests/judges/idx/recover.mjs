// A password forgotten on Identity Engine: okta-auth-js from the first page to the tokens.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { answered, at, challenged, forgotten, keys, renewed, start } from '../lib/idx.mjs';
import {
  advance, calls, everyTestStartsAfresh, messageTo, NEW_PASSWORD, outboxOf, PASSWORD, signsIn, user,
} from '../lib/org.mjs';

everyTestStartsAfresh('idx');

const ADA = 'ada@example.com';

test('a code and a new password end in tokens that the SDK trusts', async () => {
  const okta = await start();
  await forgotten(okta);
  await challenged(okta, ADA);
  assert.match((await messageTo(ADA)).code, /^\d{6}$/);
  const open = await answered(okta, ADA);
  at(open, 'reset-authenticator');
  assert.equal(open.context.currentAuthenticator.value.settings.complexity.minLength, 8);

  const done = await renewed(okta, NEW_PASSWORD);
  assert.equal(done.status, 'SUCCESS');
  const { idToken, accessToken } = done.tokens;
  assert.equal(idToken.claims.sub, (await user(ADA)).id);
  assert.equal(idToken.claims.iss, okta.options.issuer);
  assert.equal(accessToken.tokenType, 'Bearer');
  // The SDK has asked for the keys and checked the signature.
  assert.ok((await calls('idx')).some(({ path }) => path === '/oauth2/default/v1/keys'));
  assert.equal(await signsIn(ADA, NEW_PASSWORD), true);
  assert.equal(await signsIn(ADA, PASSWORD), false);
});

test('no mail is sent before the person agrees', async () => {
  const okta = await start();
  await forgotten(okta);
  assert.deepEqual(await outboxOf(ADA), []);
  const named = await okta.idx.proceed({ step: 'identify-recovery', identifier: ADA });
  assert.equal(named.status, 'PENDING');
  assert.deepEqual(await outboxOf(ADA), []);
});

test('a refused password may be followed by a good one', async () => {
  const okta = await start();
  await forgotten(okta);
  await challenged(okta, ADA);
  at(await answered(okta, ADA), 'reset-authenticator');
  const weak = await renewed(okta, 'weak');
  assert.equal(weak.requestDidSucceed, false);
  assert.deepEqual(keys(weak), ['password.passwordRequirementsNotMet']);
  at(weak, 'reset-authenticator');
  assert.equal(await signsIn(ADA, 'weak'), false);
  const done = await renewed(okta, NEW_PASSWORD);
  assert.equal(done.status, 'SUCCESS');
});

test('a cancelled transaction is over, and another can begin', async () => {
  const okta = await start();
  await forgotten(okta);
  const { context: { stateHandle } } = await challenged(okta, ADA);
  const cancelled = await okta.idx.cancel();
  assert.equal(cancelled.status, 'CANCELED');

  const { xhr: old } = await (await start()).idx.introspect({ stateHandle })
    .then(() => assert.fail('the old handle is good'), (error) => error);
  assert.equal(old.status, 401);
  const { messages } = JSON.parse(old.responseText);
  assert.deepEqual(messages.value.map(({ i18n }) => i18n.key), ['idx.session.expired']);

  // The next mail may go out five seconds after the one before.
  await advance(5);
  const okta2 = await start();
  await forgotten(okta2);
  await challenged(okta2, ADA);
  at(await answered(okta2, ADA), 'reset-authenticator');
});
