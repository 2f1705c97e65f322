/**
 * Restrictions, as their source sets and lifts them. They are covert by construction: what is answered depends on the
 * caller and on what they sent, and never on who is known here or on what is held. Only who may set a code can list it.
 */
import { randomUUID } from "node:crypto";
import type { DataSource, EntityManager } from "typeorm";
import { z } from "zod";
import { Refusal, toFaults, type Fault } from "../../gateway/faults";
import { agencyScope, NOBODY, type OpaqueIds } from "../../gateway/opaque-ids";
import { refuse } from "../../gateway/refused.type";
import type { RequestContext } from "../../identity/request-context";
import { mayUse } from "../../people/identifier-use";
import { londonDate, londonInstant } from "../../people/london-time";
import { personShape, plainText } from "../../people/person-shape";
import type { AgencyKind } from "../../sharing/vocabulary";
import { mustBeActive } from "../case-standing";
import { CLOCK_DRIFT_MS } from "../clock-drift";
import { sealMember } from "../member-id";
import { memberOfCase } from "../member-of-case";
import { namedPerson } from "../named-person";
import type { SetRestrictionInput } from "./restriction.inputs";
import { LIFT, LIFT_ITEM, LIFT_PEOPLE, LIST, LOCK_ITEMS, REGISTER, SET_ITEM, SET_PERSON } from "./restriction.sql";
import { maySet, maySetOn, SETTABLE_CODES, type SettableCode } from "./who-may-set";

const list = z
  .array(z.string())
  .max(50)
  .refine((it) => new Set(it).size === it.length, "says something twice");
const shape = z.object({
  person: personShape.nullish(),
  sourceRef: plainText(200).nullish(),
  categories: list.min(1, "name at least one category, or leave it out for all").nullish(),
  exempt: list,
});

export interface RestrictionSet {
  readonly restrictionId: string;
  readonly code: SettableCode;
  readonly person: string | null;
  readonly memberId: string | null;
  readonly sourceRef: string | null;
  readonly categories: readonly string[];
  readonly exempt: readonly string[];
  readonly since: Date;
  readonly liftedAt: Date | null;
  readonly setBy: string;
}
type ListedRow = Omit<RestrictionSet, "restrictionId" | "memberId"> & {
  readonly id: string;
  readonly personId: string | null;
  readonly caseId: string | null;
};

export class Restrictions {
  constructor(
    private readonly dataSource: DataSource,
    private readonly ids: OpaqueIds,
  ) {}

  /** Set twice, it stands once. */
  async set(input: SetRestrictionInput, request: RequestContext): Promise<{ restrictionId: string }> {
    const { viewer, at } = request;
    return this.dataSource.transaction(async (manager) => {
      await this.mustSet(manager, input.code, request);
      const faults = await this.faultsOf(manager, input, request);
      if (faults.length > 0) throw new Refusal(faults, "setRestriction");
      const { code, person, memberId, sourceRef } = input;
      const member = memberId ? await memberOfCase(manager, this.ids, memberId, request) : null;
      const since = input.since ? londonInstant(input.since) : at;
      const exempt = [...input.exempt].sort();
      const categories = [...(input.categories ?? ["*"])].sort();
      const people = person ? await namedPerson(manager, person, viewer.agencyId) : member ? [member.personId] : [];
      if (sourceRef) await manager.query(LOCK_ITEMS, [viewer.agencyId]);
      const [row] = await manager.query<{ id: string; fresh: boolean }[]>(REGISTER, [
        ...[randomUUID(), viewer.agencyId, code, categories, exempt, person?.system ?? null, person?.value ?? null],
        ...[member?.personId ?? null, member?.caseId ?? null, sourceRef ?? null, new Date(since), viewer.userId],
        new Date(at),
      ]);
      const { id } = row!;
      const from = new Date(Math.min(since, at - CLOCK_DRIFT_MS));
      for (const personId of people) {
        await manager.query(SET_PERSON, [id, personId, viewer.agencyId, code, categories, exempt, from]);
      }
      if (sourceRef) {
        const entry = { code, id, ...(code === "X-COURT" ? { exempt } : {}) };
        await manager.query(SET_ITEM, [viewer.agencyId, sourceRef, JSON.stringify([entry])]);
      }
      return { restrictionId: this.ids.seal("restriction", agencyScope(viewer.agencyId), id) };
    });
  }

