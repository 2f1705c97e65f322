/**
 * A consent on one sheet of A4, in short words. One file without a script, a picture or a link: it can be saved, sent
 * and printed, and its own policy lets nothing but its style in.
 */
import { createHash } from "node:crypto";
import { DateTime } from "luxon";
import type { Category, Purpose } from "../../../sharing/vocabulary";
import type { HubAgency } from "../../hub.repository";
import type { ConsentOnRecord } from "../consent-on-record";
import { PLAIN_CATEGORIES, PLAIN_PURPOSES } from "./plain-words";
import { nameOf, stateOf, type ConsentState } from "./receipt";

const STYLE = `@page{size:A4;margin:14mm}
body{font:12pt/1.35 Arial,Helvetica,sans-serif;color:#000;background:#fff;max-width:180mm;margin:0 auto;padding:4mm}
h1{font-size:20pt;margin:0 0 2mm}h2{font-size:13pt;margin:4mm 0 1mm}p{margin:0 0 1.5mm}
ul{margin:0;padding-left:6mm}.many{columns:2;font-size:10.5pt}.answer{font-size:15pt;font-weight:bold}
.stop{border:1.5pt solid #000;padding:2mm 4mm;margin-top:4mm}.stop h2{margin-top:0}
.dense{font-size:10pt;line-height:1.25}.dense .many{columns:3;font-size:9pt}.dense h2{font-size:11pt;margin-top:2.5mm}
.small{font-size:9pt;overflow-wrap:anywhere}
@media print{body{padding:0}}`;
const POLICY = `default-src 'none'; style-src 'sha256-${createHash("sha256").update(STYLE).digest("base64")}'; base-uri 'none'; form-action 'none'`;

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const escape = (text: string): string => text.replace(/[&<>"']/g, (it) => ESCAPES[it]!);

const day = (date: Date): string =>
  DateTime.fromJSDate(date, { zone: "Europe/London" }).setLocale("en-GB").toFormat("d MMMM yyyy");

const listOf = (entries: readonly string[]): string =>
  `<ul${entries.length > 6 ? ' class="many"' : ""}>${entries.map((it) => `<li>${escape(it)}</li>`).join("")}</ul>`;
const section = (title: string, entries: readonly string[]): string =>
  entries.length === 0 ? "" : `<h2>${escape(title)}</h2>${listOf(entries)}`;

function answerOf(consent: ConsentOnRecord, state: ConsentState): string {
  switch (state) {
    case "REFUSED":
      return "The answer was no. We will not share.";
    case "WITHDRAWN":
      return `The answer was yes. It changed to no on ${day(consent.withdrawnAt!)}.`;
    case "EXPIRED":
      return `The answer was yes. It ran out on ${day(consent.validTo)}.`;
    default:
      return "The answer was yes. We can share.";
  }
}

function deciderOf({ capacity, giverName, subjectName }: ConsentOnRecord): string {
  if (capacity === "SELF") return `${subjectName} made this choice.`;
  if (capacity === "LA_WITH_PR") return `The council made this choice for ${subjectName}.`;
  if (capacity === "DEPUTY") return `Someone who may choose for ${subjectName} made this choice.`;
  return giverName
    ? `${giverName} made this choice for ${subjectName}.`
    : `Someone with the right to choose for ${subjectName} made this choice.`;
}

const inPlain = (words: Readonly<Record<string, string>>, all: string, given: readonly string[]): string[] =>
  given.map((it) => (it === "*" ? all : (words[it] ?? it)));
const categories = (given: readonly string[]): string[] =>
  inPlain(PLAIN_CATEGORIES satisfies Record<Category, string>, "all that can help", given);
const purposes = (given: readonly string[]): string[] =>
  inPlain(PLAIN_PURPOSES satisfies Record<Purpose, string>, "to help your family", given);

interface Headings {
  readonly what: string;
  readonly notThis: string;
  readonly who: string;
  readonly notThese: string;
}
const HEADINGS: Readonly<Record<ConsentState, Headings>> = {
  GIVEN: {
    what: "What can be shared",
    notThis: "But not this",
    who: "Who can see it",
    notThese: "But not these",
  },
  REFUSED: {
    what: "What will not be shared",
    notThis: "The no is not about this",
    who: "Who will not see it",
    notThese: "The no is not about these",
  },
  WITHDRAWN: {
    what: "What the yes was about",
    notThis: "But not this",
    who: "Who could see it until then",
    notThese: "But not these",
  },
  EXPIRED: {
    what: "What the yes was about",
    notThis: "But not this",
    who: "Who could see it until then",
    notThese: "But not these",
  },
};

const CHANGE_A_YES = `<p>You can say no at any time. You can do it by phone, in a note or face to face. You do not have to say why. Tell any of the people named on this page. We stop at once. You can still get help.</p>
<p>What was shared before you said no can not be taken back.</p>`;
const CHANGE_A_NO = `<p>You can say yes later, if you want to. You do not have to. You can still get help.</p>`;

/** More than this and the page is set small, so that it stays one. */
const USUAL_ENTRIES = 22;

/** @param recordId by which anybody named on it finds the record again */
export function receiptPage(
  consent: ConsentOnRecord,
  agencies: ReadonlyMap<string, HubAgency>,
  recordId: string,
  at: number,
): string {
  const state = stateOf(consent, at);
  const heading = HEADINGS[state];
  const lists = [consent.categories, consent.excludedCategories, consent.recipients, consent.excludedRecipients];
  const isDense = [...lists, consent.purposes].flat().length > USUAL_ENTRIES;
  const names = (ids: readonly string[]) => ids.map((it) => nameOf(agencies, it));
  return `<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer">
<title>Your choice about sharing</title><style>${STYLE}</style></head><body${isDense ? ' class="dense"' : ""}>
<h1>Your choice about sharing</h1>
<p>This page is about facts we keep on <b>${escape(consent.subjectName)}</b>.</p>
<p class="answer">${escape(answerOf(consent, state))}</p>
<p>${escape(deciderOf(consent))} It was made on ${day(consent.validFrom)}. It lasts until ${day(consent.validTo)}.</p>
${section(heading.what, categories(consent.categories))}
${section(heading.notThis, categories(consent.excludedCategories))}
${section(heading.who, names(consent.recipients))}
${section(heading.notThese, names(consent.excludedRecipients))}
${section("What it is for", purposes(consent.purposes))}
<div class="stop"><h2>You can change your mind</h2>
${state === "GIVEN" ? CHANGE_A_YES : CHANGE_A_NO}</div>
<h2>When we may share without a yes</h2>
<p>If a child or an adult may get hurt, the law lets us share to keep them safe. We will tell you, if it is safe to tell you.</p>
<h2>You can ask us</h2>
<p>Ask us who has seen your record. Ask us to read this page to you. If you are not happy, you can tell the ICO on 0303 123 1113. It is their job to check.</p>
<p class="small">Please keep this page. Its number is ${escape(recordId)}.</p>
</body></html>
`;
}
