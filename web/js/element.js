// The class behind both tags. A custom element must be a JavaScript class;
// what to do, it asks its Rust half (`RekeyElement`).

const PROPERTIES = ["endpoint", "login", "token"];
const EVENTS = ["submit", "input", "click"];
const PAUSE = 1_000; // milliseconds until someone who stops typing has paused
const PATIENCE = 30_000; // milliseconds until an answer counts as lost

// An element may be met by the parser before its children are.
const parsed = new Promise((resolve) => {
  if (document.readyState !== "loading") resolve();
  else addEventListener("DOMContentLoaded", resolve, { once: true });
});

/**
 * Registers a tag, once. `ready` promises the class `RekeyElement`; if it is
 * rejected, the server's form stays as it is, and works. `style` is the
 * address of the style sheet.
 */
export function define(tag, ready, style) {
  if (customElements.get(tag)) return;

  class Element extends HTMLElement {
    static observedAttributes = PROPERTIES;
    #own; // is this the Worker's own page, with its markup inside?
    #pause;
    #rust;
    #transaction; // the handle of it, where no cookie can hold that
    #turn = 0;

    constructor() {
      super();
      for (const type of EVENTS) this.addEventListener(type, this);
    }

    connectedCallback() {
      for (const name of PROPERTIES) this.#upgrade(name);
      addEventListener("pageshow", this);
      parsed.then(() => this.#dress());
      Promise.all([ready, parsed]).then(([Rust]) => this.#start(Rust), () => this.#plain());
    }

    disconnectedCallback() {
      removeEventListener("pageshow", this);
    }

    attributeChangedCallback(name, before, after) {
      if (before !== after) this.#ask(this.#rust?.changed(this, name));
    }

    handleEvent(event) {
      // A click with such a key means "open it elsewhere".
      if (!this.#rust || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const { type, target } = event;
      this.#ask(this.#rust.handle(this, event), type === "submit" ? target : undefined);
      if (type === "input") this.#wait();
    }

    // Also called after a move: then everything is there already.
    #start(Rust) {
      if (this.#rust || !this.isConnected) return;
      this.#rust = new Rust();
      this.#ask(this.#rust.connected(this));
      this.setAttribute("data-ready", ""); // for styles and tests that wait for the script
    }

    // Asks the Worker, and shows its answer unless a newer question was asked.
    async #ask(url, form) {
      if (url === undefined) return;
      const turn = ++this.#turn;
      const answer = await ask(url, form, this.#transaction).catch(() => undefined);
      if (turn !== this.#turn) return;
      this.#transaction = answer?.page?.transaction ?? answer?.transaction ?? this.#transaction;
      const { sign_in } = answer ?? {};
      // Signed in and back, unless the application has other plans.
      if (this.#tell(this.#rust.answered(this, answer)) && sign_in) location.assign(sign_in);
      this.#wait();
    }

    #wait() {
      clearTimeout(this.#pause);
      this.#pause = setTimeout(() => this.#rust.paused(this), PAUSE);
    }

    // Whether the application lets things go on. The details say which page is shown: nothing that
    // was typed.
    #tell(type) {
      const { page } = this.querySelector("[data-page]")?.dataset ?? {};
      // Behind a code, where a reload finds the form again.
      if (this.#own && page === "new-password") history.replaceState(null, "", "/reset_password");
      const init = { bubbles: true, cancelable: true, composed: true, detail: { page } };
      return type && this.dispatchEvent(new CustomEvent(type, init));
    }

    #dress() {
      this.#own ??= this.querySelector("[data-page]") !== null;
      if (!this.#own) dress(this.getRootNode(), style);
    }

    // Properties set before the class was known would hide the accessors.
    #upgrade(name) {
      if (!Object.hasOwn(this, name)) return;
      const value = this[name];
      delete this[name];
      this[name] = value;
    }

    // Without WebAssembly: a way to the Worker's own page.
    #plain() {
      if (this.firstElementChild) return;
      const link = document.createElement("a");
      const token = this.token && `reset_password/${encodeURIComponent(this.token)}`;
      link.href = `${this.endpoint.replace(/\/+$/, "")}/${token || "forgot_password"}`;
      link.textContent = "Reset your password";
      this.append(link);
    }
  }

  for (const name of PROPERTIES) {
    Object.defineProperty(Element.prototype, name, {
      enumerable: true,
      get() {
        return this.getAttribute(name) ?? "";
      },
      set(value) {
        if (value == null) this.removeAttribute(name);
        else this.setAttribute(name, value);
      },
    });
  }
  customElements.define(tag, Element);
}

// Cookies go to the same origin only; a foreign page is known by its token,
// or by the handle of its transaction.
async function ask(url, form, transaction) {
  const headers = { accept: "application/json" };
  const request = {
    headers,
    cache: "no-store",
    credentials: "same-origin",
    referrerPolicy: "no-referrer",
    signal: AbortSignal.timeout?.(PATIENCE), // not in the oldest browsers with WebAssembly
  };
  // Cloudflare's, wherever it stands on the page.
  const solved = form && document.querySelector("[name=cf-turnstile-response]");
  if (form) {
    headers["content-type"] = "application/json";
    request.method = "POST";
    const fields = Object.fromEntries(new FormData(form));
    if (solved) fields[solved.name] = solved.value;
    request.body = JSON.stringify({ ...fields, transaction });
  }
  const response = await fetch(url, request);
  if (solved) turnstile.reset(); // it is good for one form
  return response.json();
}

// The style sheet is fetched once and shared; each root adopts it once.
let sheet;
async function dress(root, style) {
  sheet ??= fetch(style)
    .then((response) => (response.ok ? response.text() : Promise.reject(response.status)))
    .then((rules) => new CSSStyleSheet().replace(rules));
  try {
    const dressed = await sheet;
    const sheets = root.adoptedStyleSheets;
    if (!sheets.includes(dressed)) sheets.push(dressed);
  } catch {
    sheet = undefined; // plain, but working; the next element tries again
  }
}
