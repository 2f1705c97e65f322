/** Consents and service agreements as they are recorded. Whether a consent counts is weighed at each use, by the rules. */
import { randomUUID } from "node:crypto";
import type { DataSource, EntityManager } from "typeorm";
import { z } from "zod";
import { parseOrListFaults, Refusal, toFaults, type Fault } from "../../gateway/faults";
import { agencyScope, type OpaqueIds } from "../../gateway/opaque-ids";
import type { NextStep } from "../../gateway/release-decision.type";
import type { RequestContext } from "../../identity/request-context";
import { notify } from "../../notifications/outbox";
import { plusMonths } from "../../people/london-time";
import { plainText } from "../../people/person-shape";
import { covers } from "../../sharing/evidence";
import { AFTER_LEAVING_A_SERVICE, NEXT_STEPS } from "../../sharing/guidance";
import { mustBePractitioner, worksWith } from "../case-standing";
import { ConsentEntity, ServiceAgreementEntity } from "./consent.entity";
import type { RecordConsentInput, RecordServiceAgreementInput } from "./consent.inputs";
import { giverFaults, LONGEST_MONTHS, recipientFaults, termFaults } from "./consent-faults";
import type { EvidenceOnFile, MemberOnFile } from "../evidence.repository";
import { openMember } from "../member-id";
import { memberOfCase } from "../member-of-case";

const ASK_CONSENT_TOO: NextStep = {
  code: AFTER_LEAVING_A_SERVICE,
  text: NEXT_STEPS[AFTER_LEAVING_A_SERVICE],
  who: [],
};

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

/** When a consent was given, where that is not now, and where its record comes from. Milliseconds since the epoch. */
export interface Given {
  readonly from: number;
  readonly withdrawnAt: number | null;
  readonly importedFrom: string | null;
}

interface AgreementRecorded {
  readonly agreementId: string;
  readonly nextStep: NextStep | null;
}

/** Those who relied on it have to know that it is gone; nobody else has to know that it was there. */
async function tellRecipients(manager: EntityManager, consent: ConsentEntity, at: number): Promise<void> {
  const agencies = await manager.query<{ id: string }[]>(
    "SELECT id FROM agency WHERE active AND id = ANY ($1) AND NOT id = ANY ($2) ORDER BY id",
    [consent.recipients, consent.excludedRecipients],
  );
  const told = agencies.map(({ id }) => ({ topic: "CONSENT_WITHDRAWN" as const, agency: id, reference: consent.id }));
  await notify(manager, at, told);
}

export class Consents {
  constructor(
    private readonly dataSource: DataSource,
    private readonly evidence: EvidenceOnFile,
    private readonly ids: OpaqueIds,
  ) {}

