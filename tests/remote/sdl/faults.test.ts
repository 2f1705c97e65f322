/** Each fault by itself in an SDL that is otherwise right: found, alone, where it stands, with what to do. */
import type { SdlFault } from "../../../src/remote/sdl/accepted-partner";
import { checkPartnerSdl } from "../../../src/remote/sdl/check-partner-sdl";
import { SDL_FAULTS } from "../../../src/remote/sdl/sdl-faults";
import { checkMapped, MAPPED } from "../mapping/given";
import { check, example, GATEWAY_SDL, GOOD, LINK } from "./given";

/** Of a partner that is a FHIR server; tests/remote/mapping has more of them. */
const MAPPED_ROWS: readonly Row[] = [
  ["MAPPING_MISSING", '@fhir(resource: "Patient") @path(is: "active")', "", "active: Boolean", "add @fhir"],
  ["MAPPING_ELSEWHERE", "  id: ID!", '  id: ID! @path(is: "id")', '@path(is: "id")', "the contribution"],
  ["WRONG_PATH", '"recorded"', '"recorded.resolve()"', '@path(is: "recorded.resolve()")', "resolve() is not taken"],
  ["WRONG_ORIGIN", 'resource: "Condition"', 'resource: "Bundle"', '@fhir(resource: "Bundle"', "no resource"],
];
/** code, the text to replace (its first occurrence), the text instead, where the fault is, what the message says. */
type Row = readonly [code: string, from: string, to: string, at: string, says: string];
const ROWS: readonly Row[] = [
  ["MAPPING_NOT_TAKEN", "finding: String", 'finding: String @path(is: "x")', '@path(is: "x")', "remove @path"],
  ["SYNTAX", "type FireAddress {", "type FireAddress [", "[", "Syntax Error"],
  ["SYNTAX", "type FireAddress {", "# a\0b\ntype FireAddress {", "\0", "U+0000"],
  ["SYNTAX", "type FireAddress {", "# a\ud800b\ntype FireAddress {", "\ud800", "half of a pair"],
  ["INVALID", "arson: Boolean", 'arson: Boolean @deprecated(reason: ["a", "b"])', "reason", "quotation marks"],
  ["RESERVED_NAME", "arson: Boolean", "constructor: Boolean", "constructor", "use another"],
  ["RESERVED_NAME", "finding: String", "toString: String", "toString", "use another"],
  ["RESERVED_NAME", "fire: Fire", "valueOf: Fire", "valueOf", "use another"],
  ["INVALID", "  line: String!\n", "  line: String!\n  line: Int\n", "line: Int", "FireAddress.line"],
  [
    "INVALID",
    "enum Nature",
    "enum Nature { OPINION }\nenum Nature",
    "Nature { FACT ALLEGATION }",
    "only one type named",
  ],
  ["INVALID", '@shared(category: "tenancy")', '@shared(category: "tenancy", level: "4")', 'level: "4")', '"level"'],
  ["INVALID", '@shared(category: "tenancy")', "@shared", "@shared\n", "category"],
  ["FEDERATION_1", LINK, "", "", "federation/v2.3"],
  ["LINK", "federation/v2.3", "federation/v1.0", '@link(url: "https://specs', "federation/v2.3"],
  ["LINK", 'import: ["@key"]', 'import: ["@shareable"]', '@link(url: "https://specs', '["@key"]'],
  ["LINK", 'import: ["@key"]', 'import: ["@key", { name: "@tag", as: "@t" }]', '@link(url: "https://specs', "renamed"],
  [
    "LINK",
    LINK,
    `${LINK} @link(url: "https://example.org/mine/v1.0", import: ["@mine"])`,
    '@link(url: "https://example.org',
    "example.org/mine",
  ],
  [
    "DIRECTIVE_DEFINITION",
    "enum Nature",
    "directive @mine on FIELD_DEFINITION\nenum Nature",
    "directive @mine",
    "@mine",
  ],
  [
    "DIRECTIVE_DEFINITION",
    "enum Nature",
    "directive @shared(category: String, minimumLevel: String, manual: String) on FIELD_DEFINITION\nenum Nature",
    "directive @shared",
    "category: String!",
  ],
  ["UNKNOWN_DIRECTIVE", '@element(is: "LOCATION")', '@elemant(is: "LOCATION")', "@elemant", 'did you mean "element"?'],
  ["FEDERATION_DIRECTIVE", "arson: Boolean", "arson: Boolean @external", "@external", "hold yourself"],
  [
    "FEDERATION_DIRECTIVE",
    "arson: Boolean",
    'arson: Boolean @requires(fields: "name")',
    "@requires",
    "another partner's data",
  ],
  ["FEDERATION_DIRECTIVE", "arson: Boolean", 'arson: Boolean @provides(fields: "name")', "@provides", "@provides"],
  ["FEDERATION_DIRECTIVE", "arson: Boolean", 'arson: Boolean @override(from: "police")', "@override", "taken over"],
  [
    "FEDERATION_DIRECTIVE",
    "type FireVisit {",
    "type FireVisit @interfaceObject {",
    "@interfaceObject",
    "@interfaceObject",
  ],
  [
    "FEDERATION_DIRECTIVE",
    "type FireVisit {",
    "type FireVisit @federation__shareable {",
    "@federation__shareable",
    "shareable",
  ],
  [
    "KEY_ELSEWHERE",
    "type FireVisit {",
    'type FireVisit @key(fields: "finding") {',
    '@key(fields: "finding")',
    "FireVisit",
  ],
  ["WRONG_KEY", '@key(fields: "id")', '@key(fields: "name")', '@key(fields: "name")', '@key(fields: "id")'],
  [
    "WRONG_KEY",
    '@key(fields: "id")',
    '@key(fields: "id", resolvable: false)',
    '@key(fields: "id", res',
    '@key(fields: "id")',
  ],
  ["WRONG_KEY", '@key(fields: "id")', '@key(fields: "id") @key(fields: "id")', '@key(fields: "id") {', "once"],
  ["WRONG_KEY", ' @key(fields: "id")', "", "type FamilyMember", '@key(fields: "id")'],
  ["WRONG_KEY", "id: ID!", "id: String!", "id: String!", "id: ID!"],
  ["WRONG_KEY", "id: ID!", "id: ID", "id: ID\n", "id: ID!"],
  ["NO_CONTRIBUTION", "  fire: FireContribution\n", "", "type FamilyMember", "add one field"],
  [
    "SEVERAL_CONTRIBUTIONS",
    "  fire: FireContribution\n",
    "  fire: FireContribution\n  more: FireContribution\n",
    "more: FireC",
    "more",
  ],
  ["NOT_A_CONTRIBUTION", "fire: FireContribution", "fire: [FireContribution!]", "[FireC", "FireContribution"],
  ["NOT_A_CONTRIBUTION", "fire: FireContribution", "fire: String", "String\n", "no object type"],
  ["FIELD_TAKEN", "fire: FireContribution", "health: FireContribution", "health:", "the gateway's"],
  ["ROOT_FIELD", "enum Nature", "type Query { everyone: String }\nenum Nature", "everyone", "Query.everyone"],
  ["ROOT_FIELD", "enum Nature", "extend type Query { everyone: String }\nenum Nature", "everyone", "Query.everyone"],
  ["ROOT_FIELD", "enum Nature", "type Mutation { erase: Boolean }\nenum Nature", "erase", "Mutation.erase"],
  ["ROOT_FIELD", "enum Nature", "type Subscription { all: Boolean }\nenum Nature", "all", "Subscription.all"],
  ["ABSTRACT_TYPE", "enum Nature", "interface Thing { a: String }\nenum Nature", "interface", "Thing"],
  ["ABSTRACT_TYPE", "enum Nature", "union Thing = FireVisit | FireAddress\nenum Nature", "union", "Thing"],
  ["INPUT_TYPE", "enum Nature", "input Filter { a: String }\nenum Nature", "input", "Filter"],
  ["EXTENSION", "enum Nature", "extend type FireVisit { more: String }\nenum Nature", "extend type FireV", "FireVisit"],
  [
    "EXTENSION",
    "type FireContribution {",
    'extend type FamilyMember @key(fields: "id")\ntype FireContribution {',
    "extend type FamilyM",
    "once",
  ],
  ["CUSTOM_SCALAR", "enum Nature", "scalar Date\nenum Nature", "scalar Date", 'did you mean "LocalDate"?'],
  ["CUSTOM_SCALAR", "enum Nature", "scalar JSONObject\nenum Nature", "scalar JSONObject", "JSONObject"],
  ["UNCLASSIFIED", ' @shared(category: "tenancy")', "", "visits", "FireContribution.visits: add @shared"],
  ["UNKNOWN_CATEGORY", '"tenancy"', '"tenency"', '@shared(category: "tenency")', 'did you mean "tenancy"?'],
  ["UNKNOWN_CATEGORY", '"tenancy"', "tenancy", "@shared(category: tenancy)", "tenancy"],
  ["UNKNOWN_CATEGORY", '"tenancy"', "7", "@shared(category: 7)", "7 is no category"],
  ["WRONG_LEVEL", 'minimumLevel: "4"', 'minimumLevel: "5"', '@shared(category: "police', '"3s"'],
  ["WRONG_LEVEL", 'minimumLevel: "4"', "minimumLevel: 4", '@shared(category: "police', "quotation marks"],
  ["WRONG_LEVEL", 'minimumLevel: "4"', 'minimumLevel: "2"', '@shared(category: "police', 'not below "3"'],
  ["WRONG_MANUAL", 'manual: "true"', "manual: true", '@shared(category: "police', "quotation marks"],
  ["EXISTENCE", 'manual: "true"', 'existence: "true"', '@shared(category: "police', "existence"],
  [
    "SHARED_ELSEWHERE",
    "  line: String!",
    '  line: String! @shared(category: "tenancy")',
    '@shared(category: "tenancy")\n}',
    "FireAddress.line",
  ],
  [
    "ELEMENT_ELSEWHERE",
    "arson: Boolean",
    'arson: Boolean @element(is: "NARRATIVE")',
    '@element(is: "NARRATIVE") @shared',
    "FireContribution.arson",
  ],
  ["UNKNOWN_ELEMENT", '"LOCATION"', '"LOCATON"', '@element(is: "LOCATON")', 'did you mean "LOCATION"?'],
  ["NON_NULL", "fire: FireContribution", "fire: FireContribution!", "FireContribution!", 'remove the "!"'],
  ["NON_NULL", "[FireVisit!] @", "[FireVisit!]! @", "[FireVisit!]! @", "[FireVisit!]!"],
  ["NON_NULL", "finding: String @", "finding: String! @", "String! @element", "FireVisit.finding"],
  ["ARGUMENTS", "arson: Boolean", "arson(since: Int): Boolean", "since", "FireContribution.arson"],
  ["ARGUMENTS", "line: String!", "line(n: Int!): String!", "n: Int!", "FireAddress.line"],
  ["LIST_OF_LISTS", "visits: [FireVisit!]", "visits: [[FireVisit!]!]", "[[Fire", "inner list"],
  ["RESERVED_NAME", "arson: Boolean", "involvements: Boolean", "involvements", "from the gateway"],
  ["RESERVED_NAME", "finding: String", "provenance: String", "provenance", "from the gateway"],
  ["RESERVED_NAME", "finding: String", "_finding: String", "_finding", "begin with _"],
  [
    "RETURNS_PERSON",
    "finding: String @",
    "others: [FamilyMember!] @",
    "[FamilyMember!] @",
    "reached by the record alone",
  ],
  ["RETURNS_PERSON", "arson: Boolean", "arson: FamilyMember", "FamilyMember @shared", "FireContribution.arson"],
  ["FOREIGN_TYPE", "finding: String @", "patient: Patient @", "Patient @", "the gateway's"],
  ["UNKNOWN_TYPE", "finding: String @", "finding: FireAdress @", "FireAdress", 'did you mean "FireAddress"?'],
  ["UNKNOWN_TYPE", "finding: String @", "finding: NhsNumber @", "NhsNumber", "scalar NhsNumber"],
  ["UNUSED_TYPE", "enum Nature", "enum Unused { A }\nenum Nature", "enum Unused", "Unused"],
  ["EMPTY_TYPE", "{\n  line: String!\n}", "", "type FireAddress", "FireAddress"],
  [
    "ITEM_BELOW",
    "arson: Boolean",
    'home: FireAddress @shared(category: "tenancy")\n  arson: Boolean',
    "FireAddress @element",
    "a second type",
  ],
  ["RECURSIVE", "line: String!", "line: String!\n  again: FireAddress", "again", "FireAddress → FireAddress"],
  ["PROVENANCE_TYPE", "nature: Nature", "nature: String", "String\n  address", "Nature"],
  ["NAME_TAKEN", "enum Nature { FACT", "enum Nature { RUMOUR FACT", "RUMOUR", "RUMOUR"],
];

