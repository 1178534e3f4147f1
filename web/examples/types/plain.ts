// What TypeScript makes of the elements without a framework: the right, and the wrong.
import "@rekey/elements";

const form = document.querySelector("rekey-forgot-password");
if (form) {
  form.endpoint = "https://reset.your-company.com";
  form.unlock = true;
  form.returnTo = "https://app.your-company.com";
  form.reset();
  // @ts-expect-error -- it asks for no token
  form.token = "";
  // @ts-expect-error -- a boolean
  form.unlock = "yes";
  form.addEventListener("rekey-error", ({ detail }) => {
    if (detail.reason === "unreachable") form.focus();
    // @ts-expect-error -- there is no such reason
    return detail.reason === "tired";
  });
}
// Events bubble.
document.addEventListener("rekey-done", ({ detail }) => detail.page satisfies "done");
