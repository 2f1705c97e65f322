/** Where a field's documents come from, for a reviewer. */
import type { Origin } from "./mapping";

export function originInWords(it: Origin): string {
  const search = it.search.map(([name, value]) => ` ${name}=${value}`).join("");
  return [
    `FHIR ${it.resource}${search}`,
    ...(it.where ? [`where ${it.where.text}`] : []),
    ...(it.profile === null ? [] : [`of the profile ${it.profile}`]),
    ...(it.by === "patient" || it.by === "_id" ? [] : [`by ${it.by}`]),
  ].join(", ");
}
