/** Pure decisions a second on one core: the asks of one measured record, decided again and again. */
import { Pool } from "pg";
import { EvidenceRepository, type RecordContext } from "../../src/governance/evidence.repository";
import { HubRepository, type Hub } from "../../src/governance/hub.repository";
import type { RequestContext } from "../../src/identity/request-context";
import { askedAgencies, inquiryOf } from "../../src/record/inquiry";
import { decide } from "../../src/sharing/decide";
import type { Ask, Evidence } from "../../src/sharing/evidence";
import { CALLER } from "./contenders/contender";
import { SELECTION, type Kind } from "./query";
import { BENCH_AGENCIES } from "./agencies";

const ROUNDS = 7;
const DECISIONS = 400_000;

/** @returns the median of the rounds, and the share of asks that were permitted */
export async function decisionsPerSecond(
  databaseUrl: string,
  caseId: string,
): Promise<{ perSecond: number; permitted: number }> {
  const pool = new Pool({ connectionString: databaseUrl });
  const at = Date.now();
  const context = await new EvidenceRepository(pool).ofCase(CALLER, caseId, at);
  const hub = await new HubRepository(pool).at(context.rulebookVersion);
  await pool.end();
  const asks = asksOf(context, hub, at);
  const rates: number[] = [];
  let permitted = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    permitted = 0;
    const began = process.cpuUsage();
    for (let i = 0; i < DECISIONS; i += 1) {
      const { ask, evidence } = asks[i % asks.length]!;
      if (decide(ask, evidence, hub.rulebook).permitted) permitted += 1;
    }
    const { user, system } = process.cpuUsage(began);
    rates.push(DECISIONS / ((user + system) / 1e6));
  }
  rates.sort((a, b) => a - b);
  return { perSecond: rates[ROUNDS >> 1]!, permitted: permitted / DECISIONS };
}

function asksOf(context: RecordContext, hub: Hub, at: number): { ask: Ask; evidence: Evidence }[] {
  const agency = hub.agencies.get(CALLER.agencyId)!;
  const request = { viewer: CALLER, at } as unknown as RequestContext;
  const question = { id: "", kind: "RECORD", context, hub, agency, publicTask: null, today: "", request } as const;
  const inquiry = inquiryOf({ ...question, purpose: "MASH_SCREENING" });
  const kinds = new Map<string, Kind>(BENCH_AGENCIES.map((it) => [it.id, it.kind]));
  // at one purpose all of it is released, half by consent; at the other that half is withheld
  return (["MASH_SCREENING", "CHILD_IN_NEED_ASSESSMENT"] as const).flatMap((purpose) =>
    context.members.flatMap(({ subject, evidence }) =>
      askedAgencies(inquiry).flatMap((source) =>
        Object.values(SELECTION[kinds.get(source.id)!]).map(({ category }) => ({
          ask: { ...inquiry.facts, mode: "CONTENT" as const, purpose, subject, source, category },
          evidence,
        })),
      ),
    ),
  );
}
