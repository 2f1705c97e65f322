/**
 * npm run supergraph
 *
 * The gateway from above, in an optional job: the Apollo subgraph compatibility suite against a subgraph that is made as
 * the gateway's is, and a supergraph of the gateway and a second subgraph behind Hive Gateway. Installs what it needs
 * into a package of its own (half a gigabyte); uses ports 4000 to 4005.
 */
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { composeServices, compositionHasErrors } from "@theguild/federation-composition";
import { parse } from "graphql";
import { courtsSdl, serveCourts } from "./courts";
import { serveProducts } from "./products";

const SUITE = path.join(__dirname, "engine/node_modules/@apollo/federation-subgraph-compatibility-tests");
const HIVE = path.join(__dirname, "engine/node_modules/.bin/hive-gateway");
const ROOT = path.join(__dirname, "../..");
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "supergraph-"));
const children: ChildProcess[] = [];
let passed = 0;
let failed = 0;

const check = (what: string, is: boolean): void => {
  if (is) passed += 1;
  else failed += 1;
  console.log(`${is ? "✓" : "✗"} ${what}`);
};

function start(command: string, args: readonly string[], options: { cwd?: string; env?: NodeJS.ProcessEnv } = {}) {
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], ...options });
  child.stdout.on("data", (text: Buffer) => fs.appendFileSync(path.join(scratch, "processes.log"), text));
  child.stderr.on("data", (text: Buffer) => fs.appendFileSync(path.join(scratch, "processes.log"), text));
  children.push(child);
  return child;
}

async function ask(url: string, query: string, variables: object = {}, token?: string) {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: JSON.stringify({ query, variables }),
  });
  // what a check looks into depends on its query
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  return (await response.json()) as any;
}

async function until(what: string, isUp: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 240; attempt += 1) {
    if (await isUp().catch(() => false)) return;
    await new Promise((waited) => setTimeout(waited, 250));
  }
  throw new Error(`${what} did not start; see ${scratch}/processes.log`);
}
const answers = (url: string) => until(url, async () => (await ask(url, "{ __typename }")) !== undefined);

function composed(services: readonly { name: string; url: string; sdl: string }[]): string {
  const result = composeServices(services.map(({ name, url, sdl }) => ({ name, url, typeDefs: parse(sdl) })));
  if (compositionHasErrors(result)) throw new Error(result.errors.map((it) => it.message).join("\n"));
  const file = path.join(scratch, `${services[0]!.name}.graphql`);
  fs.writeFileSync(file, result.supergraphSdl);
  return file;
}

function hive(supergraph: string, port: number, endpoint: string): ChildProcess {
  const config = path.join(scratch, `hive-${port}.config.mjs`);
  fs.writeFileSync(
    config,
    `export const gatewayConfig = { graphqlEndpoint: "${endpoint}", landingPage: false, propagateHeaders: {
       fromClientToSubgraphs: ({ request }) => ({ authorization: request.headers.get("authorization") }) } };`,
  );
  return start(process.execPath, [HIVE, "supergraph", supergraph, "--port", String(port), "-c", config], {
    cwd: __dirname,
  });
}

