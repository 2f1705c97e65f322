/** `@fhir`: which resources of a FHIR R4 server a field is made of. */
import type { DirectiveNode } from "graphql";
import { argumentOf } from "../sdl/directive-arguments";
import { didYouMean } from "../sdl/did-you-mean";
import { FHIR_RESOURCES, NEVER_MAPPED } from "./fhir-resources";
import { r4 } from "./fhirpath-engine";
import { mappedPath, type MappedPath } from "./mapped-path";
import { PathFault } from "./reach";

export interface FhirOrigin {
  readonly kind: "FHIR";
  readonly resource: string;
  /** The search parameter that names the patient. */
  readonly by: string;
  /** Search parameters of fixed value, which let the server leave out what is not wanted. */
  readonly search: readonly (readonly [name: string, value: string])[];
  /** Of what comes back, what counts. */
  readonly where: MappedPath | null;
  /** The canonical address of the profile that a resource says to conform to, where it says any. */
  readonly profile: string | null;
}

export const FHIR_ARGUMENTS = ["resource", "by", "search", "where", "profile"] as const;

const TERM = /^([a-z-]+)(?::not)?=([A-Za-z0-9:/._|,-]{1,300})$/;
const CANONICAL = /^https?:\/\/[^\s|#?]{1,300}$/;

/** @param fault told of everything that is wrong */
export function fhirOrigin(directive: DirectiveNode, fault: (message: string) => void): FhirOrigin | null {
  const [resource, by, search, where, profile] = FHIR_ARGUMENTS.map((it) => textOf(directive, it, fault));
  // a resource that is missing altogether is reported with the directive's arguments
  if (resource === undefined) return null;
  const known = FHIR_RESOURCES.get(resource);
  if (!known) {
    const names = [...FHIR_RESOURCES.keys()];
    fault(`${resource} is no resource that is read${didYouMean(resource, names) || `: ${names.join(", ")}`}`);
    return null;
  }
  const parameter = by ?? known.by[0]!;
  if (!known.by.includes(parameter)) fault(`by: of ${resource} a patient is named by ${known.by.join(" or ")}`);
  const terms = search === undefined ? [] : search.split("&");
  const read = terms.map((it) => TERM.exec(it));
  read.forEach((it, i) => {
    if (!it) fault(`search: ${terms[i]} is not of the form name=code or name=system|code`);
    else if (!known.search.includes(it[1]!))
      fault(
        `search: ${it[1]} is no parameter of ${resource} that may be fixed: ${known.search.filter(Boolean).join(", ") || "none"}`,
      );
  });
  if (profile !== undefined && !CANONICAL.test(profile))
    fault("profile: write the canonical address of the profile, without its version");
  const counts = where === undefined ? null : condition(where, resource, fault);
  if (known.wrong !== null && (where === undefined || (counts && !counts.roots.has(known.wrong))))
    fault(`where: say of ${known.wrong} what counts, for a ${resource} may have been entered in error`);
  return {
    kind: "FHIR",
    resource,
    by: parameter,
    search: read.flatMap((it) => (it ? [[it[0].split("=")[0]!, it[2]!] as const] : [])),
    where: counts,
    profile: profile ?? null,
  };
}

function textOf(directive: DirectiveNode, name: string, fault: (message: string) => void): string | undefined {
  const said = argumentOf(directive, name);
  if (said === undefined || typeof said === "string") return said;
  fault(`${name}: write it in quotation marks`);
  return undefined;
}

function condition(text: string, resource: string, fault: (message: string) => void): MappedPath | null {
  try {
    const path = mappedPath(text, "R4");
    for (const it of strangeElements(path.roots, resource)) fault(`where: ${it}`);
    return path;
  } catch (error) {
    if (!(error instanceof PathFault)) throw error;
    fault(`where: ${error.message}`);
    return null;
  }
}

/** What is read of a resource and is no element of it, or none that may be mapped; in words. */
export function strangeElements(roots: Iterable<string>, resource: string): string[] {
  const strange = [...roots].filter((it) => NEVER_MAPPED.has(it) || !elementsOf(resource).has(it));
  return strange.map((it) =>
    NEVER_MAPPED.has(it)
      ? `${it} may hold all of the ${resource}, so it is not mapped`
      : `${it} is no element of ${resource}${didYouMean(it, elementsOf(resource)) || '; write @path(is: "…")'}`,
  );
}

const known = new Map<string, ReadonlySet<string>>();

/** A choice, such as `onset`, and each of its types by itself, `onsetDateTime`: servers say the second. */
function elementsOf(resource: string): ReadonlySet<string> {
  const found = known.get(resource);
  if (found) return found;
  const { path2Type, choiceTypePaths } = r4();
  const below = (path: string): string | null => {
    const [of, name, ...deeper] = path.split(".");
    return deeper.length === 0 && [resource, "DomainResource", "Resource"].includes(of!) ? name! : null;
  };
  const plain = Object.keys(path2Type).flatMap((path) => below(path) ?? []);
  const choices = Object.entries(choiceTypePaths).flatMap(([path, types]) => {
    const stem = below(path);
    return stem === null ? [] : [stem, ...types.map((it) => `${stem}${it}`)];
  });
  const elements = new Set([...plain, ...choices]);
  known.set(resource, elements);
  return elements;
}
