// What TypeScript makes of the elements in React: the right, and the wrong.
import "@rekey/elements/react";

export const right = (
  <rekey-forgot-password
    className="mine"
    endpoint="https://reset.your-company.com"
    channels="email sms"
    unlock
    return-to="https://app.your-company.com"
    lang="de"
    onrekey-sent={({ detail }) => detail.page satisfies "check-your-email"}
  >
    <p slot="help">Ask the help desk.</p>
  </rekey-forgot-password>
);

// @ts-expect-error -- there is no such attribute
export const misspelled = <rekey-new-password tokn="" />;

// @ts-expect-error -- a text
export const mistyped = <rekey-new-password token={1} />;

// @ts-expect-error -- there is no such element
export const unknown = <rekey-old-password />;
