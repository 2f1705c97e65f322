/**
 * A FHIR server's own consents, which may only narrow: what one of them denies is not asked for, and what it permits
 * opens nothing, for that was decided here. One that cannot be read denies all: a refusal in words that are not known
 * here is still a refusal.
 */
import type { Deadline } from "../../sources/source";
import { isRaw, type Raw } from "../read-value";
import { PartnerFailure } from "../transport/partner-failure";
import type { FhirLine } from "./fhir-line";
import { patientIn, type Patients } from "./patients";

/** What of one person is not asked for: everything, or resources of these kinds. */
export type Denied = "ALL" | ReadonlySet<string>;
const NOTHING: ReadonlySet<string> = new Set();

const ELEMENTS = "implicitRules,modifierExtension,patient,policyRule,provision,scope,status";

/** By person. @throws PartnerFailure where it cannot be told, so nobody is asked about */
export async function deniedBy(
  { personOf, idsOf }: Patients,
  base: string,
  line: FhirLine,
  deadline: Deadline,
  now: number,
): Promise<ReadonlyMap<string, Denied>> {
  const ids = [...personOf.keys()];
  const patients = ids.map((it) => `Patient/${it}`).join(",");
  const consents = await line.search(
    "Consent",
    [
      ["patient", patients],
      ["_elements", ELEMENTS],
    ],
    ids,
    deadline,
  );
  const denied = new Map<string, Denied>([...idsOf.keys()].map((it) => [it, NOTHING]));
  for (const it of consents) {
    const person = personOf.get(patientIn(it["patient"], base) ?? "");
    if (person === undefined) throw new PartnerFailure("BAD_RESPONSE");
    denied.set(person, both(denied.get(person)!, deniedIn(it, now)));
  }
  return denied;
}

export const isDenied = (denied: Denied, resource: string): boolean => denied === "ALL" || denied.has(resource);

const both = (a: Denied, b: Denied): Denied => (a === "ALL" || b === "ALL" ? "ALL" : new Set([...a, ...b]));

/** Not in force: not yet, not any more, never was. */
const IDLE: ReadonlySet<unknown> = new Set(["draft", "proposed", "rejected", "inactive", "entered-in-error"]);
/** About something else than who may see a record. */
const ELSEWHERE: ReadonlySet<unknown> = new Set(["adr", "research", "treatment"]);
const SCOPES = "http://terminology.hl7.org/CodeSystem/consentscope";
const RESOURCES = "http://hl7.org/fhir/resource-types";

/** Pure. @param now milliseconds since the epoch */
export function deniedIn(consent: Raw, now: number): Denied {
  if (IDLE.has(consent["status"])) return NOTHING;
  if (consent["status"] !== "active" || "modifierExtension" in consent || "implicitRules" in consent) return "ALL";
  const scopes = codingsOf(consent["scope"]);
  if (scopes?.length && scopes.every((it) => it["system"] === SCOPES && ELSEWHERE.has(it["code"]))) return NOTHING;
  const policy = codingsOf(consent["policyRule"])?.map((it) => it["code"]) ?? [];
  const provision = consent["provision"];
  if (provision === undefined) return policy.includes("OPTIN") && !policy.includes("OPTOUT") ? NOTHING : "ALL";
  if (!isRaw(provision)) return "ALL";
  // what opts out and permits, or denies what is opted in to, says nothing that could be relied on
  if (policy.includes("OPTOUT") && provision["type"] !== "deny") return "ALL";
  return deniedByProvision(provision, now);
}

/** What says no more than whether, when and what beside. */
const PLAIN: ReadonlySet<string> = new Set(["id", "type", "period", "provision"]);

function deniedByProvision(provision: Raw, now: number): Denied {
  const inner = provision["provision"] ?? [];
  if (!Array.isArray(inner)) return "ALL";
  if (provision["type"] === "deny") return isOver(provision["period"], now) ? NOTHING : classesOf(provision);
  if (provision["type"] !== "permit") return "ALL";
  // a permit of some things, or to some, says no to the rest, in terms of which not all are known here
  if (Object.keys(provision).some((it) => !PLAIN.has(it))) return "ALL";
  return (inner as unknown[]).reduce<Denied>((denied, it) => {
    // an exception to a permit denies
    const denies = isRaw(it) && it["type"] === "deny" ? deniedByProvision(it, now) : "ALL";
    return both(denied, denies);
  }, NOTHING);
}

/** Whatever else a denial is limited to, such as a recipient, it is taken as unlimited. */
function classesOf(provision: Raw): Denied {
  const classes = provision["class"];
  if (!Array.isArray(classes) || classes.length === 0) return "ALL";
  const codings = (classes as unknown[]).filter(isRaw);
  const readable = codings.length === classes.length && codings.every((it) => it["system"] === RESOURCES);
  const codes = codings.map((it) => it["code"]);
  return readable && codes.every((it) => typeof it === "string") ? new Set(codes) : "ALL";
}

/** One that begins later is in force already: whoever set it down wants it. */
function isOver(period: unknown, now: number): boolean {
  const end = isRaw(period) ? period["end"] : null;
  if (typeof end !== "string") return false;
  // a day is over when it is over everywhere
  const at = /^\d{4}-\d{2}-\d{2}$/.test(end) ? Date.parse(end) + 36 * 3_600_000 : Date.parse(end);
  return at < now;
}

function codingsOf(concept: unknown): readonly Raw[] | null {
  const codings = isRaw(concept) ? concept["coding"] : null;
  return Array.isArray(codings) ? (codings as unknown[]).filter(isRaw) : null;
}
