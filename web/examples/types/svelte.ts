// What templates of Svelte are held against; a wrong line cannot be expected in one.
import "@rekey/elements/svelte";
import type { SvelteHTMLElements } from "svelte/elements";

type NewPassword = SvelteHTMLElements["rekey-new-password"];

export const right: NewPassword = { token: "", "onrekey-done": ({ detail }) => detail.page };

// @ts-expect-error -- there is no such attribute
export const misspelled: NewPassword = { tokn: "" };

// @ts-expect-error -- a text
export const mistyped: NewPassword = { token: 1 };
