/** The secrets that webhooks are signed with: a file that the operator keeps, of agencies and their `whsec_…` secrets. */
import { z } from "zod";

/** By agency; the newest first. */
export type WebhookSecrets = ReadonlyMap<string, readonly Buffer[]>;

const PREFIX = "whsec_";
/** Standard Webhooks asks for 24 to 64 bytes. */
const secret = z
  .string()
  .regex(/^whsec_[A-Za-z0-9+/]+=*$/, "expected whsec_ and base64")
  .transform((it) => Buffer.from(it.slice(PREFIX.length), "base64"))
  .refine((it) => it.length >= 24 && it.length <= 64, "expected 24 to 64 bytes");

export const webhookSecretsShape = z
  .record(z.string(), z.array(secret).min(1).max(2))
  .transform((it): WebhookSecrets => new Map(Object.entries(it)));
