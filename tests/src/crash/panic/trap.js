// Stands before the Worker in tests: somewhere in it, Rust panics. How often the Worker may draw
// entropy before that is set by /_trap?after=; then WebAssembly traps as it does at the end of any
// panic, in the very place that drew. /_trap says what was going on at each draw, and whether it has
// trapped.

import Worker, * as objects from "guard.js";
import trap from "trap.wasm";

const { exports } = new WebAssembly.Instance(trap);
const draw = crypto.getRandomValues.bind(crypto);
const underWay = [];
const draws = [];
let last = Infinity;
let struck = false;

crypto.getRandomValues = (bytes) => {
  draws.push(underWay.at(-1));
  if (draws.length > last) {
    last = Infinity;
    struck = true;
    exports.trap();
  }
  return draw(bytes);
};

async function during(name, work) {
  underWay.push(name);
  try {
    return await work();
  } finally {
    underWay.splice(underWay.lastIndexOf(name), 1);
  }
}

export default {
  async fetch(request, env, context) {
    const { pathname, searchParams } = new URL(request.url);
    if (pathname !== "/_trap") {
      return during("fetch", () => Worker.fetch(request, env, context));
    }
    if (searchParams.has("after")) {
      last = draws.length + Number(searchParams.get("after"));
      struck = false;
    }
    // Not as JSON: no answer of the Worker's, which the API's document would have to know.
    return new Response(JSON.stringify({ draws, struck }));
  },
};

const watched = (name) => class {
  constructor(state, env) {
    this.inner = new objects[name](state, env);
  }
  fetch(request) {
    return during(`${name}.fetch`, () => this.inner.fetch(request));
  }
  alarm() {
    return during(`${name}.alarm`, () => this.inner.alarm());
  }
};
export const Addressee = watched("Addressee");
export const Throttle = watched("Throttle");
export const Transaction = watched("Transaction");
