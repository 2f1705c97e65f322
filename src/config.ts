/** Environment → one typed, frozen object. Names every fault at once, and never the value. */
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { z } from "zod";
import { readSigner, readVerifier, signerOf, type SignerKey, type VerifierKey } from "./audit/proof/signed-note";
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

/** `10s`, `30m`, `4h`; as milliseconds. */
const duration = (least: string, most: string) =>
  z
    .string()
    .regex(/^[1-9]\d{0,8}(ms|s|m|h)$/, "expected a time such as 10s, 30m or 4h")
    .transform(toMs)
    .refine((it) => it >= toMs(least) && it <= toMs(most), `expected ${least} to ${most}`);
const UNITS: Record<string, number> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };
const toMs = (text: string): number => Number.parseInt(text, 10) * UNITS[text.replace(/^\d+/, "")]!;

const signer = z
  .string()
  .transform((text) => readSigner(text.trim()))
  .refine((it) => it !== null, "expected PRIVATE+KEY+name+id+seed (npm run checkpoint-key)");
const verifiers = z
  .string()
  .transform((text) => text.split(",").map((it) => readVerifier(it.trim())))
  .refine((all) => !all.includes(null), "expected name+id+key, several with commas between them")
  .transform((all) => all.filter((it) => it !== null));

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
  /** Runs what is due beside requests: reminders, deliveries, the nightly replay. One of several instances is enough. */
  readonly jobs: boolean;
  readonly checkpoints: {
    /** Its name is the log's origin. */
    readonly signer: SignerKey;
    readonly formerKeys: readonly VerifierKey[];
    /** Outside the database; every instance its own, or one that they share. */
    readonly directory: string;
    readonly intervalMs: number;
    /** How long a record may wait for its checkpoint before nothing more is released. */
    readonly graceMs: number;
  };
  readonly notifications: {
    /** Null sends no e-mail; what there is to tell can still be read with `myNotifications`. */
    readonly smtp: { readonly url: string; readonly from: string } | null;
    readonly webhookSecrets: WebhookSecrets;
    /** Webhooks may go over http and to machines beside this one: in the demonstration alone. */
    readonly privateNetworks: boolean;
  };
}

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

/** @throws Refusal listing every fault */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const { given, faults: unread } = withKeyFile(
    Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== "")),
  );
  const parsed = shape.safeParse(given);
  const demonstration = (given["DEMONSTRATION"] ?? String(given["DATABASE_URL"] === undefined)) === "true";
  const told = (name: string): boolean =>
    given[name] !== undefined || (name === "CHECKPOINT_KEY" && given["CHECKPOINT_KEY_FILE"] !== undefined);
  const missing = demonstration ? [] : NEEDED.filter((name) => !told(name));
  const secrets = readSecrets(given["WEBHOOK_SECRETS_FILE"]);
  const faults = [
    ...unread,
    ...(parsed.success ? [] : toFaults(parsed.error)),
    ...(parsed.data ? tooShortGrace(parsed.data) : []),
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
    jobs: it.JOBS,
    checkpoints: {
      signer: it.CHECKPOINT_KEY ?? signerOf(DEMONSTRATION_LOG, demonstrationKey("checkpoints")),
      formerKeys: it.CHECKPOINT_FORMER_KEYS ?? [],
      directory: it.CHECKPOINT_DIR ?? demonstrationDirectory(it.DATA_DIR, it.DATABASE_URL),
      intervalMs: it.CHECKPOINT_INTERVAL,
      graceMs: it.CHECKPOINT_GRACE,
    },
    notifications: {
      smtp: it.SMTP_URL === undefined ? null : { url: it.SMTP_URL, from: it.SMTP_FROM! },
      webhookSecrets: secrets.secrets,
      privateNetworks: it.WEBHOOK_PRIVATE_NETWORKS,
    },
  });
}

/** A record waits for one interval as a rule. */
const tooShortGrace = (it: z.output<typeof shape>): Fault[] =>
  it.CHECKPOINT_GRACE >= 2 * it.CHECKPOINT_INTERVAL
    ? []
    : [{ path: "CHECKPOINT_GRACE", code: "TOO_SHORT", message: "expected at least twice CHECKPOINT_INTERVAL" }];

/** A key may stand in a file, as secrets do that are mounted. */
function withKeyFile(given: NodeJS.ProcessEnv): { given: NodeJS.ProcessEnv; faults: Fault[] } {
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

/** Beside the embedded server's data; for a database of one's own a folder of its own, lest one is taken for another. */
function demonstrationDirectory(dataDir: string, databaseUrl: string | undefined): string {
  const directory = `${dataDir}-checkpoints`;
  if (databaseUrl === undefined) return directory;
  const withoutUser = databaseUrl.replace(/\/\/[^/]*@/, "//");
  return path.join(directory, createHash("sha256").update(withoutUser).digest("hex").slice(0, 12));
}

const DEMONSTRATION_LOG = "demonstration.invalid/family-record";

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
    const parsed = webhookSecretsShape.safeParse(JSON.parse(fs.readFileSync(file, "utf8")));
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
