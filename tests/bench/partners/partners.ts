/**
 * npm run bench:partners -- [--rounds 9] [--requests 60] [--out docs/bench]
 *
 * Measures, in one run and in turn, what a record of five hosted agencies and three partners with systems of their own
 * costs the gateway, and what it costs two federation engines over the same agencies; and counts, for each, the cells
 * that it asked an agency for although they were denied. Installs the engines into a package of their own; writes
 * partners.md. Linux; a quiet machine.
 */
import "reflect-metadata";
import assert from "node:assert/strict";
import { execFileSync, type ChildProcess } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { agencyScope, OpaqueIds } from "../../../src/gateway/opaque-ids";
import { DemonstrationIssuer } from "../../../src/identity/demonstration-issuer";
import { LINE_LIMITS } from "../../../src/remote/transport/partner-line";
import { CALLER, ID_KEY, TOKEN_RULES } from "../contenders/contender";
import { casesOf } from "../families";
import { openStore } from "../store";
import { ContenderLane, forked, heardFrom, type Timed } from "./contender-lane";
import { DUTIES } from "./engine-server";
import type { Policy } from "./policy";
import { CONTRIBUTIONS, ENGINE_QUESTION, factsIn, gatewayQuestion } from "./question";
import type { CellAsked } from "./remote-server";
import { pageOf, type Audit, type Hanging, type Measured } from "./report";
import { LIMIT_MS, seedRemotes } from "./seed";

const FAMILIES = 100;
const DELAYS = [0, 10] as const;
const ENGINES = ["stitching", "apollo"] as const;
const AUDITED = 20;
const WARM_UP = 300;
const say = (line: string): void => console.error(`${new Date().toISOString().slice(11, 19)} ${line}`);

const sealed = (caseId: string): string => new OpaqueIds(ID_KEY).seal("case", agencyScope(CALLER.agencyId), caseId);
const bodyOf = (query: string, id: string): string => JSON.stringify({ query, variables: { id } });

interface Decided {
  readonly members: readonly {
    readonly name: string;
    readonly [contribution: string]: unknown;
  }[];
}

/** What the gateway itself decided, field by field: the engines are given it, and everybody's requests are held to it. */
async function policyOf(
  gateway: ContenderLane,
  cases: readonly string[],
  idOf: ReadonlyMap<string, string>,
): Promise<Policy> {
  const query = gatewayQuestion("sharing { decisions { fields outcome } } ");
  const permitted: Record<string, Record<string, string[]>> = {};
  for (const caseId of cases) {
    const answer = await gateway.ask(caseId, bodyOf(query, sealed(caseId)));
    const { data } = JSON.parse(answer) as { data: { familyRecord: Decided } };
    for (const member of data.familyRecord.members) {
      const of = (permitted[idOf.get(member.name)!] ??= {});
      for (const contribution of CONTRIBUTIONS.keys()) {
        const held = member[contribution] as { sharing: { decisions: { fields: string[]; outcome: string }[] } }[];
        of[contribution] = held.flatMap(({ sharing }) =>
          sharing.decisions.filter((it) => it.outcome !== "WITHHELD").flatMap((it) => it.fields),
        );
      }
    }
  }
  return { permitted };
}

/** Everything that agencies are asked for, on the wire to partners and in the contender's own process. */
async function audit(
  lane: ContenderLane,
  cases: readonly string[],
  remotes: ChildProcess,
  policy: Policy,
): Promise<Audit> {
  const told = <T>(what: object): Promise<T> => {
    remotes.send(what);
    return heardFrom<T>(remotes);
  };
  await told({ audit: true });
  await lane.tell("audit");
  for (const caseId of cases) await lane.ask(caseId);
  const asked = [...(await lane.tell<CellAsked[]>("asked")), ...(await told<CellAsked[]>({ audit: false }))];
  const denied = asked.filter(({ person, contribution, field }) => {
    const fields = policy.permitted[person]?.[contribution];
    return CONTRIBUTIONS.get(contribution)?.[field] !== undefined && !fields?.includes(field);
  });
  return { asked: asked.length / cases.length, denied: denied.length / cases.length };
}

/**
 * The three partners take for ever. As many records as it takes until they are left alone wait for them; then the next
 * ones, which find them so.
 */
