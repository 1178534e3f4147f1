// <script type="module" src="…/assets/rekey-….js"></script>
// The build puts the names of the hashed files in: REKEY_WASM_URL, REKEY_STYLE_URL, REKEY_LANGUAGES_URL;
// and REKEY_LANGUAGES, the tags of all languages but English.

import init, { RekeyElement } from "../dist/.wasm/recovery_web.js";
import { define } from "./element.js";

const near = (name) => new URL(name, import.meta.url);
const ready = init({ module_or_path: near(REKEY_WASM_URL) }).then(() => RekeyElement);
const languages = { folder: near(REKEY_LANGUAGES_URL), tags: REKEY_LANGUAGES.split(" ") };

ready.catch((error) => console.warn("rekey: no WebAssembly, plain forms only.", error));
for (const tag of ["rekey-forgot-password", "rekey-new-password"]) {
  define(tag, ready, near(REKEY_STYLE_URL), languages);
}
