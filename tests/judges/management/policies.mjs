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
  assert.deepEqual(
    policies.map(({ priority, name, system }) => [priority, name, system]),
    [[1, 'Staff', false], [2, 'Contractors', false], [3, 'Default Policy', true]],
  );
  const lengths = policies.map(({ settings }) => settings.password.complexity.minLength);
  assert.deepEqual(lengths, [14, 8, 8]);
  const [staff, contractors] = policies.map(({ settings }) => settings.recovery.factors);
  assert.equal(staff.okta_email.status, 'ACTIVE');
  assert.equal(staff.okta_sms.status, 'ACTIVE');
  assert.notEqual(contractors.okta_sms?.status, 'ACTIVE');
});

withEveryCredential('a policy says what the org enforces', async ({ policyApi }) => {
  await tool('PUT', 'policy', { complexity: { minLength: 15 } });
  const { id } = (await all(await policyApi.listPolicies({ type: 'PASSWORD' }))).at(-1);
  const policy = await policyApi.getPolicy({ policyId: id });
  assert.equal(policy.type, 'PASSWORD');
  assert.equal(policy.settings.password.complexity.minLength, 15);
});

withEveryCredential('each rule says who may reset a password', async ({ policyApi }) => {
  const policies = await all(await policyApi.listPolicies({ type: 'PASSWORD' }));
  const found = [];
  for (const { id: policyId } of policies) {
    for (const { actions } of await all(await policyApi.listPolicyRules({ policyId }))) {
      const { passwordChange, selfServicePasswordReset, selfServiceUnlock } = actions;
      found.push([passwordChange, selfServicePasswordReset, selfServiceUnlock].map(({ access }) => access));
    }
  }
  assert.deepEqual(found, [
    ['ALLOW', 'DENY', 'DENY'],
    ['ALLOW', 'ALLOW', 'DENY'],
    ['ALLOW', 'ALLOW', 'ALLOW'],
  ]);
});

withEveryCredential('an unknown policy is not found', async ({ policyApi }) => {
  await refused(policyApi.getPolicy({ policyId: '00pnobody00000000000' }), 404, 'E0000007');
});
