/**
 * Breaking the glass: who may, for whom and how long, and who is told at once. Whether a grant opens anything is decided
 * at each use, by rule 9.
 */
import { randomUUID } from "node:crypto";
import type { DataSource, EntityManager } from "typeorm";
import { z } from "zod";
import { Refusal, toFaults, type Fault } from "../../gateway/faults";
import { isStorable } from "../../gateway/item-body";
import { agencyScope, NOBODY, type OpaqueIds } from "../../gateway/opaque-ids";
import type { RequestContext } from "../../identity/request-context";
import { notify } from "../../notifications/outbox";
import { londonTime, plusWorkingDays } from "../../people/london-time";
import { plainText } from "../../people/person-shape";
import { covers } from "../../sharing/evidence";
import type { Category } from "../../sharing/vocabulary";
import { mustBePractitioner } from "../case-standing";
import { isTheirs, type CaseOnFile, type EvidenceOnFile } from "../evidence.repository";
import type { Hub, HubRepository } from "../hub.repository";
import { openMember } from "../member-id";
import type { BreakGlassInput } from "./break-glass.inputs";
import type { BreakGlassBanner } from "./break-glass.type";
import type { BreakGlassUses } from "./break-glass-uses";
import { isSuspending } from "./review-state";
import { APPROVAL_LASTS, GLASS_MINUTES, GOVERNANCE, MANAGERS, REVIEW_CLOCK, SOURCE_REVIEWERS } from "./reviewers";

const once = <T>(list: readonly T[]) => new Set(list).size === list.length;
const shape = z.object({
  memberIds: z.array(z.string()).min(1, "name at least one member").max(20).refine(once, "says something twice"),
  categories: z.array(z.string()).min(1, "name at least one category").refine(once, "says something twice"),
  narrative: z
    .string()
    .trim()
    .min(20, "at least 20 characters")
    .max(2000)
    .refine(isStorable, "expected well-formed text"),
  incidentRef: plainText(100),
  minutes: z.int().min(1).max(GLASS_MINUTES, "four hours at most"),
});

/** What a role may open in an emergency: by category, the sources whose protocol lets it. */
type Openable = ReadonlyMap<Category, readonly string[]>;

const LATEST = `
  SELECT id, ends_at AS "endsAt", renewal_approved_at AS "approvedAt" FROM break_glass_use b
  WHERE case_id = $1 AND user_id = $2 AND NOT EXISTS (SELECT FROM break_glass_use n WHERE n.renews = b.id)`;
interface Latest {
  readonly id: string;
  readonly endsAt: Date;
  readonly approvedAt: Date | null;
}
const USE = `
  INSERT INTO break_glass_use (id, case_id, user_id, agency_id, role, reason, narrative, categories, incident_ref,
    granted_at, ends_at, told, renews)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) ON CONFLICT DO NOTHING RETURNING id`;
const GRANT = `
  INSERT INTO break_glass_grant (case_id, subject_id, user_id, reason, narrative, categories, valid_from, valid_to, use_id)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`;

const NEEDS_MANAGER: Fault = {
  path: "caseId",
  code: "RENEWAL_NEEDS_MANAGER",
  message: "you have broken the glass on this case before: your manager has to approve another time",
};

export class BreakGlass {
  constructor(
    private readonly dataSource: DataSource,
    private readonly evidence: EvidenceOnFile,
    private readonly hub: HubRepository,
    private readonly uses: BreakGlassUses,
    private readonly ids: OpaqueIds,
  ) {}

