/** What stands beside consent, each asked by somebody who may: what the fuzz bends. */
import type { FuzzedGateway } from "./fuzzed-gateway";
import type { Operation } from "./operations";

const REFUSED = "... on Refused { faults { path code message } }";
const MEANT = { system: "LOCAL_ID", value: "HUB:fuzz-1", name: "Fuzz Person", birthDate: "2010-05-05" };

const mutation = (name: string, type: string): string =>
  `mutation ($input: ${type}!) { ${name}(input: $input) { __typename ${REFUSED} } }`;
const byId = (kind: "query" | "mutation", name: string, argument: string): string =>
  `${kind} ($${argument}: ID!) { ${name}(${argument}: $${argument}) { __typename ${REFUSED} } }`;

const SYSTEM = "https://family-record-gateway.example/fhir";
const coded = (system: string, code: string) => ({ coding: [{ system, code }] });
const RESOURCE = {
  resourceType: "Consent",
  extension: [{ url: `${SYSTEM}/StructureDefinition/consent-sought-safely`, valueBoolean: true }],
  identifier: [{ system: "urn:fuzz", value: "1" }],
  status: "active",
  scope: coded("http://terminology.hl7.org/CodeSystem/consentscope", "patient-privacy"),
  category: [coded("http://loinc.org", "59284-0")],
  patient: { display: "Somebody" },
  dateTime: "2026-11-01T00:00:00Z",
  performer: [{ display: "Somebody" }],
  policyRule: coded("http://terminology.hl7.org/CodeSystem/v3-ActCode", "OPTIN"),
  provision: {
    type: "permit",
    period: { start: "2026-11-01", end: "2027-01-01" },
    actor: [
      {
        role: coded("http://terminology.hl7.org/CodeSystem/v3-ParticipationType", "IRCP"),
        reference: { identifier: { system: `${SYSTEM}/agency`, value: "EH" } },
      },
    ],
    purpose: [{ system: `${SYSTEM}/CodeSystem/purpose`, code: "EARLY_HELP" }],
    code: [coded(`${SYSTEM}/CodeSystem/category`, "attendance")],
  },
};

export async function consentOperations(
  gateway: FuzzedGateway,
  memberId: string,
  caseId: string,
): Promise<Operation[]> {
  const kemi = await gateway.token("kemi.eh");
  const gareth = await gateway.token("gareth.mash");
  const shona = await gateway.token("shona.csc");
  const since = { from: "2026-01-01T00:00:00Z", to: "2027-01-01T00:00:00Z" };
  const op = (token: string, name: string, query: string, variables: Operation["variables"]) => ({
    token,
    name,
    query,
    variables,
  });
  const write = (token: string, name: string, type: string, input: Operation["variables"]) =>
    op(token, name, mutation(name, type), { input: { ...input } });
  return [
    write(kemi, "recordCompetenceAssessment", "RecordCompetenceAssessmentInput", {
      ...{ memberId, outcome: "COMPETENT", framework: "GILLICK", assessedBy: "nurse" },
      assessedAt: "2026-11-01T00:00:00Z",
    }),
    write(shona, "recordParentalResponsibility", "RecordParentalResponsibilityInput", {
      ...{ memberId, holderId: memberId, ...since, restrictedFrom: "2026-06-01T00:00:00Z" },
    }),
    write(shona, "recordLegalStatus", "RecordLegalStatusInput", { memberId, code: "C2", ...since }),
    write(kemi, "importConsentFhir", "ImportConsentFhirInput", {
      ...{ memberId, givenBy: memberId, soughtSafely: true, resource: RESOURCE },
    }),
    write(kemi, "requestDispensation", "RequestDispensationInput", {
      ...{ memberId, reason: "CANNOT_BE_GIVEN", facts: "she cannot be found anywhere", categories: ["attendance"] },
      ...{ tellFamilyWhen: "when found", validTo: "2026-11-24T00:00:00Z" },
    }),
    write(kemi, "setRestriction", "SetRestrictionInput", {
      ...{ code: "X-REFUGE", person: MEANT, memberId, sourceRef: "fuzz/1", categories: ["attendance"] },
      ...{ exempt: ["SCHOOL"], since: "2026-11-01" },
    }),
    write(kemi, "declareConflict", "DeclareConflictInput", { userId: "nobody.eh", person: MEANT, memberId }),
    op(kemi, "liftRestriction", byId("mutation", "liftRestriction", "restrictionId"), { restrictionId: memberId }),
    op(kemi, "endConflict", byId("mutation", "endConflict", "conflictId"), { conflictId: memberId }),
    op(gareth, "authoriseDispensation", byId("mutation", "authoriseDispensation", "dispensationId"), {
      dispensationId: memberId,
    }),
    op(
      gareth,
      "refuseDispensation",
      `mutation ($dispensationId: ID!, $because: String!) { refuseDispensation(dispensationId: $dispensationId, because: $because) { __typename ${REFUSED} } }`,
      { dispensationId: memberId, because: "ask first" },
    ),
    op(kemi, "consentReceipt", byId("query", "consentReceipt", "consentId"), { consentId: memberId }),
    op(kemi, "exportConsentFhir", byId("query", "exportConsentFhir", "consentId"), { consentId: memberId }),
    op(kemi, "dispensations", byId("query", "dispensations", "caseId"), { caseId }),
    op(
      kemi,
      "consentsExpiring",
      `query ($withinDays: Int!) { consentsExpiring(withinDays: $withinDays) { __typename ${REFUSED} } }`,
      { withinDays: 30 },
    ),
  ];
}
