/** Starts and stops the process: configuration, database, migrations, demonstration, gateway. */
import type { AddressInfo } from "node:net";
import { createRemoteJWKSet, type JWTVerifyGetKey } from "jose";
import { makeDataSource } from "../ormconfig";
import { readConfig, type Config } from "./config/config";
import { bootEmbedded, type EmbeddedDatabase } from "./database/embedded";
import { migrate } from "./database/migrate";
import { GATEWAY_SESSION, poolOf, reconnectTo, refuseTooMuchPower } from "./database/pool";
import { demonstrationRoutes } from "./demonstration/routes";
import { stageDemonstration, type Stage } from "./demonstration/stage";
import { welcome } from "./demonstration/welcome";
import { explorerRoutes } from "./explorer/routes";
import { createGateway } from "./wiring/gateway";
import type { Gateway } from "./wiring/gateway-parts";
import { Refusal } from "./gateway/faults";
import { DemonstrationIssuer } from "./identity/demonstration-issuer";
import { SecretsOnFile } from "./remote/transport/partner-secrets";
import { buildGatewaySchema } from "./schema";
import type { Route } from "./http/route";

const say = (line: string): void => console.log(line);

async function start(): Promise<void> {
  const config = readConfig(process.env);
  const stops: (() => Promise<void>)[] = [];
  const stopAll = async (): Promise<void> => {
    for (const stop of stops.splice(0).reverse()) await stop();
  };
  stopOnSignals(stopAll);
  try {
    await serve(config, stops);
  } catch (error) {
    await stopAll();
    throw error;
  }
}

async function serve(config: Config, stops: (() => Promise<void>)[]): Promise<void> {
  const embedded = config.databaseUrl === null ? await boot(config, stops) : null;
  const stage = await prepare(config, embedded?.url ?? config.migrationDatabaseUrl!);
  const issuer = stage && (await DemonstrationIssuer.from(stage.key, config.tokens));
  const now = (): number => Date.now() + (stage?.clockOffsetMs ?? 0);

  const dataSource = makeDataSource(embedded?.url ?? config.databaseUrl!, GATEWAY_SESSION);
  await dataSource.initialize();
  stops.push(() => dataSource.destroy());
  await refuseTooMuchPower(dataSource);
  embedded?.keepUp((url) => reconnectTo(url, poolOf(dataSource)));

  const gateway = await createGateway({
    dataSource,
    idKey: config.idKey,
    auditKey: config.auditKey,
    tokenKeys: issuer?.keys ?? remoteKeys(config),
    tokenRules: { issuer: config.tokens.issuer, audience: config.tokens.audience },
    requestTimeoutMs: config.requestTimeoutMs,
    partners: {
      secrets: new SecretsOnFile(config.partnerSecretsDir, process.env),
      // a partner on this machine is for trying out, with people who do not exist
      plainHttp: config.demonstration,
    },
    checkpoints: config.checkpoints,
    introspection: config.explorer,
    now,
    routes: [...(issuer ? demonstrationRoutes(issuer, now) : []), ...pages(config, issuer)],
    report: (event) => say(`${new Date().toISOString()} ${event}`),
    delivery: deliveryOf(config),
  });
  stops.push(() => drain(gateway, config.shutdownGraceMs));
  await gateway.anchor?.start();
  await listen(gateway, config);
  if (config.jobs) gateway.jobs.start();
  const { port } = gateway.http.address() as AddressInfo;
  say(`Ready on http://${config.host}:${port}/graphql`);
  say(`Checkpoints in ${config.checkpoints.directory}, to check with ${config.checkpoints.signer.text}`);
  if (issuer) for (const line of await welcome(poolOf(dataSource), config, port)) say(line);
}

const deliveryOf = ({ notifications: { smtp, webhookSecrets, privateNetworks } }: Config) => ({
  smtp,
  webhook: { secrets: webhookSecrets, privateNetworks },
});

const pages = (config: Config, issuer: DemonstrationIssuer | null): Route[] =>
  config.explorer ? explorerRoutes({ callers: issuer !== null }) : [];

async function boot(config: Config, stops: (() => Promise<void>)[]): Promise<EmbeddedDatabase> {
  const embedded = await bootEmbedded({ dataDir: config.dataDir, log: (line) => say(`[postgres] ${line}`) });
  stops.push(() => embedded.stop());
  return embedded;
}

/** Migrates and, for a demonstration, sets the stage: with the owner's rights, which the gateway then does without. */
async function prepare(config: Config, ownerUrl: string): Promise<Stage | null> {
  const owner = makeDataSource(ownerUrl, { poolSize: 2 });
  await owner.initialize();
  try {
    await migrate(owner);
    if (!config.demonstration) return null;
    const { catalogue } = await buildGatewaySchema(() => null);
    return await stageDemonstration(poolOf(owner), catalogue, Date.now());
  } finally {
    await owner.destroy();
  }
}

const remoteKeys = (config: Config): JWTVerifyGetKey =>
  createRemoteJWKSet(new URL(config.tokens.jwksUrl!), {
    cooldownDuration: 30_000,
    cacheMaxAge: 600_000,
    timeoutDuration: 3_000,
  });

const listen = (gateway: Gateway, config: Config): Promise<void> =>
  new Promise((listening, failed) => {
    gateway.http.once("error", failed);
    gateway.http.listen(config.port, config.host, () => {
      gateway.http.off("error", failed);
      listening();
    });
  });

/** Not ready → the load balancer's interval → no new connections → requests under way → their records. */
async function drain(gateway: Gateway, graceMs: number): Promise<void> {
  gateway.stopReadiness();
  await new Promise((waited) => setTimeout(waited, graceMs));
  await gateway.stop();
  await gateway.log.drain();
  await gateway.anchor?.stop();
}

/** Ctrl-C under `npm start` arrives twice, from the terminal and from npm; only a later signal forces the end. */
function stopOnSignals(stopAll: () => Promise<void>): void {
  let since = 0;
  const stop = (signal: string): void => {
    if (since > 0) {
      if (Date.now() - since > 1000) process.exit(1);
      return;
    }
    since = Date.now();
    stopAll().then(
      () => {
        say(`${signal}: stopped cleanly`);
        process.exit(0);
      },
      () => process.exit(1),
    );
  };
  process.on("SIGINT", () => stop("SIGINT"));
  process.on("SIGTERM", () => stop("SIGTERM"));
}

start().catch((error: unknown) => {
  const known = error instanceof Refusal || (error instanceof Error && !("query" in error));
  console.error(known ? error.message : "The gateway could not start.");
  const code = (error as { code?: unknown }).code;
  if (code === "EADDRINUSE") console.error("Another program has this port; choose one with PORT=4001 npm start.");
  if (typeof code === "string") console.error(`(${code})`);
  process.exit(1);
});
