import { mount } from "svelte";
import "@rekey/elements/svelte"; // the elements, and their types for templates
import App from "./App.svelte";

const target = document.getElementById("app");
if (target) mount(App, { target });
