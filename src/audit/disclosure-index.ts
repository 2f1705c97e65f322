/**
 * An index of the disclosure record for auditors: a narrow row a disclosure to search by, and how many decisions of each
 * kind a month had. It is made beside requests, from the chained text alone, in batches that either count whole or not at
 * all; so a release pays nothing for it, and where it is lost it is made again. It proves nothing: the record does.
 */
import { hash } from "node:crypto";
import type { Pool, PoolClient } from "pg";
import { londonDate } from "../people/london-time";
import { inTransaction } from "../sources/transaction";
import type { DisclosureCodec, RecordedDisclosure } from "./disclosure-codec";
import { ADD_FACTS, ADD_TALLIES, KEEP_WITHHELD, READ_NEXT, READ_WITHHELD } from "./disclosure-index.sql";

/** A release this soon after it was withheld, on the same case, tells that the first answer came too early or too strict. */
export const SOON_DAYS = 14;
const DAY_MS = 24 * 60 * 60 * 1000;
const BATCH = 250;
/** As many families as tell whether a cell is small. */
export const FEW_FAMILIES = 5;

/** What was last withheld on a case: the day, counted from the epoch, and the reason; by recipient, person and cell. */
type Withheld = Record<string, readonly [day: number, reason: string]>;

export interface Tally {
  readonly month: string;
  readonly measure: "DECISIONS" | "RELEASED_AFTER_WITHHELD";
  readonly agency: string;
  readonly source: string;
  readonly protocol: string;
  readonly reason: string;
  count: number;
  readonly families: string[];
}

export class DisclosureIndex {
  constructor(
    private readonly pool: Pool,
    private readonly codec: DisclosureCodec,
  ) {}

  /** Indexes what is new. False where there is more than so many batches. */
  async catchUp(batches = Infinity): Promise<boolean> {
    for (let i = 0; i < batches; i += 1) if ((await this.next()) < BATCH) return true;
    return false;
  }

  /** One batch; instances take turns, for the place in the record is locked. */
  private next(): Promise<number> {
    return inTransaction(this.pool, async (client) => {
      const { rows: places } = await client.query<{ seq: string }>("SELECT seq FROM disclosure_indexed FOR UPDATE");
      const { rows } = await client.query<{ seq: string; body: string }>(READ_NEXT, [places[0]!.seq, BATCH]);
      if (rows.length === 0) return 0;
      const batch = rows.map((it) => ({ seq: it.seq, disclosure: this.codec.decode(it.body) }));
      await client.query(ADD_FACTS, [JSON.stringify(batch.map(({ seq, disclosure }) => toFact(seq, disclosure)))]);
      await this.count(
        client,
        batch.map((it) => it.disclosure),
      );
      await client.query("UPDATE disclosure_indexed SET seq = $1", [rows.at(-1)!.seq]);
      return rows.length;
    });
  }

  private async count(client: PoolClient, disclosures: readonly RecordedDisclosure[]): Promise<void> {
    const cases = [...new Set(disclosures.flatMap((it) => it.caseId ?? []))].sort();
    const { rows } = await client.query<{ id: string; cells: Withheld }>(READ_WITHHELD, [cases]);
    const oldest = Math.min(...disclosures.map((it) => dayOf(it)));
    const withheld = new Map(rows.map((it) => [it.id, sinceThen(it.cells, oldest)]));
    const tallies = new Tallies();
    for (const it of disclosures) {
      const cells = it.caseId === null ? {} : (withheld.get(it.caseId) ?? {});
      countOne(it, cells, tallies);
      if (it.caseId !== null) withheld.set(it.caseId, cells);
    }
    await client.query(ADD_TALLIES, [JSON.stringify(tallies.all())]);
    const kept = [...withheld].filter(([, cells]) => Object.keys(cells).length > 0);
    await client.query(KEEP_WITHHELD, [JSON.stringify(kept.map(([id, cells]) => ({ id, cells })))]);
  }
}

function toFact(seq: string, it: RecordedDisclosure) {
  const words = it.decisions.flatMap(({ category, outcome, reason }) => [category, outcome, reason]);
  return {
    seq,
    id: it.id,
    at: it.at,
    kind: it.kind,
    agency: it.agency,
    user_id: it.user,
    role: it.role,
    purpose: it.purpose,
    case_id: it.caseId,
    tell_family: it.tellFamily,
    sources: [...new Set(it.decisions.map((d) => d.source))],
    words: [...new Set(words)],
  };
}

function countOne(it: RecordedDisclosure, cells: Withheld, tallies: Tallies): void {
  const month = londonDate(Date.parse(it.at)).slice(0, 7);
  const day = dayOf(it);
  for (const { subject, source, category, mode, minimumLevel, manual, outcome, reason, protocol } of it.decisions) {
    const person = it.subjects[subject] ?? "";
    const family = it.caseId ?? person;
    const of = { month, agency: it.agency, source, protocol: protocol ?? "" };
    tallies.add({ ...of, measure: "DECISIONS", reason }, family);
    if (it.caseId === null) continue;
    // fields that are stricter than their category are cells of their own, withheld while the rest is released
    const key = shortly(`${it.agency} ${person} ${source} ${category} ${mode} ${minimumLevel} ${manual}`);
    if (outcome === "WITHHELD") cells[key] = [day, reason];
    const before = cells[key];
    if (outcome !== "RELEASED" || !before) continue;
    delete cells[key];
    if (day - before[0] > SOON_DAYS) continue;
    tallies.add({ ...of, measure: "RELEASED_AFTER_WITHHELD", reason: before[1] }, family);
  }
}

const dayOf = (it: RecordedDisclosure): number => Math.floor(Date.parse(it.at) / DAY_MS);
/** What was withheld too long ago to matter any more is let go. */
const sinceThen = (cells: Withheld, day: number): Withheld =>
  Object.fromEntries(Object.entries(cells).filter(([, [since]]) => day - since <= SOON_DAYS));

/** Enough to tell the cells of one case apart. */
const shortly = (text: string): string => hash("sha256", text, "base64url").slice(0, 10);

class Tallies {
  private readonly byKey = new Map<string, Tally>();

  add(of: Omit<Tally, "count" | "families">, family: string): void {
    const key = `${of.month} ${of.measure} ${of.agency} ${of.source} ${of.protocol} ${of.reason}`;
    const known = this.byKey.get(key) ?? { ...of, count: 0, families: [] };
    known.count += 1;
    if (known.families.length < FEW_FAMILIES && !known.families.includes(family)) known.families.push(family);
    this.byKey.set(key, known);
  }

  all(): Tally[] {
    return [...this.byKey.values()];
  }
}
