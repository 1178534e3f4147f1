// `@okta/okta-auth-js` as an application of Identity Engine.

import assert from 'node:assert/strict';

import { OktaAuth } from '@okta/okta-auth-js';

import { messageTo, ORIGIN, tool } from './org.mjs';

/** The seeded application with the interaction-code grant. */
async function application() {
  const apps = await tool('GET', 'apps');
  const app = apps.find(({ application_type: type }) => type !== 'service');
  assert.ok(app, 'the seed has no application that people sign in to');
  return app;
}

/** The SDK at the beginning of a transaction. */
export async function start(scopes = ['openid', 'profile']) {
  const { client_id: clientId, redirect_uris: [redirectUri] } = await application();
  const okta = new OktaAuth({
    issuer: `${ORIGIN}/oauth2/default`, clientId, redirectUri, scopes,
  });
  // All instances in one process share what they remember.
  okta.transactionManager.clear();
  return okta;
}

/** The next step, which must have this name. */
export function at(transaction, step) {
  const said = JSON.stringify(transaction.messages ?? []);
  assert.equal(transaction.nextStep?.name, step, `${transaction.status} ${said}`);
  return transaction.nextStep;
}

/** The keys of the messages. */
export const keys = ({ messages = [] }) => messages.map(({ i18n }) => i18n?.key);

/** A step taken. */
export const take = (okta, step, values = {}) => okta.idx.proceed({ step, ...values });

/** From the first page to the question whom it is about. */
export async function forgotten(okta) {
  const asked = await okta.idx.recoverPassword();
  at(asked, 'identify-recovery');
  return asked;
}

/** Named, and a code is on its way to `factor`. */
export async function challenged(okta, identifier, factor = 'okta_email', methodType = 'email') {
  const named = await take(okta, 'identify-recovery', { identifier });
  return chosen(okta, named, factor, methodType);
}

/** Chooses an authenticator where there is a choice, and says that a code may be sent. */
export async function chosen(okta, transaction, factor, methodType) {
  let now = transaction;
  if (now.nextStep?.name === 'select-authenticator-authenticate') {
    now = await take(okta, 'select-authenticator-authenticate', { authenticator: factor });
  }
  if (now.nextStep?.name === 'authenticator-verification-data') {
    now = await take(okta, 'authenticator-verification-data', { methodType });
  }
  at(now, 'challenge-authenticator');
  return now;
}

/** Gives a code, or the one of the newest message. */
export async function answered(okta, address, code) {
  const passcode = code ?? (await messageTo(address)).code;
  return take(okta, 'challenge-authenticator', { credentials: { passcode } });
}

/** Gives the new password. */
export const renewed = (okta, passcode, more = {}) =>
  take(okta, 'reset-authenticator', { credentials: { passcode, ...more } });
