/** Random operations as one caller, each searched for traces. What the proof runs, and what has to find a planted bug. */
import fc, { type GeneratorValue } from "fast-check";
import type { Coverage } from "./coverage";
import type { GatewayProcess } from "./gateway-process";
import { KnownToCaller } from "./known";
import type { MarkedDatabase } from "./marked-database";
import type { Oracle } from "./may-be-seen";
import { generated, operation } from "./operations";
import { Disclosures, tracesIn } from "./trace";

export const SEED = Number(process.env.PROOF_SEED ?? 20261122);

/** Callers differ in what they ask, not only in who they are. */
export const seedOf = (caller: string, all: readonly string[]): number => SEED + all.indexOf(caller);

/** @throws Error naming the traces, and the smallest operation that leaves one */
export async function searchForTraces(
  caller: string,
  operations: number,
  database: MarkedDatabase,
  gateway: GatewayProcess,
  seen: Oracle,
  coverage?: Coverage,
  seed = SEED,
): Promise<void> {
  const { schema, markers, owner } = database;
  const known = await KnownToCaller.of(caller, database, gateway);
  const disclosures = await Disclosures.by(caller, owner);
  const property = fc.asyncProperty(generated(), async (generator: GeneratorValue) => {
    const asked = operation(generator, schema.schema, caller, known);
    const answer = await gateway.ask(caller, asked.body);
    known.learn(answer.body);
    const traces = tracesIn(asked, answer, gateway.output(), await disclosures.take(), markers, seen);
    if (traces.length > 0) throw new Error(`${JSON.stringify(traces.slice(0, 5), null, 1)}\n${asked.body}`);
    coverage?.note(asked, answer, markers.in(answer.body));
  });
  const found = await fc.check(property, { numRuns: operations, seed, endOnFailure: !coverage });
  if (found.failed) {
    const { message } = found.errorInstance as Error;
    throw new Error(
      `${caller}, seed ${seed}, operation ${found.numRuns}, path ${found.counterexamplePath}: ${message}`,
    );
  }
}
