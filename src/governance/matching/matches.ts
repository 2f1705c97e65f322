/**
 * The queue of what might be one person, and what people decide about it. A decision links a number to a person or does
 * not; it moves no item and merges nobody, so that taking it back leaves everything where it was.
 */
import type { DataSource, EntityManager } from "typeorm";
import { z } from "zod";
import { noticeOf } from "../../audit/disclosure";
import { RequestError } from "../../gateway/errors";
import { parseOrListFaults } from "../../gateway/faults";
import { isStorable } from "../../gateway/item-body";
import { agencyScope, type OpaqueIds } from "../../gateway/opaque-ids";
import { refuse } from "../../gateway/refused.type";
import type { RequestContext } from "../../identity/request-context";
import { SURE } from "../../people/matching/weights";
import type { Standing } from "../../people/matching/verdict";
import type { Role } from "../../sharing/vocabulary";
import { mustHaveRole } from "../case-standing";
import { LOCK } from "./match-people.sql";
import type { DecideMatchInput, IdentityMatch } from "./match.type";
import { AGENCY_OF, DECIDE, HELD, HOLDER, LINK, LIST, MAY_LOOK } from "./matches.sql";
import { toMatch, type MatchRow } from "./match-row";

/** Those whose work in a hub is to find out who somebody is, and who answers for it. */
const MATCHERS: readonly Role[] = ["MASH_AGENCY_RESEARCHER", "MASH_MANAGER"];
const MOST = 50;

const decideShape = z.object({
  reason: z.string().trim().min(10, "at least 10 characters").max(500).refine(isStorable, "expected well-formed text"),
});

interface Held {
  readonly id: string;
  readonly state: Standing;
  readonly system: string;
  readonly value: string;
  readonly personId: string;
  readonly disclosureKey: string;
}
type Decision = "CONFIRMED" | "REJECTED" | "UNDONE";
type Meaning = { readonly person: string; readonly confidence: number } | null;
/** What a decision did to the number. */
interface Change {
  readonly changed: boolean;
  readonly was: Meaning;
  readonly became: Meaning;
}
const NO_CHANGE: Change = { changed: false, was: null, became: null };

export class Matches {
  constructor(
    private readonly dataSource: DataSource,
    private readonly ids: OpaqueIds,
  ) {}

  /** Newest first. For anybody else nothing waits. */
  async get(state: Standing, first: number, request: RequestContext): Promise<IdentityMatch[]> {
    if (first < 1 || first > MOST) {
      throw new RequestError("matches: bad page.", [
        { path: "first", code: "OUT_OF_RANGE", message: `first takes 1 to ${MOST}` },
      ]);
    }
    const { viewer, at } = request;
    if (!MATCHERS.includes(viewer.role) || !(await this.mayLook(this.dataSource.manager, request))) return [];
    const rows = await this.dataSource.query<MatchRow[]>(LIST, [state, viewer.userId, new Date(at), first]);
    // names are shown, so that they were is on record
    request.disclosures.push(noticeOf("MATCH", request, null, [...new Set(rows.map((it) => it.disclosureKey))]));
    return rows.map((it) => toMatch(it, (id) => this.seal(id, request)));
  }

  confirm(input: DecideMatchInput, request: RequestContext): Promise<{ matchId: string }> {
    return this.decide(input, request, "CONFIRMED", async (manager, match) => {
      if (match.state !== "OPEN") refuse("matchId", "ALREADY_DECIDED", "somebody has decided it; undo it first");
      return this.link(manager, match, request);
    });
  }

  reject(input: DecideMatchInput, request: RequestContext): Promise<{ matchId: string }> {
    return this.decide(input, request, "REJECTED", async (_, match) => {
      if (match.state !== "OPEN") refuse("matchId", "ALREADY_DECIDED", "somebody has decided it; undo it first");
      return NO_CHANGE;
    });
  }

