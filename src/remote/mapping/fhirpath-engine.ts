/** The library that reads FHIRPath, loaded where the first mapping is read: most gateways and tests have none. */
import type * as FhirPath from "fhirpath";

type Model = typeof import("fhirpath/fhir-context/r4");

let engine: typeof FhirPath | null = null;
let model: Model | null = null;

// eslint-disable-next-line @typescript-eslint/no-require-imports -- synchronous, and not before it is needed
export const fhirPath = (): typeof FhirPath => (engine ??= require("fhirpath") as typeof FhirPath);
/** The elements of FHIR R4 by their paths. */
export const r4 = (): Model =>
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- as above
  (model ??= require("fhirpath/fhir-context/r4") as Model);
