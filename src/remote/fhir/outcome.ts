/** What a FHIR server says went wrong, as a code of ours. Its words may say anything about anybody and stay behind. */
import type { UnavailableCode } from "../../sources/source";
import { isRaw, type Raw } from "../read-value";

/** Of FHIR's issue types, those that say more than that it failed. */
const CODES: Readonly<Record<string, UnavailableCode>> = {
  security: "REFUSED",
  login: "REFUSED",
  unknown: "REFUSED",
  expired: "REFUSED",
  forbidden: "REFUSED",
  suppressed: "REFUSED",
  "too-costly": "TOO_LARGE",
  "too-long": "TOO_LARGE",
  timeout: "TIMEOUT",
  throttled: "BUSY",
  transient: "BUSY",
};

/** @returns null where it only remarks on something */
export function failureIn(outcome: Raw): UnavailableCode | null {
  const issues = Array.isArray(outcome["issue"]) ? (outcome["issue"] as unknown[]) : [];
  const remarks = issues.filter(
    (it) => isRaw(it) && (it["severity"] === "information" || it["severity"] === "warning"),
  );
  // an outcome without an issue, or with one that cannot be read, is not good news
  if (issues.length > 0 && remarks.length === issues.length && !remarks.some(isHolding)) return null;
  const codes = issues.flatMap((it) => {
    const code = isRaw(it) ? it["code"] : null;
    return typeof code === "string" && Object.hasOwn(CODES, code) ? [CODES[code]!] : [];
  });
  return codes[0] ?? "PARTNER_FIELD_ERROR";
}

/** A remark that something was held back: what came is not all there is. */
const isHolding = (it: unknown): boolean => isRaw(it) && (it["code"] === "suppressed" || it["code"] === "incomplete");
