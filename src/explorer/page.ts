/** The explorer's page and style. Nothing is inline and nothing comes from elsewhere, so that a strict CSP holds. */
import { PURPOSES } from "../sharing/vocabulary";
import { EXAMPLE_QUERIES } from "./queries";

/** @param callers whether the demonstration's callers can be played; else a bearer token is asked for */
export const explorerPage = ({ callers }: { readonly callers: boolean }): string => `<!doctype html>
<html lang="en-GB">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Explorer · Family Record Gateway</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="/explorer/graphiql.min.css" />
    <link rel="stylesheet" href="/explorer/explorer.css" />
    <script defer src="/explorer/react.production.min.js"></script>
    <script defer src="/explorer/react-dom.production.min.js"></script>
    <script defer src="/explorer/graphiql.min.js"></script>
    <script defer src="/explorer/explorer.js"></script>
  </head>
  <body>
    <header>
      <h1>Family Record Gateway</h1>
      <div class="choices">
        ${callers ? choice("caller", "Caller") : TOKEN}
        ${choice("case", "Case")}
        ${choice("purpose", "Purpose", PURPOSES)}
        ${choice("member", "Member")}
        ${choice(
          "example",
          "Example",
          EXAMPLE_QUERIES.map(({ name }) => name),
        )}
      </div>
      <p id="status" role="status"></p>
    </header>
    <main id="graphiql" aria-label="Query and answer"></main>
    <noscript>The explorer needs JavaScript. The API itself is at POST /graphql.</noscript>
  </body>
</html>
`;

const TOKEN = `<div class="choice">
          <label for="token">Bearer token</label>
          <input id="token" type="password" autocomplete="off" spellcheck="false" placeholder="Paste and press Enter" />
        </div>`;

const choice = (id: string, label: string, options: readonly string[] = []): string => `<div class="choice">
          <label for="${id}">${label}</label>
          <select id="${id}" autocomplete="off"${options.length === 0 ? " disabled" : ""}>
            ${options.map((it) => `<option value="${it}">${it}</option>`).join("")}
          </select>
        </div>`;

export const EXPLORER_STYLE = `:root {
  color-scheme: light dark;
}
html,
body {
  height: 100%;
  margin: 0;
}
body {
  display: flex;
  flex-direction: column;
  font:
    16px/1.4 system-ui,
    sans-serif;
}
header {
  padding: 8px 16px;
  color: #fff;
  background: #1b2a41;
}
h1 {
  margin: 0 0 6px;
  font-size: 18px;
}
.choices {
  display: flex;
  flex-wrap: wrap;
  gap: 6px 12px;
}
.choice {
  display: flex;
  flex: 1 1 180px;
  flex-direction: column;
  min-width: 0;
}
.choice label {
  font-size: 13px;
  font-weight: 600;
}
.choice select,
.choice input {
  box-sizing: border-box;
  width: 100%;
  padding: 4px 6px;
  border: 1px solid #5b6b82;
  border-radius: 4px;
  font: inherit;
  font-size: 14px;
  color: #111;
  background: #fff;
}
.choice select:disabled {
  color: #444;
  background: #c9d1dc;
}
.choice select:focus-visible,
.choice input:focus-visible {
  outline: 3px solid #fd0;
  outline-offset: 1px;
}
#status {
  min-height: 1.4em;
  margin: 6px 0 0;
  font-size: 14px;
}
main {
  flex: 1 1 auto;
  min-height: 360px;
}
noscript {
  padding: 16px;
}
`;
