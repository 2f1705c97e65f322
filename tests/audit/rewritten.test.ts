/** A database that somebody rewrote while the gateway runs: releasing stops, and says so, until it is put right. */
import fs from "node:fs/promises";
import { NOON, type TestGateway } from "../api/gateway";
import {
  asOwner,
  expectReleasing,
  expectStopped,
  fill,
  historyOf,
  newDirectory,
  RECHAIN,
  said,
  startAnchored,
  turn,
  WITH_A_LEAD,
} from "./anchored-gateway";

let gate: TestGateway;
let directory: string;
const SAVED = ["disclosure_record", "disclosure_subtree", "disclosure_checkpoint"];

beforeAll(async () => {
  directory = await newDirectory();
  gate = await startAnchored(directory);
  await fill(gate, 701, NOON);
  await turn(gate);
  await asOwner(gate, ...SAVED.map((it) => `CREATE TABLE saved_${it} AS SELECT * FROM ${it}`));
});
afterAll(async () => {
  await gate.stop();
  await fs.rm(directory, { recursive: true, force: true });
});
beforeEach(() => gate.owner.query("DELETE FROM notification"));
/** Put right, it releases again, by itself. */
afterEach(async () => {
  await asOwner(gate, ...SAVED.flatMap((it) => [`DELETE FROM ${it}`, `INSERT INTO ${it} SELECT * FROM saved_${it}`]));
  await turn(gate);
  expect(said(gate)).toBe("checkpoints: anchored again");
  await expectReleasing(gate);
  await turn(gate);
  await asOwner(
    gate,
    ...SAVED.flatMap((it) => [`DELETE FROM saved_${it}`, `INSERT INTO saved_${it} SELECT * FROM ${it}`]),
  );
});

const EDIT = (seq: number) => `UPDATE disclosure_record SET body = replace(body, '"v"', '"w"') WHERE seq = ${seq}`;
const LAST = "(SELECT max(seq) FROM disclosure_record)";

test.each([
  ["an old record, and its chain made again", [EDIT(3), RECHAIN(3)], /records 257 to 512 are not those/],
  ["the first", [EDIT(1), RECHAIN(1)], /records 257 to 512 are not those/],
  ["a new record, and its chain made again", [EDIT(699), RECHAIN(699)], /does not continue its checkpoint/],
  ["one edited in its place, in a block that is not yet complete", [EDIT(701)], /record 701 was edited/],
  ["the last deleted", [`DELETE FROM disclosure_record WHERE seq = ${LAST}`], /records were anchored and/],
  ["some deleted", ["DELETE FROM disclosure_record WHERE seq BETWEEN 600 AND 650"], /some are missing/],
  ["all deleted", ["DELETE FROM disclosure_record"], /were anchored and 0 are there/],
  [
    "an old record, its chain, and the stored tree and the copies of checkpoints thrown away",
    [EDIT(3), RECHAIN(3), "DELETE FROM disclosure_subtree", "DELETE FROM disclosure_checkpoint"],
    /does not continue its checkpoint of \d+: it was rewritten/,
  ],
  [
    "the stored tree alone",
    ["UPDATE disclosure_subtree SET root = sha256(root) WHERE index = 0"],
    /does not continue its checkpoint/,
  ],
  [
    "the copies of checkpoints",
    ["UPDATE disclosure_checkpoint SET note = replace(note, 'e', 'f')"],
    /not signed by a key known/,
  ],
])(
  "%s: releasing stops at the next turn, nothing more is signed, and those who govern are told",
  async (_, change, says) => {
    const history = await historyOf(directory);
    await asOwner(gate, ...change);
    await turn(gate);
    await expectStopped(gate);
    expect(said(gate)).toMatch(says);
    expect(said(gate)).toMatch(/^checkpoints: .+; nothing is released$/);
    await turn(gate);
    const { rows } = await gate.owner.query<{ agency_id: string; roles: string[] }>(
      "SELECT agency_id, roles FROM notification WHERE topic = 'RECORD_REWRITTEN'",
    );
    expect(rows.map((it) => it.agency_id).sort()).toEqual(WITH_A_LEAD);
    expect(rows[0]!.roles).toEqual(["INFORMATION_GOVERNANCE_LEAD"]);
    expect(await historyOf(directory)).toEqual(history);
  },
);

test("an old record edited in its place, its hash as it was: the turns come round to it", async () => {
  await asOwner(gate, EDIT(100));
  await turn(gate);
  await expectStopped(gate);
  expect(said(gate)).toBe("checkpoints: record 100 was edited; nothing is released");
});

test("an instance that starts on it releases nothing from its first moment, another turns to it at its next", async () => {
  await asOwner(gate, EDIT(3), RECHAIN(3));
  const other = await gate.another();
  await other.gateway.anchor!.start();
  await expectStopped(other);
  await other.gateway.anchor!.stop();
  await turn(gate);
  await expectStopped(gate);
});
