/**
 * The family's page, to print and hand over. It stands alone: no script, nothing loaded, nothing of the gateway's ids.
 * The name is written on it by hand, by somebody who has made sure who stands before them.
 */
import { createHash } from "node:crypto";
import { PAGE } from "./plain-words";
import type { Look, SeenBy } from "./seen";

const STYLE = `
body { font: 1.1rem/1.6 Verdana, Arial, sans-serif; max-width: 42rem; margin: 2rem auto; padding: 0 1rem; color: #111; background: #fff }
h1 { font-size: 1.8rem } h2 { font-size: 1.3rem; margin-top: 2rem; border-bottom: 2px solid #111 }
dl { margin: 1rem 0; padding: .5rem 1rem; border: 1px solid #555; border-radius: .4rem; break-inside: avoid }
dt { font-weight: bold } dd { margin: 0 0 .5rem 0 } ul { margin: 0; padding-left: 1.2rem }
.blank { border-bottom: 1px solid #111; display: inline-block; min-width: 16rem }
@page { size: A4; margin: 2cm }
@media print { body { margin: 0; max-width: none; font-size: 12pt } h2 { break-after: avoid } }
`;
const STYLE_HASH = createHash("sha256").update(STYLE).digest("base64");
const POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'`;

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const text = (it: string): string => it.replaceAll(/[&<>"']/g, (character) => ESCAPES[character]!);

const MONTHS = "January February March April May June July August September October November December".split(" ");
/** `2026-11-22` as "22 November 2026". */
export const inWords = (day: string): string =>
  `${Number(day.slice(8))} ${MONTHS[Number(day.slice(5, 7)) - 1]} ${Number(day.slice(0, 4))}`;

const lookToHtml = ({ on, why, allowedBecause, saw }: Look): string => `<dl>
<dt>${PAGE.when}</dt><dd>${text(inWords(on))}</dd>
<dt>${PAGE.why}</dt><dd>${text(why)}</dd>
<dt>${PAGE.allowed}</dt><dd>${text(allowedBecause)}</dd>
<dt>${PAGE.saw}</dt><dd><ul>
${saw.map((it) => `<li>${text(it.what)}, ${PAGE.from} ${text(it.from)}</li>`).join("\n")}
</ul></dd>
</dl>`;

const organisationToHtml = ({ organisation, looks }: SeenBy): string =>
  [`<h2>${text(organisation)}</h2>`, ...looks.map(lookToHtml)].join("\n");

export const toPage = (seen: readonly SeenBy[]): string => `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${PAGE.title}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${PAGE.title}</h1>
<p>${PAGE.blankName} <span class="blank">&nbsp;</span></p>
<p>${PAGE.blankDate} <span class="blank">&nbsp;</span></p>
<p>${PAGE.about}</p>
${seen.length === 0 ? `<p>${PAGE.nobody}</p>` : seen.map(organisationToHtml).join("\n")}
<h2>${PAGE.next}</h2>
<p>${PAGE.notAll}</p>
<p>${PAGE.ask}</p>
<p>${PAGE.complain}</p>
</body>
</html>
`;
