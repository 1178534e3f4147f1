// What the elements find outside: a `fetch` that waits for the test to answer.

const real = globalThis.fetch;
let asked = [];

export function fake_fetch() {
  asked = [];
  globalThis.fetch = (url, init = {}) => {
    if (String(url).startsWith("data:")) return real(url, init);
    return new Promise((resolve, reject) => asked.push({ url: String(url), init, resolve, reject }));
  };
}

export const asked_count = () => asked.length;
export const asked_url = (index) => asked[index].url;
export const asked_method = (index) => asked[index].init.method ?? "GET";
export const asked_header = (index, name) => asked[index].init.headers[name];
export const asked_credentials = (index) => asked[index].init.credentials;
export const asked_body = (index) => asked[index].init.body;

// The body is there at once: reading a stream takes a browser as long as it likes.
export function answer(index, status, body) {
  const response = new Response(body, { status });
  response.json = async () => JSON.parse(body);
  response.text = async () => body;
  asked[index].resolve(response);
}

export function lose(index) {
  asked[index].reject(new TypeError("Failed to fetch"));
}

export const class_of = (instance) => instance.constructor;
export const sheets = (root) => root.adoptedStyleSheets.length;
export const submit = (form) => form.requestSubmit();

// Whether anybody takes a form from the browser; it is not sent all the same.
export function is_taken(form) {
  let taken;
  const stop = (event) => {
    taken = event.defaultPrevented;
    event.preventDefault();
  };
  addEventListener("submit", stop, { once: true });
  form.requestSubmit();
  return taken;
}

export function record(target, type) {
  const heard = [];
  target.addEventListener(type, (event) => heard.push(event.detail.page));
  return heard;
}

export function restored() {
  dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
}

export function details(target, type) {
  const heard = [];
  target.addEventListener(type, (event) => heard.push(JSON.stringify(event.detail)));
  return heard;
}

// Catalogues are asked for like everything else.
export const languages = () => (tag) =>
  ["de", "ar"].includes(tag) && `https://cdn.example.com/${tag}.txt`;

export function key_up(target, capsLock) {
  target.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true, modifierCapsLock: capsLock }));
}

export function connection(isThere) {
  Object.defineProperty(navigator, "onLine", { configurable: true, get: () => isThere });
  dispatchEvent(new Event(isThere ? "online" : "offline"));
}

export function into_dialog(host) {
  const dialog = document.createElement("dialog");
  document.body.append(dialog);
  dialog.showModal();
  dialog.append(host);
}

export function into_shadow_root(host) {
  const outer = document.createElement("div");
  document.body.append(outer);
  outer.attachShadow({ mode: "open" }).append(host);
}

// Takes away what it was put into.
export function leave(host) {
  (host.getRootNode().host ?? host.parentElement).remove();
}

// The part that has the focus, as seen from there.
export const focused_beside = (host) => host.getRootNode().activeElement?.dataset.part;

export const call = (host, method) => host[method]();
