// Users read and changed by okta-sdk-nodejs.

import assert from 'node:assert/strict';

import { everyTestStartsAfresh, NEW_PASSWORD, PASSWORD, person, signsIn, user } from '../lib/org.mjs';
import { judge, refused, withEveryCredential } from '../lib/sdk.mjs';

everyTestStartsAfresh(judge);

const ADA = 'ada@example.com';

withEveryCredential('a user is found by id, by login and by short login', async ({ userApi }) => {
  const { id } = await user(ADA);
  for (const userId of [id, ADA, 'ada']) {
    const found = await userApi.getUser({ userId });
    assert.equal(found.id, id);
    assert.equal(found.status, 'ACTIVE');
    assert.equal(found.profile.login, ADA);
    assert.equal(found.credentials.provider.type, 'OKTA');
    assert.ok(found.created instanceof Date && found.lastUpdated instanceof Date);
    assert.ok(found._links.resetPassword.href.endsWith('/lifecycle/reset_password'));
  }
});

withEveryCredential('a login with odd letters is found', async ({ userApi }) => {
  const login = 'o’brien+test %20@example.com';
  const { id } = await person({ login });
  assert.equal((await userApi.getUser({ userId: login })).id, id);
});

withEveryCredential('an unknown user is not found', async ({ userApi }) => {
  const error = await refused(userApi.getUser({ userId: 'nobody@example.com' }), 404, 'E0000007');
  assert.match(error.errorSummary, /^Not found: Resource not found: nobody@example\.com \(User\)$/);
});

withEveryCredential('a profile changes where it is told to', async ({ userApi }) => {
  const { id, profile } = await user(ADA);
  const changed = await userApi.updateUser({
    userId: id, user: { profile: { nickName: 'Countess' } },
  });
  assert.equal(changed.profile.nickName, 'Countess');
  assert.equal(changed.profile.lastName, profile.lastName);
  assert.equal((await userApi.getUser({ userId: id })).profile.nickName, 'Countess');
});

withEveryCredential('an administrator sets a password', async ({ userApi }) => {
  const { id } = await user(ADA);
  const set = (value, more) =>
    userApi.updateUser({ userId: id, user: { credentials: { password: { value } } }, ...more });
  const changed = await set(NEW_PASSWORD);
  assert.equal(changed.status, 'ACTIVE');
  assert.equal(changed.credentials.password?.value, undefined);
  assert.equal(await signsIn(ADA, NEW_PASSWORD), true);
  assert.equal(await signsIn(ADA, PASSWORD), false);
  const weak = await refused(set('weak'), 400, 'E0000001', /^password: Password requirements were not met\./);
  assert.equal(weak.errorSummary, 'Api validation failed: password');
  const used = set(PASSWORD, { strict: true });
  await refused(used, 400, 'E0000001', /^password: Password has been used too recently$/);
});
