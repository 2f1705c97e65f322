/** A FHIR R4 `Consent` as a consent, or every reason why it is none that can be kept here. */
import { Refusal, toFaults, type Fault } from "../../../gateway/faults";
import { consentResource, endOf, policyAgrees, startOf, type ConsentResource } from "./fhir-shape";
import type { PortableConsent } from "./portable-consent";
import { EXTENSIONS, MEMBER_SYSTEM } from "./systems";

/** As it was read; what the resource does not say is undefined, and the caller has to. */
export interface ReadConsent extends Omit<
  PortableConsent,
  "recordId" | "member" | "capacity" | "method" | "soughtSafely"
> {
  /** `system|value`, by which the same comes in once. */
  readonly identifier: string | null;
  readonly recordId: string | null;
  readonly member: string | null;
  readonly capacity: PortableConsent["capacity"] | null;
  readonly method: string | null;
  readonly soughtSafely: boolean | null;
  /** Elements that were there and are not kept. */
  readonly leftOut: readonly string[];
}

const CAPACITIES: readonly string[] = ["SELF", "PR_HOLDER", "LA_WITH_PR", "DEPUTY"];
const READ: ReadonlySet<string> = new Set([
  ...["resourceType", "extension", "identifier", "status", "scope", "category", "patient", "dateTime", "performer"],
  ...["organization", "sourceReference", "policyRule", "verification", "provision"],
]);
const KNOWN_URLS: ReadonlySet<string> = new Set(Object.values(EXTENSIONS));
const fault = (path: string, code: string, message: string): Fault => ({ path: `resource.${path}`, code, message });

/** @throws Refusal */
export function fromFhir(json: unknown): ReadConsent {
  const parsed = consentResource.safeParse(json);
  if (!parsed.success) throw new Refusal(toFaults(parsed.error, "resource"), "importConsentFhir");
  const it = parsed.data;
  const said = (url: string) => it.extension?.find((e) => e.url === url);
  const capacity = said(EXTENSIONS.capacity)?.valueCode ?? null;
  const withdrawn = said(EXTENSIONS.withdrawnAt)?.valueDateTime ?? null;
  const faults = faultsOf(it, capacity, withdrawn);
  if (faults.length > 0) throw new Refusal(faults, "importConsentFhir");
  const { provision } = it;
  const exceptions = provision.provision ?? [];
  const [identifier] = it.identifier ?? [];
  const member = memberOf(it.patient);
  return {
    identifier: identifier ? `${identifier.system}|${identifier.value}` : null,
    recordId: identifier?.value ?? null,
    member,
    giver: memberOf(it.performer[0]!),
    capacity: capacity as ReadConsent["capacity"],
    decision: provision.type === "permit" ? "GRANTED" : "REFUSED",
    categories: provision.code?.map(codeOf) ?? ["*"],
    excludedCategories: exceptions.flatMap((e) => ("code" in e ? e.code.map(codeOf) : [])),
    recipients: provision.actor?.map(agencyOf) ?? ["*"],
    excludedRecipients: exceptions.flatMap((e) => ("actor" in e ? e.actor.map(agencyOf) : [])),
    purposes: provision.purpose?.map((p) => p.code) ?? ["*"],
    from: startOf(provision.period.start),
    to: endOf(provision.period.end),
    withdrawnAt: withdrawn === null ? null : startOf(withdrawn),
    method: said(EXTENSIONS.method)?.valueString ?? null,
    evidenceRef: it.sourceReference?.display ?? null,
    competenceAssessment: said(EXTENSIONS.competenceAssessment)?.valueString ?? null,
    soughtSafely: said(EXTENSIONS.soughtSafely)?.valueBoolean ?? null,
    recordedAt: startOf(it.dateTime ?? provision.period.start),
    custodian: it.organization?.[0]?.identifier.value ?? null,
    leftOut: leftOut(it),
  };
}

function faultsOf(it: ConsentResource, capacity: string | null, withdrawn: string | null): Fault[] {
  const faults: Fault[] = [];
  const { period } = it.provision;
  if (startOf(period.start) >= endOf(period.end)) {
    faults.push(fault("provision.period", "BEFORE_ITS_BEGINNING", "ends after it begins"));
  }
  if (capacity !== null && !CAPACITIES.includes(capacity)) {
    faults.push(fault("extension", "UNKNOWN_CAPACITY", `one of: ${CAPACITIES.join(", ")}`));
  }
  if (it.status === "inactive" && withdrawn === null) {
    faults.push(fault("status", "WHEN_WITHDRAWN", `inactive needs ${EXTENSIONS.withdrawnAt}`));
  }
  if (it.status === "active" && withdrawn !== null) {
    faults.push(fault("status", "STILL_ACTIVE", "what is withdrawn is inactive"));
  }
  if (!policyAgrees(it)) {
    faults.push(fault("policyRule", "CONTRADICTION", "OPTIN goes with permit, and OPTOUT with deny"));
  }
  const urls = (it.extension ?? []).map((e) => e.url);
  if (new Set(urls).size !== urls.length) {
    faults.push(fault("extension", "TWICE", "an extension says one thing"));
  }
  return faults;
}

/** The first key may be anything, so a key that is not R4's is counted and not repeated. */
function leftOut(it: ConsentResource): string[] {
  const keys = Object.keys(it).filter((key) => !READ.has(key));
  const known = keys.filter((key) => R4.has(key));
  const foreign = (it.extension ?? []).filter((e) => !KNOWN_URLS.has(e.url)).length;
  return [
    ...known.sort(),
    ...(keys.length > known.length ? [`${keys.length - known.length} other elements`] : []),
    ...(foreign > 0 ? [`${foreign} other extensions`] : []),
  ];
}
const R4: ReadonlySet<string> = new Set(["id", "meta", "text", "language", "policy", "sourceAttachment"]);

const memberOf = ({ identifier }: ConsentResource["patient"]): string | null =>
  identifier?.system === MEMBER_SYSTEM ? identifier.value : null;
const codeOf = ({ coding: [first] }: { readonly coding: readonly { readonly code: string }[] }): string => first!.code;
const agencyOf = ({ reference }: { readonly reference: { readonly identifier: { readonly value: string } } }): string =>
  reference.identifier.value;