async function hanging(gateway: ContenderLane, cases: readonly string[], remotes: ChildProcess): Promise<Hanging> {
  remotes.send({ delay: 60_000 });
  await heardFrom(remotes);
  const waits: number[] = [];
  for (const caseId of cases.slice(0, LINE_LIMITS.failuresInARow * 2)) {
    const started = performance.now();
    const answer = await gateway.ask(caseId);
    waits.push(performance.now() - started);
    assert.match(answer, /"data":\{"familyRecord":\{/, "the rest arrives");
  }
  return {
    limit: LIMIT_MS,
    beyond: waits.slice(0, LINE_LIMITS.failuresInARow).map((it) => it - LIMIT_MS),
    leftAlone: waits.slice(LINE_LIMITS.failuresInARow),
  };
}

async function install(): Promise<void> {
  const cwd = path.join(__dirname, "engines");
  if (fs.existsSync(path.join(cwd, "node_modules/@apollo/gateway"))) return;
  say("installing the engines");
  execFileSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd, stdio: "inherit" });
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      rounds: { type: "string", default: "9" },
      requests: { type: "string", default: "60" },
      out: { type: "string", default: "docs/bench" },
    },
  });
  await install();
  const loadBefore = os.loadavg()[0]!;
  say("filling a store");
  const store = await openStore(FAMILIES);
  const lanes: ContenderLane[] = [];
  const remotes = forked("remote-server.ts");
  try {
    const urls = await heardFrom<Record<string, string>>(remotes);
    await seedRemotes(store.client, urls);
    const cases = await casesOf(store.client, 5, "B05");
    const { rows } = await store.client.query<{ name: string; id: string }>(
      "SELECT name, md5('bench person B05 ' || replace(replace(name, 'Bench ', ''), '-', ' '))::uuid::text AS id FROM person WHERE name LIKE 'Bench %'",
    );
    const idOf = new Map(rows.map((it) => [it.name, it.id]));
    const key = await DemonstrationIssuer.newKey();
    const token = await (await DemonstrationIssuer.from(key, TOKEN_RULES)).mint(CALLER, Date.now());
    const common = { token, postmaster: store.pid };
    const setting = { databaseUrl: store.url, key, urls };
    const gateway = await ContenderLane.open({
      ...common,
      name: "gateway",
      label: "gateway",
      setting,
      bodyOf: (id) => bodyOf(gatewayQuestion(), sealed(id)),
    });
    lanes.push(gateway);
    say("what is decided");
    const policy = await policyOf(gateway, cases, idOf);
    await gateway.ask(cases[0]!);
    const record = await store.client.query<{ body: string }>(
      "SELECT body FROM disclosure_record ORDER BY seq DESC LIMIT 1",
    );
    for (const name of ENGINES) {
      for (const duties of DUTIES) {
        const lane = await ContenderLane.open({
          ...common,
          name,
          label: `${name}, ${duties}`,
          setting: { ...setting, duties, policy, record: record.rows[0]!.body },
          bodyOf: (id) => bodyOf(ENGINE_QUESTION, id),
        });
        lanes.push(lane);
      }
    }
    say("the same answer");
    const expected = factsIn(await gateway.ask(cases[0]!));
    for (const lane of lanes)
      if (!lane.label.endsWith("none")) assert.deepEqual(factsIn(await lane.ask(cases[0]!)), expected, lane.label);

    const audits: Audit[] = [];
    for (const lane of lanes) audits.push(await audit(lane, cases.slice(0, AUDITED), remotes, policy));

    say("warming up");
    for (const lane of lanes) await lane.round(cases, WARM_UP);
    const seen = lanes.map(() => DELAYS.map((): Timed[] => []));
    const loads: number[] = [];
    for (let round = 0; round < Number(values.rounds); round += 1) {
      for (const [d, delay] of DELAYS.entries()) {
        remotes.send({ delay });
        await heardFrom(remotes);
        for (const [i, lane] of lanes.entries()) seen[i]![d]!.push(await lane.round(cases, Number(values.requests)));
      }
      loads.push(os.loadavg()[0]!);
      say(`round ${round + 1}`);
    }
    say("partners that never answer");
    const never = await hanging(gateway, cases, remotes);
    const measured = lanes.map(({ label }, i): Measured => ({
      label,
      audit: audits[i]!,
      byDelay: DELAYS.map((delay, d) => ({ delay, rounds: seen[i]![d]! })),
    }));
    const people = Object.values(policy.permitted);
    const fields = [...CONTRIBUTIONS].flatMap(([name, it]) => Object.keys(it).map((field) => [name, field] as const));
    const open = people.reduce(
      (sum, it) => sum + fields.filter(([name, field]) => it[name]!.includes(field)).length,
      0,
    );
    const page = pageOf(measured, {
      machine: `${os.cpus().length} × ${os.cpus()[0]?.model.trim() ?? "?"}, Node ${process.versions.node}`,
      date: new Date().toISOString().slice(0, 10),
      loads: [loadBefore, ...loads],
      rounds: Number(values.rounds),
      requests: Number(values.requests),
      hanging: never,
      permitted: open / (people.length * fields.length),
    });
    fs.mkdirSync(values.out, { recursive: true });
    fs.writeFileSync(path.join(values.out, "partners.md"), page);
    console.log(page);
  } finally {
    for (const lane of lanes) lane.close();
    remotes.kill();
    await store.stop();
  }
}

void main();
