// What the Worker's modules begin with: a panic in Rust hurts nobody but what was under way.
//
// A panic ends the instance of WebAssembly. worker-build's index.js makes a new one for the next
// event, but leaves what the old one was doing unanswered: a person would wait for ever, and an alarm
// that never ends is never tried again. Here every event that was under way ends with the instance:
// Durable Objects fail, whose callers and alarms try again, and people read that they should.

import Worker, * as objects from "./index.js";

// Longer than all that a request or an alarm may wait for. A timer also tells the runtime that there
// is something to wait for: else it gives up a request before it hears of a panic in another one.
const LONGEST = 90_000;

// What ends each event that is under way, whichever instance it is in.
const underWay = new Set();

addEventListener("error", ({ error }) => {
  // The same test as in index.js: what makes it begin anew must end what was.
  if (error instanceof WebAssembly.RuntimeError) {
    for (const end of underWay) end(error);
  }
});

// What `work` comes to, or a failure where the instance ends before.
async function guarded(work) {
  const { promise, resolve, reject } = Promise.withResolvers();
  const timer = setTimeout(() => reject(new Error("no answer")), LONGEST);
  underWay.add(reject);
  try {
    work().then(resolve, reject);
    return await promise;
  } finally {
    underWay.delete(reject);
    clearTimeout(timer);
  }
}

export default {
  async fetch(request, env, context) {
    const { url, headers } = request;
    const answer = (request) => guarded(() => new Worker(context, env).fetch(request));
    try {
      return await answer(request);
    } catch {
      // inbound.rs knows it, and nothing else is done. Who sends it from outside gets the same.
      const interrupted = new Request(url, { headers });
      interrupted.headers.set("rekey-interrupted", "1");
      return await answer(interrupted);
    }
  },
};

function guardedObject(Inner) {
  return class {
    #inner;

    constructor(state, env) {
      this.#inner = new Inner(state, env);
    }

    fetch(request) {
      return guarded(() => this.#inner.fetch(request));
    }

    alarm() {
      return guarded(() => this.#inner.alarm());
    }
  };
}

export const Addressee = guardedObject(objects.Addressee);
export const Throttle = guardedObject(objects.Throttle);
export const Transaction = guardedObject(objects.Transaction);
