/**
 * What a FHIR server says of itself. Many say little or nothing, and that is no fault: what it answers is checked anyway.
 * One that says it speaks another version means other things by the same names.
 */
import type { Deadline, UnavailableCode } from "../../sources/source";
import { mappedFrom, type Mapping } from "../mapping/mapping";
import { isRaw, type Raw } from "../read-value";
import { codeOf } from "../transport/partner-failure";
import { FHIR_TYPES, type Send } from "./fhir-line";

export interface Capability {
  /** Such as 4.0.1; null where it does not say. */
  readonly version: string | null;
  /** Resources with the search parameters that it says they have; null where it does not say. */
  readonly resources: ReadonlyMap<string, ReadonlySet<string> | null> | null;
}

const R4 = /^4\.0(?:\.\d+)?$/;
const SAYS_NOTHING: Capability = { version: null, resources: null };

export const isR4 = ({ version }: Capability): boolean => version === null || R4.test(version);

/** @returns a code where the server is out of reach */
export async function readCapability(
  base: string,
  line: Send,
  deadline: Deadline,
): Promise<Capability | UnavailableCode> {
  try {
    const url = `${base.replace(/\/+$/, "")}/metadata`;
    return capabilityIn(await line.send({ url, method: "GET", headers: {}, accept: FHIR_TYPES }, deadline));
  } catch (error) {
    const code = codeOf(error);
    // it is there, and shows this to nobody, or shows something that is not for us
    return code === "REFUSED" || code === "BAD_RESPONSE" || code === "TOO_LARGE" ? SAYS_NOTHING : code;
  }
}

/** What the mapping needs and the server says that it has not; in words. */
export function missingIn({ resources }: Capability, { fields, people }: Mapping): string[] {
  if (!resources) return [];
  const needed: (readonly [resource: string, parameters: readonly string[]])[] = [
    ["Patient", ["identifier"]],
    ...(people.consents ? [["Consent", ["patient"]] as const] : []),
    ...[...fields.values()].map((field) => {
      const { resource, by, search } = mappedFrom(field, "FHIR").origin;
      return [resource, [by, ...search.map(([name]) => name.split(":")[0]!)].filter((it) => it !== "_id")] as const;
    }),
  ];
  const missing = needed.flatMap(([resource, parameters]) => {
    const has = resources.get(resource);
    if (has === undefined) return [resource];
    return has === null ? [] : parameters.filter((it) => !has.has(it)).map((it) => `${resource}?${it}`);
  });
  return [...new Set(missing)];
}

function capabilityIn(text: string): Capability {
  try {
    const said = JSON.parse(text) as unknown;
    if (!isRaw(said) || said["resourceType"] !== "CapabilityStatement") return SAYS_NOTHING;
    const version = typeof said["fhirVersion"] === "string" ? said["fhirVersion"] : null;
    const rest = listOf(said["rest"]).find((it) => it["mode"] === "server");
    const resources = listOf(rest?.["resource"]);
    return { version, resources: resources.length > 0 ? new Map(resources.flatMap(withParameters)) : null };
  } catch {
    return SAYS_NOTHING;
  }
}

function withParameters(resource: Raw): [string, ReadonlySet<string> | null][] {
  const parameters = listOf(resource["searchParam"]).map((it) => String(it["name"] as string));
  return typeof resource["type"] === "string"
    ? [[resource["type"], parameters.length > 0 ? new Set(parameters) : null]]
    : [];
}

const listOf = (value: unknown): readonly Raw[] => (Array.isArray(value) ? (value as unknown[]).filter(isRaw) : []);
