/** A FHIR server as a developer names it on the command line: checked over a line like the gateway's own. */
import type { CheckResult } from "../remote/contract/check-endpoint";
import { checkFhir, type FhirUnderCheck } from "../remote/contract/check-fhir";
import { PartnerLine } from "../remote/transport/partner-line";

export interface FhirServerUnderCheck extends Omit<FhirUnderCheck, "line" | "deadline"> {
  readonly headers: Readonly<Record<string, string>>;
  /** Of one call. */
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 5_000;
const MOST_BYTES = 2_000_000;
const MOST_MS = 600_000;

export async function checkFhirServer(it: FhirServerUnderCheck): Promise<readonly CheckResult[]> {
  const { url, headers, now, timeoutMs = TIMEOUT_MS } = it;
  const settings = { agency: "PARTNER", url, auth: {}, timeoutMs, maxBytes: MOST_BYTES };
  const line = new PartnerLine(settings, { read: () => Promise.reject(new Error("no secrets")) }, now);
  try {
    return await checkFhir({
      ...it,
      line: {
        send: (outgoing, deadline) =>
          line.send({ ...outgoing, headers: { ...outgoing.headers, ...headers } }, deadline),
      },
      deadline: { at: now() + MOST_MS },
    });
  } finally {
    await line.close();
  }
}
