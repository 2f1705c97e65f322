/** A consent as a FHIR R4 `Consent`. The end of a period is within it in FHIR, and is not here: a millisecond apart. */
import type { PortableConsent } from "./portable-consent";
import {
  ACT_CODE,
  AGENCY_SYSTEM,
  CATEGORY_SYSTEM,
  CONSENT_DOCUMENT,
  EXTENSIONS,
  LOINC,
  MEMBER_SYSTEM,
  PURPOSE_SYSTEM,
  RECIPIENT_ROLE,
  RECORD_SYSTEM,
  SCOPE,
} from "./systems";

export type Resource = Record<string, unknown>;

const iso = (instant: number): string => new Date(instant).toISOString();
const isAll = (scope: readonly string[]): boolean => scope.includes("*");
/** FHIR has no empty lists: what is empty is not there. */
const unlessEmpty = (name: string, list: readonly unknown[]): Resource => (list.length > 0 ? { [name]: list } : {});

const organisation = (value: string) => ({ type: "Organization", identifier: { system: AGENCY_SYSTEM, value } });
const person = (type: string, value: string) => ({ type, identifier: { system: MEMBER_SYSTEM, value } });
const actor = (agency: string) => ({ role: RECIPIENT_ROLE, reference: organisation(agency) });
const category = (code: string) => ({ coding: [{ system: CATEGORY_SYSTEM, code }] });

function performer({ capacity, giver, member }: PortableConsent): Resource {
  if (capacity === "SELF") return person("Patient", member);
  if (capacity === "LA_WITH_PR") return { type: "Organization", display: "The local authority" };
  return giver === null ? { type: "RelatedPerson", display: "Not on this case" } : person("RelatedPerson", giver);
}

function provision(it: PortableConsent): Resource {
  const type = it.decision === "GRANTED" ? "permit" : "deny";
  const otherwise = type === "permit" ? "deny" : "permit";
  const except = [
    ...(it.excludedCategories.length > 0 ? [{ type: otherwise, code: it.excludedCategories.map(category) }] : []),
    ...(it.excludedRecipients.length > 0 ? [{ type: otherwise, actor: it.excludedRecipients.map(actor) }] : []),
  ];
  return {
    type,
    period: { start: iso(it.from), end: iso(it.to - 1) },
    ...(isAll(it.recipients) ? {} : { actor: it.recipients.map(actor) }),
    ...(isAll(it.purposes) ? {} : { purpose: it.purposes.map((code) => ({ system: PURPOSE_SYSTEM, code })) }),
    ...(isAll(it.categories) ? {} : { code: it.categories.map(category) }),
    ...unlessEmpty("provision", except),
  };
}

export function toFhir(it: PortableConsent): Resource {
  const by = performer(it);
  return {
    resourceType: "Consent",
    extension: [
      { url: EXTENSIONS.capacity, valueCode: it.capacity },
      { url: EXTENSIONS.soughtSafely, valueBoolean: it.soughtSafely },
      { url: EXTENSIONS.method, valueString: it.method },
      ...(it.withdrawnAt === null ? [] : [{ url: EXTENSIONS.withdrawnAt, valueDateTime: iso(it.withdrawnAt) }]),
      ...(it.competenceAssessment === null
        ? []
        : [{ url: EXTENSIONS.competenceAssessment, valueString: it.competenceAssessment }]),
    ],
    identifier: [{ system: RECORD_SYSTEM, value: it.recordId }],
    status: it.withdrawnAt === null ? "active" : "inactive",
    scope: SCOPE,
    category: [{ coding: [{ system: LOINC, code: CONSENT_DOCUMENT }] }],
    patient: person("Patient", it.member),
    dateTime: iso(it.recordedAt),
    performer: [by],
    ...(it.custodian === null ? {} : { organization: [organisation(it.custodian)] }),
    ...(it.evidenceRef === null ? {} : { sourceReference: { display: it.evidenceRef } }),
    policyRule: { coding: [{ system: ACT_CODE, code: it.decision === "GRANTED" ? "OPTIN" : "OPTOUT" }] },
    verification: [{ verified: true, verifiedWith: by, verificationDate: iso(it.recordedAt) }],
    provision: provision(it),
  };
}