const GOOD_ROWS = ROWS.map((row) => [...row, GOOD] as const);

/** What the first row's kind of spoiling cannot reach. */
const WHOLE: readonly (readonly [code: string, at: string, says: string, sdl: string])[] = [
  ["SYNTAX", "", "200000 characters", `${GOOD}# ${"x".repeat(200_000)}`],
  ["SYNTAX", "", "", ""],
  ["NO_FAMILY_MEMBER", "", 'type FamilyMember @key(fields: "id")', `${LINK}\ntype FireVisit { a: Int }`],
  ["RETURNS_PERSON", "type Person", "reads as a person", GOOD.replaceAll("FireAddress", "Person")],
  ["NAME_TAKEN", "type Patient", "the gateway's", GOOD.replaceAll("FireAddress", "Patient")],
  ["RESERVED_NAME", "type join__Address", "federation's own", GOOD.replaceAll("FireAddress", "join__Address")],
  ["INVALID", "query", "no place in a schema", `${GOOD}query { a }`],
  ["EXTENSION", "extend enum", "Nature", `${GOOD}extend enum Nature { OPINION }`],
  [
    "TOO_DEEP",
    "next: L6",
    "bring it up",
    GOOD.replace("line: String!", "next: L2") +
      [2, 3, 4, 5, 6, 7].map((i) => `type L${i} { next: ${i < 7 ? `L${i + 1}` : "Int"} }\n`).join(""),
  ],
  [
    "TOO_MANY",
    "type FireContribution",
    "at most 100",
    GOOD.replace("  arson", `${many(100, (i) => `f${i}: Int @shared(category: "tenancy")`)}\n  arson`),
  ],
  [
    "TOO_MANY",
    "type FireContribution",
    "at most 1000",
    GOOD.replace(
      "line: String!",
      many(1000, (i) => `f${i}: Int`),
    ),
  ],
  [
    "TOO_MANY",
    "type FireContribution",
    "at most 1000",
    GOOD.replace(
      "line: String!",
      many(40, (i) => `f${i}: L2`),
    ) + `type L2 { ${many(40, (i) => `f${i}: L3`)} }\ntype L3 { ${many(40, (i) => `f${i}: Int`)} }`,
  ],
  ["COMPOSITION", "", "", GOOD.replace("federation/v2.3", "federation/v2.99")],
];
function many(count: number, field: (i: number) => string): string {
  return Array.from({ length: count }, (_, i) => field(i)).join("\n");
}

