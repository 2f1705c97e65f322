/**
 * What an auditor does, from the gateway to a machine that has nothing but Node: a proof of one disclosure, an export and
 * its verification, also of a log that was tampered with, and erasure, which leaves all of it standing.
 */
import { execFileSync, spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { DisclosureCodec } from "../../src/audit/disclosure-codec";
import { openCheckpoint } from "../../src/audit/proof/checkpoint";
import { checkProof } from "../../src/audit/proof/tlog-proof";
import { makeCheckpointKey } from "../../src/commands/checkpoint-key";
import { erase } from "../../src/commands/erase";
import { exportLog } from "../../src/commands/export-log";
import { verifyLog } from "../../src/commands/verify-log";
import { readVerifier } from "../../src/audit/proof/signed-note";
import { AUDIT_KEY, NOON, type TestGateway } from "../api/gateway";
import { asOwner, fill, newDirectory, RECHAIN, SIGNER, startAnchored, turn } from "./anchored-gateway";

const ROOT = path.join(__dirname, "../..");
const RECORD = `query ($id: ID!) { familyRecord(caseId: $id, purpose: MASH_SCREENING) {
  members { id name education { attendance { attendancePct } sharing { decisions { id } } } } } }`;
const PROOF = `query ($id: ID!) { disclosureProof(disclosureId: $id) {
  disclosureId seq hash previousHash inclusion checkpoint tlogProof } }`;
const ABOUT = "query ($id: ID!) { disclosuresAbout(memberId: $id) { id } }";

let gate: TestGateway;
let directory: string;
let folder: string;
let caseId: string;
let decisionId: string;
let disclosureId: string;

beforeAll(async () => {
  directory = await newDirectory();
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "prove-"));
  gate = await startAnchored(directory);
  await fill(gate, 300, NOON);
  await turn(gate);
  caseId = await gate.caseId("MASH", "MASH-0001");
  const { data } = await gate.ask("amara.mash", RECORD, { id: caseId });
  decisionId = data.familyRecord.members[0].education[0].sharing.decisions[0].id;
  disclosureId = decisionId.split(".")[0]!;
});
afterAll(async () => {
  await gate.stop();
  for (const it of [directory, folder]) fs.rmSync(it, { recursive: true, force: true });
});

const proofFor = async (user: string, id = disclosureId) => (await gate.ask(user, PROOF, { id })).data.disclosureProof;
const row = async () =>
  (
    await gate.owner.query<{ seq: string; hash: Buffer; previous_hash: Buffer }>(
      "SELECT seq, hash, previous_hash FROM disclosure_record WHERE id = $1",
      [disclosureId],
    )
  ).rows[0]!;

describe("disclosureProof", () => {
  it("says where a record stands before it is anchored, and proves it after", async () => {
    const { seq, hash, previous_hash } = await row();
    const stands = {
      disclosureId,
      seq: Number(seq),
      hash: hash.toString("hex"),
      previousHash: previous_hash.toString("hex"),
    };
    const nothing = { inclusion: null, checkpoint: null, tlogProof: null };
    expect(await proofFor("felix.mash")).toEqual({ ...stands, ...nothing });
    await turn(gate);
    const proof = await proofFor("felix.mash");
    expect(proof).toMatchObject(stands);
    expect(checkProof(proof.tlogProof, hash, [SIGNER])).toMatchObject({ fault: null, index: Number(seq) - 1 });
    expect(proof.tlogProof).toContain(proof.inclusion.join("\n"));
    expect(checkProof(proof.tlogProof, previous_hash, [SIGNER]).fault).toBe("it does not prove this hash");
    for (const broken of ["", "x", proof.tlogProof.replace(/^index \d+/m, "index 0"), proof.tlogProof.slice(0, -9)]) {
      expect(checkProof(broken, hash, [SIGNER]).fault).not.toBeNull();
    }
    expect(await proofFor("felix.mash", decisionId)).toEqual(proof);
  });
  it("is for those who govern at the owner of the case or a source, and for nobody else", async () => {
    for (const user of ["felix.mash", "mabel.mash", "tess.school"]) expect(await proofFor(user)).not.toBeNull();
    // the hospital, the police and housing were not asked
    for (const user of ["amara.mash", "gareth.mash", "dilys.school", "ines.housing", "hugo.csc", "naomi.gp"]) {
      expect(await proofFor(user)).toBeNull();
    }
    for (const id of ["", "x", "\u0000", "00000000-0000-4000-8000-000000000000", `${disclosureId}.x`]) {
      expect(await proofFor("felix.mash", id)).toBeNull();
    }
  });
  it("is not for those who are barred from the case, nor for who is not active", async () => {
    const person =
      "(SELECT person_id FROM case_member m JOIN case_file c ON c.id = m.case_id WHERE reference = 'MASH-0001' LIMIT 1)";
    await gate.owner.query(
      `INSERT INTO conflict_of_interest (person_id, user_id, valid_from) VALUES (${person}, 'mabel.mash', $1)`,
      [new Date(NOON - 1000)],
    );
    expect(await proofFor("mabel.mash")).toBeNull();
    await gate.owner.query("DELETE FROM conflict_of_interest WHERE user_id = 'mabel.mash'");
    await gate.owner.query("UPDATE app_user SET active = false WHERE id = 'mabel.mash'");
    expect(await proofFor("mabel.mash")).toBeNull();
    const checkpoint = "{ disclosureCheckpoint }";
    expect((await gate.ask("mabel.mash", checkpoint)).data.disclosureCheckpoint).toBeNull();
    await gate.owner.query("UPDATE app_user SET active = true WHERE id = 'mabel.mash'");
    const { data } = await gate.ask("mabel.mash", checkpoint);
    expect(openCheckpoint(data.disclosureCheckpoint, [SIGNER]).fault).toBeNull();
    expect((await gate.ask("amara.mash", checkpoint)).data.disclosureCheckpoint).toBeNull();
  });
});

