/** Disclosure records a second: so many callers who each wait for their record to be committed, as answers do. */
import { randomUUID } from "node:crypto";
import { Pool } from "pg";
import { DisclosureCodec } from "../../src/audit/disclosure-codec";
import type { Disclosure } from "../../src/audit/disclosure";
import { DisclosureLog } from "../../src/audit/disclosure-log";
import { BENCH_AGENCIES, decisionsOf } from "./agencies";
import { medianOf } from "./median";

const ROUNDS = 5;
const RECORDS = 4_000;

export async function recordsPerSecond(databaseUrl: string, callers: number, people: number): Promise<number> {
  const pool = new Pool({ connectionString: databaseUrl, options: "-c role=family_record_gateway" });
  const log = new DisclosureLog(pool, new DisclosureCodec(new Uint8Array(32).fill(9)));
  const rates: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    let left = RECORDS;
    const began = performance.now();
    const caller = async (): Promise<void> => {
      while (left-- > 0) await log.append(disclosureOf(people));
    };
    await Promise.all(Array.from({ length: callers }, caller));
    rates.push(RECORDS / ((performance.now() - began) / 1000));
  }
  await pool.end();
  return medianOf(rates);
}

/** What the full record of so many people by five agencies leaves behind. */
function disclosureOf(people: number): Disclosure {
  const subjects = Array.from({ length: people }, () => randomUUID());
  const decisions = subjects.flatMap((_, subject) =>
    BENCH_AGENCIES.filter((it) => it.area === "B05").flatMap((agency) =>
      decisionsOf(agency.kind).map(({ category, reason }) => ({
        subject,
        source: agency.id,
        category,
        mode: "CONTENT" as const,
        minimumLevel: null,
        manual: false,
        outcome: "RELEASED" as const,
        reason: reason as "P-16LA" | "P-CONSENT",
        protocol: "ISA-BENCH@1",
        cites: [`ISA-BENCH@1#MASH_SCREENING ${category}`],
        items: [randomUUID()],
        breakGlassRefused: false,
      })),
    ),
  );
  return {
    id: randomUUID(),
    kind: "RECORD",
    at: Date.now(),
    user: "amara.mash",
    role: "MASH_ADVANCED_PRACTITIONER",
    agency: "MASH",
    purpose: "MASH_SCREENING",
    publicTask: null,
    caseId: randomUUID(),
    level: "4",
    rulebookVersion: 1,
    snapshot: "1000:1000:",
    rulebookSnapshot: "1000:1000:",
    found: true,
    grounds: {},
    tellFamily: true,
    latencyMs: 5,
    subjects,
    decisions,
    sealed: [],
  };
}
