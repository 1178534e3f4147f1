// Codes by SMS and by telephone: okta-auth-js against the Authentication API.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { authn, refused } from '../lib/auth-js.mjs';
import {
  advance, everyTestStartsAfresh, messageTo, NEW_PASSWORD, outboxOf, person, signsIn, tool,
} from '../lib/org.mjs';

everyTestStartsAfresh('authn');

const LOGIN = 'mary@example.com';
const NUMBER = '+15555550123';
const QUESTION = { question: 'What is the food you least liked as a child?', answer: 'okra' };

/** Somebody with a verified telephone, in an org that lets telephones recover. */
async function mary(credentials = {}) {
  await tool('PUT', 'policy', { recovery: { factors: { oktaSms: 'on', oktaCall: 'on' } } });
  await person({ login: LOGIN }, { phone: NUMBER, credentials });
}

async function challenged(factorType) {
  const asked = await authn().forgotPassword({ username: LOGIN, factorType });
  assert.equal(asked.status, 'RECOVERY_CHALLENGE');
  assert.equal(asked.recoveryType, 'PASSWORD');
  assert.equal(asked.factorType.toUpperCase(), factorType);
  return asked;
}

const code = async () => (await messageTo(NUMBER)).code;

/** Six digits that are not the code. */
const wrong = async () => ((await code()) === '123456' ? '654321' : '123456');

for (const factorType of ['SMS', 'CALL']) {
  test(`${factorType}: the code leads to a new password`, async () => {
    await mary();
    const asked = await challenged(factorType);
    assert.equal((await messageTo(NUMBER)).channel.toUpperCase(), factorType);
    const open = await asked.verify({ passCode: await code() });
    assert.equal(open.status, 'PASSWORD_RESET');
    const done = await open.resetPassword({ newPassword: NEW_PASSWORD });
    assert.equal(done.status, 'SUCCESS');
    assert.equal(await signsIn(LOGIN, NEW_PASSWORD), true);
  });

  test(`${factorType}: a wrong code is refused and may be followed by the right one`, async () => {
    await mary();
    const asked = await challenged(factorType);
    const error = await refused(
      asked.verify({ passCode: await wrong() }), 'E0000068', /doesn't match our records/,
    );
    assert.equal(error.xhr.status, 403);
    const open = await asked.verify({ passCode: await code() });
    assert.equal(open.status, 'PASSWORD_RESET');
  });

  test(`${factorType}: another code can be asked for, after half a minute`, async () => {
    await mary();
    const asked = await challenged(factorType);
    const early = factorType === 'SMS' ? 'E0000109' : 'E0000133';
    const error = await refused(asked.resend(), early);
    assert.equal(error.xhr.status, 429);
    await advance(31);
    const again = await asked.resend();
    assert.equal(again.status, 'RECOVERY_CHALLENGE');
    assert.equal((await outboxOf(NUMBER)).length, 2);
    const open = await again.verify({ passCode: await code() });
    assert.equal(open.status, 'PASSWORD_RESET');
  });
}

test('the question is asked after the code', async () => {
  await mary({ recovery_question: QUESTION });
  const asked = await challenged('SMS');
  const open = await asked.verify({ passCode: await code() });
  assert.equal(open.status, 'RECOVERY');
  assert.equal(open.user.recovery_question.question, QUESTION.question);
  const answered = await open.answer({ answer: QUESTION.answer });
  assert.equal(answered.status, 'PASSWORD_RESET');
});

test('a stranger is challenged alike, and no code is right', async () => {
  await mary();
  await tool('DELETE', 'outbox');
  const asked = await authn().forgotPassword({ username: 'nobody@example.com', factorType: 'SMS' });
  assert.equal(asked.status, 'RECOVERY_CHALLENGE');
  await refused(asked.verify({ passCode: '123456' }), 'E0000068');
  assert.deepEqual(await tool('GET', 'outbox'), []);
});

test('a code is too old after five minutes', async () => {
  await mary();
  const asked = await challenged('SMS');
  await advance(301);
  const late = await asked.verify({ passCode: await code() }).catch((error) => error);
  assert.match(late.errorCode, /^E0000083$|^E0000068$/);
});
