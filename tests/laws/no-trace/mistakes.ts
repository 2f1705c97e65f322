/** Mistakes in a request, from its bytes to its meaning. */
import type { Choice } from "./choice";
import type { Known, Operation } from "./operations";

interface Body {
  query: string;
  variables: Record<string, unknown>;
  operationName?: string;
}

export function mistaken(choice: Choice, from: Operation, known: Known): Operation {
  const body = JSON.parse(from.body) as Body;
  return { ...from, kind: "mistake", body: choice.of(MISTAKES)(body, choice, known) };
}

const withQuery = (body: Body, query: string): string => JSON.stringify({ ...body, query });
const first = (query: string): number => query.indexOf("{") + 1;
const put = (query: string, more: string): string =>
  `${query.slice(0, first(query))} ${more} ${query.slice(first(query))}`;

const MISTAKES: readonly ((body: Body, choice: Choice, known: Known) => string)[] = [
  (body) => withQuery(body, put(body.query, "noSuchField")),
  (body) => withQuery(body, put(body.query, "...NoSuchFragment")),
  (body) => withQuery(body, put(body.query, "viewer { name { given } }")),
  (body) => withQuery(body, put(body.query, "viewer { cases }")),
  (body) => withQuery(body, put(body.query, "viewer @include { name }")),
  (body) => withQuery(body, body.query.slice(0, -3)),
  (body) => withQuery(body, `${body.query} }`),
  (body) => withQuery(body, ""),
  (body) => withQuery(body, body.query.replace(/purpose: [$\w]+/, "purpose: CURIOSITY")),
  (body) => withQuery(body, body.query.replace(/caseId: [^,]+/, "caseId: { id: 1 }")),
  (body) => withQuery(body, body.query.replaceAll("... on ", "... on Nobody")),
  (body) => JSON.stringify({ ...body, operationName: "Another" }),
  (body) => JSON.stringify({ ...body, variables: {} }),
  (body) => JSON.stringify({ ...body, variables: [] }),
  (body) => JSON.stringify({ ...body, variables: { ...body.variables, v1: { not: "a value" }, v2: [[1]] } }),
  (body, choice) => withChronology(body, `first: ${choice.of([0, -1, 201, 9_999_999_999])}`),
  (body, choice, known) =>
    withChronology(body, `after: ${JSON.stringify(choice.of([...known.cursors, "no-cursor", ""]))}`),
  (body) => withChronology(body, 'from: "31.12.2025"'),
  (body, choice, known) =>
    withQuery(
      body,
      put(body.query, `again: familyRecord(caseId: "${choice.of(known.foreignIds)}", purpose: EARLY_HELP) { caveat }`),
    ),
  (body) =>
    withQuery(
      body,
      put(body.query, 'person(identifier: { system: NHS_NUMBER, value: "123" }, purpose: DIRECT_CARE) { name }'),
    ),
  (body) => withQuery(body, put(body.query, 'disclosuresAbout(memberId: "x", first: 0) { id }')),
  (body) =>
    withQuery(
      body,
      `mutation { contribute(items: []) { __typename ... on Refused { faults { path code message } } } }`,
    ),
  (body) => body.query,
  () => "[]",
  () => '{"query": 7}',
];

/** A page that is wrong, of a record that is not: what was released and what was not is known by then. */
const withChronology = (body: Body, page: string): string =>
  withQuery(
    body,
    body.query.replace(
      /(familyRecord\([^)]*(?:\{[^}]*\}[^)]*)?\)[^{]*\{)/,
      `$1 wrong: chronology(${page}) { totalCount edges { node { item { id } } } } `,
    ),
  );
