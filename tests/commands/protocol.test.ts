/** The command for leads and signatories, as it is run on a desk. */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { protocolCommand } from "../../src/commands/protocol";
import { canonicalForm } from "../../src/governance/protocols/canonical-form";
import { isSigned } from "../../src/governance/protocols/detached-signature";
import { DRAFT, edited } from "../governance/protocols/drafts";

let folder: string;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "protocol-"));
});
afterAll(() => fs.rmSync(folder, { recursive: true }));

const write = (name: string, text: string): string => {
  const file = path.join(folder, name);
  fs.writeFileSync(file, text);
  return file;
};
async function run(...args: string[]) {
  const out: string[] = [];
  const complaints: string[] = [];
  const code = await protocolCommand(
    args,
    (line) => out.push(line),
    (line) => complaints.push(line),
  );
  return { code, out, complaints: complaints.join("\n") };
}

test("check: no fault, or all of them", async () => {
  expect(await run("check", write("good.yaml", DRAFT))).toMatchObject({ code: 0, complaints: "" });
  const { code, complaints } = await run(
    "check",
    write("bad.yaml", edited(edited(DRAFT, "title", null), "sources", "[HOUSNG, SCHOOL]")),
  );
  expect(code).toBe(1);
  expect(complaints).toMatch(/2 faults[^]*title: line \d+[^]*sources\.0: line \d+, column 11/);
});

test("a key is made once, for its owner's eyes; what it signs is signed", async () => {
  for (const algorithm of ["EdDSA", "ES256"]) {
    const key = path.join(folder, `${algorithm}.jwk`);
    const made = await run("keygen", key, "--algorithm", algorithm);
    expect(made.code).toBe(0);
    const publicJwk = JSON.parse(made.out[0]!) as Record<string, string>;
    expect(Object.keys(publicJwk)).not.toContain("d");
    expect(fs.statSync(key).mode & 0o777).toBe(0o600);
    const before = fs.readFileSync(key, "utf8");
    expect(await run("keygen", key)).toMatchObject({ code: 2, out: [] });
    expect(fs.readFileSync(key, "utf8")).toBe(before);

    const file = write("to-sign.yaml", DRAFT);
    const { out: canonical } = await run("canonical", file);
    const { out: signature } = await run("sign", file, "--key", key);
    expect(canonicalForm(JSON.parse(canonical[0]!))).toBe(canonical[0]);
    expect(await isSigned(signature[0]!, canonical[0]!, publicJwk)).toBe(true);
    expect(await isSigned(signature[0]!, `${canonical[0]!} `, publicJwk)).toBe(false);
    // the public part signs nothing
    expect((await run("sign", file, "--key", write("public.jwk", made.out[0]!))).code).toBe(2);
  }
});

test("diff: what opens and what closes", async () => {
  const [from, to] = [write("1.yaml", DRAFT), write("2.yaml", DRAFT.replace("  tenancy:\n", ""))];
  expect(await run("diff", from, from)).toMatchObject({ code: 0, out: ["Nothing opens and nothing closes."] });
  expect(
    (await run("diff", from, write("3.yaml", DRAFT.replace("  attendance:\n", "  attendance:\n  exclusions:\n")))).out,
  ).toEqual(["Opens, SCHOOL → EH, for EARLY_HELP, to KEY_WORKER: exclusions, from level 2, with consent."]);
  expect((await run("diff", from, to)).out).toEqual([
    "Closes, HOUSING → EH, for EARLY_HELP, to KEY_WORKER: tenancy, from level 2, with consent.",
  ]);
});

test("agencies of another hub", async () => {
  const agencies = write("agencies.json", JSON.stringify([{ id: "EH", kind: "EARLY_HELP", categories: [] }]));
  const { code, complaints } = await run("check", write("other.yaml", DRAFT), "--agencies", agencies);
  expect(code).toBe(1);
  expect(complaints).toContain("sources.0: line 8, column 11: no such agency here");
});

test.each<[string, () => string[], RegExp]>([
  ["nothing", () => [], /usage/],
  ["an unknown verb", () => ["chekc", "x.yaml"], /usage/],
  ["two files to check", () => ["check", "a.yaml", "b.yaml"], /usage/],
  ["one file to compare", () => ["diff", "a.yaml"], /usage/],
  ["a file that is not there", () => ["check", path.join(folder, "missing.yaml")], /ENOENT/],
  ["no key", () => ["sign", write("k.yaml", DRAFT)], /usage/],
  [
    "a key that is none",
    () => ["sign", write("k.yaml", DRAFT), "--key", write("k.jwk", "{}")],
    /expected a private key/,
  ],
  ["an algorithm that is none", () => ["keygen", path.join(folder, "n.jwk"), "--algorithm", "none"], /EdDSA or ES256/],
  ["agencies that are none", () => ["check", write("k.yaml", DRAFT), "--agencies", write("a.json", "[{}]")], /0\.id/],
])("unusable: exit 2: %s", async (_what, args, message) => {
  const { code, complaints, out } = await run(...args());
  expect({ code, out }).toEqual({ code: 2, out: [] });
  expect(complaints).toMatch(message);
});
