/** Environment → one typed, frozen object. Names every fault at once, and never the value. */
import type { SignerKey, VerifierKey } from "../audit/proof/signed-note";
import { Refusal, toFaults } from "../gateway/faults";
import type { WebhookSecrets } from "../notifications/webhook-secrets";
import { demonstrationDirectory, demonstrationKey, demonstrationSigner } from "./demonstration-values";
import { faultsTogether } from "./faults-together";
import { readWebhookSecrets, withKeyFile } from "./secret-files";
import { variables } from "./variables";

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

/** @throws Refusal listing every fault */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const { given, faults: unread } = withKeyFile(
    Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== "")),
  );
  const parsed = variables.safeParse(given);
  const demonstration = (given["DEMONSTRATION"] ?? String(given["DATABASE_URL"] === undefined)) === "true";
  const secrets = readWebhookSecrets(given["WEBHOOK_SECRETS_FILE"]);
  const faults = [
    ...unread,
    ...(parsed.success ? [] : toFaults(parsed.error)),
    ...secrets.faults,
    ...faultsTogether(given, parsed.data, demonstration),
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
    jobs: it.JOBS,
    checkpoints: {
      signer: it.CHECKPOINT_KEY ?? demonstrationSigner(),
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
