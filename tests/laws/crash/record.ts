/** The disclosure record as it stands on disk, and whether it accounts for what the clients hold. */
import { createHash } from "node:crypto";
import { Client } from "pg";
import { DisclosureCodec, type RecordedDisclosure } from "../../../src/audit/disclosure-codec";
import { readConfig } from "../../../src/config/config";
import { agencyScope, caseScope, OpaqueIds } from "../../../src/gateway/opaque-ids";
import type { Receipt } from "./clients";

const { idKey, auditKey } = readConfig({});
const ids = new OpaqueIds(idKey);
const codec = new DisclosureCodec(auditKey);

export interface StoredRecord {
  /** By the number that the request stated as its public task. */
  readonly byNumber: ReadonlyMap<string, RecordedDisclosure>;
  readonly count: number;
  /** The head of the chain; it verifies from start to end. */
  readonly head: string;
  /** What a session of the gateway's has for durability. */
  readonly settings: Readonly<Record<string, string>>;
}

/** @throws Error where the chain is broken: a gap, a hash that is not its text's, a link to another row */
export async function readRecord(url: string): Promise<StoredRecord> {
  const client = new Client({ connectionString: url, options: "-c role=family_record_gateway" });
  await client.connect();
  try {
    const { rows } = await client.query<{ seq: string; previous_hash: Buffer; hash: Buffer; body: string }>(
      "SELECT seq, previous_hash, hash, body FROM disclosure_record ORDER BY seq",
    );
    const byNumber = new Map<string, RecordedDisclosure>();
    let previous = Buffer.alloc(32);
    for (const [i, row] of rows.entries()) {
      if (Number(row.seq) !== i + 1) throw new Error(`the chain has a gap before ${row.seq}`);
      if (!row.previous_hash.equals(previous)) throw new Error(`${row.seq} does not follow the row before it`);
      previous = createHash("sha256").update(previous).update(row.body).digest();
      if (!row.hash.equals(previous)) throw new Error(`${row.seq} is not what was hashed`);
      const disclosure = codec.decode(row.body);
      const number = disclosure.publicTask?.split(";")[0];
      if (!number) continue;
      if (byNumber.has(number)) throw new Error(`${number} is recorded twice`);
      byNumber.set(number, disclosure);
    }
    const settings: Record<string, string> = {};
    for (const name of ["fsync", "synchronous_commit", "full_page_writes"]) {
      const shown = await client.query<Record<string, string>>(`SHOW ${name}`);
      settings[name] = shown.rows[0]![name]!;
    }
    return { byNumber, count: rows.length, head: previous.toString("hex"), settings };
  } finally {
    await client.end();
  }
}

/** What became of the requests of one run. */
export interface Account {
  readonly requests: number;
  /** 200, whole. */
  readonly answers: number;
  /** 200, cut off. */
  readonly partial: number;
  /** Leaves of released contributions in whole answers. */
  readonly values: number;
  /** What a client holds and the record does not, in words. */
  readonly lost: readonly string[];
  /** Recorded, and no whole answer arrived. */
  readonly phantoms: number;
}

export function settle(receipts: readonly Receipt[], record: StoredRecord): Account {
  const lost: string[] = [];
  let answers = 0;
  let partial = 0;
  let values = 0;
  let phantoms = 0;
  for (const receipt of receipts) {
    const { number, status, text, isWhole } = receipt;
    const disclosure = record.byNumber.get(number);
    const delivered = status === 200 && isWhole;
    if (disclosure && !delivered) phantoms += 1;
    if (status !== 200 || text.length === 0) continue;
    if (!isWhole) {
      partial += 1;
      if (!disclosure) lost.push(`${number}: ${text.length} characters of an answer without a record`);
      continue;
    }
    const { data } = JSON.parse(text) as { data?: { familyRecord: Json } };
    if (!data?.familyRecord) continue; // errors alone: the database was gone
    answers += 1;
    const released = releasedIn(data.familyRecord);
    values += released.values;
    if (!disclosure) lost.push(`${number}: ${released.values} values without a record`);
    else lost.push(...differences(receipt, released, disclosure));
  }
  return { requests: receipts.length, answers, partial, values, lost, phantoms };
}

// what a test looks into depends on its query
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Json = any;

interface Released {
  readonly values: number;
  readonly items: readonly string[];
  readonly decisions: readonly { id: string; category: string; outcome: string; reason: string }[];
}

const AGENCIES = ["health", "police", "housing", "education", "socialCare"];

function releasedIn(record: Json): Released {
  const items: string[] = [];
  const decisions: Released["decisions"][number][] = [];
  let values = 0;
  const count = (it: Json): void => {
    if (it === null || it === undefined) return;
    if (Array.isArray(it)) it.forEach(count);
    else if (typeof it === "object") {
      const { id: _, provenance: __, ...leaves } = it;
      Object.values(leaves).forEach(count);
    } else values += 1;
  };
  const take = (field: Json): void => {
    for (const item of [field].flat()) if (typeof item?.id === "string") items.push(item.id);
    count(field);
  };
  for (const member of record.members as Json[]) {
    for (const contribution of AGENCIES.flatMap((name) => (member[name] ?? []) as Json[])) {
      const { agency: _, sharing, ...fields } = contribution;
      decisions.push(...sharing.decisions);
      Object.values(fields).forEach(take);
    }
  }
  for (const { node } of (record.chronology?.edges ?? []) as Json[]) if (node.item?.id) items.push(node.item.id);
  return { values, items, decisions };
}

/** Each released item and each decision of an answer stands in its record, as it was told. */
function differences(
  { question, number }: Receipt,
  { items, decisions }: Released,
  disclosure: RecordedDisclosure,
): string[] {
  const caseId = ids.open("case", agencyScope(question.agency), question.caseId);
  const recorded = new Set(disclosure.decisions.flatMap((it) => it.items));
  const wrong: string[] = [];
  if (disclosure.user !== question.user || disclosure.caseId !== caseId) wrong.push(`${number}: another's record`);
  for (const sealed of items) {
    const item = ids.open("item", caseScope(question.agency, caseId!), sealed);
    if (item === null || !recorded.has(item)) wrong.push(`${number}: an item that is not in its record`);
  }
  for (const { id, category, outcome, reason } of decisions) {
    const [of, position] = id.split(".");
    const it = disclosure.decisions[Number(position)];
    const isSame = it?.category === category && it.outcome === outcome && it.reason === reason;
    if (of !== disclosure.id || !isSame) wrong.push(`${number}: a decision that is not in its record`);
  }
  return wrong;
}
