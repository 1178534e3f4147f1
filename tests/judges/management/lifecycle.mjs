// Users moved from status to status by okta-sdk-nodejs.

import assert from 'node:assert/strict';

import { authn, refused as refusedSignIn } from '../lib/auth-js.mjs';
import {
  ENGINE, everyTestStartsAfresh, lastSegment, NEW_PASSWORD, outboxOf, PASSWORD, person, signsIn,
  tokenFor, tool, user,
} from '../lib/org.mjs';
import { judge, refused, withEveryCredential } from '../lib/sdk.mjs';

everyTestStartsAfresh(judge);

const LOGIN = 'mary@example.com';
const status = async () => (await user(LOGIN)).status;

/** Somebody in a status; without a password where nobody there has one. */
const mary = (status, more = {}) => person({ login: LOGIN }, { status, ...more });

/** Somebody without a password. */
const bare = (status) => tool('POST', 'users', { profile: { login: LOGIN }, status });

/** Somebody opens an activation link and sets a first password. */
async function activated(token) {
  const open = await authn().signInWithCredentials({ token });
  assert.equal(open.status, 'PASSWORD_RESET');
  const done = await open.resetPassword({ newPassword: NEW_PASSWORD });
  assert.equal(done.status, 'SUCCESS');
  assert.equal(await status(), 'ACTIVE');
  assert.equal(await signsIn(LOGIN, NEW_PASSWORD), true);
}

withEveryCredential('activation gives a link, and a password makes active', async ({ userApi }) => {
  const { id } = await bare('STAGED');
  const { activationUrl, activationToken } = await userApi.activateUser({ userId: id, sendEmail: false });
  assert.match(activationToken, /^[A-Za-z0-9_-]{20}$/);
  const path = ENGINE === 'classic' ? /\/welcome\/[^/]+$/ : /\/tokens\/[^/]+\/verify$/;
  assert.match(new URL(activationUrl).pathname, path);
  assert.equal(lastSegment(activationUrl.replace(/\/verify$/, '')), activationToken);
  assert.equal(await status(), 'PROVISIONED');
  await activated(activationToken);
});

withEveryCredential('an activation can be mailed', async ({ userApi }) => {
  const { id } = await bare('STAGED');
  await userApi.activateUser({ userId: id, sendEmail: true });
  assert.equal((await outboxOf(LOGIN)).length, 1);
});

withEveryCredential('an active user is not activated again', async ({ userApi }) => {
  const { id } = await mary('ACTIVE');
  await refused(userApi.activateUser({ userId: id, sendEmail: false }), 403, 'E0000016');
});

withEveryCredential('only who waits for activation is reactivated', async ({ userApi }) => {
  const { id } = await bare('PROVISIONED');
  const { activationToken } = await userApi.reactivateUser({ userId: id, sendEmail: false });
  assert.match(activationToken, /^[A-Za-z0-9_-]{20}$/);
  assert.equal(await status(), 'PROVISIONED');
  await activated(activationToken);
  const { id: ada } = await user('ada@example.com');
  await refused(userApi.reactivateUser({ userId: ada, sendEmail: false }), 403, 'E0000038');
});

withEveryCredential('a demanded reset kills the password and gives a link', async ({ userApi }) => {
  const { id } = await mary('ACTIVE');
  const { resetPasswordUrl } = await userApi.generateResetPasswordToken({ userId: id, sendEmail: false });
  const recoveryToken = lastSegment(resetPasswordUrl);
  assert.match(recoveryToken, /^[A-Za-z0-9_-]{20}$/);
  assert.equal(await status(), 'RECOVERY');
  assert.equal(await signsIn(LOGIN, PASSWORD), false);
  assert.deepEqual(await outboxOf(LOGIN), []);
  const open = await authn().verifyRecoveryToken({ recoveryToken });
  await open.resetPassword({ newPassword: NEW_PASSWORD });
  assert.equal(await status(), 'ACTIVE');
  assert.equal(await signsIn(LOGIN, NEW_PASSWORD), true);
});

withEveryCredential('a demanded reset can be mailed', async ({ userApi }) => {
  const { id } = await mary('ACTIVE');
  await userApi.generateResetPasswordToken({ userId: id, sendEmail: true });
  assert.equal((await outboxOf(LOGIN)).length, 1);
  const open = await authn().verifyRecoveryToken({ recoveryToken: await tokenFor(LOGIN) });
  await open.resetPassword({ newPassword: NEW_PASSWORD });
  assert.equal(await signsIn(LOGIN, NEW_PASSWORD), true);
});

withEveryCredential('an expired password waits for the sign-in', async ({ userApi }) => {
  const { id } = await mary('ACTIVE');
  const expired = await userApi.expirePassword({ userId: id });
  assert.equal(expired.id, id);
  assert.equal(await status(), 'PASSWORD_EXPIRED');
  assert.equal(await signsIn(LOGIN, PASSWORD), false);
});

withEveryCredential('a temporary password takes the place of the old one', async (client) => {
  const { id } = await mary('ACTIVE');
  // The SDK reads the answer as a user and loses the password: what was sent is looked at.
  let sent;
  client.requestExecutor.on('response', (answer) => { sent = answer.clone().text(); });
  await client.userApi.expirePasswordAndGetTemporaryPassword({ userId: id });
  const { tempPassword } = JSON.parse(await sent);
  assert.match(tempPassword, /^\S{8,}$/);
  assert.equal(await status(), 'PASSWORD_EXPIRED');
  const okta = authn();
  await refusedSignIn(okta.signInWithCredentials({ username: LOGIN, password: PASSWORD }), 'E0000004');
  const open = await okta.signInWithCredentials({ username: LOGIN, password: tempPassword });
  assert.equal(open.status, 'PASSWORD_EXPIRED');
});

withEveryCredential('a lock is lifted, and only a lock', async ({ userApi }) => {
  const { id } = await mary('LOCKED_OUT');
  await userApi.unlockUser({ userId: id });
  assert.equal(await status(), 'ACTIVE');
  assert.equal(await signsIn(LOGIN, PASSWORD), true);
  await refused(userApi.unlockUser({ userId: id }), 403, 'E0000032', /not locked out/);
});

withEveryCredential('suspended, not suspended', async ({ userApi }) => {
  const { id } = await mary('ACTIVE');
  await refused(userApi.unsuspendUser({ userId: id }), 400, 'E0000001', /that is not suspended$/);
  await userApi.suspendUser({ userId: id });
  assert.equal(await status(), 'SUSPENDED');
  assert.equal(await signsIn(LOGIN, PASSWORD), false);
  await refused(userApi.suspendUser({ userId: id }), 400, 'E0000001', /that is not active$/);
  await userApi.unsuspendUser({ userId: id });
  assert.equal(await status(), 'ACTIVE');
});

withEveryCredential('deactivated is gone for signing in', async ({ userApi }) => {
  const { id } = await mary('ACTIVE');
  await userApi.deactivateUser({ userId: id });
  assert.equal(await status(), 'DEPROVISIONED');
  assert.equal(await signsIn(LOGIN, PASSWORD), false);
});
