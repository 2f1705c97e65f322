/** A gateway with the demonstration's families, and the load command as an operator gives it, on that gateway's store. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import type { PoolConfig } from "pg";
import { loadFile } from "../../src/commands/load";
import type { Reconciliation } from "../../src/load/extract/reconciliation";
import { startGateway, type TestGateway } from "../api/gateway";

export interface Ran {
  readonly code: number;
  readonly printed: string;
  readonly complained: string;
}

export interface ExtractPlace {
  readonly gate: TestGateway;
  readonly folder: string;
  write(name: string, text: string | Buffer): Promise<string>;
  run(...args: string[]): Promise<Ran>;
  /** With --json. */
  report(...args: string[]): Promise<Reconciliation>;
  /** Every table of the store, each as one number. */
  everything(): Promise<Readonly<Record<string, string>>>;
  stop(): Promise<void>;
}

export async function startExtractPlace(): Promise<ExtractPlace> {
  const gate = await startGateway();
  await gate.owner.query(
    "INSERT INTO app_user (id, agency_id, display_name, roles) VALUES ('rhea.mash', 'MASH', 'Rhea Cole', '{MASH_AGENCY_RESEARCHER}')",
  );
  const folder = await mkdtemp(path.join(os.tmpdir(), "extract-"));
  const DATABASE_URL = (gate.owner as unknown as { options: PoolConfig }).options.connectionString!;
  const run = async (...args: string[]): Promise<Ran> => {
    const [printed, complained]: [string[], string[]] = [[], []];
    const code = await loadFile(
      args,
      { DATABASE_URL },
      {
        print: (line) => printed.push(line),
        complain: (line) => complained.push(line),
      },
    );
    return { code, printed: printed.join("\n"), complained: complained.join("\n") };
  };
  return {
    gate,
    folder,
    run,
    write: async (name, text) => {
      const file = path.join(folder, name);
      await writeFile(file, text);
      return file;
    },
    report: async (...args) => {
      const { printed, complained } = await run(...args, "--json");
      if (printed === "") throw new Error(complained);
      return JSON.parse(printed) as Reconciliation;
    },
    everything: async () => {
      const { rows: tables } = await gate.owner.query<{ name: string }>(
        `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
         WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')`,
      );
      const sums = await Promise.all(
        tables.map(async ({ name }) => {
          const { rows } = await gate.owner.query<{ sum: string }>(
            `SELECT md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) AS sum FROM ${name} t`,
          );
          return [name, rows[0]!.sum] as const;
        }),
      );
      const { rows: sequences } = await gate.owner.query<{ it: string }>(
        "SELECT string_agg(schemaname || '.' || sequencename || last_value, ' ' ORDER BY 1) AS it FROM pg_sequences",
      );
      return { ...Object.fromEntries(sums), sequences: sequences[0]!.it };
    },
    stop: async () => {
      await gate.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
