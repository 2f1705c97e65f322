/**
 * npm run bench -- [--people 100000] [--rounds 9] [--out docs/bench]
 *
 * Measures, in one run, what a full record costs against its floor, against itself without protection and against a
 * conventional build; how that goes with the family, the agencies and the number of people on file; and how fast the
 * parts are. Writes the figures (figures.json), a page of tables (figures.md) and two plots. Linux, a quiet machine,
 * about a quarter of an hour; `--people 1000000` adds a store that is filled up with copies, and five minutes.
 */
import "reflect-metadata";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { DemonstrationIssuer } from "../../src/identity/demonstration-issuer";
import type { Area } from "./agencies";
import { compare, type Compared, type Runner } from "./compare";
import { decisionsPerSecond } from "./decisions";
import { casesOf, type FamilySize } from "./families";
import { Lane, type Round, type Where } from "./lane";
import { barsOf } from "./plot";
import { recordsPerSecond } from "./records";
import { tablesOf, type Figures } from "./report";
import { sameAnswer } from "./same-answer";
import type { ContenderName } from "./serve";
import { startsOn } from "./start";
import { openStore, type Store } from "./store";

/** The floor first, because every ratio is to it. */
const CONTENDERS: readonly ContenderName[] = ["floor", "product", "unprotected", "conventional"];
const FAMILIES = 100;
const SMALLEST = 1_000;
const LARGEST_LOADED = 100_000;
const COPIED = 10_000;
const say = (line: string): void => console.error(`${new Date().toISOString().slice(11, 19)} ${line}`);

interface Site {
  readonly store: Store;
  readonly where: Where;
  readonly cases: (size: FamilySize, area: Area) => Promise<string[]>;
}

async function openSite(people: number): Promise<Site> {
  say(`filling a store of ${people.toLocaleString("en")} people`);
  const store = await openStore(FAMILIES);
  // what is not loaded is copied, or the largest store would take an hour
  await store.growTo(people > LARGEST_LOADED ? COPIED : people);
  if (people > LARGEST_LOADED) await store.copyTo(people);
  const where = { databaseUrl: store.url, postmaster: store.pid, key: await DemonstrationIssuer.newKey() };
  return { store, where, cases: (size, area) => casesOf(store.client, size, area) };
}

async function measure(people: number, rounds: number): Promise<Figures> {
  const sizes = [SMALLEST, LARGEST_LOADED, 1_000_000].filter((it) => it <= people);
  const sites: Site[] = [];
  for (const size of sizes) sites.push(await openSite(size));
  const largest = sites.at(-1)!;
  const loaded = sites[Math.min(1, sites.length - 1)]!;
  const lanes = new Map<ContenderName, Lane>();
  for (const name of CONTENDERS) lanes.set(name, await Lane.open(name, loaded.where));
  const runner = (name: ContenderName, cases: readonly string[]): Runner => ({ name, lane: lanes.get(name)!, cases });
  try {
    const family = await loaded.cases(5, "B05");
    await sameAnswer([...lanes.values()], family[0]!);

    say("the contenders, in turn");
    const contenders = await compare(
      CONTENDERS.map((it) => runner(it, family)),
      rounds,
      200,
    );

    say("waiting times");
    const waiting: { name: string; connections: number; round: Round }[] = [];
    for (const connections of [1, 8, 64]) {
      for (const name of CONTENDERS) {
        const round = await lanes.get(name)!.round(family, connections === 1 ? 200 : 600, connections);
        waiting.push({ name, connections, round });
      }
    }

    say("families and agencies");
    const shapes: Figures["shapes"][number][] = [];
    const asked: readonly (readonly [FamilySize, Area, number])[] = [
      [2, "B05", 5],
      [5, "B05", 5],
      [6, "B05", 5],
      [12, "B05", 5],
      [5, "B10", 10],
      [12, "B10", 10],
    ];
    for (const [size, area, agencies] of asked) {
      const cases = await loaded.cases(size, area);
      const compared = await compare(
        CONTENDERS.map((it) => runner(it, cases)),
        Math.max(3, rounds >> 1),
        100,
      );
      const { statements } = await lanes.get("product")!.round(cases, 20, 1);
      shapes.push({ people: size, agencies, statements, compared });
    }

    say("stores of different sizes");
    const scale = await compareSizes(sites, sizes, rounds);

    say("decisions, records, starts");
    const decisions = await decisionsPerSecond(loaded.where.databaseUrl, family[0]!);
    const records: Figures["records"][number][] = [];
    for (const callers of [32, 256]) {
      for (const people of [1, 5]) {
        records.push({
          callers,
          people,
          perSecond: await recordsPerSecond(loaded.where.databaseUrl, callers, people),
        });
      }
    }
    const starts = await startsOn([sites[0]!.where.databaseUrl, largest.where.databaseUrl], 5);
    return {
      machine: `${os.cpus().length} × ${os.cpus()[0]?.model.trim() ?? "?"}, Node ${process.versions.node}`,
      date: new Date().toISOString().slice(0, 10),
      people: sizes[Math.min(1, sizes.length - 1)]!,
      largest: sizes.at(-1)!,
      contenders,
      waiting,
      shapes,
      scale,
      decisions,
      records,
      loads: loaded.store.rates,
      starts: { smallest: SMALLEST, ms: starts },
    };
  } finally {
    for (const lane of lanes.values()) lane.close();
    for (const site of sites) await site.store.stop();
  }
}

/** The product on every store, in turn. */
async function compareSizes(sites: readonly Site[], sizes: readonly number[], rounds: number): Promise<Compared[]> {
  const runners: Runner[] = [];
  for (const [i, { where, cases }] of sites.entries()) {
    runners.push({
      name: sizes[i]!.toLocaleString("en"),
      lane: await Lane.open("product", where),
      cases: await cases(5, "B05"),
    });
  }
  try {
    return await compare(runners, rounds, 200);
  } finally {
    for (const { lane } of runners) lane.close();
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      people: { type: "string", default: "100000" },
      rounds: { type: "string", default: "9" },
      out: { type: "string", default: "docs/bench" },
    },
  });
  const figures = await measure(Number(values.people), Number(values.rounds));
  fs.mkdirSync(values.out, { recursive: true });
  const write = (name: string, text: string): void => fs.writeFileSync(path.join(values.out, name), text);
  const bars = (compared: readonly Compared[]) =>
    compared.map((it) => ({
      name: it.name,
      node: it.node,
      postgres: it.postgres,
      note: `${it.total.median.toFixed(2)} ms, ${it.ratio.median.toFixed(2)} ×`,
    }));
  write("figures.json", `${JSON.stringify(figures, null, 2)}\n`);
  write("contenders.svg", barsOf("Processor time of one full record: 5 people, 5 agencies", bars(figures.contenders)));
  write("scale.svg", barsOf("The same record, by people on file", bars(figures.scale)));
  const tables = tablesOf(figures);
  write("figures.md", tables);
  console.log(tables);
}

void main();