/** A command, and what it said. */
const run = async <T>(command: (console: { print: (it: string) => void; complain: (it: string) => void }) => T) => {
  const said: string[] = [];
  const tell = (line: string) => void said.push(line);
  return { code: await command({ print: tell, complain: tell }), said: said.join("\n") };
};
const url = () => (gate.owner.options as { connectionString: string }).connectionString;
const exported = (...args: string[]) => run((it) => exportLog(args, { DATABASE_URL: url() }, it));
const verified = (...args: string[]) => run((it) => verifyLog(args, it, () => performance.now()));
const file = (name: string) => path.join(folder, name);

describe("export and verification", () => {
  beforeAll(async () => {
    await fill(gate, 1_000, NOON);
    await turn(gate);
    await fill(gate, 3, NOON);
  });

  it("of the whole, of a stretch, with checkpoints kept elsewhere", async () => {
    fs.copyFileSync(path.join(directory, "history"), file("kept"));
    const size = Number((await gate.owner.query("SELECT max(seq) AS n FROM disclosure_record")).rows[0].n);
    expect(await exported("--out", file("whole"))).toMatchObject({ code: 0 });
    const whole = await verified(file("whole"), "--key", SIGNER.text, "--checkpoint", file("kept"));
    expect(whole).toMatchObject({ code: 0 });
    expect(whole.said).toContain(`whole: ${size} records`);
    expect(whole.said).toContain("of 3 kept elsewhere 3 checkpoints agree");
    for (const from of [2, 256, 257, 300, 513, size, size + 1]) {
      expect(await exported("--out", file("part"), "--from", `${from}`)).toMatchObject({ code: 0 });
      const part = await verified(file("part"), "--key", SIGNER.text, "--checkpoint", file("kept"), "--partial");
      expect(part.said).toContain(`whole: ${size - from + 1} records`);
      expect(part.code).toBe(from > size - 2 ? 3 : 0); // the last three are not anchored yet
    }
    expect(await exported("--out", file("part"), "--to", "100")).toMatchObject({ code: 0 });
    expect(await verified(file("part"), "--key", SIGNER.text)).toMatchObject({ code: 3 }); // no checkpoint in it
    expect((await verified(file("whole"))).code).toBe(3); // no key
  });

  it("refuses what it cannot read, by exit code 2", async () => {
    expect((await exported()).code).toBe(2);
    expect((await exported("--out", file("x"), "--from", "0")).code).toBe(2);
    expect((await exported("--out", file("x"), "--to", "99999999")).said).toContain("the record has");
    expect((await exported("--out", "/nowhere/at/all")).code).toBe(2);
    expect((await run((it) => exportLog(["--out", file("x")], { DATABASE_URL: "mysql://x" }, it))).code).toBe(2);
    expect((await verified()).code).toBe(2);
    expect((await verified(file("none"))).code).toBe(2);
    expect((await verified(file("whole"), "--key", "x")).code).toBe(2);
    expect((await verified(file("whole"), "--checkpoint", file("whole"))).code).toBe(2);
    expect((await verified("--proof", file("whole"), "--hash", "x", "--key", SIGNER.text)).code).toBe(2);
  });

  it("a database that was tampered with is exported as it stands, and found out", async () => {
    await gate.owner.query("CREATE TABLE saved AS SELECT * FROM disclosure_record");
    const kinds: [string, string, string[]][] = [
      ["edited", "EDITED: record 7 ", ["UPDATE disclosure_record SET body = body || ' ' WHERE seq = 7"]],
      ["deleted", "MISSING: records 7 to 8 ", ["DELETE FROM disclosure_record WHERE seq IN (7, 8)"]],
      [
        "rewritten",
        "REWRITTEN: the checkpoint",
        [`UPDATE disclosure_record SET body = body || ' ' WHERE seq = 7`, RECHAIN(7)],
      ],
      ["cut off", "TRUNCATED: a checkpoint kept elsewhere", ["DELETE FROM disclosure_record WHERE seq > 302"]],
    ];
    for (const [name, says, change] of kinds) {
      await asOwner(gate, ...change);
      expect(await exported("--out", file(name))).toMatchObject({ code: 0 });
      const { code, said } = await verified(file(name), "--key", SIGNER.text, "--checkpoint", file("kept"));
      expect(code).toBe(1);
      expect(said).toContain(`BROKEN  ${says}`);
      await asOwner(gate, "DELETE FROM disclosure_record", "INSERT INTO disclosure_record SELECT * FROM saved");
    }
  });
});

