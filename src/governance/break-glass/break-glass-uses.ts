/**
 * Breakings of the glass as they stand: what was granted, what was done of their reviews, and what was released under
 * them. The last is read from the disclosure record, which is the only account of it that nobody can forget to write.
 */
import type { EntityManager } from "typeorm";
import type { DisclosureCodec } from "../../audit/disclosure-codec";
import type { Category, Role } from "../../sharing/vocabulary";
import type { BreachStatus, Reviewed } from "./review-state";

export interface BreakGlassUse extends Reviewed {
  readonly id: string;
  readonly caseId: string;
  readonly reference: string;
  readonly userId: string;
  readonly userName: string;
  readonly role: Role;
  readonly reason: string;
  readonly narrative: string;
  readonly categories: readonly Category[];
  readonly incidentRef: string;
  readonly endsAt: number;
  readonly breach: BreachStatus | null;
  readonly grants: readonly { readonly id: string; readonly disclosureKey: string; readonly subjectId: string }[];
}

type Row = Omit<BreakGlassUse, "released">;

const ms = (column: string): string => `(extract(epoch FROM ${column}) * 1000)::float8`;
const USES = `
  SELECT b.id, b.case_id AS "caseId", c.reference, b.user_id AS "userId", u.display_name AS "userName",
    b.agency_id AS agency, b.role, b.reason, b.narrative, b.categories, b.incident_ref AS "incidentRef",
    ${ms("b.granted_at")} AS "grantedAt", ${ms("b.ends_at")} AS "endsAt",
    (SELECT status FROM breach x WHERE x.use_id = b.id) AS breach,
    (SELECT json_agg(json_build_object('id', g.id, 'subjectId', p.id, 'disclosureKey', p.disclosure_key) ORDER BY g.id)
     FROM break_glass_grant g JOIN person p ON p.id = g.subject_id WHERE g.use_id = b.id) AS grants,
    coalesce((SELECT json_agg(json_build_object('agency', r.agency_id, 'openedAt', ${ms("r.opened_at")},
        'outcome', r.outcome, 'decidedAt', ${ms("r.decided_at")}, 'rationale', r.rationale))
     FROM break_glass_review r WHERE r.use_id = b.id), '[]'::json) AS acts
  FROM break_glass_use b JOIN app_user u ON u.id = b.user_id JOIN case_file c ON c.id = b.case_id`;
const RELEASED = `
  SELECT body FROM disclosure_record WHERE subjects && $1::text[] AND strpos(body, '"P-BREAKGLASS"') > 0`;

export class BreakGlassUses {
  constructor(private readonly codec: DisclosureCodec) {}

  one = (manager: EntityManager, id: string) => this.find(manager, "b.id = $1", [id]);
  ofUser = (manager: EntityManager, userId: string) => this.find(manager, "b.user_id = $1", [userId]);
  ofAgency = (manager: EntityManager, agency: string) => this.find(manager, "b.agency_id = $1", [agency]);
  /** For whom a review may wait here: the user's own agency, and the sources that were told. */
  concerning = (manager: EntityManager, agency: string) =>
    this.find(manager, "(b.agency_id = $1 OR $1 = ANY (b.told))", [agency]);
  all = (manager: EntityManager) => this.find(manager, "true", []);

  /** Newest first. */
  private async find(manager: EntityManager, where: string, values: unknown[]): Promise<BreakGlassUse[]> {
    const rows = await manager.query<Row[]>(`${USES} WHERE ${where} ORDER BY b.granted_at DESC, b.id`, values);
    const released = await this.releasedUnder(manager, rows);
    return rows.map((it) => ({ ...it, released: released.get(it.id) ?? new Map() }));
  }

  private async releasedUnder(
    manager: EntityManager,
    uses: readonly Row[],
  ): Promise<Map<string, Map<string, Map<string, number>>>> {
    const useOf = new Map(uses.flatMap((use) => use.grants.map((grant) => [grant.id, use.id] as const)));
    const released = new Map<string, Map<string, Map<string, number>>>();
    if (useOf.size === 0) return released;
    const subjects = [...new Set(uses.flatMap((it) => it.grants.map((g) => this.codec.pseudonym(g.disclosureKey))))];
    const rows = await manager.query<{ body: string }[]>(RELEASED, [subjects]);
    for (const { body } of rows) {
      for (const { reason, cites, source, category, items } of this.codec.decode(body).decisions) {
        const use = reason === "P-BREAKGLASS" ? cites.map((it) => useOf.get(it)).find((it) => it) : undefined;
        if (!use) continue;
        const bySource = released.get(use) ?? new Map<string, Map<string, number>>();
        const byCategory = bySource.get(source) ?? new Map<string, number>();
        byCategory.set(category, Math.max(byCategory.get(category) ?? 0, items.length));
        released.set(use, bySource.set(source, byCategory));
      }
    }
    return released;
  }
}