describe("one fault", () => {
  test.each(GOOD_ROWS)("%s: %s → %s", (code, from, to, at, says, good) => {
    expect(good).toContain(from);
    expectOnly(good.replace(from, to), code, at, says);
  });
  test.each(WHOLE)("%s at %s: %s", (code, at, says, sdl) => expectOnly(sdl, code, at, says));

  test.each(MAPPED_ROWS)("of a mapping, %s: %s → %s", (code, from, to, at, says) => {
    expect(MAPPED).toContain(from);
    expectOnly(MAPPED.replace(from, to), code, at, says, (sdl) => checkMapped(sdl));
  });

  // of JSON interfaces, tests/remote/rest has more of them
  test("OPENAPI: a document that describes nothing", () => {
    const around = { gatewaySdl: GATEWAY_SDL, active: [], openapi: "openapi: 3.1.0" };
    expectOnly(GOOD, "OPENAPI", "", "leave the OpenAPI document out", (sdl) => checkPartnerSdl(sdl, around));
  });

  test("every code has an example here", () => {
    const shown = new Set([...ROWS, ...MAPPED_ROWS].map(([code]) => code).concat("OPENAPI"));
    for (const [code] of WHOLE) shown.add(code);
    expect(Object.keys(SDL_FAULTS).filter((it) => !shown.has(it))).toEqual([]);
  });
});

