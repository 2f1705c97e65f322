/** What an accepted SDL says, one spelling for one meaning, and what moves between two of them. */
import { buildASTSchema, extendSchema, print, type GraphQLObjectType } from "graphql";
import { hashSdl } from "../../../src/remote/sdl/canonical";
import { diffClassification } from "../../../src/remote/sdl/classification-diff";
import { parse } from "graphql";
import { accepted, example, GOOD, SMALL_GATEWAY } from "./given";

test("what it says", () => {
  const { field, contributionType, fields } = accepted(GOOD);
  expect({ field, contributionType, fields: [...fields.values()] }).toEqual({
    field: "fire",
    contributionType: "FireContribution",
    fields: [
      {
        name: "visits",
        declaration: { category: "tenancy" },
        type: "[FireVisit!]",
        list: true,
        itemType: "FireVisit",
        elements: [
          { path: "address", is: "LOCATION" },
          { path: "finding", is: "NARRATIVE" },
        ],
        provenance: ["nature", "occurredOn"],
      },
      {
        name: "arson",
        declaration: { category: "police-callouts", minimumLevel: 4, manual: true },
        type: "Boolean",
        list: false,
        itemType: null,
        elements: [],
        provenance: [],
      },
    ],
  });
});

test("its definitions extend the gateway's schema, and bring nothing that is there already", () => {
  const { definitions } = accepted(GOOD);
  const names = definitions.definitions.map((it) => ("name" in it ? it.name?.value : null));
  expect(names).toEqual(["FireAddress", "FireContribution", "FireVisit"]);
  const gateway = buildASTSchema(parse(SMALL_GATEWAY));
  const extended = extendSchema(gateway, definitions, { assumeValidSDL: true });
  const type = extended.getType("FireContribution") as GraphQLObjectType;
  expect(Object.keys(type.getFields())).toEqual(["arson", "visits"]);
});

describe("the hash", () => {
  const pinned = accepted(GOOD).sha256;
  const LINES = GOOD.split("\n");
  const same: [string, string][] = [
    ["layout and comments", GOOD.replaceAll("  ", "\t").replaceAll("\n", "\n# a comment\n")],
    ["the order of fields", GOOD.replace(/( {2}visits.*\n)( {2}arson.*\n)/, "$2$1")],
    ["the order of types", [...LINES.slice(0, 3), ...LINES.slice(17), ...LINES.slice(3, 17)].join("\n")],
    ["the order of values and arguments", GOOD.replace("FACT ALLEGATION", "ALLEGATION FACT")],
    ["extend type", GOOD.replace("type FamilyMember", "extend type FamilyMember")],
    ["the link's version", GOOD.replace("v2.3", "v2.5")],
    ["the gateway's directives, written out", `${GOOD}\ndirective @element(is: String!) on FIELD_DEFINITION`],
  ];
  test.each(same)("is not changed by %s", (_, sdl) => {
    expect(sdl).not.toBe(GOOD);
    expect([accepted(sdl).sha256, hashSdl(sdl)]).toEqual([pinned, pinned]);
  });

  const other: [string, string][] = [
    ["a category", GOOD.replace("tenancy", "household")],
    ["a level", GOOD.replace('minimumLevel: "4"', 'minimumLevel: "3"')],
    ["manual", GOOD.replace(', manual: "true"', "")],
    ["an element", GOOD.replace('@element(is: "LOCATION")', "")],
    ["a type", GOOD.replace("line: String!", "line: String")],
    ["a description", GOOD.replace("  arson", '  "Fires set on purpose."\n  arson')],
    ["a value", GOOD.replace("FACT ALLEGATION", "FACT")],
    ["a deprecation", GOOD.replace("arson: Boolean", 'arson: Boolean @deprecated(reason: "old")')],
  ];
  test.each(other)("is changed by %s", (_, sdl) => {
    expect(sdl).not.toBe(GOOD);
    expect(accepted(sdl).sha256).not.toBe(pinned);
  });

  test("of its own spelling is itself; of what is no SDL there is none", () => {
    expect(hashSdl(accepted(GOOD).sdl)).toBe(pinned);
    expect(hashSdl("type {")).toBeNull();
    // descriptions in one line or in a block
    expect(hashSdl(print(parse(example("probation"))))).toBe(hashSdl(example("probation")));
  });
});

