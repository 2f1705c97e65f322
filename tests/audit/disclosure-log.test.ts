import { createHash, randomUUID } from "node:crypto";
import { Pool } from "pg";
import type { Disclosure } from "../../src/audit/disclosure";
import { DisclosureCodec } from "../../src/audit/disclosure-codec";
import { DisclosureLog } from "../../src/audit/disclosure-log";
import { cloneDatabase, type ClonedDatabase } from "../database-clone";

const KEY = new Uint8Array(32).fill(3);
const PERSON = "11111111-2222-3333-4444-555555555555";

const disclosure = (more: Partial<Disclosure> = {}): Disclosure => ({
  id: randomUUID(),
  kind: "RECORD",
  at: Date.UTC(2026, 10, 16),
  user: "amara.mash",
  role: "MASH_MANAGER",
  agency: "MASH",
  purpose: "MASH_SCREENING",
  publicTask: null,
  caseId: "case",
  level: "3s",
  rulebookVersion: 12,
  snapshot: "1000:1002:1000",
  rulebookSnapshot: "1000:1002:1000",
  found: true,
  grounds: {
    "P-16LA": {
      statute: "s.16LA",
      article6: "6(1)(c)",
      article9And10: "9(2)(g)",
      confidentiality: "x",
      obligations: ["TELL_FAMILY"],
    },
  },
  tellFamily: true,
  latencyMs: 7,
  subjects: [PERSON],
  decisions: [
    {
      subject: 0,
      source: "SCHOOL",
      category: "attendance",
      mode: "CONTENT",
      minimumLevel: null,
      manual: false,
      outcome: "RELEASED",
      reason: "P-16LA",
      protocol: "ISA-MASH@1",
      cites: ["ISA-MASH@1#x"],
      items: ["item-1"],
      breakGlassRefused: false,
    },
  ],
  sealed: [{ decision: 0, internalReason: "X-COURT", suppressed: 2 }],
  ...more,
});

let database: ClonedDatabase;
let owner: Pool;
let gateway: Pool;
const logs: DisclosureLog[] = [];

beforeAll(async () => {
  database = await cloneDatabase();
  owner = new Pool({ connectionString: database.url });
  gateway = new Pool({ connectionString: database.url, options: "-c role=family_record_gateway" });
  for (let i = 0; i < 2; i += 1) logs.push(new DisclosureLog(gateway, new DisclosureCodec(KEY)));
});
afterAll(async () => {
  await owner.end();
  await gateway.end();
  await database.drop();
});

async function chain() {
  const { rows } = await owner.query<{ seq: string; previous_hash: Buffer; hash: Buffer; body: string }>(
    "SELECT seq, previous_hash, hash, body FROM disclosure_record ORDER BY seq",
  );
  let previous = Buffer.alloc(32);
  for (const [i, row] of rows.entries()) {
    expect(Number(row.seq)).toBe(i + 1);
    expect(row.previous_hash).toEqual(previous);
    previous = createHash("sha256").update(previous).update(row.body).digest();
    expect(row.hash).toEqual(previous);
  }
  return rows;
}

test("two instances, five hundred at once: one chain, nothing lost, nothing twice", async () => {
  const all = Array.from({ length: 500 }, () => disclosure());
  await Promise.all(all.map((it, i) => logs[i % 2]!.append(it)));
  const rows = await chain();
  const ids = rows.map((it) => (JSON.parse(it.body) as { id: string }).id);
  expect([...ids].sort()).toEqual(all.map((it) => it.id).sort());
});

test("what arrives while a batch commits goes with the next: far fewer statements than records", async () => {
  let statements = 0;
  const counting = { query: (q: never) => ((statements += 1), gateway.query(q)) } as unknown as Pool;
  const log = new DisclosureLog(counting, new DisclosureCodec(KEY));
  await Promise.all(Array.from({ length: 100 }, () => log.append(disclosure())));
  expect(statements).toBeLessThanOrEqual(2);
});

test("a batch that fails fails everybody in it, and the next goes through", async () => {
  let broken = true;
  const flaky = {
    query: (q: never) => (broken ? Promise.reject(new Error("gone")) : gateway.query(q)),
  } as unknown as Pool;
  const log = new DisclosureLog(flaky, new DisclosureCodec(KEY));
  const results = await Promise.allSettled([log.append(disclosure()), log.append(disclosure())]);
  expect(results.map((it) => it.status)).toEqual(["rejected", "rejected"]);
  broken = false;
  await log.append(disclosure());
  await log.drain();
  await chain();
});

describe("append-only", () => {
  it.each([
    ["UPDATE disclosure_record SET body = 'x'"],
    ["DELETE FROM disclosure_record"],
    ["TRUNCATE disclosure_record"],
    ["DROP TABLE disclosure_record"],
    ["ALTER TABLE disclosure_record DISABLE TRIGGER ALL"],
  ])("the gateway's role cannot %s", async (sql) => {
    await expect(gateway.query(sql)).rejects.toMatchObject({ code: "42501" });
  });
  it.each([
    ["UPDATE disclosure_record SET body = 'x'"],
    ["DELETE FROM disclosure_record"],
    // what points at it stops a plain one before the trigger is asked
    ["TRUNCATE disclosure_record CASCADE"],
  ])("nor, by accident, its owner: %s", async (sql) => {
    await expect(owner.query(sql)).rejects.toThrow("append-only");
  });
  it("reading and appending is what it can", async () => {
    await expect(gateway.query("SELECT count(*) FROM disclosure_record")).resolves.toBeDefined();
  });
});

describe("the written form", () => {
  const codec = new DisclosureCodec(KEY);
  it("holds everything but who, by name, and why, for those not entitled", () => {
    const it_ = disclosure();
    const { body, subjects } = codec.encode(it_);
    expect(body).not.toContain(PERSON);
    expect(body).not.toContain("X-COURT");
    expect(subjects).toEqual([codec.pseudonym(PERSON)]);
    const read = codec.decode(body);
    expect(read).toMatchObject({
      id: it_.id,
      level: "3s",
      rulebookVersion: 12,
      decisions: it_.decisions,
      found: true,
      grounds: it_.grounds,
      tellFamily: true,
      latencyMs: 7,
    });
    expect(codec.unseal(read.id, read.sealed)).toEqual(it_.sealed);
  });
  it("another key reads neither the people nor the reasons", () => {
    const other = new DisclosureCodec(new Uint8Array(32).fill(4));
    const read = codec.decode(codec.encode(disclosure()).body);
    expect(other.pseudonym(PERSON)).not.toBe(codec.pseudonym(PERSON));
    expect(() => other.unseal(read.id, read.sealed)).toThrow();
  });
  it("the sealed part is as long with reasons as without", () => {
    const lengthOf = (sealed: Disclosure["sealed"]) =>
      codec.decode(codec.encode(disclosure({ sealed })).body).sealed.length;
    expect(lengthOf([])).toBe(lengthOf(disclosure().sealed));
  });
});
