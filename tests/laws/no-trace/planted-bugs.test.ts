/** The proofs find what they are for: each bug is planted in a gateway of its own, and found. */
import fs from "node:fs";
import path from "node:path";
import { everything } from "../../api/everything";
import { proofSize } from "../../proof-size";
import { SRC, withBug } from "../planted-bug";
import { startProcess } from "./gateway-process";
import { markedDatabase, type MarkedDatabase } from "./marked-database";
import { KnownToCaller } from "./known";
import { oracle } from "./may-be-seen";
import { Twins } from "./metamorphosis";
import { FOUND_BY_MARKERS, FOUND_BY_METAMORPHOSIS, FOUND_BY_TWINS, type Planted } from "./planted-bugs";
import { searchForTraces } from "./search-for-traces";
import { compareTwins, plantTwins } from "./twins";

/** All of them with the whole proof; of each kind the first few in CI. */
const some = <B extends Planted>(all: readonly B[], sample: number): (readonly [string, B])[] =>
  all.slice(0, proofSize(sample, all.length)).map((it) => [it.name, it]);

let database: MarkedDatabase;
beforeAll(async () => {
  database = await markedDatabase();
});
afterAll(() => database.stop());

test("each has its place in the code, those too that only the whole proof plants", () => {
  for (const bug of [...FOUND_BY_MARKERS, ...FOUND_BY_METAMORPHOSIS, ...FOUND_BY_TWINS]) {
    withBug(fs.readFileSync(path.join(SRC, bug.file), "utf8"), bug);
  }
});

test.each(some(FOUND_BY_MARKERS, 1))("markers find it: %s", async (_, bug) => {
  const gateway = await startProcess(database.url, bug);
  try {
    await expect(searchForTraces(bug.caller, 600, database, gateway, oracle(database.items))).rejects.toThrow(/"why"/);
  } finally {
    await gateway.stop();
  }
});

test.each(some(FOUND_BY_METAMORPHOSIS, 1))("metamorphosis finds it: %s", async (_, bug) => {
  const twins = await Twins.start(bug);
  try {
    await expect(twins.compare(bug.caller, 450, 2)).rejects.toThrow(bug.differsIn);
  } finally {
    await twins.stop();
  }
});

describe("twins", () => {
  let twins: MarkedDatabase;
  beforeAll(async () => {
    twins = await markedDatabase();
    await plantTwins(twins);
  });
  afterAll(() => twins.stop());

  test.each(some(FOUND_BY_TWINS, 1))("find it: %s", async (_, bug) => {
    const gateway = await startProcess(twins.url, bug);
    try {
      const { caseIds } = await KnownToCaller.of(bug.caller, twins, gateway);
      const query = everything(twins.schema.schema, twins.schema.catalogue, "MASH_SCREENING");
      await expect(compareTwins(gateway, bug.caller, caseIds.get("MASH-0001")!, query)).rejects.toThrow("told apart");
    } finally {
      await gateway.stop();
    }
  });
});
