/** Mapping files: every fault at once, each with its line and column; and what files that do not fit are told. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { AGENCIES } from "../../src/demonstration";
import type { Catalogue } from "../../src/gateway/catalogue";
import type { Fault } from "../../src/gateway/faults";
import type { HubAgency } from "../../src/governance/hub.repository";
import { CannotLoad } from "../../src/load/cannot-load";
import type { RefusedLine } from "../../src/load/check-line";
import { csvRows } from "../../src/load/extract/csv-rows";
import { readRow } from "../../src/load/extract/read-row";
import { isRow, type Row } from "../../src/load/extract/row";
import { checkMapping } from "../../src/load/mapping/check-mapping";
import { buildGatewaySchema } from "../../src/schema";
import { NOON } from "../api/gateway";

const EXAMPLE = readFileSync(path.join(__dirname, "../../docs/examples/housing-repairs/mapping.yaml"), "utf8");

const agencies = new Map(
  AGENCIES.map((it): [string, HubAgency] => [
    it.id,
    { ...it, authority: null, active: it.id !== "GP", categories: new Set(it.categories) } as unknown as HubAgency,
  ]),
);
let catalogue: Catalogue;
beforeAll(async () => {
  catalogue = (await buildGatewaySchema(() => null)).catalogue;
});
const check = (text: string) => checkMapping(text, { agencies, catalogue, now: () => NOON });
const told = (text: string): string[] =>
  check(text).faults.map((it) => `${it.line}:${it.column} ${it.path} ${it.code}: ${it.message}`);

test("the example has no faults, and says which columns it reads and where", () => {
  const { mapping, faults } = check(EXAMPLE);
  expect(faults).toEqual([]);
  expect(new Set(mapping!.columns.map((it) => it.name))).toEqual(
    new Set(
      ["Tenant no", "NHS", "Forename", "Surname", "Born", "Sex", "Postcode", "Trade", "Job no", "Reported"].concat([
        "Completed",
        "Concern",
      ]),
    ),
  );
  const [first] = mapping!.columns;
  expect(EXAMPLE.split("\n")[first!.line - 1]!.slice(first!.column - 1)).toMatch(/^value: "`Tenant no`"/);
});

test("a mapping with everything wrong is told everything, where it stands", () => {
  const text = `mapping: Housing Repairs
agency: HOUSNG
formt: { type: csv }
format: { type: cvs, delimiter: ";;", encoding: latin }
person:
  number: { system: LOCAL, value: a..b }
  identifiers: [{ system: NHS_NUMBER }]
  given: Forename
  birthDate: { path: Born, format: dd/MM/yy }
  sex: { path: Sex, map: { Female: W }, format: yyyy }
  uprn: now()
items: []
`;
  expect(told(text)).toEqual([
    "1:1 mapping WRONG_TYPE: expected a name in small letters, such as housing-repairs",
    "2:1 agency UNKNOWN_AGENCY: not an agency of this hub; did you mean HOUSING?",
    expect.stringMatching(/^3:1 formt UNKNOWN_KEY: unknown key; expected .*; did you mean format\?$/),
    "4:11 format.type UNKNOWN_WORD: expected one of csv, ndjson; did you mean csv?",
    "4:22 format.delimiter WRONG_TYPE: expected one character, such as ; or \\t in double quotes",
    expect.stringMatching(/^4:39 format.encoding UNKNOWN_WORD: expected one of utf-8, windows-1252, iso-8859-15/),
    "5:1 person.family MISSING: expected an expression, or path:, or value:",
    expect.stringMatching(/^6:13 person.number.system UNKNOWN_WORD: expected one of .*, LOCAL_ID$/),
    expect.stringMatching(/^6:28 person.number.value BAD_EXPRESSION: no FHIRPath expression/),
    "7:17 person.identifiers.0.value MISSING: expected an expression, or path:, or value:",
    "9:28 person.birthDate.format BAD_FORMAT: a year has four digits: nobody is to guess a child's century",
    "10:28 person.sex.map.Female UNKNOWN_WORD: expected one of F, M; did you mean F?",
    "10:41 person.sex.format NO_EFFECT: a format is for dates and times",
    "11:3 person.uprn BAD_EXPRESSION: now() may not be used",
    "12:1 items MISSING: a row becomes nothing",
  ]);
});

/** The example with a line replaced. */
const changed = (from: string | RegExp, to: string): string => {
  const text = EXAMPLE.replace(from, to);
  expect(text).not.toBe(EXAMPLE);
  return text;
};

