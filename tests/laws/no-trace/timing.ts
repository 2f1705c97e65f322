/**
 * Can a clock tell what the bytes do not? Measures pairs of requests over HTTP that differ in nothing but what is held:
 * withheld with data against withheld without, covertly restricted against never recorded, each in random order, one
 * after the other, so that what else the machine does falls on both. Prints plain lines; it is a measurement, no test.
 *
 *   node -r @swc-node/register tests/laws/no-trace/timing.ts [pairs] [part of a question's name]
 */
import "reflect-metadata";
import globalSetup from "../../global-setup";
import { startProcess } from "./gateway-process";
import { markedDatabase } from "./marked-database";
import { compare } from "./statistics";
import { plantPairs, QUESTIONS, type Pair } from "./timing-pairs";

const PAIRS = Number(process.argv[2] ?? 5_000);
const ONLY = process.argv[3] ?? "";
const WARM = 300;

async function main(): Promise<void> {
  await globalSetup();
  const database = await markedDatabase();
  const pairs = await plantPairs(database);
  await database.owner.query("VACUUM ANALYZE");
  // as in a store of a real size; in one so small a planner would rather read all of it
  const { rows } = await database.owner.query<{ name: string }>("SELECT current_database() AS name");
  await database.owner.query(`ALTER DATABASE "${rows[0]!.name}" SET enable_seqscan = off`);
  const gateway = await startProcess(database.url);
  const timed = async ({ caller, query }: (typeof QUESTIONS)[number], id: string): Promise<number> => {
    const body = JSON.stringify({ query, variables: { id } });
    const start = process.hrtime.bigint();
    await gateway.ask(caller, body);
    return Number(process.hrtime.bigint() - start) / 1_000;
  };
  for (const question of QUESTIONS.filter((it) => it.name.includes(ONLY))) {
    const pair: Pair = pairs[question.pair];
    const [left, right]: [number[], number[]] = [[], []];
    for (let i = -WARM; i < PAIRS; i += 1) {
      const firstHeld = Math.random() < 0.5;
      const one = await timed(question, firstHeld ? pair.held : pair.none);
      const two = await timed(question, firstHeld ? pair.none : pair.held);
      if (i < 0) continue;
      left.push(firstHeld ? one : two);
      right.push(firstHeld ? two : one);
    }
    const it = compare(left, right);
    console.log(
      [
        `${question.name}`,
        `  ${it.pairs} pairs; medians ${it.medians.map((m) => m.toFixed(0)).join(" and ")} µs`,
        `  median difference ${it.medianDifference.toFixed(1)} µs, 95 % interval ${it.interval.map((m) => m.toFixed(1)).join(" to ")}`,
        `  Wilcoxon p = ${it.wilcoxon.toPrecision(2)}; Mann-Whitney p = ${it.mannWhitney.toPrecision(2)}; Welch t = ${it.welchT.toFixed(2)}`,
      ].join("\n"),
    );
  }
  await gateway.stop();
  await database.stop();
  await globalThis.undoGlobalSetup?.();
}

void main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
