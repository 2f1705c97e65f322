/**
 * The explorer's own script, as it runs in the browser: plain JavaScript in a string, because the product runs from
 * `dist/`, where only what TypeScript compiles arrives. It holds neither a backtick nor a template expression.
 */
import { OWN_CONTRIBUTIONS, PARTNER_EXAMPLES } from "./partner-examples-script";
import { EXAMPLE_QUERIES } from "./queries";

/** @param callers whether the demonstration's callers can be played; else a bearer token is asked for */
export const explorerScript = ({ callers }: { readonly callers: boolean }): string =>
  `"use strict";\n(function (settings) {\n${PARTNER_EXAMPLES}${SCRIPT}})(${JSON.stringify(settingsOf(callers), null, 2)});\n`;

const settingsOf = (callers: boolean) => ({ callers, examples: EXAMPLE_QUERIES, own: OWN_CONTRIBUTIONS });

const SCRIPT = String.raw`
const h = React.createElement;
const element = (id) => document.getElementById(id);
const say = (text) => { element("status").textContent = text; };

/** What the variables of an example are filled from. */
const known = { caseId: undefined, purpose: undefined, memberId: undefined, consentId: undefined };
let editors = null;
let mounted = false;
/** The purpose last chosen by hand; every story of the demonstration begins with screening. */
let preferredPurpose = "MASH_SCREENING";
/** Counts changes of caller: an answer to one is not shown to another. */
let turn = 0;

// ---- asking

/** A token is kept only where it was pasted, and there no longer than the page. The demonstration mints one a question. */
async function bearer() {
  if (!settings.callers) return element("token").value.trim().replace(/^Bearer\s+/i, "");
  const response = await fetch("/demonstration/token/" + element("caller").value);
  if (!response.ok) throw new Error("No token for this caller.");
  return response.text();
}

async function ask(question) {
  const response = await fetch("/graphql", {
    method: "POST",
    headers: { "content-type": "application/json", authorization: "Bearer " + (await bearer()) },
    body: JSON.stringify(question),
  });
  return response.json();
}

/** What GraphiQL asks with. */
async function fetcher(question) {
  const asked = turn;
  const answer = await ask(question);
  if (asked !== turn) return { errors: [{ message: "The caller has changed since. Ask again." }] };
  if (answer.data) learn(answer.data);
  return answer;
}

// ---- who is asking

const WHO = "{ viewer { name role agency { name } purposes cases { id reference level open } } }";

async function signIn() {
  const mine = ++turn;
  known.consentId = undefined;
  showMembers([]);
  showCases([]);
  fillVariables();
  if (editors) editors.responseEditor.setValue(""); // an answer belongs to whoever asked
  say("Signing in…");
  const answer = await ask({ query: WHO }).catch((error) => ({ errors: [error] }));
  if (mine !== turn) return;
  if (!answer.data) {
    say("Not signed in: " + answer.errors[0].message);
    return;
  }
  const { name, role, agency, purposes, cases } = answer.data.viewer;
  const about = settings.callers ? " · " + element("caller").selectedOptions[0].dataset.about : "";
  say(name + ", " + role + ", " + agency.name + about);
  showPurposes(purposes);
  showCases(cases);
  fillVariables();
  mount();
}

function showPurposes(covered) {
  const select = element("purpose");
  for (const option of select.options) {
    option.textContent = option.value + (covered.includes(option.value) ? "" : " (no protocol names you)");
  }
  select.value = covered.includes(preferredPurpose) || covered.length === 0 ? preferredPurpose : covered[0];
  known.purpose = select.value;
}

function showCases(cases) {
  const label = (it) => it.reference + " · level " + it.level + (it.open ? "" : " · closed");
  fillSelect("case", cases.map((it) => [it.id, label(it)]), "none assigned");
  known.caseId = element("case").value; // without any it is empty, which the gateway answers like any case not yours
}

function showMembers(members) {
  fillSelect("member", members, "run the family's record");
  known.memberId = element("member").value || undefined;
}

function fillSelect(id, options, none) {
  const select = element(id);
  select.replaceChildren(...(options.length > 0 ? options : [["", none]]).map(([value, text]) => new Option(text, value)));
  select.disabled = options.length === 0;
}

// ---- what answers teach

function learn(data) {
  const before = JSON.stringify(known);
  const members = ((data.familyRecord && data.familyRecord.members) || []).filter((it) => it.id);
  if (members.length > 0) {
    const chosen = known.memberId;
    showMembers(members.map((it) => [it.id, [it.name, it.relationship].filter(Boolean).join(" · ") || it.id]));
    if (members.some((it) => it.id === chosen)) known.memberId = element("member").value = chosen;
  }
  if (data.recordConsent && data.recordConsent.consentId) known.consentId = data.recordConsent.consentId;
  if (JSON.stringify(known) !== before) fillVariables();
}

/** Puts what is known into the variables that the query declares, and leaves what somebody else wrote there. */
function fillVariables() {
  if (!editors) return;
  const declared = new Set(Array.from(editors.queryEditor.getValue().matchAll(/\$(\w+)\s*:/g), (it) => it[1]));
  const written = editors.variableEditor.getValue();
  let variables;
  try {
    variables = JSON.parse(written.trim() || "{}");
  } catch {
    return; // somebody is in the middle of writing it
  }
  for (const name of Object.keys(known)) {
    if (!declared.has(name) || known[name] === undefined) delete variables[name];
    else variables[name] = known[name];
  }
  const filled = JSON.stringify(variables, null, 2);
  if (filled !== written) editors.variableEditor.setValue(filled);
}

let examples = settings.examples;
const chosenExample = () => examples[element("example").selectedIndex];

/** Agencies that have joined with systems of their own have an example each, after the others. */
function showPartners(schema) {
  const chosen = element("example").value;
  examples = settings.examples.concat(partnerExamples(schema, settings.own));
  element("example").replaceChildren(...examples.map(({ name }) => new Option(name, name)));
  if (examples.some((it) => it.name === chosen)) element("example").value = chosen;
}

function showExample() {
  editors.queryEditor.setValue(chosenExample().query);
  editors.variableEditor.setValue("");
  editors.responseEditor.setValue("");
  fillVariables();
}

// ---- GraphiQL

/** Stands in for localStorage, so that queries and what they name are gone with the page. */
function memory() {
  const kept = new Map();
  return {
    getItem: (key) => (kept.has(key) ? kept.get(key) : null),
    setItem: (key, value) => void kept.set(key, String(value)),
    removeItem: (key) => void kept.delete(key),
    clear: () => kept.clear(),
    get length() { return kept.size; },
  };
}

/** Shows nothing: it is how the choices at the top reach GraphiQL's editors. */
function Editors() {
  const { queryEditor, variableEditor, responseEditor, activeTabIndex } = GraphiQL.React.useEditorContext();
  React.useEffect(() => {
    if (!queryEditor || !variableEditor || !responseEditor) return;
    editors = { queryEditor, variableEditor, responseEditor };
    const labels = [[queryEditor, "Query"], [variableEditor, "Variables"], [responseEditor, "Answer"]];
    for (const [editor, label] of labels) editor.getInputField().setAttribute("aria-label", label);
    fillVariables();
  }, [queryEditor, variableEditor, responseEditor, activeTabIndex]);
  return null;
}

/** Once somebody is signed in, since GraphiQL asks for the schema at once. */
function mount() {
  if (mounted) return;
  mounted = true;
  const props = {
    fetcher,
    onSchemaChange: showPartners,
    storage: memory(),
    defaultQuery: chosenExample().query,
    defaultEditorToolsVisibility: "variables",
    isHeadersEditorEnabled: false,
    showPersistHeadersSettings: false,
  };
  ReactDOM.createRoot(element("graphiql")).render(h(GraphiQL, props, h(GraphiQL.Logo, null, h(Editors))));
}

// ---- the choices

async function showCallers() {
  const { callers } = await (await fetch("/demonstration/callers")).json();
  const options = callers.flatMap(({ id, name, agency, roles, about }) =>
    roles.map((role) => {
      const option = new Option(name + " · " + role + " · " + agency, roles.length > 1 ? id + "/" + role : id);
      option.dataset.about = about;
      return option;
    }),
  );
  element("caller").replaceChildren(...options);
  element("caller").disabled = false;
}

element("case").addEventListener("change", (event) => {
  known.caseId = event.target.value;
  known.consentId = undefined;
  showMembers([]);
  fillVariables();
});
element("purpose").addEventListener("change", (event) => {
  known.purpose = preferredPurpose = event.target.value;
  fillVariables();
});
element("member").addEventListener("change", (event) => {
  known.memberId = event.target.value;
  fillVariables();
});
element("example").addEventListener("change", () => editors && showExample());
element("purpose").value = preferredPurpose;

if (settings.callers) {
  element("caller").addEventListener("change", signIn);
  showCallers().then(signIn, () => say("The list of callers could not be read. Reload the page."));
} else {
  element("token").addEventListener("change", signIn);
  say("Paste a bearer token. It stays in this page's memory and is gone with it.");
}
`;
