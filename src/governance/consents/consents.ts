/** Consents and service agreements as they are recorded. Whether a consent counts is weighed at each use, by the rules. */
import { randomUUID } from "node:crypto";
import type { DataSource, EntityManager } from "typeorm";
import { z } from "zod";
import { parseOrListFaults, Refusal, toFaults, type Fault } from "../../gateway/faults";
import { agencyScope, type OpaqueIds } from "../../gateway/opaque-ids";
import type { RequestContext } from "../../identity/request-context";
import { plusMonths } from "../../people/london-time";
import { plainText } from "../../people/person-shape";
import { covers } from "../../sharing/evidence";
import { mustBePractitioner, standingOn, worksWith } from "../case-standing";
import { ConsentEntity, ServiceAgreementEntity } from "./consent.entity";
import type { RecordConsentInput, RecordServiceAgreementInput } from "./consent.inputs";
import { giverFaults, LONGEST_MONTHS, recipientFaults, termFaults } from "./consent-faults";
import type { EvidenceOnFile, MemberOnFile } from "../evidence.repository";
import { openMember, type MemberRef } from "../member-id";

/** Every use of a consent reads its lists, so they are short and say each thing once. */
const list = z
  .array(z.string())
  .max(50)
  .refine((it) => new Set(it).size === it.length, "says something twice");

const consentShape = z.object({
  method: plainText(100),
  evidenceRef: plainText(200).nullish(),
  recipients: list.min(1, "name at least one recipient"),
  excludedRecipients: list,
  purposes: list.min(1, "name at least one purpose"),
  categories: list.nullish(),
  excludedCategories: list,
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
    private readonly evidence: EvidenceOnFile,
    private readonly ids: OpaqueIds,
  ) {}

  /** @throws Refusal listing every fault, among them a giver whose decision this is not */
  async record(
    input: RecordConsentInput,
    request: RequestContext,
  ): Promise<{ consentId: string; validTo: Date | null }> {
    mustBePractitioner(request);
    const { at, viewer } = request;
    const { subject, giver, onCase } = await this.parties(input, request);
    const validTo = input.validTo?.getTime() ?? plusMonths(at, LONGEST_MONTHS);
    const shaped = consentShape.safeParse(input);
    const faults = [
      ...(shaped.success ? [] : toFaults(shaped.error)),
      ...recipientFaults(input, new Set([viewer.agencyId, ...onCase])),
      ...termFaults(input, validTo, at),
      ...(await this.capacityFaults(input, request)),
    ];
    // whose decision it is tells of competence and of orders: it is not to be had with input that is refused anyway
    if (faults.length === 0) faults.push(...giverFaults(input, giver, subject, at));
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
  ): Promise<{ subject: MemberOnFile; giver: string | null | undefined; onCase: readonly string[] }> {
    const { caseId, personId } = await this.member(this.dataSource.manager, input.memberId, request);
    const { members, case: file } = await this.evidence.ofCase(request.viewer, caseId, request.at);
    const subject = members.find((it) => it.id === personId)!;
    const onCase = file ? [file.owner, ...file.agencies.filter((it) => covers(it, request.at)).map((it) => it.id)] : [];
    const named = input.givenBy ? openMember(this.ids, request.viewer.agencyId, input.givenBy)?.personId : null;
    const giver = named === null ? null : members.find((it) => it.id === named && !it.barred)?.id;
    if (input.capacity === "SELF") return { subject, onCase, giver: giver === null ? personId : giver };
    return { subject, onCase, giver: giver === null && input.capacity !== "LA_WITH_PR" ? undefined : giver };
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

  /** The local authority speaks through its children's services; a deputy through a register that this hub does not keep. */
  private async capacityFaults({ capacity }: RecordConsentInput, { viewer }: RequestContext): Promise<Fault[]> {
    if (capacity === "DEPUTY") {
      return [
        { path: "capacity", code: "NO_REGISTER", message: "no register of deputies is kept here; ask the source" },
      ];
    }
    if (capacity !== "LA_WITH_PR") return [];
    const rows = await this.dataSource.query<unknown[]>("SELECT 1 FROM agency WHERE id = $1 AND kind = 'CSC'", [
      viewer.agencyId,
    ]);
    const message = "the local authority's consent is recorded by its children's services";
    return rows.length > 0 ? [] : [{ path: "capacity", code: "NOT_YOUR_AGENCY", message }];
  }
}