  /** @throws Refusal listing every fault */
  async break(input: BreakGlassInput, request: RequestContext): Promise<{ grantId: string; banner: BreakGlassBanner }> {
    mustBePractitioner(request);
    const { viewer } = request;
    const shaped = shape.safeParse(input);
    const faults: Fault[] = shaped.success ? [] : toFaults(shaped.error);
    const caseId = this.ids.open("case", agencyScope(viewer.agencyId), input.caseId) ?? NOBODY;
    const context = await this.evidence.ofCase(viewer, caseId, request.at);
    const file = context.viewerActive && isTheirs(context, request) ? context.case : null;
    const isOpen = file !== null && file.closedAt === null;
    if (!file) faults.push({ path: "caseId", code: "UNKNOWN_CASE", message: "no such case for you" });
    else if (!isOpen) faults.push({ path: "caseId", code: "CASE_CLOSED", message: "the case is closed" });

    const onCase = new Set(file ? context.members.filter((it) => !it.barred).map((it) => it.id) : []);
    const people = input.memberIds.map((it) => openMember(this.ids, viewer.agencyId, it));
    for (const [i, it] of people.entries()) {
      if (it?.caseId === caseId && onCase.has(it.personId)) continue;
      faults.push({ path: `memberIds.${i}`, code: "UNKNOWN_MEMBER", message: "no such member of this case for you" });
    }
    const openable = openableBy(await this.hub.at(context.rulebookVersion), file, request);
    faults.push(...listFaults(input.categories, openable));
    faults.push(...(await this.suspensionFaults(request)));
    if (faults.length > 0 || !file || !shaped.success) {
      // who may break it again is asked even of what is refused anyway, so that every fault is listed
      if (isOpen) faults.push(...(await this.renewal(this.dataSource.manager, caseId, request)).faults);
      throw new Refusal(faults, "breakGlass");
    }
    const told = [...new Set(input.categories.flatMap((it) => openable.get(it)!))].sort();
    const subjects = people.map((it) => it!.personId);
    const narrative = shaped.data.narrative;
    return this.dataSource.transaction((manager) =>
      this.grant(manager, { ...input, narrative }, caseId, subjects, told, request),
    );
  }

  /** For the user's manager; where none is on file, for any manager of their agency. */
  async approveRenewal(grantId: string, { viewer, at }: RequestContext): Promise<{ grantId: string; until: Date }> {
    const useId = this.ids.open("break-glass", agencyScope(viewer.agencyId), grantId) ?? NOBODY;
    const manages = MANAGERS.includes(viewer.role);
    await this.dataSource.transaction(async (manager) => {
      const [, approved] = await manager.query<[unknown, number]>(
        `UPDATE break_glass_use b SET renewal_approved_by = $2, renewal_approved_at = $3
         WHERE b.id = $1 AND b.agency_id = $4 AND b.user_id <> $2
           AND EXISTS (SELECT FROM app_user u WHERE u.id = b.user_id AND coalesce(u.manager_id = $2, $5))
           AND EXISTS (SELECT FROM app_user m WHERE m.id = $2 AND m.agency_id = $4 AND m.active AND $7 = ANY (m.roles))
           AND NOT EXISTS (SELECT FROM break_glass_use n WHERE n.renews = b.id)
           AND (b.renewal_approved_at IS NULL OR b.renewal_approved_at <= $6)`,
        [useId, viewer.userId, new Date(at), viewer.agencyId, manages, new Date(at - APPROVAL_LASTS), viewer.role],
      );
      if (approved > 0) return;
      const message = "not a grant whose renewal is yours to approve, or it is approved or renewed already";
      throw new Refusal([{ path: "grantId", code: "NOT_TO_APPROVE", message }], "approveBreakGlassRenewal");
    });
    return { grantId, until: new Date(at + APPROVAL_LASTS) };
  }

  /** Read from the reviews and breaches each time, so that no suspension is ever forgotten, or forgotten to be lifted. */
  private async suspensionFaults({ viewer, at }: RequestContext): Promise<Fault[]> {
    const uses = await this.uses.ofUser(this.dataSource.manager, viewer.userId);
    if (!uses.some((it) => isSuspending(it, at))) return [];
    const message =
      "your break-glass is suspended: a review of its last use is overdue, or a breach is open; ring the source";
    return [{ path: "", code: "BREAK_GLASS_SUSPENDED", message }];
  }

  private async renewal(
    manager: EntityManager,
    caseId: string,
    { viewer, at }: RequestContext,
  ): Promise<{ renews: string | null; faults: Fault[] }> {
    const [latest] = await manager.query<Latest[]>(LATEST, [caseId, viewer.userId]);
    if (!latest) return { renews: null, faults: [] };
    const approvedAt = latest.approvedAt?.getTime() ?? -Infinity;
    return { renews: latest.id, faults: at < approvedAt + APPROVAL_LASTS ? [] : [NEEDS_MANAGER] };
  }

