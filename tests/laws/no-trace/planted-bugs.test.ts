/** The proofs find what they are for: each bug is planted in a gateway of its own, and found. */
import { proofSize } from "../../proof-size";
import { startProcess } from "./gateway-process";
import { markedDatabase, type MarkedDatabase } from "./marked-database";
import { oracle } from "./may-be-seen";
import { FOUND_BY_MARKERS, type Planted } from "./planted-bugs";
import { searchForTraces } from "./search-for-traces";

/** All of them with the whole proof; of each kind the first few in CI. */
const some = (all: readonly Planted[], sample: number): (readonly [string, Planted])[] =>
  all.slice(0, proofSize(sample, all.length)).map((it) => [it.name, it]);

let database: MarkedDatabase;
beforeAll(async () => {
  database = await markedDatabase();
});
afterAll(() => database.stop());

test.each(some(FOUND_BY_MARKERS, 2))("markers find it: %s", async (_, bug) => {
  const gateway = await startProcess(database.url, bug);
  try {
    await expect(searchForTraces(bug.caller, 400, database, gateway, oracle(database.items))).rejects.toThrow(/"why"/);
  } finally {
    await gateway.stop();
  }
});
