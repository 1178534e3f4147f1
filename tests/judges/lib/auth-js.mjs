// `@okta/okta-auth-js`, set up as an application of the org.

import assert from 'node:assert/strict';

import { OktaAuth } from '@okta/okta-auth-js';

import { ORIGIN } from './org.mjs';

/** The Authentication API as a public application sees it, or with headers of a trusted one. */
export function authn(headers = {}) {
  return new OktaAuth({ issuer: ORIGIN, headers });
}

/** The error that Okta's code stands for, as the SDK raises it. */
export async function refused(promise, errorCode, cause) {
  const error = await promise.then(
    (value) => assert.fail(`${errorCode} was expected, not ${JSON.stringify(value?.data ?? value)}`),
    (error) => error,
  );
  assert.equal(error.name, 'AuthApiError', error);
  assert.equal(error.errorCode, errorCode, error.errorSummary);
  assert.match(error.errorId, /^\S+$/);
  if (cause !== undefined) {
    assert.match(error.errorCauses[0].errorSummary, cause);
  }
  return error;
}