  async lift(sealedId: string, request: RequestContext): Promise<{ restrictionId: string }> {
    const { viewer, at } = request;
    const unknown = new Refusal([
      { path: "restrictionId", code: "UNKNOWN_RESTRICTION", message: "no such restriction of yours in force" },
    ]);
    await this.dataSource.transaction(async (manager) => {
      const codes = await this.codesOf(manager, request);
      const id = this.ids.open("restriction", agencyScope(viewer.agencyId), sealedId) ?? NOBODY;
      await manager.query(LOCK_ITEMS, [viewer.agencyId]);
      // of two who lift it at once the database takes the first
      const [rows] = await manager.query<[{ sourceRef: string | null }[], number]>(LIFT, [
        ...[id, viewer.agencyId, codes, new Date(at), viewer.userId],
      ]);
      const [lifted] = rows;
      if (!lifted) throw unknown;
      await manager.query(LIFT_PEOPLE, [id, new Date(at)]);
      if (lifted.sourceRef) await manager.query(LIFT_ITEM, [viewer.agencyId, lifted.sourceRef, id]);
    });
    return { restrictionId: sealedId };
  }

  /** What the caller's agency has set, of the codes that the caller may set; lifted ones too. */
  async list(request: RequestContext): Promise<{ restrictions: RestrictionSet[] }> {
    const { agencyId } = request.viewer;
    const { manager } = this.dataSource;
    const rows = await manager.query<ListedRow[]>(LIST, [agencyId, await this.codesOf(manager, request)]);
    const restrictions = rows.map(({ id, personId, caseId, ...it }) => ({
      ...it,
      restrictionId: this.ids.seal("restriction", agencyScope(agencyId), id),
      memberId: personId && caseId ? sealMember(this.ids, agencyId, { caseId, personId }) : null,
    }));
    return { restrictions };
  }

  private async mustSet(manager: EntityManager, code: SettableCode, request: RequestContext): Promise<void> {
    const codes = await this.codesOf(manager, request);
    if (!codes.includes(code)) refuse("code", "NOT_YOUR_ROLE", "not a restriction that your role at your agency sets");
  }

  /** @throws Refusal for who is not active, or may set none */
  private async codesOf(manager: EntityManager, request: RequestContext): Promise<SettableCode[]> {
    await mustBeActive(manager, request);
    const { agencyId, role } = request.viewer;
    const [agency] = await manager.query<{ kind: AgencyKind }[]>("SELECT kind FROM agency WHERE id = $1", [agencyId]);
    const codes = SETTABLE_CODES.filter((it) => maySet(it, agency!.kind, role));
    return codes.length > 0 ? codes : refuse("", "NOT_YOUR_ROLE", `${role} sets no restrictions`);
  }

  private async faultsOf(
    manager: EntityManager,
    input: SetRestrictionInput,
    { viewer, at }: RequestContext,
  ): Promise<Fault[]> {
    const { code, person, memberId, sourceRef, categories, exempt, since } = input;
    const shaped = shape.safeParse(input);
    const faults = shaped.success ? [] : toFaults(shaped.error);
    const fault = (path: string, word: string, message: string) => faults.push({ path, code: word, message });
    const given = [person, memberId, sourceRef].filter((it) => it !== null && it !== undefined);
    if (given.length !== 1) fault("", "ONE_TARGET", "one of person, memberId and sourceRef");
    else if (!maySetOn(code, sourceRef ? "ITEM" : "PERSON")) {
      fault(sourceRef ? "sourceRef" : person ? "person" : "memberId", "WRONG_TARGET", `not what ${code} stands on`);
    }
    if (person && !mayUse(person, viewer.agencyId)) {
      fault("person.value", "NOT_YOUR_NUMBER", "a local number of another agency");
    }
    if (sourceRef && categories) fault("categories", "NOT_OF_AN_ITEM", "an item has its category");
    if (code !== "X-COURT" && exempt.length > 0) fault("exempt", "NOT_OF_THIS_CODE", "X-COURT alone exempts");
    if (since && since > londonDate(at)) fault("since", "IN_THE_FUTURE", "not later than today");
    const rows = await manager.query<{ id: string }[]>("SELECT id FROM agency WHERE id = ANY ($1)", [
      exempt.filter(isCode),
    ]);
    const known = new Set(rows.map((it) => it.id));
    exempt.forEach((it, i) => {
      if (!known.has(it)) fault(`exempt.${i}`, "UNKNOWN_AGENCY", "not an agency of this hub");
    });
    return faults;
  }
}

const isCode = (it: string): boolean => /^[A-Z0-9-]{1,40}$/.test(it);
