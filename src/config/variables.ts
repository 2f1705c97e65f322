/** Every variable that the gateway reads, its kind and what it is without being said. */
import { z } from "zod";
import { duration, flag, httpUrl, key, postgresUrl, signer, verifiers } from "./kinds";

export const variables = z.object({
  PORT: z.coerce.number("expected a port, 0 to 65535").int().min(0).max(65535).default(4000),
  HOST: z.string().default("127.0.0.1"),
  DATABASE_URL: postgresUrl.optional(),
  MIGRATION_DATABASE_URL: postgresUrl.optional(),
  DATA_DIR: z.string().default(".data/pg18"),
  DEMONSTRATION: flag.optional(),
  EXPLORER: flag.optional(),
  ID_KEY: key.optional(),
  AUDIT_KEY: key.optional(),
  TOKEN_ISSUER: z.string().optional(),
  TOKEN_AUDIENCE: z.string().optional(),
  JWKS_URL: httpUrl.optional(),
  REQUEST_TIMEOUT_MS: z.coerce.number().int().min(100).max(120_000).default(10_000),
  PARTNER_SECRETS_DIR: z.string().optional(),
  JOBS: flag.default(true),
  SHUTDOWN_GRACE_MS: z.coerce.number().int().min(0).max(120_000).default(0),
  CHECKPOINT_KEY: signer.optional(),
  CHECKPOINT_KEY_FILE: z.string().optional(),
  CHECKPOINT_FORMER_KEYS: verifiers.optional(),
  CHECKPOINT_DIR: z.string().optional(),
  CHECKPOINT_INTERVAL: duration("1s", "1h").default(10_000),
  CHECKPOINT_GRACE: duration("1m", "72h").default(4 * 3_600_000),
  SMTP_URL: z
    .string()
    .refine((it) => /^smtps?:\/\/\S+$/.test(it) && URL.canParse(it), "expected smtp(s)://…")
    .optional(),
  SMTP_FROM: z
    .string()
    .regex(/^[^\r\n]*@[\w.-]+>?$/, "expected an e-mail address")
    .optional(),
  WEBHOOK_SECRETS_FILE: z.string().optional(),
  WEBHOOK_PRIVATE_NETWORKS: flag.default(false),
});