  /** Of two at once the database takes one: a user and case have one first use, and each use one renewal. */
  private async grant(
    manager: EntityManager,
    input: BreakGlassInput,
    caseId: string,
    subjects: readonly string[],
    told: readonly string[],
    request: RequestContext,
  ): Promise<{ grantId: string; banner: BreakGlassBanner }> {
    const { viewer, at } = request;
    const { renews, faults } = await this.renewal(manager, caseId, request);
    if (faults.length > 0) throw new Refusal(faults, "breakGlass");
    const { reason, narrative, categories, incidentRef } = input;
    const until = at + input.minutes * 60_000;
    const window = [new Date(at), new Date(until)];
    const who = [caseId, viewer.userId, viewer.agencyId, viewer.role];
    const what = [reason, narrative, categories, incidentRef];
    const id = randomUUID();
    const [made] = await manager.query<unknown[]>(USE, [id, ...who, ...what, ...window, told, renews]);
    if (!made) throw new Refusal([NEEDS_MANAGER], "breakGlass");
    for (const subject of subjects) {
      await manager.query(GRANT, [caseId, subject, viewer.userId, reason, narrative, categories, ...window, id]);
    }
    const toldManager = await tell(manager, id, told, request);
    const banner = {
      text: `You have broken the glass until ${londonTime(until)}. Every use is recorded. The sources, your information-governance lead${toldManager ? " and your manager" : ""} have been told, and it will be reviewed.`,
      until: new Date(until),
      opens: [...categories],
      toldSources: [...told],
      toldGovernance: true,
      toldManager,
    };
    return { grantId: this.ids.seal("break-glass", agencyScope(viewer.agencyId), id), banner };
  }
}

function openableBy(hub: Hub, file: CaseOnFile | null, { viewer, at }: RequestContext): Openable {
  const openable = new Map<Category, readonly string[]>();
  for (const source of hub.agencies.values()) {
    const serves = source.authority === null || (file?.authorities.includes(source.authority) ?? false);
    if (!source.active || !serves || source.id === viewer.agencyId) continue;
    const flows = hub.rulebook
      .flows(source.id, viewer.agencyId)
      .filter((it) => covers(it, at) && it.breakGlass?.roles.has(viewer.role));
    for (const category of source.categories) {
      if (!flows.some((it) => it.breakGlass!.categories.has(category))) continue;
      openable.set(category, [...(openable.get(category) ?? []), source.id]);
    }
  }
  return openable;
}

function listFaults(categories: readonly Category[], openable: Openable): Fault[] {
  if (openable.size === 0) {
    const message = "no protocol in force lets your role break the glass";
    return [{ path: "", code: "NOT_YOUR_ROLE", message }];
  }
  const message = "no protocol in force lets your role open this by break-glass";
  return categories.flatMap((it, i) =>
    openable.has(it) ? [] : [{ path: `categories.${i}`, code: "NOT_ON_LIST", message }],
  );
}

/** At once: the sources, who governs sharing at the user's agency, and the user's manager where one is on file. */
async function tell(
  manager: EntityManager,
  reference: string,
  sources: readonly string[],
  { viewer, at }: RequestContext,
): Promise<boolean> {
  const [line] = await manager.query<{ id: string; agency: string }[]>(
    `SELECT m.id, m.agency_id AS agency FROM app_user u JOIN app_user m ON m.id = u.manager_id WHERE u.id = $1`,
    [viewer.userId],
  );
  const topic = "BREAK_GLASS_USED";
  const dueAt = plusWorkingDays(at, REVIEW_CLOCK.open);
  await notify(manager, at, [
    ...sources.map((agency) => ({ topic, agency, roles: SOURCE_REVIEWERS, reference, dueAt }) as const),
    { topic, agency: viewer.agencyId, roles: GOVERNANCE, reference, dueAt },
    ...(line ? [{ topic, agency: line.agency, user: line.id, reference } as const] : []),
  ]);
  return line !== undefined;
}
