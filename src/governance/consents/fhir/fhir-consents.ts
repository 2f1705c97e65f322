/** Consents out and in as FHIR R4. What comes in is checked like what is recorded here, and counts from when it was given. */
import type { DataSource } from "typeorm";
import { Refusal, type Fault } from "../../../gateway/faults";
import { agencyScope, type OpaqueIds } from "../../../gateway/opaque-ids";
import type { RequestContext } from "../../../identity/request-context";
import type { Category, Purpose } from "../../../sharing/vocabulary";
import { mustBePractitioner } from "../../case-standing";
import { sealMember } from "../../member-id";
import { consentOnRecord } from "../consent-on-record";
import type { Consents } from "../consents";
import { receiptId } from "../receipt/receipt";
import type { ImportConsentFhirInput } from "./fhir.inputs";
import { fromFhir, type ReadConsent } from "./from-fhir";
import type { PortableConsent } from "./portable-consent";
import { NOT_CARRIED } from "./systems";
import { toFhir, type Resource } from "./to-fhir";

export class FhirConsents {
  constructor(
    private readonly dataSource: DataSource,
    private readonly consents: Consents,
    private readonly ids: OpaqueIds,
  ) {}

  async export(consentId: string, request: RequestContext): Promise<{ resource: Resource; notCarried: object[] }> {
    mustBePractitioner(request);
    const { agencyId } = request.viewer;
    const it = await consentOnRecord(this.dataSource.manager, this.ids, consentId, request);
    const member = (personId: string) => sealMember(this.ids, agencyId, { caseId: it.caseId, personId });
    const portable: PortableConsent = {
      ...it,
      recordId: receiptId(this.ids, it.id),
      member: member(it.subjectId),
      giver: it.givenBy !== null && (it.giverName !== null || it.capacity === "SELF") ? member(it.givenBy) : null,
      from: it.validFrom.getTime(),
      to: it.validTo.getTime(),
      withdrawnAt: it.withdrawnAt?.getTime() ?? null,
      competenceAssessment:
        it.competenceAssessmentId && this.ids.seal("assessment", agencyScope(agencyId), it.competenceAssessmentId),
      recordedAt: it.recordedAt.getTime(),
      custodian: it.recordedFor,
    };
    return { resource: toFhir(portable), notCarried: [...NOT_CARRIED] };
  }

  /** @throws Refusal listing every fault of the resource, or of the consent that it holds */
  async import(
    { memberId, givenBy, soughtSafely, resource }: ImportConsentFhirInput,
    request: RequestContext,
  ): Promise<{ consentId: string; validTo: Date | null; leftOut: readonly string[] }> {
    mustBePractitioner(request);
    const it = fromFhir(resource);
    const capacity = it.capacity ?? (givenBy && givenBy !== memberId ? "PR_HOLDER" : "SELF");
    const safely = it.soughtSafely ?? soughtSafely;
    const faults = faultsOf(it, { memberId, givenBy }, capacity, safely, request.at);
    if (faults.length > 0) throw new Refusal(faults, "importConsentFhir");
    const recorded = await this.consents.record(
      {
        memberId,
        capacity,
        givenBy: capacity === "PR_HOLDER" || capacity === "DEPUTY" ? (givenBy ?? it.giver) : null,
        decision: it.decision,
        categories: it.categories.includes("*") ? null : (it.categories as Category[]),
        excludedCategories: it.excludedCategories as Category[],
        recipients: [...it.recipients],
        excludedRecipients: [...it.excludedRecipients],
        purposes: it.purposes as Purpose[],
        validTo: new Date(it.to),
        method: it.method ?? "Imported as FHIR R4 Consent",
        evidenceRef: it.evidenceRef,
        soughtSafely: safely === true,
      },
      request,
      {
        from: it.from,
        withdrawnAt: it.withdrawnAt,
        importedFrom: it.identifier && `${request.viewer.agencyId} ${it.identifier}`,
      },
    );
    return { ...recorded, leftOut: it.leftOut };
  }
}

function faultsOf(
  it: ReadConsent,
  { memberId, givenBy }: Pick<ImportConsentFhirInput, "memberId" | "givenBy">,
  capacity: PortableConsent["capacity"],
  safely: boolean | null | undefined,
  at: number,
): Fault[] {
  const faults: Fault[] = [];
  const fault = (path: string, code: string, message: string) => faults.push({ path, code, message });
  if (it.member !== null && it.member !== memberId) {
    fault("resource.patient", "ANOTHER_MEMBER", "it is about another member than you say");
  }
  if (givenBy && it.giver !== null && capacity !== "SELF" && it.giver !== givenBy) {
    fault("resource.performer", "ANOTHER_MEMBER", "it was given by another member than you say");
  }
  if (it.from > at) fault("resource.provision.period.start", "IN_THE_FUTURE", "not in force yet");
  if (it.withdrawnAt !== null && it.withdrawnAt > at) {
    fault("resource.extension", "IN_THE_FUTURE", "not withdrawn yet");
  }
  if (it.withdrawnAt !== null && it.decision === "REFUSED") {
    fault("resource.status", "NOT_IN_FORCE", "a refusal is not withdrawn; what was agreed later is a consent");
  }
  if (it.purposes.includes("*")) fault("resource.provision.purpose", "MISSING", "name at least one purpose");
  if (it.recipients.includes("*")) fault("resource.provision.actor", "MISSING", "name at least one recipient");
  if (safely === null || safely === undefined) {
    fault("soughtSafely", "MISSING", "the resource does not say whether it was sought safely, so you have to");
  }
  return faults;
}
