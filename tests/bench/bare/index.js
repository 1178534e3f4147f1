// The least that a Worker can do and still lose nothing: it stores one record in a Durable Object of
// its own and answers. `/errand` also has the object's alarm ask Okta for the mail, as Rekey's does.

import { DurableObject } from 'cloudflare:workers';

export class Record extends DurableObject {
  async fetch(request) {
    if (request.method === 'GET') {
      return Response.json(await this.ctx.storage.get('record'));
    }
    const record = await request.json();
    if (record.okta !== undefined) {
      this.ctx.storage.setAlarm(Date.now());
    }
    await this.ctx.storage.put('record', record);
    return Response.json(record);
  }

  async alarm() {
    const { okta, form } = await this.ctx.storage.get('record');
    const answer = await fetch(`${okta}/api/v1/authn/recovery/password`, {
      method: 'POST',
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      body: JSON.stringify({
        username: new URLSearchParams(form).get('login'),
        factorType: 'EMAIL',
      }),
    });
    await answer.json();
    // To be forgotten, as Rekey's. (This workerd ends where an alarm leaves none behind.)
    this.ctx.storage.setAlarm(Date.now() + 3_600_000);
    await this.ctx.storage.put('record', { form });
  }
}

export default {
  async fetch(request, env) {
    const { pathname } = new URL(request.url);
    const held = /record=([0-9a-f-]{36})/.exec(request.headers.get('cookie') ?? '')?.[1];
    const name = held ?? crypto.randomUUID();
    const record = env.RECORDS.getByName(name);
    const errand = pathname === '/errand' ? { okta: env.OKTA } : {};
    const asked = request.method === 'GET'
      ? record.fetch('https://record/')
      : record.fetch('https://record/', {
        method: 'POST',
        body: JSON.stringify({ form: await request.text(), ...errand }),
      });
    const { form } = await (await asked).json();
    return new Response(`stored: ${form.length}`, {
      headers: { 'set-cookie': `record=${name}; Path=/; HttpOnly` },
    });
  },
};
