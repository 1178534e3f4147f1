// The class behind both tags. A custom element must be a JavaScript class;
// what to do, it asks its Rust half (`RekeyElement`).

// Properties, and the attributes that they reflect.
const PROPERTIES = {
  endpoint: "endpoint",
  login: "login",
  token: "token",
  channels: "channels",
  returnTo: "return-to",
  signInUrl: "sign-in-url",
  texts: "texts",
};
const COLOURS = ["accent", "on-accent", "text", "muted", "surface", "edge", "error", "error-surface", "success"];
const EVENTS = ["submit", "input", "click", "keyup"];
const PAUSE = 1_000; // milliseconds until someone who stops typing has paused
const SLOW = 8_000; // milliseconds after which an answer is late
const PATIENCE = 30_000; // milliseconds until an answer counts as lost
const SECOND = 1_000;

// An element may be met by the parser before its children are.
const parsed = new Promise((resolve) => {
  if (document.readyState !== "loading") resolve();
  else addEventListener("DOMContentLoaded", resolve, { once: true });
});

/**
 * Registers a tag, once. `ready` promises the class `RekeyElement`; if it is
 * rejected, the server's form stays as it is, and works. `style` is the
 * address of the style sheet; `languages` says where the catalogue of a tag is, if there is one;
 * `contrast` loads what judges an application's colours.
 */
