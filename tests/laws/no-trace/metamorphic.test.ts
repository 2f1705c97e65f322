/**
 * No trace, by metamorphosis: what a caller is denied is flipped, added and taken away while they ask, and no byte of
 * any answer, no header, no count, no page, no statement differs from those of a gateway where nothing was changed.
 */
import { proofSize } from "../../proof-size";
import { Twins } from "./metamorphosis";
import { callers } from "./operations";
import { seedOf } from "./search-for-traces";

const OPERATIONS = proofSize(25, 1_000);

let twins: Twins;
beforeAll(async () => {
  twins = await Twins.start();
});
afterAll(() => twins.stop());

test.each(callers())(
  `%s: ${OPERATIONS} operations, and nothing differs`,
  async (caller) => {
    const changed = await twins.compare(caller, OPERATIONS, 8, seedOf(caller, callers()));
    expect(changed).toBeGreaterThan(OPERATIONS / 2);
  },
  3_600_000,
);
