/** Queries that are deep, wide, circular, repeated, contradictory or endless, and names that do not exist. */
import fc from "fast-check";

const TYPES = [
  "FamilyRecord",
  "FamilyMember",
  "Viewer",
  "Contribution",
  "HealthContribution",
  "Query",
  "Nope",
  "__Schema",
];
const NAMES = [
  "viewer",
  "userId",
  "name",
  "cases",
  "familyRecord",
  "person",
  "members",
  "health",
  "sharing",
  "decisions",
  "agency",
  "id",
  "chronology",
  "edges",
  "node",
  "item",
  "__typename",
  "__schema",
  "__type",
  "types",
  "fields",
  "ofType",
  "_entities",
  "_service",
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "nope",
];
const ARGUMENTS = [
  "",
  "(a: 1)",
  '(caseId: "x", purpose: MASH_SCREENING)',
  "(caseId: $v, purpose: $v)",
  "(first: 99999999999)",
  "(first: -1)",
  '(after: "\\u0000")',
  '(name: "Query")',
  "(input: {a: {a: {a: 1}}})",
  "(caseId: 1e999)",
  "(purpose: __proto__)",
  '(identifier: {system: NHS_NUMBER, value: """9990001006"""}, purpose: EARLY_HELP)',
  "(input: {__proto__: 1})",
];
const DIRECTIVES = [
  "",
  "",
  "",
  "@include(if: true)",
  "@skip(if: true)",
  "@skip(if: $v)",
  "@include(if: 7)",
  "@skip(if: false) @skip(if: true)",
  "@nope",
  '@shared(category: "x")',
  "@deprecated",
  "@include",
  '@specifiedBy(url: "x")',
  "@__proto__",
  "@defer",
  "@oneOf",
];
const of = fc.constantFrom;

/** A tree of selections that the grammar takes and the schema, mostly, does not. */
const selections = fc.letrec<{ set: string; field: string; spread: string; inline: string }>((tie) => ({
  set: fc
    .array(fc.oneof({ weight: 5, arbitrary: tie("field") }, tie("spread"), tie("inline")), {
      minLength: 1,
      maxLength: 5,
    })
    .map((it) => `{ ${it.join(" ")} }`),
  field: fc
    .tuple(
      of("", "", "a: ", "__proto__: "),
      of(...NAMES),
      of(...ARGUMENTS),
      of(...DIRECTIVES),
      fc.option(tie("set"), { maxDepth: 6 }),
    )
    .map(([alias, name, args, directive, set]) => `${alias}${name}${args} ${directive} ${set ?? ""}`),
  spread: fc
    .tuple(of("A", "B", "C", "on", "__proto__"), of(...DIRECTIVES))
    .map(([it, directive]) => `...${it} ${directive}`),
  inline: fc.tuple(of(...TYPES), tie("set")).map(([type, set]) => `... on ${type} ${set}`),
}));

const variables = of(
  "",
  "($v: ID!)",
  "($v: [[[[Int!]!]!]!])",
  "($v: Nope)",
  "($v: Viewer)",
  "($v: Purpose = MASH_SCREENING)",
  "($v: Int = 1e99, $v: Int)",
  "($v: JSONObject = {a: $v})",
);
const operation = fc
  .tuple(
    of("query", "mutation", "subscription", "query A", "subscription S", ""),
    variables,
    of(...DIRECTIVES),
    selections.set,
  )
  .map(([head, vars, directive, set]) => `${head === "" ? "" : `${head} ${vars} ${directive} `}${set}`);
const fragments = fc
  .array(fc.tuple(of("A", "B", "C"), of(...TYPES), selections.set), { maxLength: 4 })
  .map((all) => all.map(([name, type, set]) => `fragment ${name} on ${type} ${set}`).join(" "));
const grown = fc
  .tuple(fc.array(operation, { minLength: 1, maxLength: 2 }), fragments)
  .map(([ops, more]) => `${ops.join(" ")} ${more}`);

const size = of(2, 15, 17, 59, 61, 500, 2_900);
/** Around and far beyond each limit. */
const floods = fc.tuple(size, fc.nat(13)).map(([n, how]) => {
  const each = (make: (i: number) => string): string => Array.from({ length: n }, (_, i) => make(i)).join(" ");
  return [
    `{ ${each((i) => `a${i}: viewer { userId }`)} }`,
    `{ ${each(() => "viewer { userId }")} }`,
    `{ viewer { ${each(() => "userId")} } }`,
    `{ viewer ${each(() => "@include(if: true)")} { userId } }`,
    `${"{ viewer ".repeat(n)}{ userId }${" }".repeat(n)}`,
    `{ ${each((i) => `...F${i}`)} } ${each((i) => `fragment F${i} on Query { ...F${(i + 1) % n} }`)}`,
    `{ ...F0 } ${each((i) => `fragment F${i} on Query { ...F${i + 1} ...F${i + 1} }`)} fragment F${n} on Query { viewer { userId } }`,
    `query (${each((i) => `$v${i}: Int`)}) { viewer { userId } }`,
    `{ disclosuresAbout(memberId: ${"[".repeat(n)}1${"]".repeat(n)}) { id } }`,
    `{ familyRecord(caseId: "x", purpose: MASH_SCREENING, publicTask: ${"{ a: ".repeat(n)}1${" }".repeat(n)}) { caveat } }`,
    each((i) => `query Q${i} { viewer { userId } }`),
    `{ __schema { types { ${"fields { type { ofType ".repeat(Math.min(n, 60))} { name } ${"} }".repeat(Math.min(n, 60))} } } }`,
    `${"#".repeat(n * 300)}\n{ viewer { userId } }`,
    `{ viewer { userId } } ${" ,".repeat(n * 150)}`,
  ][how]!;
});

/** A megabyte of tokens, less what the envelope takes. */
const enormous = of("{", "[", "a ", "...", '"', "$a:", "@a", "#", "{a", '""" ').map((it) =>
  it.repeat(Math.floor(990_000 / it.length)),
);

const subscriptions = of(
  "subscription { viewer { userId } }",
  "subscription { __typename }",
  "subscription S { a }",
  "subscription S { ...F } fragment F on Query { viewer { userId } }",
  "query Q { viewer { userId } } subscription S { a }",
);

const bent = fc.tuple(fc.nat(200), fc.string({ unit: "binary", maxLength: 3 })).map(([at, put]) => {
  const query = 'query Q($a: ID! = "x") { familyRecord(caseId: $a, purpose: EARLY_HELP) { members { name } } }';
  return query.slice(0, at) + put + query.slice(at);
});

export const documents: fc.Arbitrary<string> = fc.oneof(
  { weight: 12, arbitrary: grown },
  { weight: 6, arbitrary: floods },
  { weight: 4, arbitrary: bent },
  { weight: 2, arbitrary: subscriptions },
);
/** Each takes a good part of a second to read, so there are fewer of them. */
export const enormousDocuments: fc.Arbitrary<string> = enormous;
