/** What stands in files instead of variables, as secrets do that are mounted. */
import fs from "node:fs";
import { toFaults, type Fault } from "../gateway/faults";
import { webhookSecretsShape, type WebhookSecrets } from "../notifications/webhook-secrets";

/** A key may stand in a file, as secrets do that are mounted. */
export function withKeyFile(given: NodeJS.ProcessEnv): { given: NodeJS.ProcessEnv; faults: Fault[] } {
  const file = given["CHECKPOINT_KEY_FILE"];
  if (file === undefined) return { given, faults: [] };
  const fault = (code: string, message: string) => ({
    given,
    faults: [{ path: "CHECKPOINT_KEY_FILE", code, message }],
  });
  if (given["CHECKPOINT_KEY"] !== undefined) return fault("TWICE", "CHECKPOINT_KEY is given too: one of them");
  try {
    return { given: { ...given, CHECKPOINT_KEY: fs.readFileSync(file, "utf8").trim() }, faults: [] };
  } catch {
    return fault("UNREADABLE", "cannot be read");
  }
}

/** `{ "SCHOOL": ["whsec_…"] }`. What is wrong is told by agency, and no secret. */
export function readWebhookSecrets(file: string | undefined): { secrets: WebhookSecrets; faults: Fault[] } {
  const none: WebhookSecrets = new Map();
  if (file === undefined) return { secrets: none, faults: [] };
  try {
    const parsed = webhookSecretsShape.safeParse(JSON.parse(fs.readFileSync(file, "utf8")));
    if (parsed.success) return { secrets: parsed.data, faults: [] };
    return { secrets: none, faults: toFaults(parsed.error, "WEBHOOK_SECRETS_FILE") };
  } catch {
    const message = "expected a readable file of JSON";
    return { secrets: none, faults: [{ path: "WEBHOOK_SECRETS_FILE", code: "UNREADABLE", message }] };
  }
}