export function define(tag, ready, style, languages, contrast) {
  if (customElements.get(tag)) return;

  class Element extends HTMLElement {
    static observedAttributes = ["endpoint", "login", "token", "channels", "unlock", "return-to", "lang"];
    #failed; // the form that got no answer
    #own; // is this the Worker's own page, with its markup inside?
    #pause;
    #rust;
    #started = 0;
    #ticking;
    #transaction; // the handle of it, where no cookie can hold that
    #turn = 0;

    constructor() {
      super();
      for (const type of EVENTS) this.addEventListener(type, this);
    }

    connectedCallback() {
      for (const name of ["unlock", ...Object.keys(PROPERTIES)]) this.#upgrade(name);
      for (const type of ["pageshow", "online"]) addEventListener(type, this);
      parsed.then(() => this.#dress());
      if (!this.#rust) this.#start();
      this.#tick();
    }

    disconnectedCallback() {
      for (const type of ["pageshow", "online"]) removeEventListener(type, this);
      clearInterval(this.#ticking);
    }

    attributeChangedCallback(name, before, after) {
      if (before === after || !this.#rust) return;
      if (name === "lang") this.#start();
      else this.#ask(this.#rust.changed(this, name));
    }

    handleEvent(event) {
      const { type, target } = event;
      // A click with such a key means "open it elsewhere".
      if (!this.#rust || event.ctrlKey || event.metaKey || (event.shiftKey && type === "click")) return;
      if (type === "keyup") return this.#warn(event);
      // What was filled in is sent as soon as it can be.
      if (type === "online") return this.#failed?.isConnected && this.#failed.requestSubmit();
      this.#ask(this.#rust.handle(this, event), type === "submit" ? target : undefined);
      if (type === "input") this.#wait(PAUSE);
    }

    /** Begins again with the first form; nothing of what was typed stays. */
    reset() {
      if (this.#own) return location.assign("/forgot_password");
      this.#transaction = undefined;
      this.#start();
    }

    focus(options) {
      const part = (name) => this.querySelector(`[data-part=${name}]`);
      (part("control")?.querySelector("input") ?? part("title"))?.focus(options);
    }

    get unlock() {
      return this.hasAttribute("unlock");
    }

    set unlock(value) {
      this.toggleAttribute("unlock", value);
    }

    // Begins: with the server's markup, or else with a page of its own.
    async #start() {
      const started = ++this.#started;
      try {
        const [Rust, texts] = await Promise.all([ready, this.#sentences(), parsed]);
        if (started !== this.#started || !this.isConnected) return;
        if (this.#rust) this.querySelector("[data-part=page]")?.remove();
        this.#rust = new Rust(texts);
      } catch {
        return this.#plain();
      }
      this.#ask(this.#rust.connected(this));
      this.append(...this.querySelectorAll(":scope > :is([slot=footer], [slot=help])"));
      this.#tick();
      this.setAttribute("data-ready", ""); // for styles and tests that wait for the script
    }

    // The sentences in the language around; nothing where that is English. The closest that there is
    // will do: de-AT is read as de.
    #sentences() {
      if (this.texts) return sentences(this.texts);
      const parts = (this.closest("[lang]")?.lang || navigator.language).toLowerCase().split("-");
      for (; parts.length; parts.pop()) {
        const address = languages(parts.join("-"));
        if (address) return sentences(address);
      }
    }

    // Asks the Worker, and shows its answer unless a newer question was asked.
    async #ask(url, form) {
      if (url === undefined) return;
      const turn = ++this.#turn;
      this.#wait(SLOW);
      this.#failed = undefined;
      const around = this.querySelector("[data-page][lang]") ?? document.documentElement;
      const lang = around.lang || undefined;
      const answer = await ask(url, form, { transaction: this.#transaction, lang }).catch(() => {
        this.#failed = form;
        return navigator.onLine ? undefined : "offline";
      });
      if (turn !== this.#turn) return;
      this.#transaction = answer?.page?.transaction ?? answer?.transaction ?? this.#transaction;
      const { sign_in } = answer ?? {};
      // Signed in and back, unless the application has other plans.
      if (this.#tell(this.#rust.answered(this, answer), answer) && sign_in) location.assign(sign_in);
      this.#tick();
      this.#wait(PAUSE);
    }

    #wait(milliseconds) {
      clearTimeout(this.#pause);
      this.#pause = setTimeout(() => this.#rust.paused(this), milliseconds);
    }

    // Counts the seconds until another message can be had, or the form is over.
    #tick() {
      clearInterval(this.#ticking);
      const hint = this.querySelector("[data-seconds]");
      if (!hint || !this.#rust) return;
      const until = Date.now() + hint.dataset.seconds * SECOND;
      this.#ticking = setInterval(() => {
        const left = Math.max(0, Math.ceil((until - Date.now()) / SECOND));
        hint.dataset.seconds = left; // where it goes on, should the page stay
        this.#rust.waits(hint, left);
        if (!left) clearInterval(this.#ticking);
      }, SECOND);
    }

    // Whether the application lets things go on. The details say which page is shown, and why: nothing
    // that was typed.
    #tell(type, answer) {
      const { page } = this.querySelector("[data-page]")?.dataset ?? {};
      // Behind a code, where a reload finds the form again.
      if (this.#own && page === "new-password") history.replaceState(null, "", "/reset_password");
      const detail = { page, purpose: answer?.purpose, reason: reason(page, answer) };
      if (type !== "rekey-error") delete detail.reason;
      const init = { bubbles: true, cancelable: true, composed: true, detail };
      return type && this.dispatchEvent(new CustomEvent(type, init));
    }

    #warn(event) {
      const hint = this.querySelector("[data-part=caps-lock]");
      if (hint && event.getModifierState) hint.hidden = !event.getModifierState("CapsLock");
    }

    #dress() {
      this.#own ??= this.querySelector("[data-page]") !== null;
      if (!this.#own) dress(this.getRootNode(), style).then(() => this.#judge());
    }

    // Whether an application's own colours can be read, it is told on the console.
    #judge() {
      const own = getComputedStyle(this);
      if (COLOURS.some((name) => own.getPropertyValue(`--rekey-${name}`)))
        contrast().then(({ check }) => check(this), () => {});
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
      if (this.querySelector("[data-page], [data-plain]")) return;
      const link = document.createElement("a");
      const token = this.token && `reset_password/${encodeURIComponent(this.token)}`;
      link.href = `${this.endpoint.replace(/\/+$/, "")}/${token || "forgot_password"}`;
      link.textContent = "Reset your password";
      link.dataset.plain = "";
      this.append(link);
    }
  }

  for (const [property, name] of Object.entries(PROPERTIES)) {
    Object.defineProperty(Element.prototype, property, {
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

// Why a form came to nothing.
function reason(page, answer) {
  if (!answer) return "unreachable";
  if (answer === "offline") return answer;
  if ((answer.page?.page ?? answer.page) !== page) return "outdated";
  if (page === "something-went-wrong") return "service";
  return page.startsWith("link") ? "link" : "refused";
}

// A catalogue is fetched once.
const catalogues = {};
function sentences(address) {
  return (catalogues[address] ??= fetch(address).then(
    (response) => (response.ok ? response.text() : undefined),
    () => {
      delete catalogues[address]; // English, but working; the next element tries again
    },
  ));
}

// Cookies go to the same origin only; a foreign page is known by its token,
// or by the handle of its transaction.
async function ask(url, form, besides) {
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
    request.body = JSON.stringify({ ...fields, ...besides });
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
