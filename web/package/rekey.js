// The npm package's entry. Each address is written out, `new URL("…", import.meta.url)`: that is what
// bundlers look for, and how they know which files to take along.

import { addresses } from "../dist/.wasm/languages.js"; // written by `cargo xtask package`
import { begin } from "../js/begin.js";

const wasm = new URL("./rekey.wasm", import.meta.url);
// Vite's development server makes a script of a style sheet, but for those who say that they want one.
const style = new Request(new URL("./rekey.css", import.meta.url), { headers: { accept: "text/css" } });

begin(wasm, style, (tag) => Object.hasOwn(addresses, tag) && addresses[tag], () => import("./contrast.js"));

export const RekeyForgotPasswordElement = customElements.get("rekey-forgot-password");
export const RekeyNewPasswordElement = customElements.get("rekey-new-password");
