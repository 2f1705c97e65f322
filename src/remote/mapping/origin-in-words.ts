/** Where a field's documents come from, for a reviewer. */
import type { FhirOrigin } from "./fhir-origin";
import type { Origin } from "./mapping";
import type { RestOrigin } from "./rest-origin";

export const originInWords = (it: Origin): string => (it.kind === "FHIR" ? fhirInWords(it) : restInWords(it));

function restInWords({ operation, path, by, items, key }: RestOrigin): string {
  const list = items.length > 0 ? items.join(".") : "the answer";
  return `operation ${operation} (POST ${path}, identifiers in ${by}), entries of ${list}, about whom ${key.text} says`;
}

function fhirInWords(it: FhirOrigin): string {
  const search = it.search.map(([name, value]) => ` ${name}=${value}`).join("");
  return [
    `FHIR ${it.resource}${search}`,
    ...(it.where ? [`where ${it.where.text}`] : []),
    ...(it.profile === null ? [] : [`of the profile ${it.profile}`]),
    ...(it.by === "patient" || it.by === "_id" ? [] : [`by ${it.by}`]),
  ].join(", ");
}