/** The fault, alone, where `at` first stands in the text. */
function expectOnly(
  sdl: string,
  code: string,
  at: string,
  says: string,
  checked: (sdl: string) => ReturnType<typeof check> = check,
): void {
  const { accepted, faults } = checked(sdl);
  expect({ accepted, codes: faults.map((it) => it.code) }).toEqual({ accepted: null, codes: [code] });
  const [{ line, column, message }] = faults as [SdlFault];
  const there = sdl
    .split("\n")
    .slice(line - 1)
    .join("\n")
    .slice(column - 1);
  expect(at === "" ? `${line}:${column}` : there.slice(0, at.length)).toBe(at === "" ? "1:1" : at);
  expect(message).toContain(says);
}

test("what nests deeper than a stack is a fault like any other", () => {
  const deep = (inner: string) => `${"[".repeat(9_000)}${inner}${"]".repeat(9_000)}`;
  for (const field of [`arson: ${deep("Boolean")}`, `arson: Boolean @deprecated(reason: ${deep("1")})`]) {
    const { faults } = check(GOOD.replace("arson: Boolean", field));
    expect(faults.map((it) => [it.code, it.line])).toEqual([["SYNTAX", 10]]);
  }
});

test("names that nobody types are compared with none", () => {
  const [long, longer] = ["ab".repeat(20_000), "cd".repeat(20_000)];
  const sdl = GOOD.replace("finding: String", `finding: ${long}`).replace("fire: Fire", `${longer}: Fire`);
  const { faults } = check(`${sdl}\ntype ${longer} { x: String }`);
  expect(faults.map((it) => it.code)).toEqual(["UNKNOWN_TYPE", "UNUSED_TYPE"]);
});

