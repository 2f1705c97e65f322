/** Every way in which a line can be wrong: refused by its number, with a stable code, and without a word of what it said. */
import { readFileSync } from "node:fs";
import { BEN, item, startWorkplace, type Workplace } from "./workplace";

/** Stands in every value and key of a wrong line, and must stand nowhere else. */
const SECRET = "Kvxqz";

let place: Workplace;
beforeAll(async () => {
  place = await startWorkplace();
});
afterAll(() => place.stop());

const person = (more: object) => ({ ...item(0).person, ...more });
const broken: readonly (readonly [what: string, line: string | object | Buffer, codes: readonly string[]])[] = [
  ["half an object", `{"agency":"GP","person":{"name":"${SECRET}`, ["BROKEN_JSON"]],
  ["two objects", `{"a":"${SECRET}"}{"b":1}`, ["BROKEN_JSON"]],
  ["a mark of byte order in the middle", Buffer.from(`\u{feff}{"a":"${SECRET}"}`), ["BROKEN_JSON"]],
  ["a text", `"${SECRET}"`, ["NOT_AN_OBJECT"]],
  ["a list", `["${SECRET}"]`, ["NOT_AN_OBJECT"]],
  ["null", "null", ["NOT_AN_OBJECT"]],
  ["nothing in it", "{}", ["MISSING"]],
  ["deep nesting", `${"[".repeat(100_000)}${"]".repeat(100_000)}`, ["NOT_AN_OBJECT"]],
  ["Latin-1", Buffer.from(JSON.stringify(item(1, { authorRole: `${SECRET} é` })), "latin1"), ["NOT_UTF8"]],
  ["a cut-off character", Buffer.concat([Buffer.from(`{"a":"${SECRET}`), Buffer.from([0xe2, 0x82])]), ["NOT_UTF8"]],
  ["half a surrogate pair, as bytes", Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]), ["NOT_UTF8"]],
  [
    "half a surrogate pair, escaped",
    JSON.stringify(item(1, { authorRole: "x" })).replace('"x"', '"\\ud800"'),
    ["CUSTOM"],
  ],
  ["UTF-16", Buffer.from(`{"a":"${SECRET}"}`, "utf16le"), ["NUL_BYTE"]],
  ["a NUL byte", `{"a":"${SECRET}\0"}`, ["NUL_BYTE"]],
  ["a NUL escaped", item(1, { body: { appointmentOn: "2026-08-04", reason: `${SECRET}\0` } }), ["BAD_TEXT"]],
  ["a line of 1 MB and one byte", `"${SECRET.padEnd(1024 * 1024 - 1, "x")}"`, ["LINE_TOO_LONG"]],
  ["no agency", item(1, { agency: undefined }), ["MISSING"]],
  ["an agency that is no text", item(1, { agency: { id: SECRET } }), ["WRONG_TYPE"]],
  ["an unknown agency", item(1, { agency: SECRET }), ["UNKNOWN_AGENCY"]],
  ["an agency called like a property", item(1, { agency: "__proto__" }), ["UNKNOWN_AGENCY"]],
  ["an agency that has left", item(1, { agency: "EH" }), ["NOT_ACTIVE"]],
  ["an agency that contributes nothing", item(1, { agency: "VCS" }), ["UNKNOWN_FIELD"]],
  ["an unknown field", item(1, { field: SECRET }), ["UNKNOWN_FIELD"]],
  ["another kind's field", item(1, { field: "tenancies", body: { startedOn: "2020-01-01" } }), ["UNKNOWN_FIELD"]],
  ["whether anybody is involved", item(1, { field: "involved", body: {} }), ["UNKNOWN_FIELD"]],
  [
    "another agency's category",
    item(1, { field: "sexualHealthContacts", body: { contactOn: "2026-08-04" } }),
    ["NOT_YOUR_CATEGORY"],
  ],
  ["an unknown key", item(1, { [SECRET]: 1 }), ["UNKNOWN_KEY"]],
  ["an unknown key of a body", item(1, { body: { appointmentOn: "2026-08-04", [SECRET]: 1 } }), ["UNKNOWN_KEY"]],
  ["an unknown key of a restriction", item(1, { restrictions: [{ code: "X-REFUGE", [SECRET]: 1 }] }), ["UNKNOWN_KEY"]],
  ["a key with a meaning to the language", `{"__proto__":{},${JSON.stringify(item(1)).slice(1)}`, ["UNKNOWN_KEY"]],
  ["a body that is a text", item(1, { body: SECRET }), ["NOT_AN_OBJECT"]],
  ["a body without what it must have", item(1, { body: {} }), ["MISSING"]],
  ["a word that is no code", item(1, { body: { appointmentOn: "2026-08-04", setting: SECRET } }), ["WRONG_TYPE"]],
  ["a check digit that is wrong", item(1, { person: person({ value: "9990001007" }) }), ["CUSTOM"]],
  ["an identifier system that is none", item(1, { person: person({ system: SECRET }) }), ["INVALID_VALUE"]],
  ["a day that is none", item(1, { occurredOn: "2026-02-30" }), ["CUSTOM"]],
  ["a recording without its offset", item(1, { recordedAt: "2026-08-04T17:00:00" }), ["CUSTOM"]],
  ["tomorrow", item(1, { occurredOn: "2026-11-23", recordedAt: "2026-11-23T17:00:00Z" }), ["IN_THE_FUTURE"]],
  ["a nature that is none", item(1, { nature: SECRET }), ["INVALID_VALUE"]],
  ["a restriction that is not an item's", item(1, { restrictions: [{ code: "X-COI" }] }), ["INVALID_VALUE"]],
  ["an instant before the year 1", item(1, { recordedAt: "0001-01-01T00:00:00+01:00" }), ["NOT_STORABLE"]],
  ["a reference of another person", item(9000, { person: BEN }), ["REFERENCE_OF_ANOTHER_PERSON"]],
  [
    "two faults at once",
    item(1, { field: "sexualHealthContacts", body: { contactOn: SECRET } }),
    ["NOT_YOUR_CATEGORY", "WRONG_TYPE"],
  ],
];