describe("the difference", () => {
  const before = accepted(GOOD);
  const words = (sdl: string) => diffClassification(before, accepted(sdl)).map((it) => `${it.kind}: ${it.words}`);

  test("none", () => expect(words(GOOD)).toEqual([]));
  test("of a first approval is everything", () => {
    expect(diffClassification(null, before).map((it) => it.words)).toEqual([
      "fire.visits is new: tenancy (Tenancy and condition of the home; confidential), level 2. It holds address.line, finding, nature, occurredOn. In it, address places somebody, and is left out where an address must stay secret; finding is the account in words, and is left out for roles that see only what happened and when",
      "fire.arson is new: police-callouts (Incidents, missing episodes, police protection; criminal offence data), level 4, by hand alone",
    ]);
  });
  test.each([
    [
      '"tenancy"',
      '"household"',
      [
        "RECLASSIFIED: fire.visits moves from tenancy (Tenancy and condition of the home; confidential), level 2 to household (Household members and relationships; confidential), level 2",
      ],
    ],
    [
      ', minimumLevel: "4", manual: "true"',
      "",
      [
        "RECLASSIFIED: fire.arson moves from police-callouts (Incidents, missing episodes, police protection; criminal offence data), level 4, by hand alone to police-callouts (Incidents, missing episodes, police protection; criminal offence data), level 3",
      ],
    ],
    [
      ' @element(is: "LOCATION")',
      "",
      [
        "ELEMENT: fire.visits.address is not marked LOCATION any more: it is no longer left out where a refuge must stay secret",
      ],
    ],
    [
      'finding: String @element(is: "NARRATIVE")',
      'finding: String @element(is: "THIRD_PARTY")',
      [
        "ELEMENT: fire.visits.finding is not marked NARRATIVE any more: roles that get flag and date now get it; it is marked THIRD_PARTY",
      ],
    ],
    ["arson: Boolean", "arson: [Boolean!]", ["SHAPE: fire.arson was Boolean and is [Boolean!]"]],
    [
      "arson: Boolean",
      "fires: Boolean",
      [
        "GONE_FIELD: fire.arson is gone; it was police-callouts (Incidents, missing episodes, police protection; criminal offence data), level 4, by hand alone",
        "NEW_FIELD: fire.fires is new: police-callouts (Incidents, missing episodes, police protection; criminal offence data), level 4, by hand alone",
      ],
    ],
    [
      "line: String!",
      "line: String!\n  flat: String",
      [
        "NEW_FIELD: fire.visits.address.flat is new, and is released with fire.visits: tenancy (Tenancy and condition of the home; confidential), level 2",
      ],
    ],
    [
      ' @element(is: "NARRATIVE")',
      ' @element(is: "NARRATIVE")\n  outcome: FireOutcome\n}\nenum FireOutcome {\n  SAFE',
      [
        "NEW_FIELD: fire.visits.outcome is new, and is released with fire.visits: tenancy (Tenancy and condition of the home; confidential), level 2",
      ],
    ],
    [
      'finding: String @element(is: "NARRATIVE")',
      'told: String @element(is: "THIRD_PARTY")',
      [
        "GONE_FIELD: fire.visits.finding is gone",
        "NEW_FIELD: fire.visits.told is new, and is released with fire.visits: tenancy (Tenancy and condition of the home; confidential), level 2; it tells of somebody else, and is left out for everybody but the source",
      ],
    ],
    ["line: String!", "line: String", ["SHAPE: fire.visits.address.line was String! and is String"]],
    [
      "type FireVisit {",
      '"What was found."\ntype FireVisit {',
      [
        "SHAPE: fire: every field stays as it was and in its category; what is said about them changed, so read the text itself",
      ],
    ],
    [" fire:", " rescue:", ["SHAPE: what stood under fire stands under rescue"]],
  ])("%s → %s", (from, to, expected) => expect(words(GOOD.replace(from, to))).toEqual(expected));
});
