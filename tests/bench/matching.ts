/**
 * npm run bench:matching -- [--people 100000] [--sent 100000] [--seed 1] [--estimate]
 *
 * Puts generated people on file, sends as many descriptions of people, dirtied, of whom a tenth are not on file, and
 * says how many are matched rightly, wrongly and not at all: by the gateway, and by matching exactly. About ten minutes on a quiet machine; Linux.
 * `--estimate` counts how often each outcome of each comparison comes about instead, for src/people/matching/weights.ts.
 */
import "reflect-metadata";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { Client } from "pg";
import { makeDataSource } from "../../ormconfig";
import { bootEmbedded } from "../../src/database/embedded";
import { migrate } from "../../src/database/migrate";
import type { Ask } from "../../src/governance/matching/match-people";
import { estimate } from "./matching/estimate";
import { qualityOf, type Quality } from "./matching/figures";
import { byEither, byNameDateAndPostcode, byNhsNumber, byProbability, type Found } from "./matching/matchers";
import { peopleOf, type People } from "./matching/people";
import { processorTimeOf } from "./processor-time";
import { wholeTablesRead } from "./matching/plan";
import { keysOnFile, putOnFile } from "./matching/store";

const say = (line: string): void => console.error(`${new Date().toISOString().slice(11, 19)} ${line}`);
const { values } = parseArgs({
  options: {
    people: { type: "string", default: "100000" },
    sent: { type: "string" },
    seed: { type: "string", default: "1" },
    estimate: { type: "boolean", default: false },
  },
});

async function main(): Promise<void> {
  const all = peopleOf(Number(values.seed), Number(values.people));
  const people = { ...all, sent: all.sent.slice(0, Number(values.sent ?? values.people)) };
  const { onFile, sent } = people;
  say(
    `${onFile.length} on file, ${sent.length} sent, ${sent.filter((it) => it.is === "nobody").length} of them not on file`,
  );
  if (values.estimate) return console.log(estimate(people).join("\n"));
  const { client, postmaster, stop } = await open();
  try {
    console.log(await measure(client, postmaster, people));
  } finally {
    await stop();
  }
}

async function open() {
  const folder = await fs.promises.mkdtemp(path.join(os.tmpdir(), "gateway-matching-"));
  await fs.promises.chmod(folder, 0o711);
  const server = await bootEmbedded({ dataDir: path.join(folder, "data"), ephemeral: true });
  const owner = makeDataSource(server.url, { poolSize: 2 });
  await owner.initialize();
  await migrate(owner);
  await owner.destroy();
  const client = new Client(server.url);
  await client.connect();
  const stop = async () => {
    await client.end();
    await server.stop();
    await fs.promises.rm(folder, { recursive: true, force: true });
  };
  return { client, postmaster: server.pid, stop };
}

async function measure(client: Client, postmaster: number, { onFile, sent }: People): Promise<string> {
  const began = performance.now();
  await putOnFile(client, onFile);
  say(`on file after ${((performance.now() - began) / 1000).toFixed(0)} s`);
  const read = await wholeTablesRead(client);
  if (read.length > 0) throw new Error(`it reads a whole table: ${read.join("; ")}`);
  const ask: Ask = async <Row>(sql: string, given: unknown[]) => (await client.query(sql, given)).rows as Row[];
  const keys = await keysOnFile(client);
  const without = await byProbability(ask, sent, keys, false);
  say("without identifiers");
  const [node, postgres] = [process.cpuUsage(), processorTimeOf(postmaster)];
  const whole = await byProbability(ask, sent, keys, true);
  const used = process.cpuUsage(node);
  const ofNode = (used.user + used.system) / 1000 / sent.length;
  const ofPostgres = (processorTimeOf(postmaster) - postgres) / 1000 / sent.length;
  const rows: [string, readonly Found[]][] = [
    ["exact name, birth date and postcode", byNameDateAndPostcode(onFile, sent)],
    ["NHS number alone", byNhsNumber(onFile, sent)],
    ["either of the two", byEither(onFile, sent)],
    ["**the gateway**, given no shared identifier", without.found],
    ["**the gateway**", whole.found],
  ];
  const ms = [...whole.msEach].sort((a, b) => a - b);
  const wrong = wrongOf(sent, whole.found);
  return [
    `${onFile.length.toLocaleString("en")} people on file, ${sent.length.toLocaleString("en")} descriptions sent, ${sent
      .filter((it) => it.is === "nobody")
      .length.toLocaleString("en")} of them of people who are not on file; seed ${values.seed}.`,
    "",
    "| | precision | recall | recall with the queue | to a person | of those somebody | wrong | a twin taken for the other |",
    "|---|---|---|---|---|---|---|---|",
    ...rows.map(([name, found]) => `| ${name} | ${rowOf(qualityOf(sent, found))} |`),
    "",
    `A match takes ${ms[Math.floor(ms.length / 2)]!.toFixed(2)} ms (median of batches of 200), ${ms[Math.floor(ms.length * 0.99)]!.toFixed(2)} ms at the 99th percentile; of processor time, ${ofPostgres.toFixed(2)} ms in PostgreSQL and ${ofNode.toFixed(2)} ms in node.`,
    "",
    "Matched wrongly, by what had happened to the description:",
    "",
    ...wrong,
    "",
  ].join("\n");
}

const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;
const rowOf = (it: Quality): string =>
  [
    percent(it.precision),
    percent(it.recall),
    percent(it.recallWithQueue),
    percent(it.queued),
    percent(it.queuedRightly),
    it.wrong,
    it.wrongTwins,
  ].join(" | ");

function wrongOf(sent: People["sent"], found: readonly Found[]): string[] {
  const counts = new Map<string, number>();
  sent.forEach(({ is, dirt }, i) => {
    if (typeof found[i] !== "string" || found[i] === is) return;
    const what = `${is === "nobody" ? "not on file; " : ""}${[...dirt].sort().join(", ") || "nothing"}`;
    counts.set(what, (counts.get(what) ?? 0) + 1);
  });
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .slice(0, 12)
    .map(([what, n]) => `- ${n} × ${what}`);
}

void main();
