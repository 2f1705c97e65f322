/** Consents and service agreements as they are recorded. Whether a consent counts is weighed at each use, by the rules. */
import { randomUUID } from "node:crypto";
import type { DataSource, EntityManager } from "typeorm";
import { z } from "zod";
import { isStorable } from "../gateway/body";
import { parseOrListFaults, Refusal, toFaults, type Fault } from "../gateway/faults";
import { agencyScope, type OpaqueIds } from "../gateway/opaque-ids";
import type { RequestContext } from "../identity/request-context";
import { plusMonths } from "../people/london-time";
import { plainText } from "../people/person.input";
import { mustBePractitioner, standingOn, worksWith } from "./case-standing";
import { ConsentEntity, ServiceAgreementEntity } from "./consent.entity";
import type { RecordConsentInput, RecordServiceAgreementInput } from "./consent.inputs";
import { giverFaults, LONGEST_MONTHS, termFaults } from "./consent-faults";
import type { EvidenceRepository, MemberOnFile } from "./evidence.repository";
import { openMember, type MemberRef } from "./member-id";

const consentShape = z.object({
  method: plainText(100),
  evidenceRef: plainText(200).nullish(),
  recipients: z.array(z.string()).min(1, "name at least one recipient").max(50),
  excludedRecipients: z.array(z.string()).max(50),
  purposes: z.array(z.string()).min(1, "name at least one purpose"),
});
const serviceShape = z.object({ service: plainText(100) });

/** Somebody protected is on no case. */
const MEMBER = `
  SELECT 1 FROM case_member m WHERE m.case_id = $1 AND m.person_id = $2 AND NOT EXISTS (
    SELECT FROM restriction r WHERE r.subject_id = m.person_id AND r.code = 'X-PROTECTED'
      AND r.valid_from <= $3 AND (r.valid_to IS NULL OR r.valid_to > $3))`;

export class Consents {
  constructor(
    private readonly dataSource: DataSource,
    private readonly evidence: EvidenceRepository,
    private readonly ids: OpaqueIds,
  ) {}

  /** @throws Refusal listing every fault, among them a giver whose decision this is not */
  async record(
    input: RecordConsentInput,
    request: RequestContext,
  ): Promise<{ consentId: string; validTo: Date | null }> {
    mustBePractitioner(request);
    const { at, viewer } = request;
    const { subject, giver } = await this.parties(input, request);
    const validTo = input.validTo?.getTime() ?? plusMonths(at, LONGEST_MONTHS);
    const shaped = consentShape.safeParse(input);
    const faults = [
      ...(shaped.success ? [] : toFaults(shaped.error)),
      ...(await this.scopeFaults(input)),
      ...termFaults(input, validTo, at),
      ...giverFaults(input, giver, subject, at),
    ];
    if (faults.length > 0) throw new Refusal(faults, "recordConsent");
    const id = randomUUID();
    // one statement needs no transaction, and a caller who holds one connection while asking for another can wait for ever
    await this.dataSource.manager.insert(ConsentEntity, {
      id,
      subjectId: subject.id,
      givenBy: giver ?? null,
      capacity: input.capacity,
      decision: input.decision,
      categories: input.categories ?? ["*"],
      excludedCategories: input.excludedCategories,
      recipients: input.recipients,
      excludedRecipients: input.excludedRecipients,
      purposes: input.purposes,
      validFrom: new Date(at),
      validTo: new Date(validTo),
      withdrawnAt: null,
      withdrawnRecordedBy: null,
      method: input.method,
      evidenceRef: input.evidenceRef ?? null,
      soughtSafely: input.soughtSafely,
      recordedBy: viewer.userId,
      recordedAt: new Date(at),
    });
    return { consentId: this.ids.seal("consent", agencyScope(viewer.agencyId), id), validTo: new Date(validTo) };
  }