test.each<[what: string, text: () => string, fault: RegExp]>([
  [
    "a field that is none",
    () => changed("hazards", "hazard"),
    /items.0.field UNKNOWN_FIELD: .*did you mean hazards\?$/,
  ],
  ["another agency's field", () => changed("hazards", "edAttendances"), /items.0.field UNKNOWN_FIELD/],
  ["a field of existence alone", () => changed("hazards", "involvedHere"), /items.0.field UNKNOWN_FIELD/],
  ["an agency that is not active", () => changed("HOUSING\n", "GP\n"), /agency NOT_ACTIVE/],
  [
    "an element that is none",
    () => changed("fixedOn:", "fixdOn:"),
    /items.0.body.fixdOn UNKNOWN_KEY: .*did you mean fixedOn\?$/,
  ],
  [
    "an element that must be there",
    () => changed(/ {6}hazard: .*\n/, ""),
    /items.0.body.hazard MISSING: HousingHazard always has it$/,
  ],
  [
    "a code that the standard has not",
    () => changed('"12"', '"99"'),
    /items.0.body.hazard.map.Security NOT_A_CODE: not a valid HhsrsHazard$/,
  ],
  [
    "a nature that is none",
    () => changed("value: FACT", "value: FACTS"),
    /items.0.nature.value UNKNOWN_WORD: .*did you mean FACT\?$/,
  ],
  ["no reference", () => changed('sourceRef: "`Job no`"', "x: y"), /items.0.sourceRef MISSING/],
  [
    "a text where true or false belongs",
    () => changed("value: true", 'value: "true"'),
    /items.1.body.suspected.value WRONG_TYPE/,
  ],
  ["a format of times only", () => changed(/format: dd\/MM\/yyyy }/, "format: HH:mm }"), /BAD_FORMAT/],
  [
    "otherwise without a code list",
    () => changed("path: Born, format: dd/MM/yyyy", "path: Born, otherwise: null"),
    /person.birthDate.otherwise TOO_MUCH/,
  ],
  [
    "a value and an expression",
    () => changed("value: Repairs operative", "value: Repairs operative, path: x"),
    /authorRole TOO_MUCH/,
  ],
  [
    "a function that reads a clock",
    () => changed("Trade != 'Other'", "Trade != today()"),
    /items.0.when BAD_EXPRESSION: today\(\) may not be used/,
  ],
  ["a variable", () => changed("Trade != 'Other'", "Trade != %context"), /items.0.when BAD_EXPRESSION: of variables/],
  ["an alias", () => changed("value: OPINION", "value: *x"), /ALIAS|NOT_YAML/],
  ["two documents", () => `${EXAMPLE}---\n`, /NOT_YAML: expected one document/],
  ["a key twice", () => changed("agency: HOUSING", "agency: HOUSING\nagency: EH"), /DUPLICATE_KEY: said twice/],
  [
    "a restriction that is none",
    () => changed("    body:\n      hazard", "    restrictions: [{ code: X-REFUG }]\n    body:\n      hazard"),
    /restrictions.0.code UNKNOWN_WORD: .*did you mean X-REFUGE/,
  ],
])("%s", (_, text, fault) => {
  expect(told(text()).join("\n")).toMatch(new RegExp(fault.source, "m"));
});

