/**
 * Whom the server knows: its own ids of the people asked about. Each patient echoes the identifier that they were asked
 * by; one who does not makes the whole answer no answer, for it could put one person's record under another's name.
 */
import type { Deadline } from "../../sources/source";
import type { KeyedAsk } from "../partner-source";
import { isRaw } from "../read-value";
import { PartnerFailure } from "../transport/partner-failure";
import { escaped, type FhirLine } from "./fhir-line";
import type { Resource } from "./searchset";

export interface Patients {
  /** The server's id → the person. */
  readonly personOf: ReadonlyMap<string, string>;
  /** The person → the server's ids. Whoever it does not know has none. */
  readonly idsOf: ReadonlyMap<string, readonly string[]>;
}

/** @throws PartnerFailure */
export async function patientsOf(
  asks: readonly KeyedAsk[],
  system: string,
  line: FhirLine,
  deadline: Deadline,
): Promise<Patients> {
  const asked = new Map<string, string>();
  for (const { person, keys } of asks) {
    for (const key of keys) {
      // two people under one identifier: nothing that comes could be told apart
      if (asked.has(key) && asked.get(key) !== person) throw new PartnerFailure("BAD_RESPONSE");
      asked.set(key, person);
    }
  }
  const keys = [...asked.keys()];
  const found = await line.search(
    "Patient",
    [
      ["identifier", keys.map((it) => `${escaped(system)}|${escaped(it)}`).join(",")],
      ["_elements", "identifier"],
    ],
    keys,
    deadline,
  );
  const personOf = new Map(found.map((it) => [it.id, personIn(it, system, asked)]));
  const idsOf = new Map<string, string[]>();
  for (const [id, person] of personOf) idsOf.set(person, [...(idsOf.get(person) ?? []), id]);
  return { personOf, idsOf };
}

/** An identifier that is not used any more may have been somebody else's; it vouches for nobody. */
function personIn(patient: Resource, system: string, asked: ReadonlyMap<string, string>): string {
  const identifiers = Array.isArray(patient["identifier"]) ? (patient["identifier"] as unknown[]) : [];
  const persons = new Set(
    identifiers.flatMap((it) => {
      if (!isRaw(it) || it["system"] !== system || it["use"] === "old" || typeof it["value"] !== "string") return [];
      return asked.get(it["value"]) ?? [];
    }),
  );
  const [person, ...others] = persons;
  if (person === undefined || others.length > 0) throw new PartnerFailure("BAD_RESPONSE");
  return person;
}

/** @returns the patient's id, where a reference leads to one on this server */
export function patientIn(reference: unknown, base: string): string | null {
  const text = isRaw(reference) ? reference["reference"] : null;
  if (typeof text !== "string") return null;
  const own = `${base.replace(/\/+$/, "")}/`;
  const relative = text.startsWith(own) ? text.slice(own.length) : text;
  return /^Patient\/([A-Za-z0-9.-]{1,64})(?:\/_history\/[A-Za-z0-9.-]{1,64})?$/.exec(relative)?.[1] ?? null;
}
