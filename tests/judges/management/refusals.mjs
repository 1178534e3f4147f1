// What okta-sdk-nodejs makes of refusals: credentials, scopes, limits.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { calls, everyTestStartsAfresh, tool } from '../lib/org.mjs';
import { asApp, judge, refused, serviceApp, withEveryCredential, withToken } from '../lib/sdk.mjs';

everyTestStartsAfresh(judge);

const ADA = { userId: 'ada@example.com' };

test('a wrong API token is refused', async () => {
  judge.name = 'API token';
  await refused(withToken('00wrong').userApi.getUser(ADA), 401, 'E0000011');
});

test('a scope that was not asked for is missed', async () => {
  judge.name = 'service app';
  const scopes = ['okta.users.read'];
  const client = asApp(await serviceApp({ scopes }));
  assert.equal((await client.userApi.getUser(ADA)).profile.login, ADA.userId);
  const refusal = await client.userApi.unlockUser(ADA).catch((error) => error);
  assert.equal(refusal.status, 403, refusal.message);
  const header = refusal.headers.get('www-authenticate');
  assert.match(header ?? '', /error="insufficient_scope"/);
});

test('a scope that was not granted yields no token', async () => {
  judge.name = 'service app';
  const app = await serviceApp({ scopes: ['okta.users.read'] });
  const client = asApp({ ...app, scopes: ['okta.policies.read'] });
  const refusal = await client.userApi.getUser(ADA).catch((error) => error);
  assert.equal(refusal.status, 401, refusal.message);
  const asked = await calls(judge.name);
  assert.ok(asked.some(({ path, status }) => path === '/oauth2/v1/token' && status === 400));
});

test('a key that the app does not have yields no token', async () => {
  judge.name = 'service app';
  const { clientId, scopes } = await serviceApp();
  const { privateKey } = await serviceApp({ alg: 'RS256', dpop: 'on' });
  const refusal = await asApp({ clientId, privateKey, scopes }).userApi.getUser(ADA)
    .catch((error) => error);
  assert.equal(refusal.status, 401, refusal.message);
  const asked = await calls(judge.name);
  assert.ok(asked.some(({ path, status }) => path === '/oauth2/v1/token' && status === 401));
});

withEveryCredential('a limit is waited for, and then the answer comes', async (client) => {
  await tool('POST', 'faults', {
    path: '/api/v1/users/*', rate_limit: { reset_in_seconds: 1 }, count: 1,
  });
  assert.equal((await client.userApi.getUser(ADA)).profile.login, ADA.userId);
  const asked = (await calls(judge.name)).filter(({ path }) => path.startsWith('/api/v1/users'));
  assert.deepEqual(asked.map(({ status }) => status), [429, 200]);
  assert.equal(asked[1].headers['x-okta-retry-count'], '1');
  assert.ok(asked[1].headers['x-okta-retry-for'].length > 0);
});
