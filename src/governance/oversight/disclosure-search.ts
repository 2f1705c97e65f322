/**
 * Searches and samples the disclosure record for auditors. The index narrows (agency, user, role, purpose, time, words);
 * whether one decision meets all that is asked of it is read from the record itself.
 */
import type { Pool } from "pg";
import { noticeOf } from "../../audit/disclosure";
import type { DisclosureCodec, RecordedDisclosure } from "../../audit/disclosure-codec";
import type { DisclosureIndex } from "../../audit/disclosure-index";
import { RequestError } from "../../gateway/errors";
import { isStorable } from "../../gateway/item-body";
import { agencyScope, type OpaqueIds } from "../../gateway/opaque-ids";
import type { RequestContext } from "../../identity/request-context";
import { scopeOf, type Scope } from "./auditor";
import { toAudited } from "./audited";
import { Conditions } from "./conditions";
import type { DisclosureFilter, SampleInput, Stratum } from "./oversight.inputs";
import type { AuditedDisclosure, AuditedPage, AuditFinding, AuditSample } from "./oversight.type";

const MOST = 200;
/** Read from the index at a time, and in all for one page. */
const AT_ONCE = 200;
const MOST_READ = 2_000;
/** How far a search brings the index up by itself; the job does the rest. */
const BATCHES = 8;

const STRATUM: Readonly<Record<Stratum, string>> = {
  NONE: "''",
  AGENCY: "f.agency",
  ROLE: "f.role",
  PURPOSE: "coalesce(f.purpose, '')",
  BREAK_GLASS: "CASE WHEN f.words @> '{P-BREAKGLASS}' THEN 'BREAK_GLASS' ELSE '' END",
};

interface Drawn {
  readonly seq: string;
  readonly stratum: string;
  readonly population: string;
}

export class DisclosureSearch {
  constructor(
    private readonly pool: Pool,
    private readonly codec: DisclosureCodec,
    private readonly index: DisclosureIndex,
    private readonly ids: OpaqueIds,
  ) {}

  /** Newest first. @throws RequestError for anybody but an auditor, and for a page that is none */
  async search(
    filter: DisclosureFilter,
    page: { readonly first: number; readonly after?: string | null },
    request: RequestContext,
  ): Promise<AuditedPage> {
    const scope = await scopeOf(this.pool, request, ["CASE_AUDITOR"]);
    const cursors = agencyScope(request.viewer.agencyId);
    const after = page.after ? this.ids.open("cursor", cursors, page.after) : null;
    refuseBad("searchDisclosures", [
      ...(page.first >= 1 && page.first <= MOST ? [] : [["first", `first takes 1 to ${MOST}`] as const]),
      ...(page.after && !after?.startsWith("seq ") ? [["after", "a cursor of a page before"] as const] : []),
      ...(["agency", "source", "user"] as const).flatMap((it) =>
        isStorable(filter[it]) ? [] : [[`filter.${it}`, "expected well-formed text"] as const],
      ),
    ]);
    request.disclosures.push(noticeOf("DISCLOSURES", request, null, []));
    const complete = await this.index.catchUp(BATCHES);
    const found: AuditedDisclosure[] = [];
    let before = after ? Number(after.slice(4)) : null;
    let isEnd = false;
    for (let read = 0; found.length < page.first && read < MOST_READ && !isEnd; read += AT_ONCE) {
      const rows = await this.narrowed(filter, scope, before);
      isEnd = rows.length < AT_ONCE;
      const findings = await this.findingsOf(
        rows.map((it) => it.disclosure.id),
        request.viewer.agencyId,
      );
      for (const { seq, disclosure } of rows) {
        before = seq;
        const audited = toAudited(disclosure, filter, scope, findings.get(disclosure.id) ?? []);
        if (audited) found.push(audited);
        if (found.length < page.first) continue;
        isEnd &&= seq === rows.at(-1)!.seq;
        break;
      }
    }
    return {
      disclosures: found,
      next: isEnd || before === null ? null : this.ids.seal("cursor", cursors, `seq ${before}`),
      complete,
    };
  }