  /** Effective from this instant; never backwards. */
  async withdraw(sealedId: string, request: RequestContext): Promise<{ consentId: string; validTo: null }> {
    mustBePractitioner(request);
    const { viewer, at } = request;
    const id = this.ids.open("consent", agencyScope(viewer.agencyId), sealedId);
    await this.dataSource.transaction(async (manager) => {
      const consent = id === null ? null : await manager.findOneBy(ConsentEntity, { id });
      const unknown = new Refusal([{ path: "consentId", code: "UNKNOWN_CONSENT", message: "no such consent for you" }]);
      if (!consent || !(await worksWith(manager, consent.subjectId, request))) throw unknown;
      // of two withdrawals at once the database takes the first
      const { affected } = await manager
        .createQueryBuilder()
        .update(ConsentEntity)
        .set({ withdrawnAt: new Date(at), withdrawnRecordedBy: viewer.userId })
        .where("id = :id AND withdrawn_at IS NULL AND decision = 'GRANTED'", { id: consent.id })
        .execute();
      if (affected === 0) {
        throw new Refusal([
          { path: "consentId", code: "NOT_IN_FORCE", message: "already withdrawn, or never granted" },
        ]);
      }
    });
    return { consentId: sealedId, validTo: null };
  }

  async recordAgreement(input: RecordServiceAgreementInput, request: RequestContext): Promise<{ agreementId: string }> {
    mustBePractitioner(request);
    const { service } = parseOrListFaults(serviceShape, input, "recordServiceAgreement");
    const { viewer, at } = request;
    return this.dataSource.transaction(async (manager) => {
      const { caseId, personId } = await this.member(manager, input.memberId, request);
      const id = randomUUID();
      await manager.insert(ServiceAgreementEntity, {
        id,
        caseId,
        personId,
        service,
        decision: input.decision,
        decidedAt: new Date(at),
        recordedBy: viewer.userId,
        recordedAt: new Date(at),
      });
      return { agreementId: this.ids.seal("agreement", agencyScope(viewer.agencyId), id) };
    });
  }

  /** Subject and giver as members of one case that the caller works on; a giver who is none of them is undefined. */
  private async parties(
    input: RecordConsentInput,
    request: RequestContext,
  ): Promise<{ subject: MemberOnFile; giver: string | null | undefined }> {
    const { caseId, personId } = await this.member(this.dataSource.manager, input.memberId, request);
    const { members } = await this.evidence.ofCase(request.viewer, caseId, request.at);
    const subject = members.find((it) => it.id === personId)!;
    const named = input.givenBy ? openMember(this.ids, request.viewer.agencyId, input.givenBy)?.personId : null;
    const giver = named === null ? null : members.find((it) => it.id === named && !it.barred)?.id;
    if (input.capacity === "SELF") return { subject, giver: giver === null ? personId : giver };
    return { subject, giver: giver === null && input.capacity !== "LA_WITH_PR" ? undefined : giver };
  }

  private async member(manager: EntityManager, memberId: string, request: RequestContext): Promise<MemberRef> {
    const unknown = new Refusal([
      { path: "memberId", code: "UNKNOWN_MEMBER", message: "no such member of a case for you" },
    ]);
    const member = openMember(this.ids, request.viewer.agencyId, memberId);
    if (!member?.caseId) throw unknown;
    const sealed = this.ids.seal("case", agencyScope(request.viewer.agencyId), member.caseId);
    try {
      await standingOn(manager, this.ids, sealed, request);
    } catch (error) {
      throw error instanceof Refusal ? unknown : error;
    }
    const rows = await manager.query<unknown[]>(MEMBER, [member.caseId, member.personId, new Date(request.at)]);
    if (rows.length === 0) throw unknown;
    return member;
  }

  private async scopeFaults(input: RecordConsentInput): Promise<Fault[]> {
    const named = [...input.recipients, ...input.excludedRecipients].filter(isStorable);
    const rows = await this.dataSource.query<{ id: string }[]>("SELECT id FROM agency WHERE id = ANY ($1)", [named]);
    const known = new Set(rows.map((it) => it.id));
    const unknown = (list: readonly string[], path: string): Fault[] =>
      list.flatMap((it, i) =>
        known.has(it) ? [] : [{ path: `${path}.${i}`, code: "UNKNOWN_AGENCY", message: "not an agency of this hub" }],
      );
    const faults = [
      ...unknown(input.recipients, "recipients"),
      ...unknown(input.excludedRecipients, "excludedRecipients"),
    ];
    if (input.categories?.length === 0) {
      faults.push({
        path: "categories",
        code: "EMPTY",
        message: "name at least one category, or leave it out for all",
      });
    }
    return faults;
  }
}
