// What Rekey is compared with: Express, and Okta's own SDK asked before anything is answered, as the
// SDK's documentation has it. Sessions are in memory.

import { randomUUID } from 'node:crypto';

import { OktaAuth } from '@okta/okta-auth-js';
import express from 'express';

const { PORT, OKTA } = process.env;
const okta = new OktaAuth({ issuer: OKTA });
const transactions = new Map();

const session = (request) => /session=([0-9a-f-]{36})/.exec(request.headers.cookie ?? '')?.[1];

const app = express();
app.disable('x-powered-by');
app.use(express.urlencoded({ extended: false }));

app.post('/forgot_password', async (request, response) => {
  await okta.forgotPassword({ username: request.body.login, factorType: 'EMAIL' });
  response.type('html').send('check your e-mail');
});

app.get('/reset_password/:recoveryToken', async ({ params }, response) => {
  const { recoveryToken } = params;
  const id = randomUUID();
  transactions.set(id, await okta.verifyRecoveryToken({ recoveryToken }));
  response.cookie('session', id, { httpOnly: true }).redirect(303, '/reset_password');
});

app.get('/reset_password', async (request, response) => {
  const { stateToken } = transactions.get(session(request)).data;
  const open = await okta.tx.resume({ stateToken });
  transactions.set(session(request), open);
  response.type('html').send(`choose a password: ${open.recoveryType}`);
});

app.post('/reset_password', async (request, response) => {
  const open = transactions.get(session(request));
  const { answer, password } = request.body;
  const answered = await open.answer({ answer });
  const done = await answered.resetPassword({ newPassword: password });
  transactions.delete(session(request));
  response.type('html').send(`done: ${done.status}`);
});

app.listen(Number(PORT), '127.0.0.1', () => console.log('listening'));
