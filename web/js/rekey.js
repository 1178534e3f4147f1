// <script type="module" src="…/assets/rekey-….js"></script>
// The build puts the names of the hashed files in: REKEY_WASM_URL, REKEY_STYLE_URL, REKEY_LANGUAGES_URL,
// REKEY_CONTRAST_URL; and REKEY_LANGUAGES, the tags of all languages but English.

import { begin } from "./begin.js";

const near = (name) => new URL(name, import.meta.url);
const tags = REKEY_LANGUAGES.split(" ");
const language = (tag) => tags.includes(tag) && near(`${REKEY_LANGUAGES_URL}${tag}.txt`);

begin(near(REKEY_WASM_URL), near(REKEY_STYLE_URL), language, () => import(REKEY_CONTRAST_URL));