describe("the verifier on a machine that has only Node", () => {
  const GRAPH = /(?:from|require\()\s*"([^"]+)"/g;
  const reached = (from: string, seen = new Set<string>()): Set<string> => {
    if (seen.has(from)) return seen;
    seen.add(from);
    if (from.startsWith("node:")) return seen;
    for (const [, target] of fs.readFileSync(from, "utf8").matchAll(GRAPH)) {
      reached(target!.startsWith(".") ? `${path.join(path.dirname(from), target!)}.ts` : target!, seen);
    }
    return seen;
  };
  it("reaches for Node's own modules and src/audit/proof alone", () => {
    const all = [...reached(path.join(ROOT, "src/commands/verify-log.ts"))].map((it) => path.relative(ROOT, it));
    const own = all.filter((it) => it.startsWith("src"));
    expect(own.filter((it) => !it.startsWith("src/audit/proof/"))).toEqual(["src/commands/verify-log.ts"]);
    expect(own.length).toBeGreaterThan(8);
    const others = [...reached(path.join(ROOT, "src/commands/verify-log.ts"))].filter((it) => !path.isAbsolute(it));
    expect(others.sort()).toEqual(["node:buffer", "node:crypto", "node:fs", "node:util"]);
  });
  it("runs there: copied with what it needs and nothing else", async () => {
    const away = file("away");
    const options = [
      "--outDir",
      away,
      "--rootDir",
      ROOT,
      "--module",
      "node20",
      "--target",
      "ES2022",
      "--types",
      "node",
    ];
    const entry = path.join(ROOT, "src/commands/verify-log.ts");
    const tsc = path.join(ROOT, "node_modules/typescript/bin/tsc");
    execFileSync(process.execPath, [tsc, "--ignoreConfig", ...options, "--skipLibCheck", "--esModuleInterop", entry], {
      cwd: ROOT,
    });
    const verify = (...args: string[]) =>
      spawnSync(process.execPath, ["src/commands/verify-log.js", ...args], { cwd: away, encoding: "utf8", env: {} });
    const whole = verify(file("whole"), "--key", SIGNER.text, "--checkpoint", file("kept"));
    expect(whole.stderr).toBe("");
    expect(whole.status).toBe(0);
    expect(whole.stdout).toMatch(/records a second$/m);
    const { hash, tlogProof } = await proofFor("felix.mash");
    fs.writeFileSync(file("one.tlog-proof"), tlogProof);
    const one = verify("--proof", file("one.tlog-proof"), "--hash", hash, "--key", SIGNER.text);
    expect(one.stdout).toMatch(
      /^proven: record 301 of example\.org\/family-record as of its checkpoint of 13\d\d records$/m,
    );
    expect(verify("--proof", file("one.tlog-proof"), "--hash", "0".repeat(64), "--key", SIGNER.text).status).toBe(1);
    expect(verify(file("edited"), "--key", SIGNER.text).status).toBe(1);
  });
});

