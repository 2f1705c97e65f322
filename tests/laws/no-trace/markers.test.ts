/**
 * No trace, by markers: every value that can be withheld is marked; as every demonstration caller, random operations;
 * no marker that the caller is denied is anywhere — answer, headers, standard output and error, disclosure record.
 */
import { proofSize } from "../../proof-size";
import { Coverage } from "./coverage";
import { startProcess, type GatewayProcess } from "./gateway-process";
import { markedDatabase, type MarkedDatabase } from "./marked-database";
import { oracle, type Oracle } from "./may-be-seen";
import { callers } from "./operations";
import { searchForTraces, seedOf } from "./search-for-traces";

const OPERATIONS = proofSize(400, 10_000);
/** As many at a time: they wait for one gateway and one PostgreSQL. */
const GROUP = 4;

let database: MarkedDatabase;
let gateway: GatewayProcess;
let seen: Oracle;
const coverage = new Coverage();

beforeAll(async () => {
  database = await markedDatabase();
  gateway = await startProcess(database.url);
  seen = oracle(database.items);
});
afterAll(async () => {
  await gateway.stop();
  await database.stop();
  if (process.env.PROOF_REPORT)
    console.log(coverage.report(database.schema.schema, database.markers.size, database.items.size));
});

const groups = Array.from({ length: Math.ceil(callers().length / GROUP) }, (_, i) => {
  const group = callers().slice(i * GROUP, (i + 1) * GROUP);
  return [group.join(", "), group] as const;
});

test.each(groups)(
  `${OPERATIONS} operations each, and no trace: %s`,
  async (_, group) => {
    const search = (it: string) =>
      searchForTraces(it, OPERATIONS, database, gateway, seen, coverage, seedOf(it, callers()));
    await Promise.all(group.map(search));
  },
  7_200_000,
);

test("enough was answered, refused and mistaken, and enough of the schema was asked for, to mean something", () => {
  const { shares, coverageOf } = coverage.measured(database.schema.schema);
  expect(shares.answered).toBeGreaterThan(0.5);
  expect(shares.refused).toBeGreaterThan(0.04);
  expect(shares.mistaken).toBeGreaterThan(0.04);
  expect(coverageOf.fields).toBeGreaterThan(0.9);
  expect(coverageOf.arguments).toBeGreaterThan(0.9);
  expect(coverage.markersShown).toBeGreaterThan(1_000);
});