async function rowsOf(bytes: Buffer, text = EXAMPLE, sliced = 7): Promise<(Row | RefusedLine)[]> {
  const { mapping } = check(text);

  async function* chunks() {
    for (let at = 0; at < bytes.length; at += sliced) yield bytes.subarray(at, at + sliced);
  }
  const rows: (Row | RefusedLine)[] = [];
  const { format, columns } = mapping!;
  if (format.type !== "csv") throw new Error("not csv");
  for await (const row of csvRows(chunks(), format, columns)) rows.push(row);
  return rows;
}
const failure = (...given: Parameters<typeof rowsOf>): Promise<string> =>
  rowsOf(...given).then(
    () => "none",
    (error: unknown) => {
      expect(error).toBeInstanceOf(CannotLoad);
      return (error as Error).message;
    },
  );

const HEADER = "Job no;Tenant no;Forename;Surname;Born;Sex;NHS;Postcode;Reported;Completed;Trade;Concern";
const CELLS = ["J-1", "17", "Zoë", "Ng", "01/02/2010", "F", "", "", "02/10/2026 09:15", "", "Damp", "N"];

describe("a CSV file", () => {
  test("is read in its encoding, by the line on which each row begins, blank lines and line ends aside", async () => {
    const quoted = ["J-2", ...CELLS.slice(1, 3), '"N""g\n;"', ...CELLS.slice(4)];
    const text = [`\r\n${HEADER}`, CELLS.join(" ; "), "", quoted.join(";"), CELLS.join(";")].join("\r\n");
    const rows = await rowsOf(Buffer.from(text, "latin1"));
    expect(rows.map((it) => it.line)).toEqual([3, 5, 7]);
    expect(isRow(rows[0]!) && rows[0].row).toMatchObject({ Forename: "Zoë", "Job no": "J-1", Trade: "Damp" });
    expect(isRow(rows[0]!) && rows[0].row).not.toHaveProperty("NHS");
    expect(isRow(rows[1]!) && rows[1].row).toMatchObject({ Surname: 'N"g\n;' });
  });

  test("without a column that the mapping reads is not begun, and every such column is told", async () => {
    const message = await failure(Buffer.from(`${HEADER.replace("Born", "Birth").replace("Trade;", "")}\n`, "latin1"));
    expect(message).toMatch(/line 19, column \d+ of the mapping: Born\n {2}line 33, column \d+ of the mapping: Trade$/);
  });

  test("with a row of other length refuses that row", async () => {
    const rows = await rowsOf(Buffer.from(`${HEADER}\nJ-1;17\n${CELLS.join(";")}\n`, "latin1"));
    expect(rows).toMatchObject([
      { line: 2, faults: [{ code: "WRONG_NUMBER_OF_CELLS", message: "has 2 cells; the header has 12" }] },
      { line: 3 },
    ]);
  });

  test.each<[what: string, text: string | Buffer, message: RegExp, mapping?: (text: string) => string]>([
    ["that is empty", "\n\n", /^the file is empty/],
    ["of which a column stands twice", `${HEADER};Sex\n`, /^the header names its column 13 like another/],
    ["with an open quote", `${HEADER}\nJ-1;"secret\nJ-2;x\n`, /^line 3: the file ends within a quote.* stays$/],
    ["with a quote inside a cell", `${HEADER}\nJ-1;se"cret\n`, /^line 2: a quote in the middle of a cell/],
    ["with text behind a quote", `${HEADER}\nJ-1;"x"secret\n`, /^line 2: text behind a closing quote/],
    [
      "in another encoding",
      Buffer.from(`${HEADER}\nZoë`, "latin1"),
      /^not utf-8; say/,
      (it) => it.replace("windows-1252", "utf-8"),
    ],
  ])("%s stops, without repeating it", async (_, text, message, mapping = (it) => it) => {
    const told = await failure(Buffer.from(text as string, "latin1"), mapping(EXAMPLE));
    expect(told).toMatch(message);
    expect(told).not.toMatch(/secret/);
  });
});