  /** The number means again what it meant; the pair waits for a decision, and is not matched without one. */
  undo(input: DecideMatchInput, request: RequestContext): Promise<{ matchId: string }> {
    return this.decide(input, request, "UNDONE", async (manager, match) => {
      if (match.state === "OPEN") refuse("matchId", "NOT_DECIDED", "nobody has decided it");
      if (match.state === "REJECTED") return NO_CHANGE;
      const [row] = await manager.query<{ done: boolean }[]>("SELECT take_back_match($1) AS done", [match.id]);
      if (!row!.done) refuse("matchId", "CHANGED_SINCE", "the number has been linked anew since; undo that first");
      return NO_CHANGE;
    });
  }

  private async decide(
    input: DecideMatchInput,
    request: RequestContext,
    decision: Decision,
    work: (manager: EntityManager, match: Held) => Promise<Change>,
  ): Promise<{ matchId: string }> {
    mustHaveRole(request, MATCHERS);
    const { reason } = parseOrListFaults(decideShape, { reason: input.reason }, "match");
    const { viewer, at } = request;
    await this.dataSource.transaction(async (manager) => {
      const match = await this.hold(manager, input.matchId, request);
      const { changed, was, became } = await work(manager, match);
      const state = decision === "UNDONE" ? "OPEN" : decision;
      await manager.query("UPDATE match_review SET state = $2 WHERE id = $1", [match.id, state]);
      await manager.query(DECIDE, [match.id, decision, viewer.userId, new Date(at), reason, changed, was, became]);
      request.disclosures.push(noticeOf("MATCH", request, null, [match.disclosureKey]));
    });
    return { matchId: input.matchId };
  }

  /** Nobody matches or decides about this agency's numbers meanwhile. Unknown, barred and not yours are one refusal. */
  private async hold(manager: EntityManager, matchId: string, request: RequestContext): Promise<Held> {
    const { viewer, at } = request;
    const id = this.ids.open("match", agencyScope(viewer.agencyId), matchId);
    const [found] =
      id !== null && (await this.mayLook(manager, request))
        ? await manager.query<{ agency: string }[]>(AGENCY_OF, [id, viewer.userId, new Date(at)])
        : [];
    if (!id || !found) return refuse("matchId", "UNKNOWN_MATCH", "no such match for you");
    await manager.query(LOCK, [found.agency]);
    const [held] = await manager.query<Omit<Held, "id">[]>(HELD, [id]);
    return { id, ...held! };
  }

  /**
   * A number that means somebody else is not taken away. Where the user may not know of them, nothing is said and nothing
   * is done: to be told so would be to be told of them.
   */
  private async link(manager: EntityManager, match: Held, { viewer, at }: RequestContext): Promise<Change> {
    const { system, value, personId } = match;
    const [holder] = await manager.query<{ personId: string; confidence: string; isKnowable: boolean }[]>(HOLDER, [
      system,
      value,
      viewer.userId,
      new Date(at),
    ]);
    const isSure = holder !== undefined && Number(holder.confidence) >= SURE;
    if (isSure && holder.personId !== personId && holder.isKnowable) {
      refuse("matchId", "NUMBER_TAKEN", "this number means somebody else by now");
    }
    if (isSure) return NO_CHANGE;
    const linked = await manager.query<unknown[]>(LINK, [system, value, personId]);
    if (linked.length === 0) refuse("matchId", "NUMBER_TAKEN", "this number means somebody else by now");
    const was = holder ? { person: holder.personId, confidence: Number(holder.confidence) } : null;
    return { changed: true, was, became: { person: personId, confidence: 1 } };
  }

  private async mayLook(manager: EntityManager, { viewer }: RequestContext): Promise<boolean> {
    const rows = await manager.query<unknown[]>(MAY_LOOK, [viewer.userId, viewer.agencyId, viewer.role]);
    return rows.length > 0;
  }

  private seal(id: string, { viewer }: RequestContext): string {
    return this.ids.seal("match", agencyScope(viewer.agencyId), id);
  }
}