  /** Each kind in turn, in an order that the seed alone makes. */
  async sample(input: SampleInput, request: RequestContext): Promise<AuditSample> {
    const scope = await scopeOf(this.pool, request, ["CASE_AUDITOR"]);
    refuseBad("sampleForAudit", [
      ...(input.size >= 1 && input.size <= MOST ? [] : [["size", `size takes 1 to ${MOST}`] as const]),
      ...(input.seed.length >= 1 && input.seed.length <= 100 && isStorable(input.seed)
        ? []
        : [["seed", "1 to 100 characters"] as const]),
    ]);
    request.disclosures.push(noticeOf("DISCLOSURES", request, null, []));
    await this.index.catchUp(BATCHES);
    const to = input.to ?? new Date(request.at);
    const where = new Conditions();
    where.add((v) => `f.kind = ANY (${v})`, ["RECORD", "PERSON"]);
    where.within(input.from ?? null, to);
    where.scope(scope);
    const stratum = STRATUM[input.stratifyBy];
    const seed = where.value(input.seed);
    const { rows } = await this.pool.query<Drawn>(
      `WITH placed AS (
         SELECT f.seq, ${stratum} AS stratum, sha256(convert_to(${seed} || ' ' || f.id, 'UTF8')) AS lot
         FROM disclosure_fact f WHERE ${where.sql}
       ), ranked AS (
         SELECT *, row_number() OVER (PARTITION BY stratum ORDER BY lot) AS place,
           count(*) OVER (PARTITION BY stratum) AS population FROM placed
       )
       SELECT seq, stratum, population FROM ranked ORDER BY place, lot LIMIT ${where.value(input.size)}`,
      where.values,
    );
    const bodies = await this.bodies(rows.map((it) => it.seq));
    const drawn = rows.map((it) => bodies.get(it.seq)!);
    const findings = await this.findingsOf(
      drawn.map((it) => it.id),
      request.viewer.agencyId,
    );
    return {
      from: input.from ?? null,
      to,
      strata: strataOf(rows),
      disclosures: drawn.flatMap((it) => toAudited(it, {}, scope, findings.get(it.id) ?? []) ?? []),
    };
  }

  private async narrowed(filter: DisclosureFilter, scope: Scope, before: number | null) {
    const where = new Conditions();
    where.equal("f.agency", filter.agency);
    where.equal("f.role", filter.role);
    where.equal("f.user_id", filter.user);
    where.equal("f.purpose", filter.purpose);
    where.within(filter.from ?? null, filter.to ?? null);
    const words = [filter.reason, filter.outcome, filter.category, filter.breakGlass ? "P-BREAKGLASS" : null];
    where.holds("f.words", words);
    where.holds("f.sources", [filter.source]);
    where.scope(scope);
    if (before !== null) where.add((v) => `f.seq < ${v}`, before);
    const { rows } = await this.pool.query<{ seq: string; body: string }>(
      `SELECT r.seq, r.body FROM (SELECT f.seq FROM disclosure_fact f WHERE ${where.sql}
         ORDER BY f.seq DESC LIMIT ${AT_ONCE}) f JOIN disclosure_record r ON r.seq = f.seq ORDER BY r.seq DESC`,
      where.values,
    );
    return rows.map((it) => ({ seq: Number(it.seq), disclosure: this.codec.decode(it.body) }));
  }

  private async bodies(seqs: readonly string[]): Promise<Map<string, RecordedDisclosure>> {
    const { rows } = await this.pool.query<{ seq: string; body: string }>(
      "SELECT seq, body FROM disclosure_record WHERE seq = ANY ($1)",
      [seqs],
    );
    return new Map(rows.map((it) => [it.seq, this.codec.decode(it.body)]));
  }

  private async findingsOf(disclosures: readonly string[], agency: string): Promise<Map<string, AuditFinding[]>> {
    const { rows } = await this.pool.query<AuditFinding & { id: string }>(
      `SELECT disclosure_id AS id, finding, note, found_by AS "foundBy", found_at AS "foundAt" FROM audit_finding
       WHERE disclosure_id = ANY ($1) AND agency_id = $2 ORDER BY found_at, found_by`,
      [disclosures, agency],
    );
    const byId = new Map<string, AuditFinding[]>();
    for (const { id, ...it } of rows) byId.set(id, [...(byId.get(id) ?? []), it]);
    return byId;
  }
}

function strataOf(rows: readonly Drawn[]): AuditSample["strata"] {
  const strata = new Map<string, { stratum: string; population: number; drawn: number }>();
  for (const { stratum, population } of rows) {
    const known = strata.get(stratum) ?? { stratum, population: Number(population), drawn: 0 };
    strata.set(stratum, { ...known, drawn: known.drawn + 1 });
  }
  return [...strata.values()].sort((a, b) => (a.stratum < b.stratum ? -1 : 1));
}

function refuseBad(what: string, faults: readonly (readonly [path: string, message: string])[]): void {
  if (faults.length === 0) return;
  const listed = faults.map(([path, message]) => ({ path, code: "OUT_OF_RANGE", message }));
  throw new RequestError(`${what}: not to be answered.`, listed);
}
