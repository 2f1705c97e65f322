/** A source's decision on what was asked of it, and the end of what it released. Given once: the database decides who was first. */
import { randomUUID } from "node:crypto";
import type { DataSource, EntityManager } from "typeorm";
import { z } from "zod";
import { Refusal, toFaults, type Fault } from "../../gateway/faults";
import { agencyScope, NOBODY, type OpaqueIds } from "../../gateway/opaque-ids";
import type { RequestContext } from "../../identity/request-context";
import { notify } from "../../notifications/outbox";
import { plusMonths } from "../../people/london-time";
import { plainText } from "../../people/person-shape";
import { mustBeActive, mustHaveRole } from "../case-standing";
import { DECIDERS, LONGEST_RELEASE_MONTHS } from "./deciders";
import { inWords } from "./disclosure-requests";
import type { AnswerDisclosureRequestInput } from "./source-decision.inputs";

const answerShape = z.object({
  items: z
    .array(plainText(200))
    .max(500)
    .refine((it) => new Set(it).size === it.length, "says something twice")
    .nullish(),
  statement: plainText(2000).nullish(),
  conditions: plainText(500).nullish(),
  reason: inWords(1000).nullish(),
});

interface Waiting {
  readonly id: string;
  readonly caseId: string;
  readonly subjectId: string;
  readonly recipient: string;
  readonly requestedBy: string;
  readonly category: string;
  readonly purpose: string;
  readonly status: string;
}
/** Whoever is protected by now, or in conflict with the caller, is nobody that anything was asked about. */
const FOR_UPDATE = `
  SELECT id, case_id AS "caseId", subject_id AS "subjectId", recipient_id AS recipient, requested_by AS "requestedBy",
    category, purpose, status
  FROM disclosure_request WHERE id = $1 AND source_id = $2 AND NOT is_barred(subject_id, $3, $4) FOR UPDATE`;
const CHOSEN = `
  SELECT id, source_ref AS ref FROM contribution_item
  WHERE person_id = $1 AND agency_id = $2 AND category = $3 AND superseded_at IS NULL AND source_ref = ANY ($4)`;
const RELEASE = `
  INSERT INTO source_release (id, request_id, case_id, subject_id, source_id, recipient_id, category, purpose, items,
    valid_from, valid_to)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`;
const DETERMINATION = `
  INSERT INTO holder_determination (subject_id, source_id, category, view, covert, valid_from)
  VALUES ($1, $2, $3, 'MORE_DETRIMENTAL', $4, $5)`;

const UNKNOWN: Fault = { path: "requestId", code: "UNKNOWN_REQUEST", message: "no such request at your agency" };
const STATUS = { RELEASE_IN_PART: "RELEASED", REFUSE: "REFUSED", MORE_DETRIMENTAL: "MORE_DETRIMENTAL" } as const;

export class DisclosureAnswers {
  constructor(
    private readonly dataSource: DataSource,
    private readonly ids: OpaqueIds,
  ) {}

  /** @throws Refusal listing every fault */
  async give(
    input: AnswerDisclosureRequestInput,
    request: RequestContext,
  ): Promise<{ requestId: string; validTo: Date | null }> {
    mustHaveRole(request, DECIDERS);
    const { at, viewer } = request;
    const shaped = answerShape.safeParse(input);
    const validTo = input.validTo?.getTime() ?? plusMonths(at, LONGEST_RELEASE_MONTHS);
    const faults = [...(shaped.success ? [] : toFaults(shaped.error)), ...faultsOf(input, validTo, at)];
    return this.dataSource.transaction(async (manager) => {
      await mustBeActive(manager, request);
      const waiting = await this.find(manager, input.requestId, request);
      if (!waiting) throw new Refusal([...faults, UNKNOWN], "answerDisclosureRequest");
      if (waiting.status !== "OPEN") {
        faults.push({ path: "requestId", code: "ALREADY_ANSWERED", message: "somebody has answered it" });
      }
      const chosen = shaped.success ? await chosenItems(manager, waiting, viewer.agencyId, input, faults) : null;
      if (faults.length > 0) throw new Refusal(faults, "answerDisclosureRequest");
      const answer = input.decision === "REFUSE" ? shaped.data!.reason : null;
      await manager.query(
        `UPDATE disclosure_request SET status = $2, covert = $3, answered_by = $4, answered_at = $5, answer = $6
         WHERE id = $1`,
        [waiting.id, STATUS[input.decision], input.covert, viewer.userId, new Date(at), answer],
      );
      if (input.decision === "MORE_DETRIMENTAL") {
        const found = [waiting.subjectId, viewer.agencyId, waiting.category, input.covert, new Date(at)];
        await manager.query(DETERMINATION, found);
      }
      // a covert answer reads like a release by who holds nothing; it names no item, so it opens none whatever ends first
      const releases = input.decision === "RELEASE_IN_PART" || input.covert;
      if (releases)
        await release(manager, waiting, viewer.agencyId, input.covert ? [] : chosen, { ...input, at, validTo });
      await notify(manager, at, [
        {
          topic: "DISCLOSURE_DECIDED",
          agency: waiting.recipient,
          user: waiting.requestedBy,
          reference: waiting.id,
        },
      ]);
      return { requestId: input.requestId, validTo: releases ? new Date(validTo) : null };
    });
  }