describe("a row", () => {
  const read = (text: string, row: object) => {
    const { mapping, faults } = check(text);
    expect(faults).toEqual([]);
    const read = readRow({ line: 1, row }, mapping!, agencies.get(mapping!.agency)!, catalogue, NOON);
    return read && "faults" in read
      ? read.faults.map((it: Fault) => `${it.path} ${it.code}`)
      : (read?.drafts ?? []).map((it) => it.input);
  };
  const row = {
    "Job no": "J-1",
    "Tenant no": "17",
    Forename: "Zoë",
    Surname: "Ng",
    Born: "01/02/2010",
    Reported: "02/10/2026 09:15",
    Trade: "Damp",
  };

  test("becomes items in the shape of contribute, in London's time", () => {
    expect(read(EXAMPLE, row)).toEqual([
      {
        person: { system: "LOCAL_ID", value: "HOUSING:17", name: "Zoë Ng", birthDate: "2010-02-01" },
        field: "hazards",
        body: { hazard: "1", reportedOn: "2026-10-02" },
        sourceRef: "J-1",
        recordedAt: "2026-10-02T09:15:00.000+01:00",
        occurredOn: "2026-10-02",
        nature: "FACT",
        authorRole: "Repairs operative",
      },
    ]);
  });

  test.each<[what: string, more: object, faults: string[]]>([
    ["a number that fails its check digit", { NHS: "9990001007" }, ["person.identifiers.0 INVALID_IDENTIFIER"]],
    ["a birth in the future", { Born: "01/02/2030" }, ["person.birthDate WRONG_FORM"]],
    ["no name", { Forename: undefined, Surname: undefined }, ["person NO_NAME"]],
    ["a postcode that is none", { Postcode: "none" }, ["person.postcode WRONG_FORM"]],
    ["a day that does not exist", { Completed: "31/09/2026" }, ["items.0.body.fixedOn NOT_A_DATE"]],
    [
      "a report from the future",
      { Reported: "02/10/2027 09:15" },
      ["items.0.recordedAt IN_THE_FUTURE", "items.0.occurredOn IN_THE_FUTURE"],
    ],
    ["a code that is in no list", { Trade: "Roof" }, ["items.0.body.hazard NOT_IN_CODE_LIST"]],
    ["two values for one", { Trade: ["Damp", "Gas"] }, ["items.0.body.hazard MANY_VALUES"]],
    ["an object for a value", { Forename: { x: 1 } }, ["person.given NOT_A_VALUE"]],
  ])("with %s is refused by place and code", (_, more, faults) => {
    expect(read(EXAMPLE, { ...row, ...more })).toEqual(faults);
  });

  test("of JSON may hold lists: an item for each entry, and lists within an item", () => {
    const text = `
mapping: calls
agency: EH
format: { type: ndjson }
person: { number: { system: LOCAL_ID, value: who.id }, name: who.name, sex: { path: who.sex, map: { female: F } } }
items:
  - field: suspensions
    each: exclusions.where(kind != 'none')
    sourceRef: "%row.who.id.toString() & '/' & id.toString()"
    recordedAt: { path: at, format: yyyy-MM-dd }
    nature: { value: FACT }
    restrictions: [{ code: X-REFUGE, when: secret }]
    body: { exclusionCategory: { path: kind, map: { fixed: SUSP } }, startedOn: at, sessions: n, reasons: { path: why, map: { damage: DM, theft: TH } } }
`.replace("agency: EH", "agency: SCHOOL");
    const given = {
      who: { id: 7, name: "Kit Lowe", sex: "female" },
      exclusions: [
        { id: 1, kind: "fixed", at: "2026-10-01", n: 3, why: ["damage", "theft"], secret: true },
        { id: 2, kind: "none" },
        { id: 3, kind: "fixed", at: "2026-10-02" },
      ],
    };
    const items = read(text, given);
    expect(items).toMatchObject([
      {
        sourceRef: "7/1",
        body: { exclusionCategory: "SUSP", startedOn: "2026-10-01", sessions: 3, reasons: ["DM", "TH"] },
        restrictions: [{ code: "X-REFUGE" }],
        recordedAt: "2026-10-01T00:00:00.000+01:00",
      },
      { sourceRef: "7/3", body: { exclusionCategory: "SUSP", startedOn: "2026-10-02" } },
    ]);
    expect(items[1]).not.toHaveProperty("restrictions");
  });
});
