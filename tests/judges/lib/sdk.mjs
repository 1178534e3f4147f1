// `@okta/okta-sdk-nodejs`, with each credential that it knows.

import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';

import okta from '@okta/okta-sdk-nodejs';

import { API_TOKEN, ORIGIN, tool } from './org.mjs';

const SCOPES = ['okta.users.manage', 'okta.users.read', 'okta.policies.read'];

/** No answer is kept: what is judged is the org, not the SDK's cache. */
const PLAIN = { orgUrl: ORIGIN, cacheMiddleware: null };

/** With an API token. */
export function withToken(token = API_TOKEN, more = {}) {
  return new okta.Client({ ...PLAIN, ...more, token });
}

/** Keys that only we have; made once, because making them takes its time. */
const PAIRS = new Map();

function pairFor(alg, name) {
  const made = PAIRS.get(name) ?? (alg === 'ES256'
    ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
    : generateKeyPairSync('rsa', { modulusLength: 2048 }));
  PAIRS.set(name, made);
  return made;
}

/** A new service app, with a private key of its own. */
export async function serviceApp({ alg = 'RS256', dpop = 'off', scopes = SCOPES } = {}) {
  const clientId = `0oajudge${alg}${dpop}`.padEnd(20, '0');
  const pair = pairFor(alg, clientId);
  const jwk = (key) => ({ ...key.export({ format: 'jwk' }), kid: `judge-${alg}`, alg });
  await tool('POST', 'apps', {
    client_id: clientId,
    application_type: 'service',
    label: `Judge ${alg}`,
    scopes,
    jwks: { keys: [jwk(pair.publicKey)] },
    dpop,
  });
  return { clientId, privateKey: jwk(pair.privateKey), scopes };
}

/** As a service app: the SDK makes the assertion and asks for the access token itself. */
export function asApp({ clientId, privateKey, scopes }, more = {}) {
  const authorizationMode = 'PrivateKey';
  return new okta.Client({ ...PLAIN, ...more, authorizationMode, clientId, privateKey, scopes });
}

/**
 * As a service app with an elliptic key. Version 8.1.0 signs every DPoP proof with RS256 and so
 * cannot ask for a token with such a key; it makes the assertion, and we post it.
 */
export async function asEllipticApp(app) {
  const client = asApp(app);
  client.oauth.accessToken = await tokenBy(client);
  return client;
}

async function tokenBy(client) {
  const endpoint = '/oauth2/v1/token';
  const answer = await client.requestExecutor.fetch({
    url: `${ORIGIN}${endpoint}`,
    method: 'POST',
    headers: { Accept: 'application/json', 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      scope: client.scopes.join(' '),
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: await client.oauth.getJwt(endpoint),
    }).toString(),
  });
  const token = await answer.json();
  assert.equal(answer.status, 200, JSON.stringify(token));
  return token;
}

/** The credentials, by name, and the column of the emulator's table that each stands for. */
const CREDENTIALS = [
  ['API token', 'API token', async () => withToken()],
  ['RS256', 'service app', async () => asApp(await serviceApp())],
  ['ES256', 'service app', async () => asEllipticApp(await serviceApp({ alg: 'ES256' }))],
  ['DPoP', 'service app', async () => asApp(await serviceApp({ dpop: 'on' }))],
];

/** Who is judging at the moment. */
export const judge = { name: 'API token' };

/** One test with each credential. */
export function withEveryCredential(title, check) {
  for (const [name, witness, client] of CREDENTIALS) {
    test(`${name}: ${title}`, async () => {
      judge.name = witness;
      await check(await client());
    });
  }
}

/** The error that Okta's code stands for, as the SDK raises it. */
export async function refused(promise, status, errorCode, cause) {
  const error = await promise.then(
    (value) => assert.fail(`${errorCode} was expected, not ${JSON.stringify(value)}`),
    (error) => error,
  );
  assert.equal(error.name, 'OktaApiError', error.message ?? error);
  assert.equal(error.status, status, error.message);
  assert.equal(error.errorCode, errorCode, error.message);
  if (cause !== undefined) {
    assert.match(error.errorCauses[0].errorSummary, cause);
  }
  return error;
}