describe("erasure", () => {
  const erased = (...args: string[]) => run((it) => erase(args, { DATABASE_URL: url() }, it));
  let memberId: string;
  let personId: string;
  beforeAll(async () => {
    const { data } = await gate.ask("felix.mash", RECORD.replace("MASH_SCREENING", "QUALITY_ASSURANCE"), {
      id: caseId,
    });
    const shown = data?.familyRecord ?? (await gate.ask("amara.mash", RECORD, { id: caseId })).data.familyRecord;
    memberId = shown.members[0].id;
    const { rows } = await gate.owner.query("SELECT id FROM person WHERE name = $1", [shown.members[0].name]);
    personId = rows[0].id;
  });
  const about = async () => (await gate.ask("felix.mash", ABOUT, { id: memberId })).data.disclosuresAbout as object[];
  const pseudonym = async () => {
    const { rows } = await gate.owner.query("SELECT disclosure_key AS key FROM person WHERE id = $1", [personId]);
    return new DisclosureCodec(AUDIT_KEY).pseudonym(rows[0].key as string);
  };

  it("is nothing that the gateway's own role can do, by accident or otherwise", async () => {
    for (const sql of [
      "UPDATE person SET disclosure_key = gen_random_uuid()",
      `SELECT erase_from_record('${personId}', 'x')`,
      "SELECT * FROM record_erasure",
    ]) {
      await expect(gate.pool.query(sql)).rejects.toMatchObject({ code: "42501" });
    }
    await gate.pool.query("UPDATE person SET name = name"); // which it may
  });

  it("leaves the chain and every proof, and no way to tell whom earlier records are about", async () => {
    const before = await about();
    expect(before.length).toBeGreaterThan(0);
    const old = await pseudonym();
    const proof = await proofFor("felix.mash");
    expect(await erased("--person", personId, "--request", "SAR-2026-118")).toMatchObject({ code: 0 });
    expect(await about()).toEqual([]);
    expect(await pseudonym()).not.toBe(old);
    // nothing in the database leads from the person to the old pseudonym any more, nor the other way
    const { rows } = await gate.owner.query<{ key: string }>("SELECT disclosure_key AS key FROM person");
    expect(rows.map(({ key }) => new DisclosureCodec(AUDIT_KEY).pseudonym(key))).not.toContain(old);
    const history = await gate.owner.query(
      "SELECT count(*)::int AS n FROM evidence_history WHERE was ? 'disclosure_key'",
    );
    expect(history.rows[0].n).toBe(0);

    await turn(gate);
    expect(await exported("--out", file("after"))).toMatchObject({ code: 0 });
    const after = await verified(file("after"), "--key", SIGNER.text, "--checkpoint", file("kept"));
    expect(after.code).toBe(0);
    const { hash } = await row();
    expect(checkProof(proof.tlogProof, hash, [SIGNER]).fault).toBeNull();

    // who has looked since is on record under the new key
    await gate.ask("amara.mash", RECORD, { id: caseId });
    expect(await about()).not.toEqual([]);
    const log = await gate.owner.query("SELECT request, erased_by FROM record_erasure");
    expect(log.rows).toEqual([{ request: "SAR-2026-118", erased_by: expect.any(String) }]);
  });

  it("by an identifier; and of nobody, or without a request, is refused", async () => {
    const { rows } = await gate.owner.query<{ system: string; value: string }>(
      "SELECT system, value FROM person_identifier WHERE person_id <> $1 AND confidence >= 0.95 LIMIT 1",
      [personId],
    );
    const { system, value } = rows[0]!;
    expect((await erased("--identifier", `${system}:${value}`, "--request", "SAR-2")).code).toBe(0);
    expect((await erased("--identifier", "NHS_NUMBER:0000000000", "--request", "SAR-3")).code).toBe(1);
    expect((await erased("--person", "00000000-0000-4000-8000-000000000000", "--request", "SAR-3")).code).toBe(1);
    for (const args of [
      [],
      ["--person", personId],
      ["--person", "x", "--request", "y"],
      ["--person", personId, "--identifier", "A:b", "--request", "y"],
      ["--request", "y"],
    ]) {
      expect((await erased(...args)).code).toBe(2);
    }
    expect((await gate.owner.query("SELECT count(*)::int AS n FROM record_erasure")).rows[0].n).toBe(2);
  });
});

test("checkpoint-key makes a key, told to check with, that is never written over another", async () => {
  const say = (args: string[]) => run((it) => makeCheckpointKey(args, it.print, it.complain));
  const { code, said } = await say(["--name", "example.org/family-record"]);
  expect(code).toBe(0);
  expect(said).toMatch(/^CHECKPOINT_KEY=PRIVATE\+KEY\+example\.org\/family-record\+[0-9a-f]{8}\+/);
  expect(readVerifier(said.split("to check with: ")[1]!)).not.toBeNull();
  const kept = await say(["--name", "example.org/family-record", "--out", file("key")]);
  expect(kept.said).not.toContain("PRIVATE");
  expect(fs.statSync(file("key")).mode & 0o077).toBe(0);
  expect((await say(["--name", "example.org/family-record", "--out", file("key")])).code).toBe(2);
  expect((await say([])).code).toBe(2);
  expect((await say(["--name", "a b"])).code).toBe(2);
});
