/**
 * No trace, by markers: every value that can be withheld is marked; as every demonstration caller, random operations;
 * no marker that the caller is denied is anywhere — answer, headers, standard output and error, disclosure record.
 */
import fc, { type GeneratorValue } from "fast-check";
import { proofSize } from "../../proof-size";
import { Coverage } from "./coverage";
import { startProcess, type GatewayProcess } from "./gateway-process";
import { KnownToCaller } from "./known";
import { markedDatabase, type MarkedDatabase } from "./marked-database";
import { oracle, type Oracle } from "./may-be-seen";
import { callers, generated, operation } from "./operations";
import { Disclosures, tracesIn } from "./trace";

const OPERATIONS = proofSize(300, 10_000);
const SEED = Number(process.env.PROOF_SEED ?? 20261122);

let database: MarkedDatabase;
let gateway: GatewayProcess;
let seen: Oracle;
let disclosures: Disclosures;
const coverage = new Coverage();

beforeAll(async () => {
  database = await markedDatabase();
  gateway = await startProcess(database.url);
  seen = oracle(database.items);
  disclosures = new Disclosures(database.owner);
});
afterAll(async () => {
  await gateway.stop();
  await database.stop();
  console.log(coverage.report(database.schema.schema, database.markers.size, database.items.size));
});

test.each(callers())(
  "%s",
  async (caller) => {
    const known = await KnownToCaller.of(caller, database, gateway);
    await disclosures.take();
    const property = fc.asyncProperty(generated(), async (generator: GeneratorValue) => {
      const asked = operation(generator, database.schema.schema, caller, known);
      const answer = await gateway.ask(caller, asked.body);
      known.learn(answer.body);
      const traces = tracesIn(asked, answer, gateway.output(), await disclosures.take(), database.markers, seen);
      if (traces.length > 0) throw new Error(`${JSON.stringify(traces.slice(0, 5), null, 1)}\n${asked.body}`);
      coverage.note(asked, answer, database.markers.in(answer.body));
    });
    await fc.assert(property, { numRuns: OPERATIONS, seed: SEED });
  },
  3_600_000,
);

test("enough was answered, refused and mistaken, and enough of the schema was asked for the proof to mean something", () => {
  const { shares, coverageOf } = coverage.measured(database.schema.schema);
  expect(shares.answered).toBeGreaterThan(0.5);
  expect(shares.refused).toBeGreaterThan(0.04);
  expect(shares.mistaken).toBeGreaterThan(0.04);
  expect(coverageOf.fields).toBeGreaterThan(0.9);
  expect(coverageOf.arguments).toBeGreaterThan(0.9);
  expect(coverage.markersShown).toBeGreaterThan(1_000);
});
