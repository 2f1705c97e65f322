/** Environment → one typed, frozen object. Names every fault at once, and never the value. */
import { createHash } from "node:crypto";
import { z } from "zod";
import { Refusal, toFaults } from "./gateway/faults";

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
  PARTNER_SECRETS_DIR: z.string().optional(),
  SHUTDOWN_GRACE_MS: z.coerce.number().int().min(0).max(120_000).default(0),
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
  /** Where the secrets of agencies' own systems are, a folder an agency. */
  readonly partnerSecretsDir: string | null;
  /** How long `/ready` says no before connections are closed: a load balancer's interval. */
  readonly shutdownGraceMs: number;
}

/** What a gateway with real people in it must be given. */
const NEEDED = ["DATABASE_URL", "ID_KEY", "AUDIT_KEY", "TOKEN_ISSUER", "TOKEN_AUDIENCE", "JWKS_URL"] as const;

/** @throws Refusal listing every fault */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
  const parsed = shape.safeParse(given);
  const demonstration = (given["DEMONSTRATION"] ?? String(given["DATABASE_URL"] === undefined)) === "true";
  const missing = demonstration ? [] : NEEDED.filter((name) => given[name] === undefined);
  const faults = [
    ...(parsed.success ? [] : toFaults(parsed.error)),
    ...missing.map((path) => ({ path, code: "MISSING", message: "needed outside the demonstration" })),
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
    partnerSecretsDir: it.PARTNER_SECRETS_DIR ?? null,
    shutdownGraceMs: it.SHUTDOWN_GRACE_MS,
  });
}

/** Published on purpose: it protects invented people only, and makes the ids in README the same everywhere. */
const demonstrationKey = (use: string): Uint8Array =>
  new Uint8Array(createHash("sha256").update(`family record demonstration: ${use}`).digest());