async function compatibility(): Promise<void> {
  const stop = await serveProducts(4001);
  for (const [name] of [["users"], ["inventory"]] as const) {
    start(process.execPath, ["index.js"], { cwd: path.join(SUITE, "dist/subgraphs", name) });
  }
  const file = (name: string) => fs.readFileSync(path.join(SUITE, `dist/subgraphs/${name}/${name}.graphql`), "utf8");
  const products = fs.readFileSync(path.join(SUITE, "products.graphql"), "utf8");
  const supergraph = composed([
    { name: "products", url: "http://localhost:4001", sdl: products },
    { name: "users", url: "http://localhost:4002", sdl: file("users") },
    { name: "inventory", url: "http://localhost:4003", sdl: file("inventory") },
  ]);
  const engine = hive(supergraph, 4000, "/");
  for (const port of [4000, 4002, 4003]) await answers(`http://localhost:${port}/`);
  const report = path.join(scratch, "jest.json");
  const config = JSON.stringify({
    rootDir: path.join(SUITE, "dist/tests"),
    testMatch: ["**/*.test.js"],
    // it is installed, and jest looks into nothing that is, unless told
    testPathIgnorePatterns: [],
    haste: { retainAllFiles: true },
    transform: {},
  });
  const jest = path.join(ROOT, "node_modules/.bin/jest");
  const args = ["-c", config, "--json", `--outputFile=${report}`, "--runInBand", "--forceExit"];
  // not waited for in one piece: the subgraph that it asks is served by this process
  await new Promise((ended) => start(process.execPath, [jest, ...args], { cwd: SUITE }).once("exit", ended));
  const { testResults } = JSON.parse(fs.readFileSync(report, "utf8")) as {
    testResults: { assertionResults: { fullName: string; status: string }[] }[];
  };
  check("the suite has 23 tests", testResults.flatMap((it) => it.assertionResults).length === 23);
  for (const it of testResults.flatMap((suite) => suite.assertionResults))
    check(`suite: ${it.fullName}`, it.status === "passed");
  engine.kill();
  await stop();
}

async function supergraph(): Promise<void> {
  const gateway = "http://localhost:4004/graphql";
  start(process.execPath, ["-r", "@swc-node/register", "src/main.ts"], {
    cwd: ROOT,
    env: { ...process.env, PORT: "4004", DATA_DIR: path.join(scratch, "pg") },
  });
  await until("the gateway", async () => (await fetch("http://localhost:4004/ready")).status === 200);
  const token = async (user: string) => (await fetch(`http://localhost:4004/demonstration/token/${user}`)).text();
  const amara = await token("amara.mash");
  const { data } = await ask(gateway, "{ _service { sdl } }", {}, await token("petra.school"));
  const cases = await ask(gateway, "{ viewer { cases { id reference } } }", {}, amara);
  const caseId = cases.data.viewer.cases.find((it: { reference: string }) => it.reference === "MASH-0001").id as string;
  const FIELDS = "age education { attendance { attendancePct } sharing { decisions { category outcome reason } } }";
  const own = await ask(
    gateway,
    `{ familyRecord(caseId: "${caseId}", purpose: MASH_SCREENING) { members { key ${FIELDS} } } }`,
    {},
    amara,
  );
  const [first] = own.data.familyRecord.members as { key: string }[];
  const stop = await serveCourts(4005, first!.key);
  const file = composed([
    { name: "family-record", url: gateway, sdl: data._service.sdl },
    { name: "courts", url: "http://localhost:4005", sdl: courtsSdl },
  ]);
  const above = "http://localhost:4000/graphql";
  hive(file, 4000, "/graphql");
  await answers(above);
  const query = `{ hearings { court about { ${FIELDS} } } }`;
  const joined = await ask(above, query, {}, amara);
  const { key: _, ...expected } = first!;
  check(
    "through the engine a member reads as in the record",
    JSON.stringify(joined.data?.hearings?.[0]?.about) === JSON.stringify(expected),
  );
  const kemi = await ask(above, query, {}, await token("kemi.eh"));
  check("somebody else's credential finds nobody by that key", kemi.data?.hearings?.[0]?.about === null);
  const nobody = await ask(above, query);
  check("without a credential nothing comes back", !nobody.data?.hearings?.[0]?.about && nobody.errors?.length > 0);
  check("what is withheld is in no error either", !JSON.stringify([joined, kemi, nobody]).includes("stack"));
  await stop();
}

async function main(): Promise<void> {
  if (!fs.existsSync(SUITE))
    execFileSync("npm", ["ci", "--ignore-scripts"], { cwd: path.join(__dirname, "engine"), stdio: "inherit" });
  try {
    await compatibility();
    await supergraph();
  } finally {
    for (const child of children) child.kill();
  }
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed > 0 ? 1 : 0);
}

void main();
