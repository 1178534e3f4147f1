// Both tags, from the addresses of what they need. The npm package and the Worker's script differ in
// nothing else.

import { RekeyElement, imports, start } from "../dist/.wasm/recovery_web.js";
import { define } from "./element.js";

/**
 * Loads the module and registers both tags. `wasm` is its address, `style` that of the style sheet;
 * `languages` says where the catalogue of a tag is, if there is one; `contrast` loads what judges colours.
 */
export function begin(wasm, style, languages, contrast) {
  const ready = load(wasm);
  ready.catch((error) => console.warn("rekey: no WebAssembly, plain forms only.", error));
  for (const tag of ["rekey-forgot-password", "rekey-new-password"]) {
    define(tag, ready, style, languages, contrast);
  }
}

// Compiled while it arrives, unless somebody on the way has changed its type.
async function load(wasm) {
  const response = await fetch(wasm);
  const { instance } =
    response.headers.get("content-type") === "application/wasm"
      ? await WebAssembly.instantiateStreaming(response, imports())
      : await WebAssembly.instantiate(await response.arrayBuffer(), imports());
  start(instance);
  return RekeyElement;
}
