/**
 * node -r @swc-node/register tests/bench/proof.ts [RECORDS]
 *
 * What anchoring and verifying cost on a long log: a million records of a kilobyte unless told otherwise, written with
 * SQL into a throw-away database. Prints one line a figure.
 */
import "reflect-metadata";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { makeDataSource } from "../../ormconfig";
import { Anchor } from "../../src/audit/anchor/anchor";
import { exportRecord } from "../../src/audit/anchor/export-record";
import { RecordTree } from "../../src/audit/anchor/record-tree";
import { writeLine } from "../../src/audit/proof/export-format";
import { signerOf } from "../../src/audit/proof/signed-note";
import { consistencyProof, inclusionProof } from "../../src/audit/proof/subtrees";
import { writeProof } from "../../src/audit/proof/tlog-proof";
import { verifyLog } from "../../src/commands/verify-log";
import { bootEmbedded } from "../../src/database/embedded";
import { migrate } from "../../src/database/migrate";
import { GATEWAY_SESSION, poolOf } from "../../src/database/pool";

const RECORDS = Number(process.argv[2] ?? 1_000_000);
const SIGNER = signerOf("example.org/bench", new Uint8Array(32).fill(1));
const APPEND = `
  SELECT append_disclosures(
    array_agg(format('{"v":2,"id":"%s","at":"2026-11-22T12:00:00.000Z","case":null,"subjects":[],"pad":"%s"}',
      gen_random_uuid(), repeat(md5(i::text), 28))),
    array_agg(md5(i::text))) FROM generate_series(1, $1::int) i`;

async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const started = performance.now();
  const done = await work();
  const ms = performance.now() - started;
  console.log(`${what}: ${ms < 1000 ? `${ms.toFixed(1)} ms` : `${(ms / 1000).toFixed(1)} s`}`);
  return done;
}

async function measure(): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "bench-proof-"));
  fs.chmodSync(folder, 0o711);
  const server = await bootEmbedded({ dataDir: path.join(folder, "data"), ephemeral: true });
  const owner = makeDataSource(server.url, { poolSize: 2 });
  const gateway = makeDataSource(server.url, GATEWAY_SESSION);
  try {
    await owner.initialize();
    await migrate(owner);
    await gateway.initialize();
    const fill = (count: number) => poolOf(owner).query(APPEND, [count]);
    await timed(`${RECORDS} records written`, async () => {
      for (let left = RECORDS; left > 0; left -= 5_000) await fill(Math.min(left, 5_000));
      await poolOf(owner).query("ANALYZE disclosure_record");
    });
    await anchor(poolOf(gateway), path.join(folder, "checkpoints"), fill);
    await prove(poolOf(gateway));
    await verify(poolOf(gateway), path.join(folder, "export"));
  } finally {
    await gateway.destroy();
    await owner.destroy();
    await server.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

type Pool = ReturnType<typeof poolOf>;

async function anchor(pool: Pool, directory: string, fill: (count: number) => Promise<unknown>): Promise<void> {
  const newAnchor = () =>
    new Anchor({
      signer: SIGNER,
      formerKeys: [],
      directory,
      intervalMs: 10_000,
      graceMs: 14_400_000,
      pool,
      now: Date.now,
      report: (event) => console.log(`  ${event}`),
      tell: () => Promise.resolve(),
    });
  const first = newAnchor();
  await timed("first checkpoint, all of it read", () => first.turn());
  for (const more of [1, 100, 10_000]) {
    await fill(more);
    await timed(`checkpoint after ${more} more`, () => first.turn());
  }
  await timed("turn with nothing new", () => first.turn());
  await fill(100);
  await timed("first checkpoint after a restart, 100 more", () => newAnchor().turn());
}

async function prove(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ size: string; note: string }>(
    "SELECT size, note FROM disclosure_checkpoint ORDER BY size DESC LIMIT 1",
  );
  const size = Number(rows[0]!.size);
  const path_ = await timed("inclusion proof", () =>
    inclusionProof(123_456 % size, size, new RecordTree(pool).subtree),
  );
  const checkpoint = { origin: SIGNER.name, size, root: Buffer.alloc(32), note: rows[0]!.note };
  console.log(`  ${path_.length} hashes; ${writeProof(123_456, path_, checkpoint).length} bytes as a tlog-proof`);
  const older = Math.floor(size / 3);
  const proof = await timed("consistency proof", () => consistencyProof(older, size, new RecordTree(pool).subtree));
  console.log(`  ${proof.length} hashes`);
  const stored = await pool.query<{ n: number; bytes: string }>(
    "SELECT count(*)::int AS n, pg_total_relation_size('disclosure_subtree') AS bytes FROM disclosure_subtree",
  );
  console.log(
    `stored subtrees: ${stored.rows[0]!.n}, ${stored.rows[0]!.bytes} bytes; checkpoint: ${checkpoint.note.length} bytes`,
  );
}

async function verify(pool: Pool, out: string): Promise<void> {
  const size = await new RecordTree(pool).size();
  await timed("export", async () => {
    const file = fs.createWriteStream(out);
    for await (const line of exportRecord(pool, { origin: SIGNER.name, from: 1, to: size })) {
      if (!file.write(`${writeLine(line)}\n`)) await once(file, "drain");
    }
    file.end();
    await once(file, "finish");
  });
  console.log(`  ${fs.statSync(out).size} bytes`);
  const before = process.memoryUsage().rss;
  const busy = process.cpuUsage();
  await timed("verification", async () =>
    verifyLog(
      [out, "--key", SIGNER.text],
      { print: (it) => console.log(`  ${it}`), complain: (it) => console.log(`  ${it}`) },
      () => performance.now(),
    ),
  );
  const { user, system } = process.cpuUsage(busy);
  console.log(`  ${Math.round(size / ((user + system) / 1e6))} records for a second of one processor`);
  console.log(`  memory grew by ${Math.round((process.memoryUsage().rss - before) / 1e6)} MB`);
}

void measure();
