/** A mapped partner's SDL that is accepted, to spoil one thing at a time. */
import { checkPartnerSdl } from "../../../src/remote/sdl/check-partner-sdl";
import type { AcceptedPartner } from "../../../src/remote/sdl/accepted-partner";
import type { PartnerKind } from "../../../src/remote/partner-in-force";
import { GATEWAY_SDL, LINK, SMALL_GATEWAY } from "../sdl/given";

export const MAPPED = `${LINK}
scalar LocalDate
scalar DateTimeISO
enum Nature { FACT OPINION ALLEGATION }
type FamilyMember @key(fields: "id") {
  id: ID!
  gp: GpContribution @patient(system: "https://fhir.nhs.uk/Id/nhs-number")
}
type GpContribution {
  immunisations: [GpImmunisation!] @shared(category: "immunisation-development")
    @fhir(resource: "Immunization", where: "status = 'completed'", profile: "https://fhir.hl7.org.uk/StructureDefinition/UKCore-Immunization")
  conditions: [GpCondition!] @shared(category: "health-conditions")
    @fhir(resource: "Condition", search: "category=problem-list-item&code:not=http://snomed.info/sct|35489007",
      where: "verificationStatus.coding.where(code = 'entered-in-error').empty()")
  active: Boolean @shared(category: "gp-registration") @fhir(resource: "Patient") @path(is: "active")
  postcodes: [String!] @shared(category: "contact-address") @fhir(resource: "Patient") @path(is: "address.postalCode")
}
type GpImmunisation {
  vaccine: String @path(is: "vaccineCode.coding.display.first()")
  status: String!
  dose: Int @path(is: "protocolApplied.doseNumber.first()")
  occurredOn: LocalDate @path(is: "occurrence")
  recordedAt: DateTimeISO @path(is: "recorded")
  performers: [GpPerformer!] @path(is: "performer")
}
type GpPerformer { role: String @path(is: "function.coding.code.first()") actor: GpActor }
type GpActor { display: String @element(is: "THIRD_PARTY") }
type GpCondition {
  code: String @path(is: "code.coding.code.first()")
  onset: LocalDate @path(is: "onset.ofType(dateTime)")
  nature: Nature @path(is: "iif(verificationStatus.coding.where(code = 'confirmed').empty(), 'OPINION', 'FACT')")
}
`;

export const checkMapped = (sdl: string, kind: PartnerKind = "FHIR", gatewaySdl = SMALL_GATEWAY) =>
  checkPartnerSdl(sdl, { gatewaySdl, active: [], kind });

export function acceptedMapping(sdl: string, gatewaySdl = SMALL_GATEWAY): AcceptedPartner {
  const verdict = checkMapped(sdl, "FHIR", gatewaySdl);
  if (!verdict.accepted) throw new Error(JSON.stringify(verdict.faults, null, 2));
  return verdict.accepted;
}

export { GATEWAY_SDL };
