// A locked account, unlocked by its owner on Identity Engine.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { answered, at, keys, start, take } from '../lib/idx.mjs';
import { everyTestStartsAfresh, PASSWORD, person, signsIn, tool, user } from '../lib/org.mjs';

everyTestStartsAfresh('idx');

const LOGIN = 'mary@example.com';

test('a code unlocks and leaves the password as it was', async () => {
  await person({ login: LOGIN }, { status: 'LOCKED_OUT' });
  const okta = await start();
  const asked = await okta.idx.unlockAccount();
  at(asked, 'select-authenticator-unlock-account');
  const waiting = await take(okta, 'select-authenticator-unlock-account', {
    username: LOGIN, identifier: LOGIN, authenticator: 'okta_email', methodType: 'email',
  });
  at(waiting, 'challenge-authenticator');
  const done = await answered(okta, LOGIN);
  assert.equal(done.status, 'TERMINAL');
  assert.match(keys(done).join(), /oie\.selfservice\.unlock_user\..*success\.message/);
  assert.equal((await user(LOGIN)).status, 'ACTIVE');
  assert.equal(await signsIn(LOGIN, PASSWORD), true);
});

test('a stranger is asked alike, and no code is right', async () => {
  const okta = await start();
  await okta.idx.unlockAccount();
  const waiting = await take(okta, 'select-authenticator-unlock-account', {
    username: 'nobody@example.com', identifier: 'nobody@example.com',
    authenticator: 'okta_email', methodType: 'email',
  });
  at(waiting, 'challenge-authenticator');
  assert.deepEqual(await tool('GET', 'outbox'), []);
  const refusal = await answered(okta, LOGIN, '123456');
  assert.deepEqual(keys(refusal), ['api.authn.error.PASSCODE_INVALID']);
});
