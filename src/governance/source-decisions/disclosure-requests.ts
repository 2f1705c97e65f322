/**
 * Asking a source for what only the source may release. A request starts from a decision that said so, as the disclosure
 * record has it: whoever was not told W-SOURCE-DECISION has nothing to ask, so no request tells that there is something.
 */
import { randomUUID } from "node:crypto";
import type { DataSource, EntityManager } from "typeorm";
import { z } from "zod";
import type { DisclosedDecision } from "../../audit/disclosure";
import type { DisclosureCodec } from "../../audit/disclosure-codec";
import type { DisclosureRepository } from "../../audit/disclosure.repository";
import { isStorable } from "../../gateway/item-body";
import { Refusal, toFaults, type Fault } from "../../gateway/faults";
import { agencyScope, NOBODY, type OpaqueIds } from "../../gateway/opaque-ids";
import type { Rag } from "../../gateway/vocabulary.type";
import type { RequestContext } from "../../identity/request-context";
import { notify } from "../../notifications/outbox";
import { mustBePractitioner } from "../case-standing";
import { isTheirs, type CaseOnFile, type EvidenceOnFile, type MemberOnFile } from "../evidence.repository";
import { DECIDERS, DECISION_CLOCK, RAG_UNLESS_RATED, type DecisionClock } from "./deciders";
import type { RequestDisclosureInput } from "./source-decision.inputs";

/** The disclosure's UUID and the decision's place in it. */
const DECISION_ID = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.(\d{1,6})$/;
const HOUR = 60 * 60 * 1000;

export const inWords = (longest: number) =>
  z.string().trim().min(10, "at least 10 characters").max(longest).refine(isStorable, "expected well-formed text");
const requestShape = z.object({ reason: inWords(1000) });

/** What a decision was about, found again on the case. */
interface Asked {
  readonly file: CaseOnFile;
  readonly member: MemberOnFile;
  readonly decision: DisclosedDecision;
  readonly purpose: string;
}

const OPEN_ONE = "(case_id, subject_id, source_id, recipient_id, category, purpose) WHERE status = 'OPEN'";
const INSERT = `
  INSERT INTO disclosure_request (id, case_id, subject_id, source_id, recipient_id, category, purpose, decision,
    requested_by, role, reason, level, rag, needed_by, requested_at, due_at, status)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 'OPEN')
  ON CONFLICT ${OPEN_ONE} DO NOTHING RETURNING id, due_at`;
const SELECT = `
  SELECT id, due_at FROM disclosure_request
  WHERE case_id = $1 AND subject_id = $2 AND source_id = $3 AND recipient_id = $4 AND category = $5 AND purpose = $6
    AND status = 'OPEN'`;

interface Row {
  readonly id: string;
  readonly due_at: Date;
}

export class DisclosureRequests {
  constructor(
    private readonly dataSource: DataSource,
    private readonly evidence: EvidenceOnFile,
    private readonly disclosures: DisclosureRepository,
    private readonly codec: DisclosureCodec,
    private readonly ids: OpaqueIds,
    private readonly clock: DecisionClock = DECISION_CLOCK,
  ) {}

  /** @throws Refusal listing every fault */
  async ask(input: RequestDisclosureInput, request: RequestContext): Promise<{ requestId: string; dueAt: Date }> {
    mustBePractitioner(request);
    const shaped = requestShape.safeParse(input);
    const faults: Fault[] = shaped.success ? [] : toFaults(shaped.error);
    if (input.neededBy && input.neededBy.getTime() <= request.at) {
      faults.push({ path: "neededBy", code: "IN_THE_PAST", message: "it would be too late already" });
    }
    const asked = await this.asked(input.decisionId, request);
    if (!asked) {
      const message = "no such decision of your agency on an open case that you work on";
      faults.push({ path: "decisionId", code: "UNKNOWN_DECISION", message });
    } else if (asked.decision.reason !== "W-SOURCE-DECISION") {
      const message = "this does not wait for the source: only W-SOURCE-DECISION does";
      faults.push({ path: "decisionId", code: "NOT_FOR_THE_SOURCE", message });
    }
    if (faults.length > 0 || !asked || !shaped.success) throw new Refusal(faults, "requestDisclosure");
    const row = await this.dataSource.transaction((manager) =>
      this.put(manager, asked, { ...input, reason: shaped.data.reason }, request),
    );
    const scope = agencyScope(request.viewer.agencyId);
    return { requestId: this.ids.seal("disclosure-request", scope, row.id), dueAt: row.due_at };
  }

  /** Tells the deciders of every source whose answer is overdue, once. */
  async remindOfOverdue(at: number): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const rows = await manager.query<{ id: string; source: string; due: Date }[]>(
        "SELECT id, source_id AS source, due_at AS due FROM disclosure_request WHERE status = 'OPEN' AND due_at <= $1",
        [new Date(at)],
      );
      await notify(
        manager,
        at,
        rows.map(({ id, source, due }) => ({
          topic: "DISCLOSURE_REQUEST_OVERDUE",
          agency: source,
          roles: DECIDERS,
          reference: id,
          dueAt: due.getTime(),
        })),
      );
    });
  }

  /** Null alike for what is unknown, another agency's, or about a case or a person that is not the caller's. */
  private async asked(decisionId: string, request: RequestContext): Promise<Asked | null> {
    const [, id, place] = DECISION_ID.exec(decisionId) ?? [];
    const disclosure = await this.disclosures.byId(id ?? NOBODY);
    // the caller's standing is read of whatever was asked, so that it costs the same
    const context = await this.evidence.ofCase(request.viewer, disclosure?.caseId ?? NOBODY, request.at);
    const decision = disclosure?.decisions[Number(place)];
    const file = context.case;
    if (!disclosure || !decision || !file || !disclosure.purpose) return null;
    if (disclosure.agency !== request.viewer.agencyId) return null;
    if (!context.viewerActive || !isTheirs(context, request) || file.closedAt !== null) return null;
    const subject = disclosure.subjects[decision.subject];
    const member = context.members.find((it) => !it.barred && this.codec.pseudonym(it.disclosureKey) === subject);
    return member ? { file, member, decision, purpose: disclosure.purpose } : null;
  }

  /** Of two who ask at once the database takes the first; the other is given the same request. */
  private async put(
    manager: EntityManager,
    { file, member, decision, purpose }: Asked,
    { reason, neededBy, decisionId }: RequestDisclosureInput,
    { viewer, at }: RequestContext,
  ): Promise<Row> {
    const rag = (file.rag as Rag | null) ?? RAG_UNLESS_RATED;
    const dueAt = new Date(at + this.clock[rag] * HOUR);
    const about = [file.id, member.id, decision.source, viewer.agencyId, decision.category, purpose];
    const level = `${file.level.common}${file.level.statutory && file.level.common === 3 ? "s" : ""}`;
    const asked = [decisionId, viewer.userId, viewer.role, reason, level, rag, neededBy ?? null, new Date(at), dueAt];
    for (;;) {
      const [made] = await manager.query<Row[]>(INSERT, [randomUUID(), ...about, ...asked]);
      if (made) {
        await notify(manager, at, [
          {
            topic: "DISCLOSURE_REQUESTED",
            agency: decision.source,
            roles: DECIDERS,
            reference: made.id,
            dueAt: dueAt.getTime(),
          },
        ]);
        return made;
      }
      const [waiting] = await manager.query<Row[]>(SELECT, about);
      if (waiting) return waiting;
      // it was answered in between, so that a new one may be made
    }
  }
}
