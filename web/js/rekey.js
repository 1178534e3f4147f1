// <script type="module" src="…/assets/rekey-….js"></script>
// The build puts the names of the hashed files in: REKEY_WASM_URL, REKEY_STYLE_URL, REKEY_LANGUAGES_URL;
// and REKEY_LANGUAGES, the tags of all languages but English.

import { RekeyElement, imports, start } from "../dist/.wasm/recovery_web.js";
import { define } from "./element.js";

const near = (name) => new URL(name, import.meta.url);
const languages = { folder: near(REKEY_LANGUAGES_URL), tags: REKEY_LANGUAGES.split(" ") };

// Compiled while it arrives, unless somebody on the way has changed its type.
async function load() {
  const response = await fetch(near(REKEY_WASM_URL));
  const { instance } =
    response.headers.get("content-type") === "application/wasm"
      ? await WebAssembly.instantiateStreaming(response, imports())
      : await WebAssembly.instantiate(await response.arrayBuffer(), imports());
  start(instance);
  return RekeyElement;
}

const ready = load();
ready.catch((error) => console.warn("rekey: no WebAssembly, plain forms only.", error));
for (const tag of ["rekey-forgot-password", "rekey-new-password"]) {
  define(tag, ready, near(REKEY_STYLE_URL), languages);
}
