// The npm package's entry. Each address is written out, `new URL("…", import.meta.url)`: that is what
// bundlers look for, and how they know which files to take along.

import init, { RekeyElement } from "../dist/.wasm/recovery_web.js";
import { addresses } from "../dist/.wasm/languages.js"; // written by `cargo xtask package`
import { define } from "../js/element.js";

const wasm = new URL("./rekey.wasm", import.meta.url);
// Vite's development server makes a script of a style sheet, but for those who say that they want one.
const style = new Request(new URL("./rekey.css", import.meta.url), { headers: { accept: "text/css" } });
// The class asks for a folder and puts a tag and ".txt" behind it. Bundlers have renamed each file: its
// whole address is the folder, and what is put behind it a fragment, which nobody fetches.
const languages = {
  folder: "",
  tags: {
    includes(tag) {
      languages.folder = `${addresses[tag]}#`;
      return Object.hasOwn(addresses, tag);
    },
  },
};
const ready = init({ module_or_path: wasm }).then(() => RekeyElement);

ready.catch((error) => console.warn("rekey: no WebAssembly, plain forms only.", error));
for (const tag of ["rekey-forgot-password", "rekey-new-password"]) define(tag, ready, style, languages);

export const RekeyForgotPasswordElement = customElements.get("rekey-forgot-password");
export const RekeyNewPasswordElement = customElements.get("rekey-new-password");