  /** Effective from this instant; never backwards. */
  async end(requestId: string, request: RequestContext): Promise<{ requestId: string; validTo: Date }> {
    mustHaveRole(request, DECIDERS);
    const at = new Date(request.at);
    await this.dataSource.transaction(async (manager) => {
      await mustBeActive(manager, request);
      const answered = await this.find(manager, requestId, request);
      if (!answered) throw new Refusal([UNKNOWN], "endDisclosure");
      const [, affected] = await manager.query<[unknown, number]>(
        "UPDATE source_release SET valid_to = $2 WHERE request_id = $1 AND valid_from <= $2 AND valid_to > $2",
        [answered.id, at],
      );
      if (affected === 0) {
        throw new Refusal([{ path: "requestId", code: "NOT_IN_FORCE", message: "nothing of it is released" }]);
      }
    });
    return { requestId, validTo: at };
  }

  private async find(
    manager: EntityManager,
    requestId: string,
    { viewer, at }: RequestContext,
  ): Promise<Waiting | null> {
    const id = this.ids.open("disclosure-request", agencyScope(viewer.agencyId), requestId) ?? NOBODY;
    const rows = await manager.query<Waiting[]>(FOR_UPDATE, [id, viewer.agencyId, viewer.userId, new Date(at)]);
    return rows[0] ?? null;
  }
}

/** What belongs to another decision than the one that is given. */
const ONLY_WITH = {
  items: "RELEASE_IN_PART",
  allItems: "RELEASE_IN_PART",
  statement: "RELEASE_IN_PART",
  conditions: "RELEASE_IN_PART",
  validTo: "RELEASE_IN_PART",
  reason: "REFUSE",
  covert: "MORE_DETRIMENTAL",
} as const;

function faultsOf(input: AnswerDisclosureRequestInput, validTo: number, at: number): Fault[] {
  const faults: Fault[] = [];
  for (const [path, decision] of Object.entries(ONLY_WITH) as [keyof typeof ONLY_WITH, string][]) {
    const given = input[path] !== null && input[path] !== undefined && input[path] !== false;
    if (given && input.decision !== decision) {
      faults.push({ path, code: "NOT_WITH_THIS_DECISION", message: `goes with ${decision} alone` });
    }
  }
  if (input.decision === "REFUSE" && !input.reason) {
    faults.push({ path: "reason", code: "MISSING", message: "the requester reads why: at least 10 characters" });
  }
  if (input.decision !== "RELEASE_IN_PART") return faults;
  if (!input.items?.length && !input.allItems && !input.statement) {
    faults.push({ path: "items", code: "EMPTY", message: "name items, or all of them, or say something in words" });
  }
  if (input.items?.length && input.allItems) {
    faults.push({ path: "allItems", code: "BOTH", message: "name items, or release all, and not both" });
  }
  if (validTo <= at) faults.push({ path: "validTo", code: "IN_THE_PAST", message: "ends before it begins" });
  if (validTo > plusMonths(at, LONGEST_RELEASE_MONTHS)) {
    const message = `at most ${LONGEST_RELEASE_MONTHS} months from now`;
    faults.push({ path: "validTo", code: "TOO_LONG", message });
  }
  return faults;
}

/** The source's own references as the items that they mean now; null for all. */
async function chosenItems(
  manager: EntityManager,
  { subjectId, category }: Waiting,
  source: string,
  { decision, items, allItems }: AnswerDisclosureRequestInput,
  faults: Fault[],
): Promise<readonly string[] | null> {
  if (decision !== "RELEASE_IN_PART" || allItems) return null;
  const refs = items ?? [];
  const rows = await manager.query<{ id: string; ref: string }[]>(CHOSEN, [subjectId, source, category, refs]);
  const known = new Set(rows.map((it) => it.ref));
  for (const [i, ref] of refs.entries()) {
    if (known.has(ref)) continue;
    const message = "you hold no such item of this category about this person";
    faults.push({ path: `items.${i}`, code: "UNKNOWN_ITEM", message });
  }
  return rows.map((it) => it.id);
}

async function release(
  manager: EntityManager,
  { id: requestId, caseId, subjectId, recipient, category, purpose }: Waiting,
  source: string,
  items: readonly string[] | null,
  {
    at,
    validTo,
    statement,
    conditions,
  }: { at: number; validTo: number } & Pick<AnswerDisclosureRequestInput, "statement" | "conditions">,
): Promise<void> {
  const id = randomUUID();
  const window = [new Date(at), new Date(validTo)];
  const about = [caseId, subjectId, source, recipient, category, purpose];
  await manager.query(RELEASE, [id, requestId, ...about, items, ...window]);
  if (!statement && !conditions) return;
  await manager.query("INSERT INTO source_release_words (release_id, statement, conditions) VALUES ($1, $2, $3)", [
    id,
    statement ?? null,
    conditions ?? null,
  ]);
}
