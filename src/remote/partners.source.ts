/**
 * All that is held elsewhere, as one source: people are named to each partner by the identifiers that it knows them by,
 * read in one statement for all partners, and then every partner is asked at once.
 */
import type { Pool } from "pg";
import {
  askKey,
  isUnavailable,
  type Deadline,
  type Source,
  type SourceAnswer,
  type SourceAsk,
} from "../sources/source";
import type { KeyedAsk, PartnerSource } from "./partner-source";

/** A partner as it can be asked now. */
export interface ReachablePartner {
  readonly keySystem: string;
  /** Null where it is switched off. */
  readonly source: PartnerSource | null;
}

/** $1 systems, $2 persons. Below 0.95 an identifier is a potential match, which names nobody. */
const KEYS = `
  SELECT system, person_id::text AS person, value FROM person_identifier
  WHERE system = ANY ($1::text[]) AND person_id = ANY ($2::uuid[]) AND confidence >= 0.95 ORDER BY value`;

export class PartnersSource implements Source {
  constructor(
    private readonly pool: Pool,
    private readonly partner: (id: string) => ReachablePartner | undefined,
  ) {}

  async fetch(asks: readonly SourceAsk[], deadline: Deadline): Promise<ReadonlyMap<string, SourceAnswer>> {
    const keys = await this.keysOf(asks);
    const byPartner = new Map<string, KeyedAsk[]>();
    const answers = new Map<string, SourceAnswer>();
    for (const ask of asks) {
      const { partner } = ask.elsewhere!;
      const reachable = this.partner(partner);
      const known = reachable && keysFor(ask, keys.get(`${reachable.keySystem} ${ask.person}`), reachable.keySystem);
      // whom the partner does not know it is not asked about, and that reads like one of whom it holds nothing
      answers.set(askKey(ask.person, ask.agency), reachable?.source ? [] : { unavailable: "OFF" });
      if (reachable?.source && known)
        byPartner.set(partner, [...(byPartner.get(partner) ?? []), { ...ask, keys: known }]);
    }
    const fetched = [...byPartner].map(async ([id, of]) => {
      const answer = await answered(this.partner(id)!.source!, of, deadline);
      const [failed] = answer.every(([, it]) => isUnavailable(it)) ? answer.map(([, it]) => it) : [];
      // else a partner's failing would tell, of one record, whom it knows and whom it does not
      if (failed)
        for (const ask of asks) if (ask.elsewhere!.partner === id) answers.set(askKey(ask.person, ask.agency), failed);
      for (const [key, it] of answer) answers.set(key, it);
    });
    await Promise.all(fetched);
    return answers;
  }

  private async keysOf(asks: readonly SourceAsk[]): Promise<ReadonlyMap<string, readonly string[]>> {
    const systems = new Set(asks.flatMap((it) => this.partner(it.elsewhere!.partner)?.keySystem ?? []));
    const { rows } = await this.pool.query<{ system: string; person: string; value: string }>({
      name: "partner-keys",
      text: KEYS,
      values: [[...systems], [...new Set(asks.map((it) => it.person))]],
    });
    const keys = new Map<string, string[]>();
    for (const { system, person, value } of rows)
      keys.set(`${system} ${person}`, [...(keys.get(`${system} ${person}`) ?? []), value]);
    return keys;
  }
}

/** An agency's own numbers stand among all agencies' numbers, behind its code; the partner knows them without it. */
function keysFor({ agency }: SourceAsk, keys: readonly string[] | undefined, system: string): readonly string[] | null {
  if (!keys || system !== "LOCAL_ID") return keys ?? null;
  const own = keys.filter((it) => it.startsWith(`${agency}:`)).map((it) => it.slice(agency.length + 1));
  return own.length > 0 ? own : null;
}

/** Every ask has an answer: one that the partner's source left out, or that it failed on altogether, is none. */
async function answered(source: PartnerSource, asks: readonly KeyedAsk[], deadline: Deadline) {
  const answers = await source.fetch(asks, deadline).catch((): ReadonlyMap<string, SourceAnswer> => new Map());
  return asks.map((it) => {
    const answer: SourceAnswer = answers.get(it.person) ?? { unavailable: "NO_ANSWER" };
    return [askKey(it.person, it.agency), answer] as const;
  });
}