  /**
   * @param given when and where it was given, where that is not here and now
   * @throws Refusal listing every fault, among them a giver whose decision this is not
   */
  async record(
    input: RecordConsentInput,
    request: RequestContext,
    given: Given = { from: request.at, withdrawnAt: null, importedFrom: null },
  ): Promise<{ consentId: string; validTo: Date | null }> {
    mustBePractitioner(request);
    const { at, viewer } = request;
    const { subject, giver, onCase } = await this.parties(input, request);
    const validTo = input.validTo?.getTime() ?? plusMonths(given.from, LONGEST_MONTHS);
    const shaped = consentShape.safeParse(input);
    const faults = [
      ...(shaped.success ? [] : toFaults(shaped.error)),
      ...recipientFaults(input, new Set([viewer.agencyId, ...onCase])),
      ...termFaults(input, validTo, given.from, at),
      ...(await this.capacityFaults(input, request)),
    ];
    const assessment = at < subject.subject.sixteenAt ? await this.assessmentOf(subject.id, at) : null;
    // whose decision it is tells of competence and of orders: it is not to be had with input that is refused anyway
    if (faults.length === 0) {
      faults.push(...giverFaults(input, giver, subject, at), ...this.citationFaults(input, assessment, request));
    }
    if (faults.length > 0) throw new Refusal(faults, "recordConsent");
    const id = randomUUID();
    // one statement needs no transaction, and a caller who holds one connection while asking for another can wait for ever
    const row = {
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
      validFrom: new Date(given.from),
      validTo: new Date(validTo),
      withdrawnAt: given.withdrawnAt === null ? null : new Date(given.withdrawnAt),
      withdrawnRecordedBy: given.withdrawnAt === null ? null : viewer.userId,
      method: input.method,
      evidenceRef: input.evidenceRef ?? null,
      soughtSafely: input.soughtSafely,
      competenceAssessmentId: assessment,
      importedFrom: given.importedFrom,
      recordedBy: viewer.userId,
      recordedAt: new Date(at),
    };
    const insert = this.dataSource.manager.createQueryBuilder().insert().into(ConsentEntity).values(row);
    const inserted = await insert.orIgnore().returning("id").execute();
    // of two who import one consent at once the database lets one through
    if ((inserted.raw as unknown[]).length === 0) {
      throw new Refusal([{ path: "resource.identifier", code: "ALREADY_IMPORTED", message: "it came in before" }]);
    }
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
      await tellRecipients(manager, consent, at);
    });
    return { consentId: sealedId, validTo: null };
  }

  async recordAgreement(input: RecordServiceAgreementInput, request: RequestContext): Promise<AgreementRecorded> {
    mustBePractitioner(request);
    const { service } = parseOrListFaults(serviceShape, input, "recordServiceAgreement");
    const { viewer, at } = request;
    return this.dataSource.transaction(async (manager) => {
      const { caseId, personId } = await memberOfCase(manager, this.ids, input.memberId, request);
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
      const nextStep = input.decision === "WITHDRAWN" ? ASK_CONSENT_TOO : null;
      return { agreementId: this.ids.seal("agreement", agencyScope(viewer.agencyId), id), nextStep };
    });
  }

  /** Subject and giver as members of one case that the caller works on; a giver who is none of them is undefined. */
  private async parties(
    input: RecordConsentInput,
    request: RequestContext,
  ): Promise<{ subject: MemberOnFile; giver: string | null | undefined; onCase: readonly string[] }> {
    const { caseId, personId } = await memberOfCase(this.dataSource.manager, this.ids, input.memberId, request);
    const { members, case: file } = await this.evidence.ofCase(request.viewer, caseId, request.at);
    const subject = members.find((it) => it.id === personId)!;
    const onCase = file ? [file.owner, ...file.agencies.filter((it) => covers(it, request.at)).map((it) => it.id)] : [];
    const named = input.givenBy ? openMember(this.ids, request.viewer.agencyId, input.givenBy)?.personId : null;
    const giver = named === null ? null : members.find((it) => it.id === named && !it.barred)?.id;
    if (input.capacity === "SELF") return { subject, onCase, giver: giver === null ? personId : giver };
    return { subject, onCase, giver: giver === null && input.capacity !== "LA_WITH_PR" ? undefined : giver };
  }

  /** The assessment that stands: the one that the rules go by. */
  private async assessmentOf(personId: string, at: number): Promise<string | null> {
    const rows = await this.dataSource.query<{ id: string }[]>(
      `SELECT id FROM competence_assessment WHERE person_id = $1 AND assessed_at <= $2
       ORDER BY assessed_at DESC, recorded_at DESC NULLS LAST, id LIMIT 1`,
      [personId, new Date(at)],
    );
    return rows[0]?.id ?? null;
  }

  private citationFaults(
    { competenceAssessmentId: cited }: RecordConsentInput,
    standing: string | null,
    { viewer }: RequestContext,
  ): Fault[] {
    if (!cited || this.ids.open("assessment", agencyScope(viewer.agencyId), cited) === standing) return [];
    const message = "not the assessment that stands for this person";
    return [{ path: "competenceAssessmentId", code: "NOT_THE_ONE_THAT_STANDS", message }];
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
