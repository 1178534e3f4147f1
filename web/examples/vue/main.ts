import { createApp } from "vue";
import "@rekey/elements/vue"; // the elements, and their types for templates
import App from "./App.vue";

createApp(App).mount("#app");