test("each is refused, the lines between them are not, and nothing that they said is told", async () => {
  await place.owner.query("UPDATE agency SET active = false WHERE id = 'EH'");
  const bytes = (it: string | object | Buffer): Buffer =>
    Buffer.isBuffer(it) ? it : Buffer.from(typeof it === "string" ? it : JSON.stringify(it));
  const lines = [item(9000), ...broken.flatMap(([, line], i) => [line, item(i)])];
  const file = await place.write(Buffer.concat(lines.flatMap((it) => [bytes(it), Buffer.from("\n")])));

  const loaded = await place.load(file, { lines: 16 });

  expect(loaded).toMatchObject({
    line: lines.length,
    accepted: broken.length + 1,
    unchanged: 0,
    refused: broken.length,
  });
  const report = place.report(file);
  expect(report.map((it) => [broken[it.line / 2 - 1]?.[0], it.codes])).toEqual(
    broken.map(([what, , codes]) => [what, codes]),
  );
  expect(readFileSync(`${file}.refused.ndjson`, "utf8")).not.toMatch(/Kvxqz|9990001007|2026-02-30|Okafor/);
  const items = await place.items();
  expect(items.map((it) => it.source_ref).sort()).toEqual(["R-9000", ...broken.map((_, i) => `R-${i}`)].sort());
});

test("a line with very many faults is told in a hundred of them, and how many more there are", async () => {
  const body = Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`k${i}`, i]));
  const file = await place.write([item(1, { body: { appointmentOn: "2026-08-04", ...body } })]);
  await place.load(file);
  expect(place.report(file)).toMatchObject([{ line: 1, codes: ["UNKNOWN_KEY"], further: 900 }]);
  expect(place.report(file)[0]!.faults).toHaveLength(100);
});

describe("for one agency alone", () => {
  test("lines need not name it, and may not name another", async () => {
    const file = await place.write([
      item(1, { agency: undefined, sourceRef: "only-1" }),
      item(1, { agency: "GP", sourceRef: "only-2" }),
      item(1, { agency: "HOSP", sourceRef: "only-3" }),
    ]);
    expect(await place.load(file, { agency: "GP" })).toMatchObject({ accepted: 2, refused: 1 });
    expect(place.report(file)).toMatchObject([{ line: 3, codes: ["OTHER_AGENCY"], faults: [{ path: "agency" }] }]);
  });
});
