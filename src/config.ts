/** Environment → one typed, frozen object. Names every fault at once, and never the value. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { z } from "zod";
import { Refusal, toFaults, type Fault } from "./gateway/faults";
import { webhookSecretsShape, type WebhookSecrets } from "./notifications/webhook-secrets";

/** 32 bytes in base64 or base64url: `openssl rand -base64 32`. */
const key = z
  .string()
  .transform((text) => new Uint8Array(Buffer.from(text, "base64")))
  .refine((bytes) => bytes.length === 32, "expected 32 bytes in base64 (openssl rand -base64 32)");
const flag = z.enum(["true", "false"]).transform((it) => it === "true");
const httpUrl = z.string().refine((it) => /^https?:\/\/\S+$/.test(it), "expected an http(s) URL");
const postgresUrl = z.string().refine((it) => /^postgres(ql)?:\/\//.test(it), "expected postgresql://…");

const shape = z.object({
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
  SHUTDOWN_GRACE_MS: z.coerce.number().int().min(0).max(120_000).default(0),
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

export interface Config {
  readonly port: number;
  readonly host: string;
  /** Null runs the embedded server. */
  readonly databaseUrl: string | null;
  /** May create tables and roles; the gateway itself never uses it to serve. */
  readonly migrationDatabaseUrl: string | null;
  readonly dataDir: string;
  /** Invented families, an issuer of its own and published keys: never real data. */
  readonly demonstration: boolean;
  readonly explorer: boolean;
  readonly idKey: Uint8Array;
  readonly auditKey: Uint8Array;
  readonly tokens: { readonly issuer: string; readonly audience: string; readonly jwksUrl: string | null };
  readonly requestTimeoutMs: number;
  /** How long `/ready` says no before connections are closed: a load balancer's interval. */
  readonly shutdownGraceMs: number;
  readonly notifications: {
    /** Null sends no e-mail; what there is to tell can still be read with `myNotifications`. */
    readonly smtp: { readonly url: string; readonly from: string } | null;
    readonly webhookSecrets: WebhookSecrets;
    /** Webhooks may go over http and to machines beside this one: in the demonstration alone. */
    readonly privateNetworks: boolean;
  };
}

/** What a gateway with real people in it must be given. */
const NEEDED = ["DATABASE_URL", "ID_KEY", "AUDIT_KEY", "TOKEN_ISSUER", "TOKEN_AUDIENCE", "JWKS_URL"] as const;

/** @throws Refusal listing every fault */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
  const parsed = shape.safeParse(given);
  const demonstration = (given["DEMONSTRATION"] ?? String(given["DATABASE_URL"] === undefined)) === "true";
  const missing = demonstration ? [] : NEEDED.filter((name) => given[name] === undefined);
  const secrets = readSecrets(given["WEBHOOK_SECRETS_FILE"]);
  const faults = [
    ...(parsed.success ? [] : toFaults(parsed.error)),
    ...missing.map((path) => ({ path, code: "MISSING", message: "needed outside the demonstration" })),
    ...secrets.faults,
    ...notificationFaults(given, demonstration),
  ];
  if (!parsed.success || faults.length > 0) throw new Refusal(faults, "environment");
  const it = parsed.data;
  return Object.freeze({
    port: it.PORT,
    host: it.HOST,
    databaseUrl: it.DATABASE_URL ?? null,
    migrationDatabaseUrl: it.MIGRATION_DATABASE_URL ?? it.DATABASE_URL ?? null,
    dataDir: it.DATA_DIR,
    demonstration,
    explorer: it.EXPLORER ?? demonstration,
    idKey: it.ID_KEY ?? demonstrationKey("ids"),
    auditKey: it.AUDIT_KEY ?? demonstrationKey("audit"),
    tokens: {
      issuer: it.TOKEN_ISSUER ?? "urn:family-record-gateway:demonstration",
      audience: it.TOKEN_AUDIENCE ?? "family-record-gateway",
      jwksUrl: demonstration ? null : it.JWKS_URL!,
    },
    requestTimeoutMs: it.REQUEST_TIMEOUT_MS,
    shutdownGraceMs: it.SHUTDOWN_GRACE_MS,
    notifications: {
      smtp: it.SMTP_URL === undefined ? null : { url: it.SMTP_URL, from: it.SMTP_FROM! },
      webhookSecrets: secrets.secrets,
      privateNetworks: it.WEBHOOK_PRIVATE_NETWORKS,
    },
  });
}

function notificationFaults(given: Readonly<Record<string, string | undefined>>, demonstration: boolean): Fault[] {
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

/** `{ "SCHOOL": ["whsec_…"] }`. What is wrong is told by agency, and no secret. */
function readSecrets(file: string | undefined): { secrets: WebhookSecrets; faults: Fault[] } {
  const none: WebhookSecrets = new Map();
  if (file === undefined) return { secrets: none, faults: [] };
  try {
    const parsed = webhookSecretsShape.safeParse(JSON.parse(readFileSync(file, "utf8")));
    if (parsed.success) return { secrets: parsed.data, faults: [] };
    return { secrets: none, faults: toFaults(parsed.error, "WEBHOOK_SECRETS_FILE") };
  } catch {
    const message = "expected a readable file of JSON";
    return { secrets: none, faults: [{ path: "WEBHOOK_SECRETS_FILE", code: "UNREADABLE", message }] };
  }
}

/** Published on purpose: it protects invented people only, and makes the ids in README the same everywhere. */
const demonstrationKey = (use: string): Uint8Array =>
  new Uint8Array(createHash("sha256").update(`family record demonstration: ${use}`).digest());
