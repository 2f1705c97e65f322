import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { decideCases } from "../../src/commands/decide";

const CASES = path.join(__dirname, "../fixtures/decision-cases.json");
const PROTOCOLS = path.join(__dirname, "../../src/demonstration/protocols.json");
let folder: string;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "decide-"));
});
afterAll(() => fs.rmSync(folder, { recursive: true }));

function run(...args: string[]) {
  const out: string[] = [];
  const complaints: string[] = [];
  const code = decideCases(
    args,
    (line) => out.push(line),
    (line) => complaints.push(line),
  );
  return { code, out: out.map((it) => JSON.parse(it) as Record<string, unknown>), complaints: complaints.join("\n") };
}
const write = (name: string, content: unknown): string => {
  const file = path.join(folder, name);
  fs.writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  return file;
};
const cases = () =>
  JSON.parse(fs.readFileSync(CASES, "utf8")) as { id: string; input: object; expected: { outcome: string } }[];

test("every case as expected: exit 0, a line each", () => {
  const { code, out, complaints } = run(CASES, "--protocols", PROTOCOLS);
  expect({ code, complaints, lines: out.length }).toEqual({ code: 0, complaints: "", lines: 25 });
  expect(out[0]).toEqual({
    id: "F01",
    outcome: "RELEASED",
    publicReason: "P-OWN",
    internalReason: null,
    breakglass: null,
    visibleItems: 1,
  });
});

test("the protocols of the demonstration are the default", () => expect(run(CASES).code).toBe(0));

test("a difference: exit 1, and how", () => {
  const changed = cases();
  changed[3]!.expected.outcome = "RELEASED";
  const { code, complaints, out } = run(write("changed.json", changed));
  expect(code).toBe(1);
  expect(complaints).toBe("F04 differs: outcome: expected RELEASED, found WITHHELD");
  expect(out).toHaveLength(25);
});

test("other protocols, other answers", () => {
  expect(run(CASES, "--protocols", write("none.json", [])).code).toBe(1);
});

test("a case without an expectation is answered", () => {
  const { expected: _, ...open } = cases()[0]!;
  expect(run(write("open.json", [open])).code).toBe(0);
});

test.each<[string, () => string[], RegExp]>([
  ["no file", () => [], /usage/],
  ["two files", () => [CASES, CASES], /usage/],
  ["an unknown option", () => [CASES, "--force"], /--force/],
  ["a file that is not there", () => [path.join(folder, "missing.json")], /ENOENT/],
  ["broken JSON", () => [write("broken.json", "{")], /not valid JSON/],
  ["not a list", () => [write("object.json", {})], /expected array/],
  [
    "bad protocols",
    () => [CASES, "--protocols", write("bad.json", [{ id: "X", cats: ["shoe-size"] }])],
    /0\.cats\.0[\s\S]*|0\.signed/,
  ],
])("unusable input: exit 2, one message: %s", (_what, args, message) => {
  const { code, complaints, out } = run(...args());
  expect(code).toBe(2);
  expect(complaints).toMatch(message);
  expect(out).toEqual([]);
});
