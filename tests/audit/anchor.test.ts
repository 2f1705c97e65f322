/** The anchor on a whole gateway, real PostgreSQL and a real directory: what it signs, and when releasing stops. */
import fs from "node:fs/promises";
import path from "node:path";
import { leafOf } from "../../src/audit/proof/chain";
import { openCheckpoint } from "../../src/audit/proof/checkpoint";
import { Frontier } from "../../src/audit/proof/frontier";
import { NOON, type TestGateway } from "../api/gateway";
import {
  ask,
  expectReleasing,
  expectStopped,
  fill,
  historyOf,
  HOUR,
  newDirectory,
  NEXT_SIGNER,
  said,
  settings,
  SIGNER,
  startAnchored,
  turn,
  WITH_A_LEAD,
} from "./anchored-gateway";

let gate: TestGateway;
let directory: string;

beforeEach(async () => {
  directory = await newDirectory();
  gate = await startAnchored(directory);
});
afterEach(async () => {
  await gate.stop();
  await fs.rm(directory, { recursive: true, force: true });
});

const latest = () => fs.readFile(path.join(directory, "latest"), "utf8");

async function rootNow(): Promise<{ size: number; root: Buffer }> {
  const { rows } = await gate.owner.query<{ hash: Buffer }>("SELECT hash FROM disclosure_record ORDER BY seq");
  const tree = new Frontier();
  for (const { hash } of rows) tree.push(leafOf(hash));
  return { size: tree.size, root: tree.root() };
}
async function expectAnchored(): Promise<void> {
  const { checkpoint, fault } = openCheckpoint(await latest(), [SIGNER]);
  expect(fault).toBeNull();
  const { size, root } = await rootNow();
  expect(checkpoint).toMatchObject({ size, root, origin: SIGNER.name });
}
test("a checkpoint when the log has grown, and none when it has not; each continues the one before", async () => {
  await turn(gate);
  await expect(latest()).rejects.toThrow("ENOENT");
  for (const more of [1, 5, 250, 256, 700]) {
    await fill(gate, more, NOON);
    await expectReleasing(gate);
    await turn(gate);
    await expectAnchored();
    await turn(gate);
  }
  const history = await historyOf(directory);
  expect(history).toHaveLength(5);
  expect(history.at(-1)).toBe(await latest());
  const { rows } = await gate.owner.query("SELECT note FROM disclosure_checkpoint ORDER BY size");
  expect(rows.map((it) => it.note)).toEqual(history);
  expect(gate.reports).toEqual([]);
  // stopped while anchoring, it does not leave a hole: what was complete is stored
  const { rows: stored } = await gate.owner.query("SELECT count(*)::int AS n FROM disclosure_subtree WHERE level = 8");
  expect(stored[0].n).toBe(4);
});

test("from the first record of a log that nobody ever anchored", async () => {
  await fill(gate, 3_000, NOON);
  await turn(gate);
  await expectAnchored();
});

test("two instances, one directory, everything at once: one history, no size twice, none that goes back", async () => {
  const other = await gate.another();
  for (let i = 0; i < 8; i += 1) {
    await Promise.all([ask(gate), ask(other), turn(gate), turn(other), ask(other), turn(other), turn(gate)]);
  }
  await turn(gate);
  await expectAnchored();
  const sizes = (await historyOf(directory)).map((it) => Number(it.split("\n")[1]));
  expect(sizes).toEqual([...new Set(sizes)].sort((a, b) => a - b));
  expect(sizes.length).toBeGreaterThan(1);
});

test("two instances with a directory each anchor in both, and one of them is enough", async () => {
  const own = await newDirectory();
  const other = await gate.another({ checkpoints: settings(own) });
  await ask(gate);
  await turn(other);
  await turn(gate);
  expect(await historyOf(own)).toEqual(await historyOf(directory));
  await fs.rm(own, { recursive: true });
  await fs.writeFile(own, "in the way");
  await ask(gate);
  await turn(gate);
  other.setNow(NOON + 5 * HOUR);
  await turn(other);
  expect(said(other)).toBe("checkpoints: cannot be written (ENOTDIR)");
  await expectReleasing(other);
  await fs.rm(own);
});

