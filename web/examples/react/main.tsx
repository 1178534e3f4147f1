import { useState } from "react";
import { createRoot } from "react-dom/client";
import "@rekey/elements/react"; // the elements, and their types for JSX

// Your Worker; its ALLOWED_ORIGINS names your app's origin.
const RESET = "https://reset.your-company.com";

// The mail's link leads to /reset_password/{token}: with a router, a route's parameter.
const token = location.pathname.split("/reset_password/")[1];

function App() {
  const [news, setNews] = useState("");
  return (
    <main>
      {token ? (
        <rekey-new-password
          endpoint={RESET}
          token={token}
          onrekey-done={() => setNews("Your new password is good from now on.")}
        />
      ) : (
        <rekey-forgot-password
          endpoint={RESET}
          onrekey-sent={() => setNews("A message is on its way.")}
          // Where the message has a code, it is typed here, and no link is followed.
          onrekey-done={() => setNews("Your new password is good from now on.")}
        />
      )}
      <p id="news" role="status">{news}</p>
    </main>
  );
}

const root = document.getElementById("app");
if (root) createRoot(root).render(<App />);
