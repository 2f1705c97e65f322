/** What is wrong with variables that are well formed each: what is missing, and what does not go together. */
import type { z } from "zod";
import type { Fault } from "../gateway/faults";
import type { variables } from "./variables";

type Given = Readonly<Record<string, string | undefined>>;

/** What a gateway with real people in it must be given. */
const NEEDED = [
  "DATABASE_URL",
  "ID_KEY",
  "AUDIT_KEY",
  "TOKEN_ISSUER",
  "TOKEN_AUDIENCE",
  "JWKS_URL",
  "CHECKPOINT_KEY",
  "CHECKPOINT_DIR",
] as const;

/** @param read undefined where some variable is not well formed */
export const faultsTogether = (
  given: Given,
  read: z.output<typeof variables> | undefined,
  demonstration: boolean,
): Fault[] => [
  ...(read ? tooShortGrace(read) : []),
  ...(demonstration ? [] : missing(given)),
  ...notificationFaults(given, demonstration),
];

function missing(given: Given): Fault[] {
  const told = (name: string): boolean =>
    given[name] !== undefined || (name === "CHECKPOINT_KEY" && given["CHECKPOINT_KEY_FILE"] !== undefined);
  return NEEDED.filter((name) => !told(name)).map((path) => ({
    path,
    code: "MISSING",
    message: "needed outside the demonstration",
  }));
}

/** A record waits for one interval as a rule. */
const tooShortGrace = (it: z.output<typeof variables>): Fault[] =>
  it.CHECKPOINT_GRACE >= 2 * it.CHECKPOINT_INTERVAL
    ? []
    : [{ path: "CHECKPOINT_GRACE", code: "TOO_SHORT", message: "expected at least twice CHECKPOINT_INTERVAL" }];

function notificationFaults(given: Given, demonstration: boolean): Fault[] {
  const faults: Fault[] = [];
  if (given["SMTP_URL"] !== undefined && given["SMTP_FROM"] === undefined) {
    faults.push({ path: "SMTP_FROM", code: "MISSING", message: "needed with SMTP_URL" });
  }
  if (given["WEBHOOK_PRIVATE_NETWORKS"] === "true" && !demonstration) {
    const message = "for the demonstration alone: webhooks could be sent to machines beside the gateway";
    faults.push({ path: "WEBHOOK_PRIVATE_NETWORKS", code: "NOT_ALLOWED", message });
  }
  return faults;
}
