/**
 * What a FHIR server says of itself. Many say little or nothing, and that is no fault: what it answers is checked anyway.
 * One that says it speaks another version means other things by the same names.
 */
import type { Deadline, UnavailableCode } from "../../sources/source";
import { codeOf } from "../transport/partner-failure";
import type { PartnerLine } from "../transport/partner-line";
import { FHIR_TYPES } from "./fhir-line";

const R4 = /^4\.0(?:\.\d+)?$/;

/** @returns null where nothing speaks against it */
export async function readCapability(
  base: string,
  line: Pick<PartnerLine, "send">,
  deadline: Deadline,
): Promise<UnavailableCode | "NOT_FHIR_R4" | null> {
  try {
    const url = `${base.replace(/\/+$/, "")}/metadata`;
    const version = versionIn(await line.send({ url, method: "GET", headers: {}, accept: FHIR_TYPES }, deadline));
    return version === null || R4.test(version) ? null : "NOT_FHIR_R4";
  } catch (error) {
    const code = codeOf(error);
    // it is there, and shows this to nobody, or shows something that is not for us
    return code === "REFUSED" || code === "BAD_RESPONSE" || code === "TOO_LARGE" ? null : code;
  }
}

function versionIn(text: string): string | null {
  try {
    const said = JSON.parse(text) as { resourceType?: unknown; fhirVersion?: unknown } | null;
    if (said?.resourceType !== "CapabilityStatement") return null;
    return typeof said.fhirVersion === "string" ? said.fhirVersion : null;
  } catch {
    return null;
  }
}