describe("a directory that cannot be written", () => {
  const block = async () => {
    await fs.rm(directory, { recursive: true, force: true });
    await fs.writeFile(directory, "in the way");
  };
  const unblock = () => fs.rm(directory);
  const overdue = async () =>
    (await gate.owner.query("SELECT agency_id, due_at FROM notification WHERE topic = 'CHECKPOINT_OVERDUE'")).rows;

  test("half the grace and leads are told, once; all of it and releasing stops, by itself and for no longer than it lasts", async () => {
    await block();
    await turn(gate);
    gate.setNow(NOON + 100 * HOUR); // nothing waits
    await expectReleasing(gate);
    const since = NOON + 100 * HOUR;
    gate.setNow(since + 2 * HOUR);
    await turn(gate);
    expect(await overdue()).toEqual([]);
    gate.setNow(since + 2 * HOUR + 1);
    await turn(gate);
    await turn(gate);
    const told = await overdue();
    expect(told.map((it) => it.agency_id).sort()).toEqual(WITH_A_LEAD);
    expect(told[0].due_at).toEqual(new Date(since + 4 * HOUR));
    gate.setNow(since + 4 * HOUR);
    await expectReleasing(gate);
    gate.setNow(since + 4 * HOUR + 1);
    await expectStopped(gate); // without a turn in between
    expect(gate.reports).toEqual(["checkpoints: cannot be written (ENOTDIR)"]);
    await turn(gate);
    expect(said(gate)).toBe("checkpoints: cannot be written (ENOTDIR); nothing is released");
    expect(await overdue()).toHaveLength(WITH_A_LEAD.length);
    await unblock();
    await turn(gate);
    expect(said(gate)).toBe("checkpoints: anchored again");
    await expectReleasing(gate);
    await turn(gate);
    await expectAnchored();
  });

  test("a restart forgives none of the wait, and what discloses nothing is still served", async () => {
    await ask(gate);
    await block();
    const other = await gate.another();
    other.setNow(NOON + 4 * HOUR + 1);
    await other.gateway.anchor!.start();
    await expectStopped(other);
    const { status, data } = await other.ask("amara.mash", "{ viewer { name } }");
    expect({ status, name: data.viewer.name }).toEqual({ status: 200, name: "Amara Nwosu" });
    await unblock();
    await other.gateway.anchor!.stop();
    await expectReleasing(other);
  });

  test("a write that would disclose undoes itself; one that does not is taken", async () => {
    await ask(gate);
    await block();
    gate.setNow(NOON + 4 * HOUR + 1);
    const caseId = await gate.caseId("MASH", "MASH-0001");
    const people = async () =>
      (await gate.owner.query("SELECT count(*)::int AS n FROM case_member")).rows[0].n as number;
    const before = await people();
    const link = await gate.ask(
      "amara.mash",
      `mutation ($input: LinkPersonInput!) { linkPerson(input: $input) { __typename } }`,
      {
        input: {
          caseId,
          person: { system: "NHS_NUMBER", value: "9990000018", name: "Somebody New", birthDate: "1990-01-01" },
          relationship: "NEIGHBOUR",
          isChild: false,
          inHousehold: false,
          contactWithChild: true,
          reason: "named in the contact as a carer",
        },
      },
    );
    expect({ status: link.status, code: link.errors?.[0]?.extensions?.code }).toEqual({
      status: 503,
      code: "E-ANCHOR",
    });
    expect(await people()).toBe(before);
    const harm = await gate.ask(
      "gareth.mash",
      "mutation ($id: ID!) { recordSignificantHarm(caseId: $id) { __typename } }",
      {
        id: caseId,
      },
    );
    expect(harm).toMatchObject({ status: 200, data: { recordSignificantHarm: { __typename: "CaseChanged" } } });
    await unblock();
  });

  test("what a stop cut off in the history stays, and what follows can be read", async () => {
    await ask(gate);
    await turn(gate);
    await fs.appendFile(path.join(directory, "history"), "example.org/family-record\n12");
    await ask(gate);
    await turn(gate);
    expect(await historyOf(directory)).toHaveLength(2);
    await fs.rm(path.join(directory, "latest")); // then the history's last one counts
    await ask(gate);
    await turn(gate);
    expect(await historyOf(directory)).toHaveLength(3);
    await expectAnchored();
  });
});

describe("keys", () => {
  test("a new key continues what the former one signed; one that does not know it signs nothing", async () => {
    await ask(gate);
    await turn(gate);
    const stranger = await gate.another({ checkpoints: settings(directory, { signer: NEXT_SIGNER }) });
    await ask(gate);
    await turn(stranger);
    expect(said(stranger)).toMatch("not signed by a key that this gateway knows");
    const heir = await gate.another({
      checkpoints: settings(directory, { signer: NEXT_SIGNER, formerKeys: [SIGNER] }),
    });
    await turn(heir);
    expect(openCheckpoint(await latest(), [NEXT_SIGNER]).fault).toBeNull();
    expect(await historyOf(directory)).toHaveLength(2);
    await expectReleasing(heir);
  });

  test("the role of the gateway can neither change nor take away what proofs are made of", async () => {
    for (const sql of [
      "UPDATE disclosure_subtree SET root = root",
      "DELETE FROM disclosure_subtree",
      "UPDATE disclosure_checkpoint SET note = note",
      "TRUNCATE disclosure_checkpoint",
    ]) {
      await expect(gate.pool.query(sql)).rejects.toMatchObject({ code: "42501" });
      await expect(gate.owner.query(sql)).rejects.toThrow("append-only");
    }
  });
});

test("the timer anchors, and the last turn is taken when it stops", async () => {
  const other = await gate.another({ checkpoints: settings(directory, { intervalMs: 20 }) });
  await other.gateway.anchor!.start();
  await ask(other);
  for (;;) if (await latest().then(Boolean, () => false)) break;
  await ask(other);
  await other.gateway.anchor!.stop();
  await expectAnchored();
});