test("every fault at once, in the order of the text", () => {
  const sdl = GOOD.replace(LINK, "")
    .replace("fire: FireContribution", "health: FireContribution!")
    .replace('"tenancy"', '"tenency"')
    .replace("arson: Boolean", "arson(a: Int!): Boolean!")
    .replace("line: String!", "line: String! @external\n  who: FamilyMember");
  expect(check(sdl).faults.map((it) => `${it.line}:${it.column} ${it.code}`)).toEqual([
    "1:1 FEDERATION_1",
    "6:3 FIELD_TAKEN",
    "6:11 NON_NULL",
    "9:24 UNKNOWN_CATEGORY",
    "10:9 ARGUMENTS",
    "10:19 NON_NULL",
    "19:17 FEDERATION_DIRECTIVE",
    "20:8 RETURNS_PERSON",
  ]);
});

describe("beside others", () => {
  const other = { name: "the fire service", sdl: GOOD };

  test("a field, a type or an enum of an active partner is taken", () => {
    const faults = check(GOOD, [other]).faults.map((it) => it.message);
    expect(faults).toEqual([
      "FamilyMember.fire is the fire service's; give yours another name",
      "FireContribution is the fire service's; put your agency's name before yours",
      "FireVisit is the fire service's; put your agency's name before yours",
      "FireAddress is the fire service's; put your agency's name before yours",
    ]);
  });

  test("another partner's type cannot be returned", () => {
    const own = GOOD.replaceAll("Fire", "Rescue")
      .replace("fire:", "rescue:")
      .replace("finding: String", "finding: FireVisit");
    expect(check(own, [other]).faults.map((it) => it.message)).toEqual([
      "RescueVisit.finding: FireVisit is the fire service's; write a type of your own",
    ]);
  });

  test("the shipped examples pass together, with the real gateway", () => {
    const probation = { name: "probation", sdl: example("probation") };
    expect(check(probation.sdl, [], GATEWAY_SDL).faults).toEqual([]);
    expect(check(example("youth-justice"), [probation], GATEWAY_SDL).faults).toEqual([]);
  });
});
