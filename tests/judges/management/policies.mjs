// Password policies as okta-sdk-nodejs reads them.

import assert from 'node:assert/strict';

import { everyTestStartsAfresh, tool } from '../lib/org.mjs';
import { judge, refused, withEveryCredential } from '../lib/sdk.mjs';

everyTestStartsAfresh(judge);

async function all(collection) {
  const found = [];
  await collection.each((one) => { found.push(one); });
  return found;
}

withEveryCredential('the password policies come in their order', async ({ policyApi }) => {
  const policies = await all(await policyApi.listPolicies({ type: 'PASSWORD' }));
  const fallback = policies.at(-1);
  assert.equal(fallback.name, 'Default Policy');
  assert.equal(fallback.system, true);
  assert.equal(fallback.settings.password.complexity.minLength, 8);
  assert.equal(fallback.settings.recovery.factors.okta_email.status, 'ACTIVE');
  const priorities = policies.map(({ priority }) => priority);
  assert.deepEqual(priorities, [...priorities].sort((one, other) => one - other));
});

withEveryCredential('a policy says what the org enforces', async ({ policyApi }) => {
  await tool('PUT', 'policy', { complexity: { minLength: 15 } });
  const [{ id }] = await all(await policyApi.listPolicies({ type: 'PASSWORD' }));
  const policy = await policyApi.getPolicy({ policyId: id });
  assert.equal(policy.type, 'PASSWORD');
  assert.equal(policy.settings.password.complexity.minLength, 15);
});

withEveryCredential('a rule says who may reset a password', async ({ policyApi }) => {
  const [{ id }] = await all(await policyApi.listPolicies({ type: 'PASSWORD' }));
  const rules = await all(await policyApi.listPolicyRules({ policyId: id }));
  assert.ok(rules.length > 0);
  const { actions } = rules[0];
  assert.match(actions.passwordChange.access, /^(ALLOW|DENY)$/);
  assert.match(actions.selfServicePasswordReset.access, /^(ALLOW|DENY)$/);
  assert.match(actions.selfServiceUnlock.access, /^(ALLOW|DENY)$/);
});

withEveryCredential('an unknown policy is not found', async ({ policyApi }) => {
  await refused(policyApi.getPolicy({ policyId: '00pnobody00000000000' }), 404, 'E0000007');
});
