// Passwords and recovery questions in the hands of okta-sdk-nodejs.

import assert from 'node:assert/strict';

import { authn, refused as refusedRecovery } from '../lib/auth-js.mjs';
import { start, take } from '../lib/idx.mjs';
import {
  ENGINE, everyTestStartsAfresh, lastSegment, NEW_PASSWORD, outboxOf, PASSWORD, signsIn, tool, user,
} from '../lib/org.mjs';
import { judge, refused, withEveryCredential } from '../lib/sdk.mjs';

everyTestStartsAfresh(judge);

const GRACE = 'grace@example.com';
const grace = async () => (await user(GRACE)).id;

withEveryCredential('a forgotten password gives a link that sets a new one', async ({ userApi }) => {
  const { resetPasswordUrl } = await userApi.forgotPassword({ userId: await grace(), sendEmail: false });
  assert.deepEqual(await outboxOf(GRACE), []);
  assert.equal((await user(GRACE)).status, 'ACTIVE');
  const recoveryToken = lastSegment(resetPasswordUrl);
  const asked = await authn().verifyRecoveryToken({ recoveryToken });
  const open = await asked.answer({ answer: 'okra' });
  await open.resetPassword({ newPassword: NEW_PASSWORD });
  assert.equal(await signsIn(GRACE, NEW_PASSWORD), true);
});

withEveryCredential('a forgotten password can be mailed', async ({ userApi }) => {
  const sent = await userApi.forgotPassword({ userId: await grace(), sendEmail: true });
  assert.equal(sent.resetPasswordUrl, undefined);
  assert.equal((await outboxOf(GRACE)).length, 1);
});

withEveryCredential('nobody who signs in elsewhere forgets a password', async ({ userApi }) => {
  const { id } = await user('social@example.com');
  const error = await userApi.forgotPassword({ userId: id, sendEmail: false }).catch((error) => error);
  assert.equal(error.status, 403);
  assert.match(error.errorCode, /^E0000017$|^E0000006$|^E0000034$/);
});

withEveryCredential('the answer and a new password in one call', async ({ userApi }) => {
  const userId = await grace();
  const set = (answer) => userApi.forgotPasswordSetNewPassword({
    userId,
    userCredentials: { password: { value: NEW_PASSWORD }, recovery_question: { answer } },
  });
  const wrong = await set('cabbage').catch((error) => error);
  assert.equal(wrong.status, 403, wrong.message);
  assert.equal(await signsIn(GRACE, NEW_PASSWORD), false);
  const credentials = await set('okra');
  assert.equal(credentials.provider.type, 'OKTA');
  assert.equal(credentials.recovery_question.answer, undefined);
  assert.equal(await signsIn(GRACE, NEW_PASSWORD), true);
});

withEveryCredential('a password changes against the old one', async ({ userApi }) => {
  const userId = await grace();
  const change = (old, value, more) => userApi.changePassword({
    userId,
    changePasswordRequest: { oldPassword: { value: old }, newPassword: { value }, ...more },
  });
  await refused(change('wrong', NEW_PASSWORD), 403, 'E0000014');
  await refused(change(PASSWORD, 'weak'), 403, 'E0000014', /^Password requirements were not met\./);
  assert.equal(await signsIn(GRACE, PASSWORD), true);
  const credentials = await change(PASSWORD, NEW_PASSWORD, { revokeSessions: true });
  assert.equal(credentials.provider.type, 'OKTA');
  assert.deepEqual(await tool('GET', 'sessions'), []);
  assert.equal(await signsIn(GRACE, NEW_PASSWORD), true);
});

withEveryCredential('a recovery question changes against the password', async ({ userApi }) => {
  const userId = await grace();
  const question = { question: 'Where did you learn to swim?', answer: 'Lake Garda' };
  const change = (value) => userApi.changeRecoveryQuestion({
    userId, userCredentials: { password: { value }, recovery_question: question },
  });
  await refused(change('wrong'), 403, 'E0000014');
  const credentials = await change(PASSWORD);
  assert.equal(credentials.recovery_question.question, question.question);
  const { resetPasswordUrl } = await userApi.forgotPassword({ userId, sendEmail: false });
  const asked = await authn().verifyRecoveryToken({ recoveryToken: lastSegment(resetPasswordUrl) });
  assert.equal(asked.user.recovery_question.question, question.question);
  await refusedRecovery(asked.answer({ answer: 'okra' }), 'E0000087');
  const open = await asked.answer({ answer: question.answer });
  await open.resetPassword({ newPassword: NEW_PASSWORD });
  assert.equal(await signsIn(GRACE, NEW_PASSWORD), true);
});

withEveryCredential('sessions end', async ({ userApi }) => {
  await signsIn(GRACE, PASSWORD);
  await signsIn('ada@example.com', PASSWORD);
  await userApi.revokeUserSessions({ userId: await grace(), oauthTokens: true });
  const left = await tool('GET', 'sessions');
  assert.deepEqual(left.map(({ login }) => login), ['ada@example.com']);
});

/** Somebody signed in to an application, where they stay by a refresh token. */
async function signedIn(login) {
  const okta = await start(['openid', 'offline_access']);
  await okta.idx.start();
  const done = await take(okta, 'identify', { identifier: login, credentials: { passcode: PASSWORD } });
  assert.equal(done.status, 'SUCCESS', JSON.stringify(done.messages));
  assert.ok(done.tokens.refreshToken);
  return () => okta.token.renewTokens({ tokens: done.tokens });
}

withEveryCredential('tokens of applications end when that is asked for', async ({ userApi }) => {
  // Only Identity Engine has a way to such tokens; ending them is the same on both.
  await tool('PUT', 'switches', { engine: 'identity-engine' });
  const [stays, other] = [await signedIn(GRACE), await signedIn('ada@example.com')];
  await tool('PUT', 'switches', { engine: ENGINE });
  const owners = async () => new Set((await tool('GET', 'tokens')).map(({ login }) => login));
  await userApi.revokeUserSessions({ userId: await grace(), oauthTokens: false });
  assert.ok((await stays()).accessToken);
  await userApi.revokeUserSessions({ userId: await grace(), oauthTokens: true });
  const refused = await stays().catch((error) => error);
  assert.equal(refused.errorCode, 'invalid_grant');
  assert.equal((await owners()).has(GRACE), false);
  assert.ok((await other()).accessToken);
});
