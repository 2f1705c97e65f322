/** A store of one's own with the demonstration's agencies in it, a folder for files, and a load as the command makes it. */
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Pool } from "pg";
import { GATEWAY_SESSION } from "../../src/database/pool";
import { AGENCIES } from "../../src/demonstration";
import type { Catalogue } from "../../src/gateway/catalogue";
import { HubRepository } from "../../src/governance/hub.repository";
import { LineCheck, type Standing } from "../../src/load/check-line";
import { InputFile } from "../../src/load/input-file";
import { load, type Loaded, type LoadParts } from "../../src/load/load";
import { RefusedReport } from "../../src/load/report";
import { Session } from "../../src/load/session";
import { buildGatewaySchema } from "../../src/schema";
import { cloneDatabase } from "../database-clone";

/** 22 November 2026, 12:00 in London. */
export const NOON = Date.UTC(2026, 10, 22, 12);

export interface ReportedLine {
  readonly line: number;
  readonly codes: readonly string[];
  readonly faults: readonly { readonly path: string; readonly code: string; readonly message: string }[];
  readonly further?: number;
}

export interface StoredItem {
  readonly agency_id: string;
  readonly source_ref: string;
  readonly field: string;
  readonly body: Record<string, unknown>;
  readonly superseded_at: Date | null;
  readonly value: string;
}

export interface Options extends Partial<Omit<LoadParts, "session" | "file" | "report" | "check">> {
  readonly agency?: string;
}

export interface Workplace {
  readonly url: string;
  /** Connected as the owner of the tables. */
  readonly owner: Pool;
  readonly folder: string;
  readonly catalogue: Catalogue;
  /** Writes a file: lines, or bytes as they are. */
  write(content: readonly (string | object)[] | Buffer | string, name?: string): Promise<string>;
  load(file: string, options?: Options): Promise<Loaded>;
  /** As a load asks it, at NOON. */
  stand(): Promise<Standing>;
  report(file: string): ReportedLine[];
  /** By agency and reference, the superseded one before the one that stands. */
  items(): Promise<StoredItem[]>;
  /** As it was at the start. */
  clear(): Promise<void>;
  stop(): Promise<void>;
}

/** One valid line, in parts: of the GP, about a person who has this NHS number. */
export function item(number: number, more: Readonly<Record<string, unknown>> = {}) {
  return {
    agency: "GP",
    person: { system: "NHS_NUMBER", value: "9990001006", name: "Ada Okafor", birthDate: "1999-04-18" },
    field: "wasNotBrought",
    body: { appointmentOn: "2026-08-04", setting: "GP", reason: "No answer." },
    occurredOn: "2026-08-04",
    recordedAt: "2026-08-04T17:00:00Z",
    nature: "FACT",
    authorRole: "Practice nurse",
    sourceRef: `R-${number}`,
    ...more,
  };
}

/** Another person than `item`'s. */
export const BEN = { system: "NHS_NUMBER", value: "9990001014", name: "Ben Okafor", birthDate: "2020-06-09" };

let files = 0;

export async function startWorkplace(): Promise<Workplace> {
  const database = await cloneDatabase();
  const folder = await mkdtemp(path.join(os.tmpdir(), "load-"));
  const owner = new Pool({ connectionString: database.url, max: 2 });
  const pool = new Pool({ connectionString: database.url, ...GATEWAY_SESSION.extra, max: 6 });
  // the database is dropped while the pools are still saying goodbye
  for (const it of [owner, pool]) it.on("error", () => undefined);
  const { catalogue } = await buildGatewaySchema(() => null);
  for (const { id, name, kind, authority = null, categories } of AGENCIES) {
    await owner.query("INSERT INTO agency (id, name, kind, authority, categories) VALUES ($1, $2, $3, $4, $5)", [
      id,
      name,
      kind,
      authority,
      categories,
    ]);
  }
  const hub = new HubRepository(pool);
  const stand = async (): Promise<Standing> => ({ agencies: (await hub.latest()).agencies, at: NOON });
  return {
    url: database.url,
    owner,
    folder,
    catalogue,
    stand,
    write: async (content, name = `${(files += 1)}.ndjson`) => {
      const file = path.join(folder, name);
      await writeFile(file, Array.isArray(content) ? content.map(toLine).join("") : (content as Buffer | string));
      return file;
    },
    load: async (path, { agency, ...options } = {}) => {
      const file = await InputFile.open(path);
      const client = await pool.connect();
      const report = new RefusedReport(`${file.path}.refused.ndjson`);
      try {
        return await load({
          session: new Session(client, { wait: (ms) => sleep(ms), random: Math.random }),
          file,
          report,
          check: new LineCheck(catalogue, agency ?? null),
          run: file.fingerprint,
          lines: 1000,
          patienceMs: 10_000,
          stand,
          told: () => undefined,
          ...options,
        });
      } finally {
        client.release();
        await report.close();
        await file.close();
      }
    },
    report: (file) => {
      const report = `${file}.refused.ndjson`;
      if (!existsSync(report)) return [];
      return readFileSync(report, "utf8")
        .split("\n")
        .filter((it) => it !== "")
        .map((it) => JSON.parse(it) as ReportedLine);
    },
    items: async () => {
      const { rows } = await owner.query<StoredItem>(
        `SELECT agency_id, source_ref, field, body, superseded_at, p.value
         FROM contribution_item i JOIN person_identifier p USING (person_id)
         ORDER BY agency_id, source_ref, superseded_at NULLS LAST, body::text`,
      );
      return rows;
    },
    clear: async () => {
      for (const table of ["contribution_item", "load_progress", "person_identifier", "person"]) {
        await owner.query(`DELETE FROM ${table}`);
      }
      await owner.query("UPDATE agency SET active = true");
    },
    stop: async () => {
      await pool.end();
      await owner.end();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const toLine = (it: string | object): string => `${typeof it === "string" ? it : JSON.stringify(it)}\n`;
